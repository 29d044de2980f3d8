"""Eigen pagina over the API: how the link of a melder stands, a code to read out, and what was said."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from app.domain.inbreng import Inbrengsoort
from app.schemas.api.basis import Invoer, Lijst, Uitvoer


class LeegIn(Invoer):
    """Nothing to say: unknown fields are refused."""


class ToegangscodeIn(Invoer):
    """Who reads a code out has checked who calls."""

    nagevraagd: Literal[True]


class ToegangscodeUit(Uitvoer):
    """A code to read out, and until when it counts."""

    code: str
    verloopt_op: datetime | None


class ToegangslinkUit(Uitvoer):
    """The link that was made last; its address stands in messages only."""

    werkt: bool
    gemaakt_op: datetime
    geopend_op: datetime | None
    ingetrokken_op: datetime | None


class ToegangslinkLijst(Lijst):
    """At most one."""

    items: list[ToegangslinkUit]


class InbrengUit(Uitvoer):
    """One thing that the melder said; ``uiterlijk``: by when somebody reacts, as long as nobody did."""

    id: UUID
    soort: Inbrengsoort
    tekst: str | None
    gezegd_op: datetime
    uiterlijk: date | None
    afgehandeld: bool


class InbrengLijst(Lijst):
    """What a melder said."""

    items: list[InbrengUit]
