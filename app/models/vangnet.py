"""Vondst: what the check of every hour found, because it takes too long to look for each time (§8)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.models.basis import check, instant, key, ref


class Vondst(SQLModel, table=True):
    """One thing that was found and is still there: about which kenmerk, in what words, since when.

    No personal data: that somebody turns 18 is here, the day is sealed with the jeugdige.
    """

    __table_args__ = (
        UniqueConstraint("soort", "onderwerp", "melding"),
        check("soort", "soort IN ('afspraak_gebroken', 'bijna_achttien')"),
    )

    id: UUID = key()
    soort: str = Field(max_length=40)
    onderwerp: str = Field(max_length=200)
    melding: str = Field(max_length=300)
    casus_id: UUID | None = ref("casus.id", nullable=True, index=True)
    sinds: datetime = instant()
