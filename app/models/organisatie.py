"""Organisatie, Medewerker and the map of gemeenten: the directory (I11)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.domain.actor import OrganisatieSoort, Rol, Teamtoegang
from app.domain.keten.niveaus import RouteVoorkeur
from app.domain.termen import OpvolgingStatus
from app.models.basis import check, coded, deferred_fk, index_where, instant, key, ref, unique_where

#: A succession that still has to happen.
OPEN = "status IN ('voorgesteld', 'bevestigd')"


class Gemeente(SQLModel, table=True):
    """A municipality (CBS code GMxxxx). From ``geldig_tot`` on its inhabitants live in ``opvolger_code``."""

    __table_args__ = (check("opvolger", "opvolger_code IS NULL OR geldig_tot IS NOT NULL"),)

    gm_code: str = Field(primary_key=True, max_length=6)
    naam: str
    provincie: str
    geldig_tot: date | None = None
    opvolger_code: str | None = Field(default=None, foreign_key="gemeente.gm_code", max_length=6)


class Jeugdregio(SQLModel, table=True):
    """A cluster of gemeenten (CBS code JZxx)."""

    code: str = Field(primary_key=True, max_length=4)
    naam: str


class Organisatie(SQLModel, table=True):
    """A party: reachable, blocked or not, with its working area in ``Werkgebied``.

    ``is_actief`` turns false in the act that ends the party; an open casus refers to it together with its
    owner, so a party that still owns one cannot end (I1, I11). ``rechtsopvolger_id`` is always the last
    one in line.
    """

    __table_args__ = (
        UniqueConstraint("id", "is_actief"),
        check("periode", "actief_tot IS NULL OR actief_tot >= actief_van"),
        check("einde", "is_actief OR actief_tot IS NOT NULL"),
        check("opvolger", "rechtsopvolger_id IS NULL OR NOT is_actief"),
    )

    id: UUID = key()
    kenmerk: str = Field(unique=True, max_length=40)
    soort: OrganisatieSoort = coded(OrganisatieSoort)
    naam: str
    korte_naam: str
    bestuursorgaan: bool = False
    bestuurlijk_contact: str | None = None
    email: str | None = None
    telefoon: str | None = None
    teamtoegang: Teamtoegang = coded(Teamtoegang)
    route_voorkeur: RouteVoorkeur = coded(RouteVoorkeur, default=RouteVoorkeur.KETEN)
    toegang_geblokkeerd: bool = False
    actief_van: date
    actief_tot: date | None = None
    is_actief: bool = True
    rechtsopvolger_id: UUID | None = ref("organisatie.id", nullable=True, index=True)
    gebeurtenis_nr: int = 0
    gebeurtenis_hash: str = ""
    gebeurtenis_op: datetime | None = instant(nullable=True)


class Rechtsopvolging(SQLModel, table=True):
    """One party takes over everything of another from a day on; nothing moves before it said yes."""

    __table_args__ = (
        unique_where("uq_rechtsopvolging_open", "van_organisatie_id", where=OPEN),
        index_where("ix_rechtsopvolging_open", "per", "id", where=OPEN),
        check("niet_zichzelf", "van_organisatie_id <> naar_organisatie_id"),
        check("bevestigd", "status NOT IN ('bevestigd', 'uitgevoerd') OR bevestigd_op IS NOT NULL"),
        check("uitgevoerd", "(status = 'uitgevoerd') = (uitgevoerd_op IS NOT NULL)"),
    )

    id: UUID = key()
    van_organisatie_id: UUID = ref("organisatie.id", index=True)
    naar_organisatie_id: UUID = ref("organisatie.id", index=True)
    per: date
    status: OpvolgingStatus = coded(OpvolgingStatus, default=OpvolgingStatus.VOORGESTELD)
    voorgesteld_op: datetime = instant()
    voorgesteld_door_id: UUID | None = ref("medewerker.id", nullable=True)
    bevestigd_op: datetime | None = instant(nullable=True)
    bevestigd_door_id: UUID | None = ref("medewerker.id", nullable=True)
    uitgevoerd_op: datetime | None = instant(nullable=True)


class Werkgebied(SQLModel, table=True):
    """An organisatie serves a gemeente from a date, until a date."""

    __table_args__ = (
        index_where("ix_werkgebied_gemeente", "gm_code", "organisatie_id", where="tot IS NULL"),
        check("periode", "tot IS NULL OR tot >= van"),
    )

    id: UUID = key()
    organisatie_id: UUID = ref("organisatie.id", index=True)
    gm_code: str = Field(max_length=6, index=True)
    van: date
    tot: date | None = None


class Medewerker(SQLModel, table=True):
    """A person of one organisatie who can log in. ``dagbericht``: wants the digest of each werkdag."""

    __table_args__ = (
        deferred_fk(["plaatsvervanger_id"], ["medewerker.id"], "fk_medewerker_plaatsvervanger"),
        check("afwezig", "afwezig_tot IS NULL OR afwezig_tot >= afwezig_van"),
    )

    id: UUID = key()
    organisatie_id: UUID = ref("organisatie.id", index=True)
    gebruikersnaam: str = Field(unique=True, max_length=80)
    naam: str
    email: str | None = None
    wachtwoord_hash: str | None = None
    actief_van: date
    actief_tot: date | None = None
    afwezig_van: date | None = None
    afwezig_tot: date | None = None
    plaatsvervanger_id: UUID | None = Field(default=None, index=True)
    is_demo: bool = False
    dagbericht: bool = True


class MedewerkerRol(SQLModel, table=True):
    """A log-in role of a medewerker; one person may hold several."""

    __tablename__ = "medewerker_rol"

    id: UUID = key()
    medewerker_id: UUID = ref("medewerker.id", index=True)
    rol: Rol = coded(Rol)


class AangewezenDag(SQLModel, table=True):
    """A day equated with a feestdag by royal decree (Atw art. 3 lid 3)."""

    __tablename__ = "aangewezen_dag"

    datum: date = Field(primary_key=True)
    grond: str
    vastgelegd_op: datetime = instant()
