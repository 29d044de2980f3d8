"""Personen: invents melders and jeugdigen, and the melding they send."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from app.demo.mensen import GEMEENTEN_BEMAND
from app.demo.namen import ACHTERNAMEN, ROEPNAMEN, TUSSENVOEGSELS
from app.demo.teksten import KLACHTEN, SLOTZINNEN, VRAGEN, Vraag
from app.domain.opdrachten import JeugdigeGegevens, KlachtGegevens, MelderGegevens, RegisterMelding
from app.domain.termen import Aard, Kanaal, Relatie, Voorkeurskanaal, WoonplaatsStatus
from app.referentie.lezer import Gemeente, gemeenten

KANALEN = (Kanaal.MAIL, Kanaal.WEBFORMULIER, Kanaal.TELEFOON, Kanaal.BURGERBRIEF, Kanaal.MAIL)
#: Demo people of these gemeenten come more often, so that the demo log-ins have work.
VAAK = ("GM0193", "GM0193", "GM0193", "GM0150", "GM0153", "GM0153")


@dataclass(frozen=True, slots=True)
class Bijzonder:
    """What makes one invented melding different from the others."""

    spoed: bool = False
    anoniem: bool = False
    gezin: bool = False
    klacht: bool = False
    onbekend: bool = False
    brief: bool = False


def choose_gemeente(toeval: Random) -> Gemeente:
    """Where the jeugdige lives: a place that is staffed in the demo."""
    code = toeval.choice(VAAK if toeval.random() < 0.45 else GEMEENTEN_BEMAND)
    return next(gemeente for gemeente in gemeenten() if gemeente.code == code)


def invent(toeval: Random, ontvangen_op: date, gemeente: Gemeente, wat: Bijzonder) -> RegisterMelding:
    """A melding about somebody who does not exist."""
    vraag = toeval.choice(VRAGEN)
    familie, tussen = toeval.choice(ACHTERNAMEN), toeval.choice(TUSSENVOEGSELS)
    naam, ander = toeval.sample(ROEPNAMEN, 2)
    leeftijd = toeval.randint(*vraag.leeftijd)
    kind = _jeugdige(toeval, (naam, tussen, familie), ontvangen_op, (leeftijd, gemeente, vraag))
    broer = replace(
        kind, voornamen=ander, roepnaam=ander, geboortedatum=_born(toeval, max(leeftijd - 3, 1), ontvangen_op)
    )
    gevuld = {"naam": naam, "leeftijd": leeftijd}
    aard = {Aard.HULPVRAAG, Aard.KLACHT} if wat.klacht else {Aard.HULPVRAAG}
    return RegisterMelding(
        loket=None,
        kanaal=Kanaal.BURGERBRIEF if wat.brief else toeval.choice(KANALEN),
        ontvangen_op=ontvangen_op,
        aard=frozenset(aard),
        melder=_melder(toeval, vraag, kind, wat),
        spoed=wat.spoed,
        hulpvraag=" ".join((vraag.tekst.format(**gevuld), toeval.choice(SLOTZINNEN))).strip(),
        geholpen_met=vraag.helpt.format(**gevuld),
        onderwerp=vraag.onderwerp,
        formele_brief=wat.brief,
        wettelijk_kader=vraag.kader,
        eerder_betrokken=vraag.betrokken,
        themas=vraag.themas,
        jeugdigen=() if wat.onbekend else (kind, broer) if wat.gezin else (kind,),
        klacht=KlachtGegevens(tekst=toeval.choice(KLACHTEN)) if wat.klacht else None,
    )


def _jeugdige(
    toeval: Random,
    naam: tuple[str, str | None, str],
    ontvangen_op: date,
    feiten: tuple[int, Gemeente, Vraag],
) -> JeugdigeGegevens:
    roepnaam, tussen, familie = naam
    leeftijd, gemeente, vraag = feiten
    zeker = WoonplaatsStatus.VASTGESTELD if toeval.random() < 0.8 else WoonplaatsStatus.VERMOEDELIJK
    return JeugdigeGegevens(
        voornamen=roepnaam,
        roepnaam=roepnaam,
        tussenvoegsel=tussen,
        achternaam=familie,
        geboortedatum=_born(toeval, leeftijd, ontvangen_op),
        woonplaats_gemeente=gemeente.code,
        woonplaats_status=zeker,
        verblijf=vraag.verblijf,
    )


def _born(toeval: Random, leeftijd: int, op: date) -> date:
    return op - timedelta(days=round(leeftijd * 365.25) + toeval.randint(5, 350))


def _melder(toeval: Random, vraag: Vraag, kind: JeugdigeGegevens, wat: Bijzonder) -> MelderGegevens:
    if wat.anoniem:
        return MelderGegevens(anoniem=True, relatie=vraag.relatie)
    tussen, familie = kind.tussenvoegsel, kind.achternaam
    if vraag.relatie in (Relatie.PROFESSIONAL, Relatie.PLEEGOUDER):
        tussen, familie = None, toeval.choice(ACHTERNAMEN)
    roepnaam = kind.roepnaam if vraag.relatie is Relatie.JEUGDIGE else toeval.choice(ROEPNAMEN)
    kanaal = toeval.choice(
        (Voorkeurskanaal.MAIL, Voorkeurskanaal.MAIL, Voorkeurskanaal.TELEFOON, Voorkeurskanaal.BRIEF)
    )
    if wat.brief:
        kanaal = Voorkeurskanaal.BRIEF
    return MelderGegevens(
        naam=" ".join(deel for deel in (roepnaam, tussen, familie) if deel),
        relatie=vraag.relatie,
        email=f"{roepnaam}.{familie}@voorbeeld.example".lower().replace("ë", "e"),
        telefoon=f"06-000{toeval.randint(10000, 99999)}",
        adres="Voorbeeldlaan 1, Nergenshuizen" if kanaal is Voorkeurskanaal.BRIEF else None,
        voorkeurskanaal=kanaal,
    )
