"""Berichtsjabloon: the words of messages as an installation changed them; each version stays."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.models.basis import check, instant, key, ref


class Berichtsjabloon(SQLModel, table=True):
    """One version of the subject and core text of a moment. Version 0 is shipped and has no row."""

    __table_args__ = (UniqueConstraint("moment", "versie"), check("versie", "versie > 0"))

    id: UUID = key()
    moment: str = Field(max_length=40)
    versie: int
    onderwerp: str
    kern: str
    geldig_van: date
    vastgelegd_op: datetime = instant()
    vastgelegd_door_id: UUID | None = ref("medewerker.id", nullable=True)
