"""The vangnet as the API gives it."""

from datetime import date
from uuid import UUID

from pydantic import Field

from app.domain.vangnet import Oplosser, Vangnetsoort
from app.schemas.api.basis import Lijst, PartijUit, PersoonUit, RefUit, Uitvoer


class VangnetRijUit(Uitvoer):
    """One finding, and who solves it."""

    soort: Vangnetsoort
    id: UUID = Field(description="van de belofte, het bericht, het aanbod of de casus")
    wat: str
    kenmerk: str | None
    casus: RefUit | None
    sinds: date
    organisatie: PartijUit = Field(description="wie het oplost")
    behandelaar: PersoonUit | None
    partij: PartijUit | None = Field(description="de andere partij waar het om gaat")
    namens: PartijUit | None = Field(description="wie het had moeten oplossen, als daar niemand is")
    achttien_op: date | None
    doen: str


class VangnetTellingUit(Uitvoer):
    """One check, and how much it found; nought means that all is well."""

    soort: Vangnetsoort
    controle: str
    aantal: int
    oplosser: Oplosser
    weg_als: str


class VangnetLijst(Lijst):
    items: list[VangnetRijUit]
    controles: list[VangnetTellingUit]
