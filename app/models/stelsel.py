"""What this database is, the numbers it gave out, who is alive, and how often the directory changed."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.models.basis import check, instant


class Installatie(SQLModel, table=True):
    """One row: is this a demo, and does the keyring fit."""

    __table_args__ = (check("een_rij", "id = 1"),)

    id: int = Field(primary_key=True)
    is_demo: bool = False
    controlewaarde: bytes = Field(sa_column=Column(LargeBinary(), nullable=False))
    aangemaakt_op: datetime = instant()


class Kenmerkteller(SQLModel, table=True):
    """Last number given out per kind (M, C) and year."""

    soort: str = Field(primary_key=True, max_length=1)
    jaar: int = Field(primary_key=True)
    laatste: int


class Hartslag(SQLModel, table=True):
    """The last sign of life of a part (web, werk): who can write this, can write.

    ``rondes``, ``verlopen`` and ``mislukt`` count what the worker did since this row exists; the web shows
    them, for the worker answers no requests.
    """

    onderdeel: str = Field(primary_key=True, max_length=20)
    op: datetime = instant()
    rondes: int = 0
    verlopen: int = 0
    mislukt: int = 0


class Stelselversie(SQLModel, table=True):
    """One row that counts every change of the directory, the calendar and the rules.

    Triggers count, so whoever changes them: a process that keeps a copy compares one number.
    """

    __table_args__ = (check("een_rij", "id = 1"),)

    id: int = Field(primary_key=True)
    versie: int
