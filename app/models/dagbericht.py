"""Dagbericht and Agendasleutel: what brings own dates to mind, by mail and in a calendar (domain.md §4)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.domain.dagbericht import Dagberichtstatus
from app.models.basis import check, coded, index_where, instant, key, ref, unique_where


class Dagbericht(SQLModel, table=True):
    """The digest of one werkdag for one person or one organisatie: at most one, whoever makes it first.

    ``vingerafdruk`` tells whether the next day brings anything new. The words hold kenmerken and numbers,
    and go once it is done. ``lease_tot``: somebody is sending it until then. A digest promises nobody
    anything, so one that failed is no task for a person: the next werkdag tells the same again.
    """

    __table_args__ = (
        UniqueConstraint("medewerker_id", "dag"),
        UniqueConstraint("organisatie_id", "dag"),
        check("aan", "(medewerker_id IS NULL) <> (organisatie_id IS NULL)"),
        check("afgedaan", "(status = 'te_versturen') = (afgedaan_op IS NULL)"),
        check("tekst", "(status = 'te_versturen') = (tekst IS NOT NULL)"),
        check("lease", "lease_tot IS NULL OR status = 'te_versturen'"),
        index_where("ix_dagbericht_te_versturen", "dag", "id", where="status = 'te_versturen'"),
    )

    id: UUID = key()
    dag: date
    medewerker_id: UUID | None = ref("medewerker.id", nullable=True)
    organisatie_id: UUID | None = ref("organisatie.id", nullable=True)
    vingerafdruk: str = Field(max_length=64)
    onderwerp: str | None = None
    tekst: str | None = None
    status: Dagberichtstatus = coded(Dagberichtstatus, default=Dagberichtstatus.TE_VERSTUREN)
    pogingen: int = 0
    versturen_na: datetime | None = instant(nullable=True)
    lease_tot: datetime | None = instant(nullable=True)
    gemaakt_op: datetime = instant()
    afgedaan_op: datetime | None = instant(nullable=True)


class Agendasleutel(SQLModel, table=True):
    """The secret address of somebody's calendar; ``hash`` is the SHA-256, at most one of a person works."""

    __table_args__ = (
        unique_where("uq_agendasleutel_geldig", "medewerker_id", where="ingetrokken_op IS NULL"),
    )

    id: UUID = key()
    medewerker_id: UUID = ref("medewerker.id")
    hash: str = Field(unique=True, max_length=64)
    gemaakt_op: datetime = instant()
    ingetrokken_op: datetime | None = instant(nullable=True)
