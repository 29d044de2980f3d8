"""Lists of the API, and their rows: kenmerken, codes and dates, no more of a person than initials."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from app.domain import termen as t
from app.domain.termijnen.belofte import Signaal
from app.schemas.api.basis import Lijst, OrganisatieUit, PartijUit, RefUit, Uitvoer
from app.schemas.api.uitvoer import EigenaarUit, TermijnRijUit


class OpenAanbod(Uitvoer):
    """The open offer of a row."""

    id: UUID
    status: t.OverdrachtStatus
    uiterlijk: date
    signaal: Signaal


class CasusRijUit(Uitvoer):
    """One row of the work list."""

    id: UUID
    kenmerk: str
    status: t.CasusStatus
    spoed: bool
    eigenaar: EigenaarUit
    initialen: str | None
    eerste_datum: date | None
    signaal: Signaal | None
    wat: str | None
    open_overdracht: OpenAanbod | None


class MeldingRijUit(Uitvoer):
    """One row of the list of meldingen."""

    id: UUID
    kenmerk: str
    status: t.MeldingStatus
    ontvangen_op: date
    loket: PartijUit
    spoed: bool
    volgende_datum: date | None
    signaal: Signaal | None
    casussen: list[RefUit]


class TerugkoppelingUit(Uitvoer):
    """What was told, or is on its way; ``status`` says which."""

    id: UUID
    aan: str
    soort: str
    kanaal: str
    status: str
    gedaan_op: date | None
    vastgelegd_op: datetime
    door: str | None
    bereikt: bool | None
    uitkomst: t.LoketUitkomst | None = None
    acties: list[str] = Field(default=[])
    inhoud: str | None = None


class GebeurtenisUit(Uitvoer):
    """One event; a hidden one keeps number and hashes."""

    nummer: int
    soort: str | None
    op: datetime | None
    actor_soort: str | None
    actor_id: UUID | None
    organisatie_id: UUID | None
    gegevens: dict[str, str | int | bool | None] | None
    hash: str
    vorige_hash: str


class SchakeladviesUit(Uitvoer):
    """One link of the advised chain."""

    organisatie: PartijUit
    niveau: int
    reden: str
    voorgesteld: bool
    overgeslagen: t.Overslagreden | None


class OrganisatieLijst(Lijst):
    items: list[OrganisatieUit]


class RouteadviesLijst(Lijst):
    items: list[SchakeladviesUit]


class CasusLijst(Lijst):
    items: list[CasusRijUit]


class MeldingLijst(Lijst):
    items: list[MeldingRijUit]


class TermijnLijst(Lijst):
    items: list[TermijnRijUit]


class TerugkoppelingLijst(Lijst):
    items: list[TerugkoppelingUit]


class GebeurtenisLijst(Lijst):
    items: list[GebeurtenisUit]
