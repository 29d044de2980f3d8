"""Shared column kinds: aware UTC moments, coded values with CHECK, deferred foreign keys.

Every foreign key is deferred: rows of one act refer to each other in circles (a casus names its open
eigenaarschap, which names the casus), and the database judges them together at commit.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    DDL,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Uuid,
    event,
    text,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
metadata = SQLModel.metadata


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored as UTC; SQLite gives naive values back, this makes them aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # signature of SQLAlchemy
        """Refuse naive moments; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("een moment zonder tijdzone wordt niet opgeslagen")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # signature of SQLAlchemy
        """Give UTC back on both engines."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_values(soort: type[StrEnum]) -> list[str]:
    """The stored values of a coded list."""
    return [lid.value for lid in soort]


# The field makers below return what sqlmodel.Field returns (Any by design of that library).
def key() -> Any:
    """Primary key: a UUIDv7 made by the application."""
    return Field(sa_column=Column(Uuid(), primary_key=True))


def ref(doel: str, *, nullable: bool = False, index: bool = False, unique: bool = False) -> Any:
    """Deferred foreign key to one column."""
    sleutel = ForeignKey(doel, deferrable=True, initially="DEFERRED")
    kolom: Column[UUID] = Column(
        Uuid(), sleutel, nullable=nullable, index=index or None, unique=unique or None
    )
    return Field(default=None, sa_column=kolom) if nullable else Field(sa_column=kolom)


def instant(*, nullable: bool = False) -> Any:
    """An aware moment."""
    kolom: Column[datetime] = Column(UtcDateTime(), nullable=nullable)
    return Field(default=None, sa_column=kolom) if nullable else Field(sa_column=kolom)


def coded(
    soort: type[StrEnum], *, nullable: bool = False, default: StrEnum | None = None, name: str = ""
) -> Any:
    """A coded value, stored by value with a CHECK, named when a table holds the list twice."""
    enum = Enum(
        soort,
        native_enum=False,
        create_constraint=True,
        values_callable=enum_values,
        length=40,
        name=name or soort.__name__.lower(),
    )
    kolom: Column[str] = Column(enum, nullable=nullable)
    if nullable or default is not None:
        return Field(default=default, sa_column=kolom)
    return Field(sa_column=kolom)


def sealed() -> Any:
    """A sealed value (kluis); empty when unknown or destroyed."""
    return Field(default=None, sa_column=Column(LargeBinary(), nullable=True))


def deferred_fk(
    kolommen: list[str], doelen: list[str], name: str, *, use_alter: bool = False
) -> ForeignKeyConstraint:
    """Deferred foreign key over several columns."""
    return ForeignKeyConstraint(
        kolommen, doelen, name=name, deferrable=True, initially="DEFERRED", use_alter=use_alter
    )


def unique_where(name: str, *kolommen: str, where: str) -> Index:
    """Partial unique index: the mechanism behind every "at most one open …"."""
    return Index(name, *kolommen, unique=True, sqlite_where=text(where), postgresql_where=text(where))


def index_where(name: str, *kolommen: str, where: str) -> Index:
    """Partial index for hot lists."""
    return Index(name, *kolommen, sqlite_where=text(where), postgresql_where=text(where))


def check(name: str, rule: str) -> CheckConstraint:
    """Named CHECK."""
    return CheckConstraint(rule, name=name)


def after_create(model: type[SQLModel], opdrachten: tuple[str, ...], dialect: str) -> None:
    """Statements that make a table whole on one engine: triggers, partitions."""
    for opdracht in opdrachten:
        ddl = DDL(opdracht).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]  # untyped there
        event.listen(model.__table__, "after_create", ddl)  # type: ignore[attr-defined]  # added by sqlmodel
