"""Bijlagen over the API: files in base64, with a casus or along with a bijdrage."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.domain.bijlage import MEESTE, Bestandssoort, Bijlagekant, Bijlagereden
from app.schemas.api.basis import Invoer, PartijUit, Regel, Uitvoer

Base64 = Annotated[str, Field(min_length=1, description="de inhoud van het bestand, in base64")]


class BijlageIn(Invoer):
    """One file."""

    naam: Regel
    inhoud: Base64


class BijlageKeuze(Invoer):
    """A file that goes along: a new one, or by id one that the casus has."""

    id: UUID | None = None
    naam: Regel | None = None
    inhoud: Base64 | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        heel = self.naam is not None and self.inhoud is not None
        leeg = self.naam is None and self.inhoud is None
        if not (heel if self.id is None else leeg):
            raise ValueError("Geef de id van een bijlage van deze casus, of een naam met inhoud.")
        return self


class BijlagenIn(Invoer):
    """Files to keep with a casus."""

    bijlagen: list[BijlageIn] = Field(min_length=1, max_length=MEESTE)


class IntrekkingIn(Invoer):
    """Why a file is taken back."""

    reden: Bijlagereden


class BijlageUit(Uitvoer):
    """One file by name; what was taken back says when and why, and has no content any more."""

    id: UUID
    naam: str
    soort: Bestandssoort
    mediatype: str
    grootte: int
    van: PartijUit
    toegevoegd_op: datetime
    kant: Bijlagekant | None
    ingetrokken_op: datetime | None
    ingetrokken_reden: Bijlagereden | None


class BijlageInhoudUit(BijlageUit):
    """One file with what is in it."""

    inhoud: str = Field(description="de inhoud van het bestand, in base64")


class BijlageLijst(Uitvoer):
    """All files of a casus."""

    items: list[BijlageUit]
