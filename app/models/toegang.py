"""Sessie, Uitnodiging and ApiToken: how people and systems get in; only hashes are stored."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.domain.actor import Rol
from app.models.basis import check, coded, index_where, instant, key, ref


class Sessie(SQLModel, table=True):
    """A log-in. ``id`` is the SHA-256 of the cookie value."""

    id: str = Field(primary_key=True, max_length=64)
    medewerker_id: UUID = ref("medewerker.id", index=True)
    csrf: str = Field(max_length=64)
    gemaakt_op: datetime = instant()
    gezien_op: datetime = instant()
    verloopt_op: datetime = instant()


class Uitnodiging(SQLModel, table=True):
    """A code with which somebody chooses a password: somebody new, or ``medewerker_id``. Of the code only the
    SHA-256 is kept; one that was used, taken back or overtaken by a new one works no more."""

    __table_args__ = (
        check("einde", "gebruikt_op IS NULL OR ingetrokken_op IS NULL"),
        check("begonnen", "gebruikt_op IS NULL OR medewerker_id IS NOT NULL"),
        index_where("ix_uitnodiging_medewerker_id", "medewerker_id", where="medewerker_id IS NOT NULL"),
    )

    id: UUID = key()
    organisatie_id: UUID = ref("organisatie.id", index=True)
    medewerker_id: UUID | None = ref("medewerker.id", nullable=True)
    gebruikersnaam: str = Field(max_length=80)
    naam: str
    email: str | None = None
    #: Codes of roles, with commas.
    rollen: str
    code_hash: str = Field(max_length=64, unique=True)
    gemaakt_op: datetime = instant()
    gemaakt_door_id: UUID = ref("medewerker.id")
    geldig_tot: datetime = instant()
    gebruikt_op: datetime | None = instant(nullable=True)
    ingetrokken_op: datetime | None = instant(nullable=True)


class ApiToken(SQLModel, table=True):
    """A token of another system, bound to one organisatie; ``hash`` is the SHA-256."""

    __tablename__ = "api_token"

    id: UUID = key()
    naam: str = Field(max_length=80)
    organisatie_id: UUID = ref("organisatie.id", index=True)
    medewerker_id: UUID | None = ref("medewerker.id", nullable=True)
    rol: Rol = coded(Rol)
    scopes: str
    hash: str = Field(unique=True, max_length=64)
    gemaakt_op: datetime = instant()
    verloopt_op: datetime = instant()
    ingetrokken_op: datetime | None = instant(nullable=True)
