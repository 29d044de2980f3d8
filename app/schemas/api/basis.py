"""What all schemas of the API share: names, strictness, and the kinds of text and date."""

import re
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from app.domain.actor import OrganisatieSoort

_DATUM = re.compile(r"\d{4}-\d{2}-\d{2}")


class Invoer(BaseModel):
    """Input: unknown fields are refused, every error is reported at once."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class Uitvoer(BaseModel):
    """Output: read from the frozen values of the queries."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)


def _only_iso(waarde: object) -> object:
    """A date is written as 2026-03-16, not as a number or a moment."""
    if isinstance(waarde, str) and not _DATUM.fullmatch(waarde):
        raise ValueError("Vul een datum in als 2026-03-16.")
    if not isinstance(waarde, str | date | None):
        raise ValueError("Vul een datum in als 2026-03-16.")
    return waarde


def _no_control(waarde: object) -> object:
    """Text that a database can hold: no NUL."""
    if isinstance(waarde, str) and "\x00" in waarde:
        raise ValueError("Hier staat een teken in dat wij niet kunnen bewaren.")
    return waarde


Datum = Annotated[date, BeforeValidator(_only_iso)]
_Schoon = BeforeValidator(_no_control)
Regel = Annotated[str, _Schoon, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Kenmerk = Annotated[str, _Schoon, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Tekst = Annotated[str, _Schoon, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
#: One of a list that is stored with commas between.
Trefwoord = Annotated[
    str, _Schoon, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^,]+$")
]
Gemeentecode = Annotated[str, StringConstraints(pattern=r"^GM[0-9]{4}$")]


class PartijUit(Uitvoer):
    """An organisatie as it is named."""

    id: UUID
    kenmerk: str
    naam: str


class PersoonUit(Uitvoer):
    """A colleague as named."""

    id: UUID
    naam: str


class OrganisatieUit(Uitvoer):
    """One party of the directory."""

    id: UUID
    kenmerk: str
    soort: OrganisatieSoort
    naam: str
    korte_naam: str
    bestuursorgaan: bool
    email: str | None
    telefoon: str | None
    actief: bool
    bereikbaar: bool = Field(description="kan iets ontvangen: met een account, of met een link per mail")


class RefUit(Uitvoer):
    """Something by id and kenmerk."""

    id: UUID
    kenmerk: str


class Lijst(Uitvoer):
    """A page of a list; ``volgende`` is the cursor of the next page."""

    volgende: str | None = Field(description="cursor van de volgende bladzijde, of null")


class Fout(Uitvoer):
    """One thing wrong with one field."""

    veld: str
    melding: str


class Probleem(Uitvoer):
    """Why a request was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str | None = Field(None, description="vaste code van de weigering")
    fouten: list[Fout] | None = Field(None, description="alle fouten in de invoer")
    ontbreekt: list[str] | None = Field(None, description="codes van wat er ontbreekt om af te sluiten")
