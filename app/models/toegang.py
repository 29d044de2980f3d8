"""Sessie and ApiToken: how people and systems get in; only hashes are stored."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.domain.actor import Rol
from app.models.basis import coded, instant, key, ref


class Sessie(SQLModel, table=True):
    """A log-in. ``id`` is the SHA-256 of the cookie value."""

    id: str = Field(primary_key=True, max_length=64)
    medewerker_id: UUID = ref("medewerker.id", index=True)
    csrf: str = Field(max_length=64)
    gemaakt_op: datetime = instant()
    gezien_op: datetime = instant()
    verloopt_op: datetime = instant()


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
