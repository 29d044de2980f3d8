"""Samenloop as the API gives it: how likely, and per field how far it agrees; never a value."""

from uuid import UUID

from pydantic import Field

from app.domain.samenloop import Zoekdoel
from app.linkage.score import Besluit
from app.linkage.uitleg import Mate
from app.schemas.api.basis import Invoer, PartijUit, RefUit, Uitvoer


class ZoekSamenloopIn(Invoer):
    """An own casus, and why one asks."""

    casus: UUID = Field(description="een casus van de eigen organisatie")
    doel: Zoekdoel


class BewijsUit(Uitvoer):
    """One field: how far it agrees, in words."""

    veld: str
    niveau: Mate = Field(validation_alias="mate")
    zin: str


class KandidaatUit(Uitvoer):
    """A registration that may concern the same jeugdige."""

    kans: float = Field(description="0 tot 1")
    gewicht: float = Field(description="in bits; vanaf 4,25 een treffer")
    besluit: Besluit
    bewijs: list[BewijsUit]
    casus: RefUit | None = Field(description="alleen voor wie van deze casus mag weten")
    contact: PartijUit | None = Field(description="wie u kunt bellen; leeg als de plaats afgeschermd is")


class SamenloopLijst(Uitvoer):
    """Everything found, most likely first."""

    items: list[KandidaatUit]
