"""Idempotentie and Limietteller: an act once, and not too often (I12)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.models.basis import instant, key, sealed


class Idempotentie(SQLModel, table=True):
    """An act that was done under a key; the stored answer is sealed."""

    __table_args__ = (UniqueConstraint("actor_id", "methode", "pad", "sleutel"),)

    id: UUID = key()
    actor_id: UUID
    methode: str = Field(max_length=8)
    pad: str = Field(max_length=200)
    sleutel: str = Field(max_length=120)
    invoer_hash: str = Field(max_length=64)
    status: int = 0
    locatie: str | None = None
    antwoord_verzegeld: bytes | None = sealed()
    op: datetime = instant()


class Limietteller(SQLModel, table=True):
    """Counts attempts per key and window (log-in attempts)."""

    sleutel: str = Field(primary_key=True, max_length=120)
    venster: datetime = instant()
    aantal: int = 0
