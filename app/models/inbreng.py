"""Inbreng: what a melder said on the own page; the promise that came of it tells whether it was taken up."""

from datetime import datetime
from uuid import UUID

from sqlmodel import SQLModel

from app.domain.inbreng import Inbrengsoort
from app.models.basis import coded, instant, key, ref, sealed


class Inbreng(SQLModel, table=True):
    """One thing a melder said, sealed with the key of the melding. Its words never change.

    Without a termijn it asks nothing of anybody: it came after the end, or opened the melding again.
    """

    id: UUID = key()
    melding_id: UUID = ref("melding.id", index=True)
    periode: int = 1
    soort: Inbrengsoort = coded(Inbrengsoort)
    tekst_verzegeld: bytes | None = sealed()
    gezegd_op: datetime = instant()
    termijn_id: UUID | None = ref("termijn.id", nullable=True, unique=True)
