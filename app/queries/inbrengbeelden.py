"""Inbrengbeelden: what a page shows of what a melder said, and of the link of that melder."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.inbreng import Inbrengsoort


@dataclass(frozen=True, slots=True)
class InbrengBeeld:
    """One thing a melder said, and whether somebody still has to do something with it."""

    id: UUID
    soort: Inbrengsoort
    tekst: str | None
    gezegd_op: datetime
    #: By when it is answered or taken up; None once that was done, and where nothing was asked.
    uiterlijk: date | None
    #: It was answered or taken up.
    afgehandeld: bool

    @property
    def vraagt_antwoord(self) -> bool:
        """Something is to be said to the melder; who is helped waits for nothing but the closing."""
        return self.uiterlijk is not None and self.soort is not Inbrengsoort.GEHOLPEN


@dataclass(frozen=True, slots=True)
class LinkBeeld:
    """How it stands with the link of a melder: which one was made last, whether it works, and its use."""

    gemaakt_op: datetime
    geopend_op: datetime | None
    ingetrokken_op: datetime | None
    #: A code that this very person made to read out, and until when it counts.
    code: str | None = None
    code_tot: datetime | None = None

    @property
    def werkt(self) -> bool:
        """Whether the melder can come in with it."""
        return self.ingetrokken_op is None
