"""Sjablonen: the words of messages as this installation keeps them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.domain.berichten import shipped
from app.domain.berichttermen import Berichtmoment
from app.domain.sjablonen import MOETEN, MOGEN, PLAATSHOUDERS, Sjabloon, reading_ease, valid_on
from app.models import Berichtsjabloon, Medewerker
from app.queries.gids import open_gids
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True)
class Versiebeeld:
    """One version with who wrote it; nobody for the shipped text."""

    sjabloon: Sjabloon
    door: str | None
    op: datetime | None


@dataclass(frozen=True, slots=True)
class Sjabloonbeeld:
    """The words of one moment today, with every version, newest first."""

    moment: Berichtmoment
    nu: Sjabloon
    versies: tuple[Versiebeeld, ...] = ()

    @property
    def leesbaarheid(self) -> int:
        """How easy the words of today read."""
        return reading_ease(self.nu.kern)

    @property
    def plaatshouders(self) -> list[tuple[str, str, bool]]:
        """What may be named here: the name, what it stands for, and whether it must be there."""
        return [
            (f"{{{naam}}}", PLAATSHOUDERS[naam][0], naam in MOETEN[self.moment])
            for naam in PLAATSHOUDERS
            if naam in MOGEN[self.moment]
        ]


def all_templates(werkplek: Werkplek) -> list[Sjabloonbeeld]:
    """The words of every moment as they are today."""
    return [Sjabloonbeeld(moment, current(werkplek, moment)) for moment in MOETEN]


def one_template(werkplek: Werkplek, moment: Berichtmoment) -> Sjabloonbeeld:
    """The words of one moment with their history."""
    query = (
        select(Berichtsjabloon, col(Medewerker.naam))
        .outerjoin(Medewerker, col(Medewerker.id) == col(Berichtsjabloon.vastgelegd_door_id))
        .where(Berichtsjabloon.moment == moment)
        .order_by(col(Berichtsjabloon.versie).desc())
    )
    versies = [
        Versiebeeld(
            Sjabloon(moment, rij.versie, rij.onderwerp, rij.kern, rij.geldig_van), naam, rij.vastgelegd_op
        )
        for rij, naam in werkplek.session.exec(query)
    ]
    return Sjabloonbeeld(
        moment, current(werkplek, moment), (*versies, Versiebeeld(shipped(moment), None, None))
    )


def current(werkplek: Werkplek, moment: Berichtmoment) -> Sjabloon:
    """The words that count today: the last version that began, else the shipped ones."""
    eigen = open_gids(werkplek.session).sjablonen
    return valid_on(eigen, moment, werkplek.omgeving.vandaag) or shipped(moment)


def last_version(session: Session, moment: Berichtmoment) -> int:
    """The number of the newest version; nought when the shipped text was never changed."""
    query = select(Berichtsjabloon.versie).where(Berichtsjabloon.moment == moment)
    return session.exec(query.order_by(col(Berichtsjabloon.versie).desc())).first() or 0
