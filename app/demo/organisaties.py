"""Organisaties in the demo: somebody is away, a blocked party, and a merger that waits for a yes."""

from datetime import timedelta

from sqlmodel import Session

from app.demo.mensen import SCHOOLVERBAND
from app.demo.toneel import Toneel
from app.domain.actor import Actor
from app.domain.beheer import BlockOrganisatie, ProposeOpvolging
from app.domain.omgeving import Omgeving
from app.domain.personeel import ReportAbsence
from app.domain.termen import Blokkadereden
from app.services.inrichten import add_organisatie
from app.services.organisatie import block_organisatie
from app.services.personeel import report_absence
from app.services.rechtsopvolging import propose_opvolging

#: Invented: no such merger is planned.
OPGAAN = (("gemeente-gm0168", "gemeente-gm0153"), ("wijkteam-gm0168", "wijkteam-gm0153"))
GEBLOKKEERD = "wijkteam-gm0484"
DAGEN_AFWEZIG = 10


def add_tafelhouder(session: Session, omgeving: Omgeving) -> None:
    """The school alliance of the demo."""
    add_organisatie(session, omgeving, SCHOOLVERBAND)
    session.flush()


def change_organisaties(toneel: Toneel, beheerder: Actor) -> None:
    """What happens to parties and people themselves, on the last day of the demo."""
    toneel.now = toneel.einde
    weg, vervanger = toneel.ploeg["ret-jz07"][1], toneel.ploeg["ret-jz07"][0]
    report_absence(
        toneel.desk(weg),
        ReportAbsence(
            medewerker_id=weg.id,
            van=toneel.vandaag,
            tot=toneel.vandaag + timedelta(days=DAGEN_AFWEZIG),
            plaatsvervanger_id=vervanger.id,
        ),
    )
    desk = toneel.desk(beheerder)
    block_organisatie(desk, BlockOrganisatie(GEBLOKKEERD, Blokkadereden.OP_VERZOEK))
    per = toneel.vandaag.replace(year=toneel.vandaag.year + 1, month=1, day=1)
    for van, naar in OPGAAN:
        propose_opvolging(desk, ProposeOpvolging(van, naar, per))
