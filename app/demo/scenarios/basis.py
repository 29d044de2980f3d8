"""Basis: invents the people of a scenario, with birthdays that fit today."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from app.demo.lijn import Lijn
from app.demo.toneel import Toneel
from app.domain.opdrachten import JeugdigeGegevens, MelderGegevens, RegisterMelding
from app.domain.termen import Aard, Kanaal, Relatie, Verblijf, Voorkeurskanaal, WoonplaatsStatus
from app.services.afstemming_begin import compare_casussen_with_tafels
from app.services.samenloopopening import open_samenlopen

MAAND = timedelta(days=30)


def born(toneel: Toneel, jaren: int, maanden: int = 0) -> date:
    """The birthday of somebody who is so old today."""
    vandaag = toneel.vandaag
    verjaardag = date(vandaag.year - jaren, vandaag.month, min(vandaag.day, 28))
    return verjaardag - maanden * MAAND


def jeugdige(naam: str, familie: str, geboren: date, gemeente: str, verblijf: Verblijf) -> JeugdigeGegevens:
    """A young person of a scenario."""
    return JeugdigeGegevens(
        voornamen=naam,
        roepnaam=naam,
        achternaam=familie,
        geboortedatum=geboren,
        woonplaats_gemeente=gemeente,
        woonplaats_status=WoonplaatsStatus.VASTGESTELD,
        verblijf=verblijf,
    )


def melder(
    naam: str, relatie: Relatie = Relatie.OUDER, kanaal: Voorkeurskanaal = Voorkeurskanaal.MAIL
) -> MelderGegevens:
    """Somebody who asks, with an address that reaches nobody."""
    return MelderGegevens(
        naam=naam,
        relatie=relatie,
        email=f"{naam.lower().replace(' ', '.')}@voorbeeld.example",
        telefoon="06-00012345",
        adres="Voorbeeldlaan 1, Nergenshuizen" if kanaal is Voorkeurskanaal.BRIEF else None,
        voorkeurskanaal=kanaal,
    )


def vraag(wie: MelderGegevens, tekst: str, *jeugdigen: JeugdigeGegevens) -> RegisterMelding:
    """A question; the scenario fills in what is special."""
    return RegisterMelding(
        loket=None,
        kanaal=Kanaal.MAIL,
        ontvangen_op=date.min,
        aard=frozenset({Aard.HULPVRAAG}),
        melder=wie,
        spoed=False,
        hulpvraag=tekst,
        jeugdigen=jeugdigen,
    )


def compare_with_tafels(toneel: Toneel, lijn: Lijn) -> None:
    """What stands on an agenda somewhere and may be the same jeugdige becomes work for both."""
    compare_casussen_with_tafels(toneel.desk(lijn.actor), lijn.casus_ids)


def compare_with_others(toneel: Toneel, lijn: Lijn) -> None:
    """What another party has too and may be the same jeugdige becomes work; on an agenda as well."""
    desk = toneel.desk(lijn.actor)
    open_samenlopen(replace(desk, omgeving=replace(desk.omgeving, opent_samenlopen=True)), lijn.casus_ids)


def register(toneel: Toneel, plaats: str, opdracht: RegisterMelding) -> Lijn:
    """It comes in today, on the stage, unless the scenario gave another day or place."""
    ontvangen = toneel.speeldag if opdracht.ontvangen_op == date.min else opdracht.ontvangen_op
    volledig = replace(opdracht, loket=opdracht.loket or plaats, ontvangen_op=ontvangen)
    return Lijn.start(toneel, Random(f"scenario-{opdracht.onderwerp}"), plaats, volledig)
