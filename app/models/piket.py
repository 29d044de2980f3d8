"""Piket: the number and hours at which an organisatie answers when it cannot wait."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.models.basis import check, key, ref


class Piket(SQLModel, table=True):
    """One number of one organisatie."""

    id: UUID = key()
    organisatie_id: UUID = ref("organisatie.id", unique=True)
    telefoon: str = Field(max_length=40)


class Piketdienst(SQLModel, table=True):
    """On this day (1 Monday … 7 Sunday, 8 feestdagen), from and until a minute of the day."""

    __table_args__ = (
        UniqueConstraint("piket_id", "dag"),
        check("dag", "dag BETWEEN 1 AND 8"),
        check("uren", "van >= 0 AND van < tot AND tot <= 1440"),
    )

    id: UUID = key()
    piket_id: UUID = ref("piket.id")
    dag: int
    van: int
    tot: int
