"""Installatie and Kenmerkteller: what this database is, and the numbers it gave out."""

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
