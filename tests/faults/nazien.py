"""Nazien: the one check after every fault. What was promised to somebody happened, once, and nothing else.

Whoever got an answer writes it in the grootboek; afterwards the history of the database must say the same.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Lock
from uuid import UUID

import httpx
from sqlmodel import col, select

from app.domain.gebeurtenissen import GebeurtenisSoort
from app.models import Gebeurtenis
from tests.faults.proces import Huis

#: Acts of people; what else is in the history follows from one of these in the same transaction.
HANDELINGEN = frozenset(
    {
        GebeurtenisSoort.MELDING_GEREGISTREERD,
        GebeurtenisSoort.OVERDRACHT_AANGEBODEN,
        GebeurtenisSoort.OVERDRACHT_AANVAARD,
        GebeurtenisSoort.OVERDRACHT_TERUGGEGEVEN,
        GebeurtenisSoort.OVERDRACHT_INGETROKKEN,
        GebeurtenisSoort.OVERDRACHT_VERLOPEN,
        GebeurtenisSoort.TERUGGEKOPPELD,
        GebeurtenisSoort.MELDING_GESLOTEN,
        GebeurtenisSoort.CASUS_GESLOTEN,
    }
)


@dataclass
class Grootboek:
    """The acts that were acknowledged, by casus."""

    erkend: Counter[tuple[UUID, str]] = field(default_factory=Counter)
    _slot: Lock = field(default_factory=Lock)

    def acknowledge(self, casus_id: str | UUID, soort: GebeurtenisSoort) -> None:
        """Somebody was told that this act was done."""
        with self._slot:
            self.erkend[UUID(str(casus_id)), soort] += 1


def look_over(huis: Huis, grootboek: Grootboek) -> None:
    """Every acknowledged act is there exactly once, nothing else is; history and invariants are whole."""
    assert recorded(huis) == grootboek.erkend
    for opdracht in (("controleer", "--alleen-afspraken"), ("bewijs", "controleer")):
        status, gezegd = huis.run(*opdracht)
        assert status == 0, gezegd
    assert_in_order(huis)


def recorded(huis: Huis) -> Counter[tuple[UUID, str]]:
    """The acts that the history knows."""
    query = select(Gebeurtenis.stroom_id, Gebeurtenis.soort).where(col(Gebeurtenis.soort).in_(HANDELINGEN))
    with huis.wereld.database.read() as session:
        return Counter((stroom, soort) for stroom, soort in session.exec(query))


def assert_in_order(huis: Huis) -> None:
    """In every stream each act comes strictly after the one before it, whatever the clocks did."""
    query = select(Gebeurtenis.stroom_id, Gebeurtenis.nummer, Gebeurtenis.op).order_by(
        col(Gebeurtenis.stroom_id), col(Gebeurtenis.nummer)
    )
    with huis.wereld.database.read() as session:
        rijen = session.exec(query).all()
    for (stroom, _, eerder), (volgende, nummer, later) in pairwise(rijen):
        assert stroom != volgende or eerder <= later, (stroom, nummer)


def assert_come_back(antwoord: httpx.Response) -> None:
    """A 503 that says when to come back, and that says so in words; never a fault of the program."""
    assert antwoord.status_code == 503, (antwoord.status_code, antwoord.text)
    assert int(antwoord.headers["Retry-After"]) > 0
