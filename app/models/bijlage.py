"""Bijlage: a file with a casus, sealed in parts with its key; and with which bijdrage it goes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from app.domain.bijlage import Bestandssoort, Bijlagekant, Bijlagereden
from app.models.basis import check, coded, instant, key, ref, sealed


class Bijlage(SQLModel, table=True):
    """One file. The name is sealed too: it may hold a person. It never changes and ends with its key, or when
    who added it takes it back: then name and content are gone, and that it was there and why it went stay."""

    __table_args__ = (
        check("grootte", "grootte > 0"),
        check(
            "ingetrokken",
            "(ingetrokken_op IS NULL) = (ingetrokken_reden IS NULL) "
            "AND (ingetrokken_op IS NULL OR naam_verzegeld IS NULL)",
        ),
    )

    id: UUID = key()
    casus_id: UUID = ref("casus.id", index=True)
    naam_verzegeld: bytes | None = sealed()
    soort: Bestandssoort = coded(Bestandssoort)
    grootte: int
    organisatie_id: UUID = ref("organisatie.id")
    toegevoegd_op: datetime = instant()
    toegevoegd_door_id: UUID | None = ref("medewerker.id", nullable=True)
    ingetrokken_op: datetime | None = instant(nullable=True)
    ingetrokken_reden: Bijlagereden | None = coded(Bijlagereden, nullable=True)


class Bijlagedeel(SQLModel, table=True):
    """A part of the content, in order from nought."""

    __table_args__ = (UniqueConstraint("bijlage_id", "nummer"), check("nummer", "nummer >= 0"))

    id: UUID = key()
    bijlage_id: UUID = ref("bijlage.id")
    nummer: int
    inhoud_verzegeld: bytes | None = sealed()


class Bijdragebijlage(SQLModel, table=True):
    """This bijlage goes with the question of a bijdrage, or with its answer."""

    __table_args__ = (UniqueConstraint("bijdrage_id", "bijlage_id"),)

    id: UUID = key()
    bijdrage_id: UUID = ref("bijdrage.id")
    bijlage_id: UUID = ref("bijlage.id", index=True)
    kant: Bijlagekant = coded(Bijlagekant)
