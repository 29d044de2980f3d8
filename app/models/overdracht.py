"""Overdracht and Escalatie: the offer of ownership and how it ended (I2, I3)."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.domain.termen import (
    Escalatiereden,
    Grondslag,
    OverdrachtStatus,
    Overslagreden,
    Richting,
    Teruggaafreden,
    Uitzondering,
    Wijze,
)
from app.models.basis import (
    check,
    coded,
    deferred_fk,
    index_where,
    instant,
    key,
    ref,
    sealed,
    unique_where,
)

OPEN = "status IN ('aangeboden', 'in_beoordeling')"


class Overdracht(SQLModel, table=True):
    """The offer of a casus. The sender is the owner at that time: a foreign key says so.

    ``aanvraag`` is the number of the request that offered it: the worker logs under it.
    """

    __table_args__ = (
        unique_where("uq_overdracht_open", "casus_id", where=OPEN),
        deferred_fk(
            ["eigenaarschap_id", "casus_id", "van_organisatie_id", "eigenaarschap_open"],
            [
                "eigenaarschap.id",
                "eigenaarschap.casus_id",
                "eigenaarschap.organisatie_id",
                "eigenaarschap.is_open",
            ],
            "fk_overdracht_eigenaar_biedt_aan",
        ),
        check("eigenaarschap_open", f"({OPEN}) = (eigenaarschap_open IS NOT NULL)"),
        check("alleen_open", "eigenaarschap_open IS NULL OR eigenaarschap_open"),
        check("niet_aan_zichzelf", "van_organisatie_id <> naar_organisatie_id"),
        check("einde", f"({OPEN}) = (beeindigd_op IS NULL)"),
        check("teruggave", "(status = 'teruggegeven') = (teruggaaf_reden IS NOT NULL)"),
        check("mededeling", "wijze <> 'geen' OR uitzondering IS NOT NULL"),
        index_where("ix_overdracht_te_aanvaarden", "naar_organisatie_id", "id", where=OPEN),
        index_where("ix_overdracht_aangeboden", "van_organisatie_id", "casus_id", where=OPEN),
        index_where("ix_overdracht_verlopen", "van_organisatie_id", "casus_id", where="status = 'verlopen'"),
    )

    id: UUID = key()
    casus_id: UUID = ref("casus.id", index=True)
    eigenaarschap_id: UUID = ref("eigenaarschap.id", index=True)
    eigenaarschap_open: bool | None = True
    periode: int = 1
    van_organisatie_id: UUID = ref("organisatie.id", index=True)
    naar_organisatie_id: UUID = ref("organisatie.id")
    status: OverdrachtStatus = coded(OverdrachtStatus, default=OverdrachtStatus.AANGEBODEN)
    richting: Richting = coded(Richting)
    grondslag: Grondslag = coded(Grondslag)
    overgeslagen: Overslagreden | None = coded(Overslagreden, nullable=True)
    reden_verzegeld: bytes | None = sealed()
    notitie_verzegeld: bytes | None = sealed()
    nieuw_feit_verzegeld: bytes | None = sealed()
    mededeling_verzegeld: bytes | None = sealed()
    te_tonen: str = ""
    wijze: Wijze = coded(Wijze)
    uitzondering: Uitzondering | None = coded(Uitzondering, nullable=True)
    uiterlijk: date
    aangeboden_op: datetime = instant()
    aangeboden_door_id: UUID | None = ref("medewerker.id", nullable=True)
    in_beoordeling_op: datetime | None = instant(nullable=True)
    beeindigd_op: datetime | None = instant(nullable=True)
    beeindigd_door_id: UUID | None = ref("medewerker.id", nullable=True)
    teruggaaf_reden: Teruggaafreden | None = coded(Teruggaafreden, nullable=True)
    toelichting_verzegeld: bytes | None = sealed()
    voorgestelde_ontvanger_id: UUID | None = ref("organisatie.id", nullable=True)
    aanvraag: str | None = Field(default=None, max_length=64)


class Escalatie(SQLModel, table=True):
    """A call for help one level up; a task for the netwerk, ownership and offer stay as they are."""

    __table_args__ = (
        index_where("ix_escalatie_open", "aan_organisatie_id", where="afgehandeld_op IS NULL"),
        index_where("ix_escalatie_overdracht_id", "overdracht_id", where="overdracht_id IS NOT NULL"),
    )

    id: UUID = key()
    casus_id: UUID = ref("casus.id", index=True)
    overdracht_id: UUID | None = ref("overdracht.id", nullable=True)
    door_organisatie_id: UUID = ref("organisatie.id")
    door_medewerker_id: UUID | None = ref("medewerker.id", nullable=True)
    aan_organisatie_id: UUID = ref("organisatie.id")
    redencode: Escalatiereden = coded(Escalatiereden)
    toelichting_verzegeld: bytes | None = sealed()
    op: datetime = instant()
    afgehandeld_op: datetime | None = instant(nullable=True)
    afgehandeld_door_id: UUID | None = Field(default=None)
