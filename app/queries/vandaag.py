"""Vandaag: what this person must do today, most urgent first. Nothing that only informs stands here.

Every kind of work of ``vandaagdelen``, together one statement; a casus stands here once, with all that it
asks. Who keeps a tafel and works on no casus has hits only (``vandaagafstemming``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, literal, union_all
from sqlalchemy import select as sa_select
from sqlmodel import col

from app.domain.actor import Rol
from app.domain.datum import datum_kort
from app.domain.omgeving import local_date
from app.domain.samenloop import SamenloopStatus
from app.domain.tafeltermen import Afstemmingsstap
from app.domain.termijnen.regels import Termijncode, Variant
from app.models import Casus, Jeugdige
from app.queries.afstemmingbeelden import ELDERS
from app.queries.eenmaal import values, written
from app.queries.gids import open_gids
from app.queries.lezen import recognise
from app.queries.taakwoorden import GETELD, counted_task
from app.queries.vandaagafstemming import HITS, SOORT
from app.queries.vandaagdelen import SOORTEN
from app.queries.wat_nu import AFSTEMMEN, TE_DOEN
from app.queries.werkbeelden import Taakbeeld
from app.queries.werkplek import Werkplek, persoon_plek

#: More than this nobody does in a day.
MEESTE_TAKEN = 50
#: What does not keep a melder or a sender waiting comes after what does; late or not late alike.
ACHTERAAN = {"berichten": 1, "opvolging": 1, "loket": 2}
#: What a line says of another party, and its button where that is not the casus.
WAT = {
    "aanbod": "Beantwoord het aanbod van {}",
    "verlopen": "Bied opnieuw aan: {} antwoordde niet",
    "escalatie": "{} vraagt uw hulp",
    "bijdrage": "Beantwoord de vraag van {}",
    "bijdrage_binnen": "Lees het antwoord van {}",
    "belofte_elders": "Bel {}: een belofte is daar te laat",
}
BIJDRAGE = frozenset({"bijdrage", "bijdrage_binnen"})
#: Lines about a klacht, and where they lead.
KLACHT = {"klacht": "klachten", "klaagschrift": "klaagschriften", "klachtbrief": "klachten"}
KLACHT_WAT = {
    "klacht": "Stuur de klacht door naar wie hem moet behandelen",
    "klaagschrift": "Lees de klacht over uw werk en vertel hoe het ging",
    "klachtbrief": "Verstuur de brief over de klacht, of kijk wat er misging",
}
KNOPPEN = {"aanbod": "Bekijk aanbod", "bijdrage": "Bekijk vraag", "bijdrage_binnen": "Bekijk antwoord"} | {
    "klacht": "Bekijk klacht",
    "klaagschrift": "Lees klaagschrift",
    "klachtbrief": "Bekijk klacht",
    "samenloop": "Bekijk samenloop",
}
#: The button of a hit, by what must be done.
STAPKNOPPEN = {
    Afstemmingsstap.BEOORDELEN: "Beoordeel",
    Afstemmingsstap.BELLEN: "Bekijk wie u belt",
    Afstemmingsstap.AFSLUITEN: "Sluit af",
}


@dataclass(frozen=True, slots=True)
class Vandaagbeeld:
    """The first things to do, and how many there are in all."""

    taken: tuple[Taakbeeld, ...]
    aantal: int


def today(werkplek: Werkplek, eerste: int = MEESTE_TAKEN) -> Vandaagbeeld:
    """What is due today or too late, spoed first, then what is too late, then by date; one statement.

    Only of the ``eerste`` is read who it is about.
    """
    if not (werkplek.actor.werkt_in_keten or Rol.TAFELSECRETARIS in werkplek.actor.rollen):
        return Vandaagbeeld((), 0)
    rijen = [
        rij for rij in werkplek.session.execute(_all_kinds(werkplek), values(werkplek)) if rij.aantal != 0
    ]
    op_volgorde = sorted(rijen, key=lambda rij: _urgency(rij, werkplek.omgeving.vandaag))[:MEESTE_TAKEN]
    per_ding: dict[str, list[Row[Any]]] = {}
    for rij in op_volgorde:
        per_ding.setdefault(_where(rij) if rij.soort not in GETELD else rij.soort, []).append(rij)
    taken = tuple(_task(werkplek, ding) for ding in list(per_ding.values())[:eerste])
    return Vandaagbeeld(taken, len(per_ding))


@written
def _all_kinds(werkplek: Werkplek) -> Select[Any]:
    """Each kind with no more than is shown, and of those lines who they are about."""
    soorten = SOORTEN if werkplek.actor.werkt_in_keten else HITS
    delen = (
        sa_select(literal(nummer).label("rang"), soort(werkplek).limit(MEESTE_TAKEN).subquery())
        for nummer, soort in enumerate(soorten)
    )
    regel = union_all(*delen).subquery("regel")
    return (
        sa_select(
            regel, col(Casus.sleutel), col(Jeugdige.id).label("jeugdige_id"), col(Jeugdige.persoon_verzegeld)
        )
        .outerjoin(Casus, col(Casus.id) == regel.c.over_casus_id)
        .outerjoin(Jeugdige, col(Jeugdige.casus_id) == regel.c.over_casus_id)
    )


def _urgency(rij: Row[Any], vandaag: date) -> tuple[bool, bool, int, date, bool, date, str, int, str]:
    """Spoed first, then what is too late; in each who waits on us (melder, sender, colleague) before what a
    loket must read. What ends today comes before what lies here without a day, the oldest of that first.
    Of one casus on one day: in the order of the kinds.
    """
    te_laat = rij.datum is not None and rij.datum < vandaag
    ligt = local_date(rij.moment) if rij.moment else vandaag
    achter = ACHTERAAN.get(_kind(rij), 0)
    waar, hoe = rij.kenmerk or "", rij.code or ""
    dag = (rij.datum or vandaag, rij.datum is None, ligt)
    return rij.spoed_rang != 0, not te_laat, achter, *dag, waar, rij.rang, hoe


def _kind(rij: Row[Any]) -> str:
    soort: str = rij.soort
    return "loket" if rij.code == Termijncode.TERUGKOPPELING_LOKET else soort


def _task(werkplek: Werkplek, rijen: Sequence[Row[Any]]) -> Taakbeeld:
    """One line for what leads to the same place: the most urgent first, the rest beside it."""
    rij = rijen[0]
    if rij.soort in GETELD:
        return counted_task(rij.soort, rij.aantal, werkplek.omgeving.vandaag)
    if rij.soort == "opvolging":
        return _to_confirm(werkplek, rij)
    wat = list(dict.fromkeys(_what(werkplek, een) for een in rijen))
    return Taakbeeld(
        soort=_kind(rij),
        datum=rij.datum or local_date(rij.moment),
        spoed=rij.spoed_rang == 0,
        wat=wat[0],
        ook=tuple(wat[1:]),
        kenmerk=rij.kenmerk,
        rest=_rest(werkplek, rij),
        href=_where(rij),
        knop=_button(rij),
        casus_id=rij.casus_id,
    )


def _button(rij: Row[Any]) -> str:
    if rij.soort == SOORT:
        return STAPKNOPPEN.get(Afstemmingsstap(rij.code), "Leg vast")
    return KNOPPEN.get(rij.soort, "Open casus")


def _what(werkplek: Werkplek, rij: Row[Any]) -> str:
    if rij.soort == "inbreng":
        geholpen = rij.code == Variant.GEHOLPEN
        return "De melder is geholpen: rond af" if geholpen else TE_DOEN[Termijncode.INBRENG_BEANTWOORDEN]
    if rij.soort == "samenloop":
        voorgesteld = rij.code == SamenloopStatus.VOORGESTELD
        return (
            "Antwoord: samenvoegen is voorgesteld"
            if voorgesteld
            else TE_DOEN[Termijncode.SAMENLOOP_BEOORDELEN]
        )
    if rij.soort == SOORT:
        return AFSTEMMEN[Afstemmingsstap(rij.code)]
    if rij.code is not None:
        return TE_DOEN[Termijncode(rij.code)]
    if rij.soort in KLACHT_WAT:
        return KLACHT_WAT[rij.soort]
    if rij.partij_id is None:
        return "Kies wie deze casus behandelt"
    return WAT[rij.soort].format(open_gids(werkplek.session).name(rij.partij_id).korte_naam)


def _where(rij: Row[Any]) -> str:
    if rij.soort == "samenloop":
        return f"/samenlopen/{rij.aanbod_id}"
    if rij.soort == SOORT:
        return f"/afstemmingen/{rij.aanbod_id}"
    if rij.soort in BIJDRAGE:
        return f"/bijdragen/{rij.aanbod_id}"
    if rij.code == Termijncode.DOORZENDEN:
        return "/stukken"
    if rij.soort in KLACHT:
        return f"/{KLACHT[rij.soort]}/{rij.kenmerk}"
    return f"/overdrachten/{rij.aanbod_id}" if rij.aanbod_id else f"/casussen/{rij.kenmerk}"


def _rest(werkplek: Werkplek, rij: Row[Any]) -> str:
    """Who it is about; of a hit also where else, and nothing more of that side."""
    if rij.soort == "klacht":
        return _complaint(werkplek, rij)
    delen = [_who(werkplek, rij)] if rij.jeugdige_id else []
    if rij.soort == SOORT:
        partij = open_gids(werkplek.session).name(rij.partij_id).korte_naam if rij.partij_id else None
        delen.append(f"bekend bij {rij.naam or partij or ELDERS}")
    return " · ".join(delen)


def _complaint(werkplek: Werkplek, rij: Row[Any]) -> str:
    """``over Wijkteam Zwolle, binnen op di 3 november``: one of several is known again."""
    binnen = f"binnen op {datum_kort(rij.datum)}"
    over = open_gids(werkplek.session).name(rij.partij_id).korte_naam if rij.partij_id else None
    return f"over {over}, {binnen}" if over else binnen


def _who(werkplek: Werkplek, rij: Row[Any]) -> str:
    """``16 jaar, F.M.``: enough to recognise, not enough to know."""
    wie = recognise(werkplek, rij.sleutel, persoon_plek("jeugdige", rij.jeugdige_id), rij.persoon_verzegeld)
    leeftijd = f"{wie.leeftijd} jaar" if wie.leeftijd is not None else "leeftijd onbekend"
    return f"{leeftijd}, {wie.initialen}" if wie.initialen else leeftijd


def _to_confirm(werkplek: Werkplek, rij: Row[Any]) -> Taakbeeld:
    gids = open_gids(werkplek.session)
    eigen = gids.name(werkplek.actor.organisatie_id)
    return Taakbeeld(
        soort="opvolging",
        datum=rij.datum,
        spoed=False,
        wat=f"Bevestig dat {gids.name(rij.partij_id).korte_naam} in uw organisatie opgaat",
        kenmerk="",
        rest="Tot dan gebeurt er niets",
        href=f"/organisaties/{eigen.kenmerk}/opvolging/{rij.aanbod_id}",
        knop="Bekijk",
    )
