"""Weergave of messages: how far one is, in a word, a line and a sentence, and what can be done now."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.berichttermen import VRAAGT_AANDACHT, BerichtStatus, Wachtreden
from app.domain.datum import dag_en_maand
from app.domain.omgeving import Omgeving, local_date
from app.domain.termen import Wijze
from app.queries.berichtbeelden import BerichtBeeld
from app.schemas.woorden import woord
from app.templating import tijdstip

S = BerichtStatus
SOORT = {
    S.TE_VERSTUREN: "let",
    S.VERSTUURD: "ok",
    S.VERVALLEN: "neutraal",
    S.MISLUKT: "fout",
    S.ONZEKER: "fout",
    S.TERUGGEKOMEN: "fout",
}
LABEL = {
    S.VERSTUURD: "Verstuurd",
    S.VERVALLEN: "Vervallen",
    S.MISLUKT: "Niet bezorgd",
    S.ONZEKER: "Onzeker",
    S.TERUGGEKOMEN: "Teruggekomen",
}
ZIN = {
    S.VERVALLEN: "Dit bericht gaat niet meer weg.",
    S.MISLUKT: "Houvast kon dit bericht niet bezorgen. Kijk het adres na en verstuur het opnieuw, "
    "of vertel het op een andere manier.",
    S.ONZEKER: "De verbinding brak af tijdens het versturen. Vraag na of het is aangekomen. Kies daarna. "
    "Houvast verstuurt het niet vanzelf nog een keer.",
    S.TERUGGEKOMEN: "Dit bericht kwam terug: het adres klopt niet. Zoek uit hoe u de melder wel bereikt.",
}
#: What a person does with a message that Houvast does not send.
ZELF_DOEN = {
    Wijze.BRIEF: "Print deze brief, doe hem op de post en vink hem af.",
    Wijze.TELEFOON: "Bel, vertel wat hier staat en vink het af.",
}
GEEN_MAIL = "Houvast verstuurt hier zelf geen mail. Verstuur dit bericht, en vink het daarna af."


@dataclass(frozen=True, slots=True)
class Berichtstand:
    """How far a message is, and which acts fit now."""

    label: str
    soort: str
    kort: str
    zin: str
    kan_nu: bool = False
    kan_opnieuw: bool = False
    kan_aanhouden: bool = False
    kan_wijzigen: bool = False
    kan_weggooien: bool = False


def state_of(bericht: BerichtBeeld, omgeving: Omgeving) -> Berichtstand:
    """In words, and what a person may do with it."""
    wacht = bericht.status is S.TE_VERSTUREN and not bericht.loopt
    kan_mailen = omgeving.mailt_zelf and bericht.wijze is Wijze.MAIL and not bericht.loopt
    gaat_zelf = wacht and kan_mailen and bericht.wachtreden is None
    zin = _sentence(bericht, omgeving, gaat_zelf=gaat_zelf)
    label = LABEL.get(bericht.status) or ("Gaat vanzelf weg" if gaat_zelf else "Wacht op u")
    return Berichtstand(
        label="Wordt verstuurd" if bericht.loopt else label,
        soort="neutraal" if gaat_zelf or bericht.loopt else SOORT[bericht.status],
        kort=_line(bericht, zin),
        zin=zin,
        kan_nu=wacht and kan_mailen,
        kan_opnieuw=kan_mailen and bericht.status in VRAAGT_AANDACHT,
        kan_aanhouden=gaat_zelf,
        kan_wijzigen=wacht,
        kan_weggooien=wacht and bericht.soort is not None,
    )


def _sentence(bericht: BerichtBeeld, omgeving: Omgeving, *, gaat_zelf: bool) -> str:
    if bericht.loopt:
        return "Houvast verstuurt dit bericht op dit moment."
    if bericht.status is S.VERSTUURD:
        return f"Verstuurd op {_when(bericht.afgedaan_op)}."
    if bericht.status is not S.TE_VERSTUREN:
        return ZIN[bericht.status]
    if gaat_zelf:
        return _goes_at(bericht, omgeving)
    reden = bericht.wachtreden
    if not omgeving.mailt_zelf and reden in (None, Wachtreden.MET_DE_HAND):
        return ZELF_DOEN.get(bericht.wijze, GEEN_MAIL)
    return woord(reden) if reden else ""


def _goes_at(bericht: BerichtBeeld, omgeving: Omgeving) -> str:
    op = bericht.versturen_na
    wanneer = "binnen een minuut" if op is None or op <= omgeving.now else f"om {_moment(op, omgeving)}"
    if bericht.pogingen:
        return f"De mailserver nam het nog niet aan. Houvast probeert het {wanneer} opnieuw."
    return f"Houvast mailt dit {wanneer}. Tot dan kunt u het nog wijzigen of aanhouden."


def _line(bericht: BerichtBeeld, zin: str) -> str:
    if bericht.status is S.TE_VERSTUREN and bericht.wachtreden is not None:
        return f"Sinds {dag_en_maand(local_date(bericht.aangemaakt_op))}. {zin}"
    return zin.split(". ", maxsplit=1)[0].rstrip(".") + "."


def _moment(op: datetime, omgeving: Omgeving) -> str:
    dag = local_date(op)
    return tijdstip(op) if dag == omgeving.vandaag else f"{tijdstip(op)} op {dag_en_maand(dag)}"


def _when(op: datetime | None) -> str:
    return f"{dag_en_maand(local_date(op))}, {tijdstip(op)}" if op else "een eerder moment"
