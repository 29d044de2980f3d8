"""Berichtbeelden: what a page shows of a message, and how far it is."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.berichttermen import BerichtAan, Berichtmoment, BerichtStatus, Bezorguitkomst, Wachtreden
from app.domain.termen import TerugkoppelingSoort, Wijze
from app.models import Bericht


@dataclass(frozen=True, slots=True)
class PogingBeeld:
    """One attempt to deliver; without an outcome it runs now."""

    begonnen_op: datetime
    uitkomst: Bezorguitkomst | None
    code: int | None
    uitgebreid: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtBeeld:
    """A message and how far it is."""

    id: UUID
    moment: Berichtmoment
    aan: BerichtAan
    wijze: Wijze
    status: BerichtStatus
    aangemaakt_op: datetime
    afgedaan_op: datetime | None
    melding_id: UUID | None
    casus_kenmerk: str
    wachtreden: Wachtreden | None
    versturen_na: datetime | None
    pogingen: int
    soort: TerugkoppelingSoort | None
    afspraak_op: date | None
    #: Name of the organisatie it is for; none for the melder.
    ontvanger: str | None = None
    afzender: str | None = None
    onderwerp: str | None = None
    tekst: str | None = None
    #: The words to change: with a place for how the reader comes in, that nobody changes.
    woorden: str | None = None
    adres: str | None = None
    #: Name and postal address alone, for on paper.
    postadres: str | None = None
    #: Where a mail goes that somebody sends by hand.
    email: str | None = None
    veilig_bereiken: str | None = None
    bezorging: tuple[PogingBeeld, ...] = ()
    #: Whether this actor may read the words; without a text they were destroyed.
    leesbaar: bool = False
    #: Stands for these very words: other words, another mark.
    merk: str = ""

    @property
    def loopt(self) -> bool:
        """Whether it is being sent at this moment."""
        return any(poging.uitkomst is None for poging in self.bezorging)


def words_mark(rij: Bericht) -> str:
    """A mark of the words as they are sealed now, to see whether a colleague changed them meanwhile."""
    return hashlib.sha256(rij.inhoud_verzegeld or b"").hexdigest()[:16]


def view_of(rij: Bericht, kenmerk: str) -> BerichtBeeld:
    """What everybody sees in whose outbox it stands; the words come apart."""
    return BerichtBeeld(
        id=rij.id,
        moment=rij.moment,
        aan=rij.aan,
        wijze=rij.wijze,
        status=rij.status,
        aangemaakt_op=rij.aangemaakt_op,
        afgedaan_op=rij.afgedaan_op,
        melding_id=rij.melding_id,
        casus_kenmerk=kenmerk,
        wachtreden=rij.wachtreden,
        versturen_na=rij.versturen_na,
        pogingen=rij.pogingen,
        soort=rij.soort,
        afspraak_op=rij.afspraak_op,
        merk=words_mark(rij),
    )
