"""Casus, Jeugdige and Eigenaarschap: who owns what, from when to when (I1, I3).

How the database itself refuses an ownerless, doubly owned or gapped casus:

- at most one open eigenaarschap: partial unique index ``uq_eigenaarschap_open``;
- at least one: an open casus must point (CHECK) to an open eigenaarschap of itself and of its
  ``eigenaar_id`` (foreign key over id, casus, organisatie and ``is_open``);
- an open casus lies with a party that is active: ``huidig_open`` is true for it and refers, together
  with the owner, to ``is_actief`` of that organisatie;
- no gap and no overlap: each interval starts where the one before it ended (CHECK
  ``van = vorige_tot`` and a foreign key to that end), one first interval per open period.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.domain.termen import CasusStatus, CasusUitkomst, Verblijf, WoonplaatsStatus
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


class Gezin(SQLModel, table=True):
    """Brothers and sisters, each with an own casus."""

    id: UUID = key()


class Casus(SQLModel, table=True):
    """The stuck situation of one jeugdige.

    ``spoed_rang`` (0 = spoed) and ``eerste_datum`` (first date that binds the owner) are the work list
    columns; they are written in the transaction that changes them.
    """

    __table_args__ = (
        deferred_fk(
            ["huidig_eigenaarschap_id", "id", "eigenaar_id", "huidig_open"],
            [
                "eigenaarschap.id",
                "eigenaarschap.casus_id",
                "eigenaarschap.organisatie_id",
                "eigenaarschap.is_open",
            ],
            "fk_casus_huidig_eigenaarschap",
            use_alter=True,
        ),
        deferred_fk(
            ["eigenaar_id", "huidig_open"],
            ["organisatie.id", "organisatie.is_actief"],
            "fk_casus_eigenaar_is_actief",
        ),
        check("eigenaar", "(status = 'open') = (huidig_eigenaarschap_id IS NOT NULL)"),
        check("wijst_naar_open", "(huidig_eigenaarschap_id IS NULL) = (huidig_open IS NULL)"),
        check("alleen_open", "huidig_open IS NULL OR huidig_open"),
        check("einde", "(status = 'open') = (gesloten_op IS NULL)"),
        check("spoed", "spoed_rang IN (0, 1)"),
        check("samengevoegd", "(status = 'samengevoegd') = (samengevoegd_met_id IS NOT NULL)"),
        index_where(
            "ix_casus_samengevoegd_met_id", "samengevoegd_met_id", where="samengevoegd_met_id IS NOT NULL"
        ),
        index_where(
            "ix_casus_werklijst",
            "eigenaar_id",
            "spoed_rang",
            "eerste_datum",
            "id",
            where="status = 'open'",
        ),
        index_where(
            "ix_casus_archief",
            "eigenaar_id",
            "spoed_rang",
            "eerste_datum",
            "id",
            where="status <> 'open'",
        ),
    )

    id: UUID = key()
    kenmerk: str = Field(unique=True, max_length=20)
    status: CasusStatus = coded(CasusStatus, default=CasusStatus.OPEN)
    sleutel: bytes | None = sealed()
    onderwerp_verzegeld: bytes | None = sealed()
    gezin_id: UUID | None = ref("gezin.id", nullable=True, index=True)
    periode: int = 1
    eigenaar_id: UUID = ref("organisatie.id")
    huidig_eigenaarschap_id: UUID | None = None
    huidig_open: bool | None = None
    spoed_rang: int = 1
    eerste_datum: date
    geopend_op: datetime = instant()
    gesloten_op: datetime | None = instant(nullable=True)
    uitkomst: CasusUitkomst | None = coded(CasusUitkomst, nullable=True)
    toelichting_verzegeld: bytes | None = sealed()
    samengevoegd_met_id: UUID | None = ref("casus.id", nullable=True)
    gebeurtenis_nr: int = 0
    gebeurtenis_hash: str = ""
    gebeurtenis_op: datetime = instant()
    versie: int = 1


class Eigenaarschap(SQLModel, table=True):
    """Interval in which one organisatie, and in it at most one behandelaar, owns the casus.

    ``linkbezoeker_id``: who accepted it for a party without an account, through a link (I11).
    ``loopt``: the casus is open, so an earlier owner follows it; whatever ended long ago is not in the way.
    """

    __table_args__ = (
        unique_where("uq_eigenaarschap_open", "casus_id", where="is_open"),
        unique_where("uq_eigenaarschap_eerste", "casus_id", "periode", where="vorige_tot IS NULL"),
        UniqueConstraint("id", "casus_id", "organisatie_id", "is_open"),
        UniqueConstraint("casus_id", "periode", "tot"),
        UniqueConstraint("casus_id", "periode", "vorige_tot"),
        deferred_fk(
            ["casus_id", "periode", "vorige_tot"],
            ["eigenaarschap.casus_id", "eigenaarschap.periode", "eigenaarschap.tot"],
            "fk_eigenaarschap_vorige",
        ),
        check("open", "is_open = (tot IS NULL)"),
        check("sluit_aan", "vorige_tot IS NULL OR van = vorige_tot"),
        check("duur", "tot IS NULL OR tot > van"),
        check(
            "herkomst",
            "(vorige_tot IS NULL AND overdracht_id IS NULL AND opvolging_id IS NULL) OR "
            "(vorige_tot IS NOT NULL AND (overdracht_id IS NULL) <> (opvolging_id IS NULL))",
        ),
        index_where("ix_eigenaarschap_opvolging_id", "opvolging_id", where="opvolging_id IS NOT NULL"),
        check("via_link", "linkbezoeker_id IS NULL OR behandelaar_id IS NULL"),
        index_where("ix_eigenaarschap_linkbezoeker", "linkbezoeker_id", where="linkbezoeker_id IS NOT NULL"),
        index_where("ix_eigenaarschap_behandelaar", "behandelaar_id", where="is_open"),
        index_where("ix_eigenaarschap_loopt", "organisatie_id", "is_open", "casus_id", where="loopt"),
    )

    id: UUID = key()
    casus_id: UUID = ref("casus.id")
    periode: int = 1
    organisatie_id: UUID = ref("organisatie.id", index=True)
    behandelaar_id: UUID | None = ref("medewerker.id", nullable=True)
    van: datetime = instant()
    tot: datetime | None = instant(nullable=True)
    is_open: bool = True
    loopt: bool = Field(default=True, sa_column_kwargs={"server_default": text("TRUE")})
    vorige_tot: datetime | None = instant(nullable=True)
    overdracht_id: UUID | None = Field(default=None)
    opvolging_id: UUID | None = ref("rechtsopvolging.id", nullable=True)
    linkbezoeker_id: UUID | None = ref("linkbezoeker.id", nullable=True)


class Jeugdige(SQLModel, table=True):
    """The young person of one casus; everything that identifies is sealed as one value."""

    __table_args__ = (
        check("woonplaats", "(woonplaats_status = 'onbekend') = (woonplaats_gemeente IS NULL)"),
    )

    id: UUID = key()
    casus_id: UUID = ref("casus.id", unique=True)
    persoon_verzegeld: bytes | None = sealed()
    woonplaats_gemeente: str | None = Field(
        default=None, foreign_key="gemeente.gm_code", max_length=6, index=True
    )
    woonplaats_status: WoonplaatsStatus = coded(WoonplaatsStatus)
    woonplaats_gewijzigd_op: datetime | None = instant(nullable=True)
    verblijf_gemeente: str | None = Field(default=None, max_length=6)
    verblijf: Verblijf | None = coded(Verblijf, nullable=True)
    afgeschermd: bool = False
    toekomst_besproken_op: datetime | None = instant(nullable=True)
    toekomst_verzegeld: bytes | None = sealed()


class MeldingCasus(SQLModel, table=True):
    """Dated link between a melding and a casus; ``volgorde`` 1 is the first-named jeugdige."""

    __tablename__ = "melding_casus"
    __table_args__ = (unique_where("uq_melding_casus_open", "melding_id", "casus_id", where="tot IS NULL"),)

    id: UUID = key()
    melding_id: UUID = ref("melding.id", index=True)
    casus_id: UUID = ref("casus.id", index=True)
    volgorde: int = 1
    van: datetime = instant()
    tot: datetime | None = instant(nullable=True)
