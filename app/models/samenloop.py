"""Samenloop: under which keys a jeugdige is found, and the models that weigh (linkage.md §2)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, PrimaryKeyConstraint
from sqlmodel import Field, SQLModel

from app.models.basis import check, instant, key, ref, unique_where


class SamenloopSleutel(SQLModel, table=True):
    """One key of one jeugdige: half of a keyed hash, so it can be found again and not be read."""

    __tablename__ = "samenloop_sleutel"
    __table_args__ = (
        PrimaryKeyConstraint("hash", "jeugdige_id"),
        Index("ix_samenloop_sleutel_jeugdige", "jeugdige_id"),
    )

    hash: int = Field(sa_column=Column(BigInteger(), nullable=False, autoincrement=False))
    jeugdige_id: UUID = ref("jeugdige.id")


class SamenloopModel(SQLModel, table=True):
    """A learned model with its figures; it works from the moment somebody approved it, at most one at a time.

    Holds distributions and counts of common names, nothing about one person.
    """

    __tablename__ = "samenloop_model"
    __table_args__ = (
        unique_where("uq_samenloop_model_werkt", "werkt", where="werkt"),
        check("gekeurd", "NOT werkt OR gekeurd_op IS NOT NULL"),
    )

    id: UUID = key()
    versie: int = Field(unique=True)
    bron: str = Field(max_length=40)
    inhoud: str
    cijfers: str
    geleerd_op: datetime = instant()
    gekeurd_op: datetime | None = instant(nullable=True)
    werkt: bool = False
