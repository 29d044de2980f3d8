"""Afstemming: what becomes of a samenloop in which at least one side is an agendering (R036–R038).

The pair itself is a ``Samenloop``; here stands who must act by when, and what each side wrote down.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, ForeignKey, PrimaryKeyConstraint, Uuid
from sqlmodel import Field, SQLModel

from app.domain.tafeltermen import Afstemmingsuitkomst, Partijrol
from app.models.basis import check, coded, index_where, instant, ref, sealed, unique_where


class Afstemming(SQLModel, table=True):
    """The follow-up of one hit. ``eerst_ouder``: the older registration holds more and hears of it first;
    until ``gedeeld_op`` it alone. Words of both sides are sealed with ``sleutel``, a key of its own.
    """

    __table_args__ = (
        check("afgesloten", "(afgesloten_op IS NULL) = (uitkomst IS NULL)"),
        index_where("ix_afstemming_open", "uiterlijk", "samenloop_id", where="afgesloten_op IS NULL"),
    )

    samenloop_id: UUID = Field(
        sa_column=Column(
            Uuid(),
            ForeignKey("samenloop.id", deferrable=True, initially="DEFERRED"),
            primary_key=True,
        )
    )
    sleutel: bytes | None = sealed()
    eerst_ouder: bool
    uiterlijk: date
    begonnen_op: date
    gedeeld_op: datetime | None = instant(nullable=True)
    afgeschermd: bool = False
    afgesloten_op: datetime | None = instant(nullable=True)
    afgesloten_door_id: UUID | None = ref("medewerker.id", nullable=True)
    uitkomst: Afstemmingsuitkomst | None = coded(Afstemmingsuitkomst, nullable=True)
    toelichting_verzegeld: bytes | None = sealed()
    toelichting_van_ouder: bool | None = None


class Afstemmingskant(SQLModel, table=True):
    """What one side wrote down. Its words are read on that side only; its role by both."""

    __tablename__ = "afstemming_kant"
    __table_args__ = (
        PrimaryKeyConstraint("samenloop_id", "is_ouder"),
        unique_where("uq_afstemming_kant_regie", "samenloop_id", where="rol = 'procesregisseur'"),
        check("gesproken", "gesproken_op IS NOT NULL OR met_verzegeld IS NULL"),
    )

    samenloop_id: UUID = ref("afstemming.samenloop_id")
    is_ouder: bool
    gesproken_op: date | None = None
    met_verzegeld: bytes | None = sealed()
    rol: Partijrol | None = coded(Partijrol, nullable=True)
    verwachting_verzegeld: bytes | None = sealed()
    belang_verzegeld: bytes | None = sealed()
    gewijzigd_op: datetime = instant()
    gewijzigd_door_id: UUID | None = ref("medewerker.id", nullable=True)
