"""Tafel: the register of casuïstiektafels, what stands on an agenda, and what came of it (R032–R038).

Each agendering has a key of its own: when it is withdrawn or runs out, the key goes, and with it the person,
the reason, the report and the codes. What stays are ids, dates and codes, for the figures.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, Integer, PrimaryKeyConstraint
from sqlmodel import Field, SQLModel

from app.domain.tafeltermen import (
    Agenderingeinde,
    Agenderingsoort,
    Besprekinguitkomst,
    Gebiedsoort,
    Tafelgrond,
    Tafelsoort,
)
from app.models.basis import check, coded, instant, key, ref, sealed, unique_where


class Tafel(SQLModel, table=True):
    """One casuïstiektafel. Without ``grond`` it can be found, and nothing is matched with it."""

    __table_args__ = (
        check("gebied", "(gebied = 'landelijk') = (gebied_code IS NULL)"),
        check("grond", "grond IS NULL OR grond_tekst IS NOT NULL"),
        check("bewaartermijn", "bewaartermijn_maanden BETWEEN 1 AND 24"),
        check("contact", "contact_telefoon IS NOT NULL OR contact_email IS NOT NULL"),
        Index("ix_tafel_naam", "naam", "id"),
    )

    id: UUID = key()
    kenmerk: str = Field(unique=True, max_length=20)
    soort: Tafelsoort = coded(Tafelsoort)
    naam: str = Field(max_length=200)
    gebied: Gebiedsoort = coded(Gebiedsoort)
    gebied_code: str | None = Field(default=None, max_length=6)
    tafelhouder_id: UUID = ref("organisatie.id", index=True)
    secretaris_id: UUID | None = ref("medewerker.id", nullable=True)
    contact_naam: str = Field(max_length=200)
    contact_telefoon: str | None = Field(default=None, max_length=80)
    contact_email: str | None = Field(default=None, max_length=200)
    grond: Tafelgrond | None = coded(Tafelgrond, nullable=True)
    grond_tekst: str | None = Field(default=None, max_length=2000)
    bewaartermijn_maanden: int
    gemaakt_op: datetime = instant()
    beeindigd_op: date | None = None
    gebeurtenis_nr: int = 0
    gebeurtenis_hash: str = Field(default="", max_length=64)
    gebeurtenis_op: datetime = instant()


class Agendering(SQLModel, table=True):
    """A casus, a person or keys on the agenda of a tafel, put there by ``organisatie_id``.

    ``verloopt_op``: the retention of the tafel, counted from the day it came on.
    """

    __table_args__ = (
        check("casus", "(soort = 'casus') = (casus_id IS NOT NULL)"),
        check("sleutels", "(soort = 'sleutels') = (sleutelversie IS NOT NULL)"),
        check("einde", "(beeindigd_op IS NULL) = (einde IS NULL)"),
        check("vernietigd", "beeindigd_op IS NULL OR sleutel IS NULL"),
        unique_where(
            "uq_agendering_casus",
            "tafel_id",
            "casus_id",
            where="casus_id IS NOT NULL AND beeindigd_op IS NULL",
        ),
        Index("ix_agendering_tafel", "tafel_id", "beeindigd_op", "id"),
        Index("ix_agendering_verloopt", "beeindigd_op", "verloopt_op"),
    )

    id: UUID = key()
    tafel_id: UUID = ref("tafel.id")
    organisatie_id: UUID = ref("organisatie.id", index=True)
    soort: Agenderingsoort = coded(Agenderingsoort)
    casus_id: UUID | None = ref("casus.id", nullable=True, index=True)
    sleutel: bytes | None = sealed()
    persoon_verzegeld: bytes | None = sealed()
    reden_verzegeld: bytes | None = sealed()
    codes_verzegeld: bytes | None = sealed()
    afgeschermd: bool = False
    sleutelversie: int | None = None
    bespreken_op: date | None = None
    geagendeerd_op: datetime = instant()
    geagendeerd_door_id: UUID | None = ref("medewerker.id", nullable=True)
    verloopt_op: date
    beeindigd_op: datetime | None = instant(nullable=True)
    beeindigd_door_id: UUID | None = ref("medewerker.id", nullable=True)
    einde: Agenderingeinde | None = coded(Agenderingeinde, nullable=True)


class Bespreking(SQLModel, table=True):
    """One discussion of an agendering; the report is sealed with the key of that agendering."""

    id: UUID = key()
    agendering_id: UUID = ref("agendering.id", index=True)
    besproken_op: date
    uitkomst: Besprekinguitkomst = coded(Besprekinguitkomst)
    verslag_verzegeld: bytes | None = sealed()
    vastgelegd_op: datetime = instant()
    vastgelegd_door_id: UUID | None = ref("medewerker.id", nullable=True)


class AgenderingSleutel(SQLModel, table=True):
    """One key of an agendering: half of a keyed hash, as those of a jeugdige; gone when it ends."""

    __tablename__ = "agendering_sleutel"
    __table_args__ = (
        PrimaryKeyConstraint("hash", "agendering_id"),
        Index("ix_agendering_sleutel_agendering", "agendering_id"),
    )

    hash: int = Field(sa_column=Column(BigInteger(), nullable=False, autoincrement=False))
    agendering_id: UUID = ref("agendering.id")


class Koppelsleutel(SQLModel, table=True):
    """One version of the key with which tafels make keys of their own list; the newest is given out.

    An older one still counts until ``vervalt_op``, so that nobody has to change on the same day.
    """

    versie: int = Field(sa_column=Column(Integer(), primary_key=True, autoincrement=False))
    sleutel_verzegeld: bytes
    gemaakt_op: datetime = instant()
    vervalt_op: date | None = None
