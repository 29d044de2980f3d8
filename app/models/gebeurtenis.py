"""Gebeurtenis and Leesregel: what happened and who read what; both only ever grow (I8, I10).

Triggers refuse UPDATE and DELETE on both engines. On PostgreSQL the read log is partitioned by month.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint, Uuid
from sqlmodel import Field, SQLModel

from app.domain.actor import ActorSoort
from app.models.basis import UtcDateTime, after_create, coded, instant, key


class Gebeurtenis(SQLModel, table=True):
    """One thing that happened in one stream. ``gegevens`` is canonical JSON of ids and codes."""

    __table_args__ = (UniqueConstraint("stroom_id", "nummer"),)

    id: UUID = key()
    stroom_soort: str = Field(max_length=20)
    stroom_id: UUID
    nummer: int
    soort: str = Field(max_length=60)
    op: datetime = instant()
    actor_soort: ActorSoort = coded(ActorSoort)
    actor_id: UUID
    organisatie_id: UUID
    gegevens: str
    vorige_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class Leesregel(SQLModel, table=True):
    """One read: one row per request and one per person shown (fields after NEN 7513)."""

    __tablename__ = "leeslog"
    __table_args__ = {"postgresql_partition_by": "RANGE (op)"}

    id: UUID = key()
    op: datetime = Field(sa_column=Column(UtcDateTime(), primary_key=True))
    actor_soort: ActorSoort = coded(ActorSoort)
    actor_id: UUID
    organisatie_id: UUID
    rol: str = Field(max_length=120)
    actie: str = Field(max_length=1)
    object_soort: str = Field(max_length=30)
    object_id: UUID | None = Field(default=None, sa_column=Column(Uuid(), nullable=True, index=True))
    doel: str = Field(max_length=60)
    uitkomst: str = Field(max_length=20)
    aanvraag_id: str = Field(max_length=64)


PARTITIE_JAREN = range(2026, 2037)


def append_only_sqlite(table: str) -> tuple[str, ...]:
    """Triggers for SQLite that refuse changes."""
    return tuple(
        f"CREATE TRIGGER tr_{table}_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} groeit alleen aan'); END"
        for act in ("UPDATE", "DELETE")
    )


def append_only_postgresql(table: str) -> tuple[str, ...]:
    """Trigger for PostgreSQL that refuses changes; TRUNCATE too."""
    return (
        f"CREATE TRIGGER tr_{table}_alleen_groeien BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION houvast_alleen_groeien()",
        f"CREATE TRIGGER tr_{table}_niet_legen BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION houvast_alleen_groeien()",
    )


FUNCTIE_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION houvast_alleen_groeien() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '%% groeit alleen aan', TG_TABLE_NAME; END $$"
)


def partitions_postgresql() -> tuple[str, ...]:
    """Month partitions of the read log, and one for everything outside them."""
    maanden = [(jaar, maand) for jaar in PARTITIE_JAREN for maand in range(1, 13)]
    volgende = [*maanden[1:], (PARTITIE_JAREN.stop, 1)]
    return (
        *(
            f"CREATE TABLE leeslog_{jaar}_{maand:02d} PARTITION OF leeslog FOR VALUES FROM "
            f"('{jaar}-{maand:02d}-01 00:00:00+00') TO ('{tot_jaar}-{tot_maand:02d}-01 00:00:00+00')"
            for (jaar, maand), (tot_jaar, tot_maand) in zip(maanden, volgende, strict=True)
        ),
        "CREATE TABLE leeslog_overig PARTITION OF leeslog DEFAULT",
    )


after_create(Gebeurtenis, append_only_sqlite("gebeurtenis"), "sqlite")
after_create(Leesregel, append_only_sqlite("leeslog"), "sqlite")
after_create(Gebeurtenis, (FUNCTIE_POSTGRESQL, *append_only_postgresql("gebeurtenis")), "postgresql")
after_create(
    Leesregel,
    (FUNCTIE_POSTGRESQL, *partitions_postgresql(), *append_only_postgresql("leeslog")),
    "postgresql",
)
