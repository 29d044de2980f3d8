"""Termijn and Termijnregel: promises with a date, and the rules they come from (I4, I5)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.domain.termen import TermijnStatus, Vervalreden
from app.domain.termijnen.regels import Eenheid, Grondsoort, Termijncode, TermijnVoor
from app.models.basis import check, coded, index_where, instant, key, ref


class Termijnregel(SQLModel, table=True):
    """A norm as an installation changed it; laws come from the product only."""

    id: UUID = key()
    code: str = Field(max_length=40)
    variant: str = Field(max_length=40)
    lengte: int
    eenheid: Eenheid = coded(Eenheid)
    versie: int
    geldig_van: date
    geldig_tot: date | None = None


class Termijn(SQLModel, table=True):
    """A promise: what, to whom, by whom, when, on which ground, explained by ``uitleg`` (JSON)."""

    __table_args__ = (
        UniqueConstraint("id", "melding_id", "is_open"),
        check("open", "is_open = (status = 'open')"),
        check("afgedaan", "is_open = (afgedaan_op IS NULL)"),
        check("verval", "(status = 'vervallen') = (vervalreden IS NOT NULL)"),
        check("betreft", "melding_id IS NOT NULL OR casus_id IS NOT NULL OR klacht_id IS NOT NULL"),
        # Of a klacht nothing stands with melding or casus: no list of these can show it (decision 0007).
        check("klacht_apart", "klacht_id IS NULL OR (melding_id IS NULL AND casus_id IS NULL)"),
        check("volgorde", "uiterlijk >= begint_op"),
        # Without empty keys: SQLite would look for a promise of a casus among all that have no melding.
        index_where("ix_termijn_melding_id", "melding_id", where="melding_id IS NOT NULL"),
        index_where("ix_termijn_casus_id", "casus_id", where="casus_id IS NOT NULL"),
        index_where("ix_termijn_klacht", "verantwoordelijke_id", where="klacht_id IS NOT NULL"),
        index_where("ix_termijn_klacht_id", "klacht_id", where="klacht_id IS NOT NULL"),
        index_where(
            "ix_termijn_terugkoppeling_id", "terugkoppeling_id", where="terugkoppeling_id IS NOT NULL"
        ),
        index_where("ix_termijn_overdracht_id", "overdracht_id", where="overdracht_id IS NOT NULL"),
        index_where(
            "ix_termijn_verantwoordelijke",
            "verantwoordelijke_id",
            "uiterlijk",
            "id",
            where="is_open",
        ),
        index_where(
            "ix_termijn_soort",
            "verantwoordelijke_id",
            "code",
            "uiterlijk",
            "id",
            where="is_open",
        ),
    )

    id: UUID = key()
    code: Termijncode = coded(Termijncode)
    variant: str = Field(default="standaard", max_length=40)
    voor: TermijnVoor = coded(TermijnVoor)
    melding_id: UUID | None = ref("melding.id", nullable=True)
    casus_id: UUID | None = ref("casus.id", nullable=True)
    overdracht_id: UUID | None = ref("overdracht.id", nullable=True)
    klacht_id: UUID | None = ref("klacht.id", nullable=True)
    verantwoordelijke_id: UUID = ref("organisatie.id")
    aan_organisatie_id: UUID | None = ref("organisatie.id", nullable=True)
    periode: int = 1
    begint_op: date
    uiterlijk: date
    wettelijk_uiterlijk: date | None = None
    grondsoort: Grondsoort = coded(Grondsoort)
    artikel: str | None = None
    uitleg: str
    status: TermijnStatus = coded(TermijnStatus, default=TermijnStatus.OPEN)
    is_open: bool = True
    vervalreden: Vervalreden | None = coded(Vervalreden, nullable=True)
    gemaakt_op: datetime = instant()
    afgedaan_op: datetime | None = instant(nullable=True)
    terugkoppeling_id: UUID | None = ref("terugkoppeling.id", nullable=True)
