"""Termijnwijziging: every move of a promised date, with its reason; rows are only added (I5)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from app.domain.termen import Kanaal
from app.domain.termijnen.wijziging import Verdagingsreden, Wijzigingsoort
from app.models.basis import check, coded, index_where, instant, key, ref, sealed, unique_where


class Termijnwijziging(SQLModel, table=True):
    """A date went from ``van`` to ``naar``: put off by somebody, or moved by a decreed day (``dag``).

    Without consent a promise is put off once: a partial unique index holds that. ``bericht_id`` is the
    message that tells the melder.
    """

    __table_args__ = (
        UniqueConstraint("termijn_id", "nummer"),
        unique_where(
            "uq_termijnwijziging_een_keer",
            "termijn_id",
            where="soort = 'verdaging' AND instemming_op IS NULL",
        ),
        index_where("ix_termijnwijziging_bericht_id", "bericht_id", where="bericht_id IS NOT NULL"),
        check("verzet", "van <> naar"),
        check("alleen_later", "soort <> 'verdaging' OR naar > van"),
        check("reden", "(soort = 'verdaging') = (redencode IS NOT NULL)"),
        check("dag", "(soort = 'kalender') = (dag IS NOT NULL)"),
        check("instemming", "(instemming_op IS NULL) = (instemming_wijze IS NULL)"),
    )

    id: UUID = key()
    termijn_id: UUID = ref("termijn.id", index=True)
    nummer: int
    soort: Wijzigingsoort = coded(Wijzigingsoort)
    van: date
    naar: date
    redencode: Verdagingsreden | None = coded(Verdagingsreden, nullable=True)
    toelichting_verzegeld: bytes | None = sealed()
    instemming_op: date | None = None
    instemming_wijze: Kanaal | None = coded(Kanaal, nullable=True)
    dag: date | None = None
    bericht_id: UUID | None = ref("bericht.id", nullable=True)
    op: datetime = instant()
    organisatie_id: UUID = ref("organisatie.id")
    medewerker_id: UUID | None = ref("medewerker.id", nullable=True)
