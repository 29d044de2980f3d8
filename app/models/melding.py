"""Melding, Melder and Antwoordplicht: what was asked, by whom, and who must answer (I4, R007)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.domain.termen import (
    Aard,
    Kanaal,
    MeldingStatus,
    MeldingUitkomst,
    Relatie,
    Voorkeurskanaal,
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


class Melding(SQLModel, table=True):
    """One question from one melder, received at one place at one moment.

    The own words never change. ``volgende_termijn_id`` points to an open termijn towards the melder
    (I4): an open melding without a next date cannot be stored. ``volgende_open`` is true for it and refers,
    together with the loket, to ``is_actief`` of that organisatie: somebody is there to hear how it ends.
    """

    __table_args__ = (
        deferred_fk(
            ["volgende_termijn_id", "id", "volgende_open"],
            ["termijn.id", "termijn.melding_id", "termijn.is_open"],
            "fk_melding_volgende_termijn",
            use_alter=True,
        ),
        deferred_fk(
            ["loket_id", "volgende_open"],
            ["organisatie.id", "organisatie.is_actief"],
            "fk_melding_loket_is_actief",
        ),
        check("volgende_termijn", "(status = 'gesloten') = (volgende_termijn_id IS NULL)"),
        check("wijst_naar_open", "(volgende_termijn_id IS NULL) = (volgende_open IS NULL)"),
        check("alleen_open", "volgende_open IS NULL OR volgende_open"),
        check("einde", "(status = 'gesloten') = (gesloten_op IS NOT NULL)"),
        unique_where(
            "uq_melding_import", "import_loket_id", "import_kenmerk", where="import_kenmerk IS NOT NULL"
        ),
        check("import", "(import_kenmerk IS NULL) = (import_loket_id IS NULL)"),
        Index("ix_melding_loket_id", "loket_id", "id"),
        index_where("ix_melding_loket_open", "loket_id", "id", where="status <> 'gesloten'"),
    )

    id: UUID = key()
    kenmerk: str = Field(unique=True, max_length=20)
    sleutel: bytes | None = sealed()
    loket_id: UUID = ref("organisatie.id")
    geregistreerd_door_id: UUID = ref("organisatie.id")
    kanaal: Kanaal = coded(Kanaal)
    ontvangen_op: date
    geregistreerd_op: datetime = instant()
    extern_kenmerk: str | None = Field(default=None, index=True, max_length=80)
    import_kenmerk: str | None = Field(default=None, max_length=80)
    import_loket_id: UUID | None = ref("organisatie.id", nullable=True)
    aard: str = Field(description="the aarden, comma separated, in the order of the code list")
    hulpvraag_verzegeld: bytes | None = sealed()
    geholpen_met_verzegeld: bytes | None = sealed()
    aanvulling_verzegeld: bytes | None = sealed()
    spoed: bool = False
    veilig_thuis_op: datetime | None = instant(nullable=True)
    formele_brief: bool = False
    wettelijk_kader: str = ""
    themas: str = ""
    status: MeldingStatus = coded(MeldingStatus, default=MeldingStatus.OPEN)
    periode: int = 1
    volgende_termijn_id: UUID | None = None
    volgende_open: bool | None = None
    gevraagde_uitkomst: MeldingUitkomst | None = coded(
        MeldingUitkomst, nullable=True, name="gevraagde_uitkomst"
    )
    uitkomst: MeldingUitkomst | None = coded(MeldingUitkomst, nullable=True)
    toelichting_verzegeld: bytes | None = sealed()
    gesloten_op: datetime | None = instant(nullable=True)
    versie: int = 1


class Melder(SQLModel, table=True):
    """Who asks. Name, address and how to reach them safely are sealed as one value.

    ``bereikbaar_sinds``: of who could not be reached at first, since when that is possible.
    """

    id: UUID = key()
    melding_id: UUID = ref("melding.id", unique=True)
    anoniem: bool = False
    relatie: Relatie = coded(Relatie, default=Relatie.OVERIG)
    voorkeurskanaal: Voorkeurskanaal = coded(Voorkeurskanaal, default=Voorkeurskanaal.GEEN)
    afgeschermd: bool = False
    persoon_verzegeld: bytes | None = sealed()
    bereikbaar_sinds: datetime | None = instant(nullable=True)


class Antwoordplicht(SQLModel, table=True):
    """Who must answer this melder on this aard, from when to when; at most one at a time."""

    __table_args__ = (
        unique_where("uq_antwoordplicht_open", "melding_id", "aard", where="tot IS NULL"),
        index_where("ix_antwoordplicht_organisatie", "organisatie_id", where="tot IS NULL"),
    )

    id: UUID = key()
    melding_id: UUID = ref("melding.id", index=True)
    aard: Aard = coded(Aard)
    organisatie_id: UUID = ref("organisatie.id")
    periode: int = 1
    van: datetime = instant()
    tot: datetime | None = instant(nullable=True)
