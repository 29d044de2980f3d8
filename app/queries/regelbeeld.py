"""Regelbeeld: rules and decreed days as pages show them; everybody who works here may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.errors import NotVisibleError
from app.domain.termijnen.aanpassing import SetNorm, versions
from app.domain.termijnen.bereken import bereken
from app.domain.termijnen.kalender import erkende_feestdagen
from app.domain.termijnen.regels import (
    STANDAARDREGELS,
    Grondsoort,
    Regel,
    Termijncode,
    Variant,
)
from app.queries.intern.wettermijnen import decreed_days
from app.queries.werkplek import Werkplek

#: What no installation sets.
VAST = frozenset({Termijncode.SPOED})


@dataclass(frozen=True, slots=True)
class Regelbeeld:
    """One rule as it is today, with what comes and what was."""

    nu: Regel
    straks: tuple[Regel, ...]
    eerder: tuple[Regel, ...]

    @property
    def is_norm(self) -> bool:
        """Whether the beheerder may change it."""
        return self.nu.grondsoort is Grondsoort.NORM and self.nu.code not in VAST

    @property
    def pad(self) -> str:
        """Its address."""
        return f"/regels/{self.nu.code}/{self.nu.variant}"


@dataclass(frozen=True, slots=True)
class Dagbeeld:
    """A free day: a recognised one, or a decreed one with its ground."""

    datum: date
    naam: str
    vastgelegd_op: datetime | None = None
    mag_intrekken: bool = False


@dataclass(frozen=True, slots=True)
class Normgevolg:
    """A term that begins on the first day of the new norm: its end by the old one and by the new one."""

    begint_op: date
    oud: date
    nieuw: date


def all_rules(werkplek: Werkplek) -> list[Regelbeeld]:
    """Every rule, in the order of the shipped table."""
    return [_rule(werkplek, regel.code, regel.variant) for regel in STANDAARDREGELS]


def one_rule(werkplek: Werkplek, code: str, variant: str) -> Regelbeeld:
    """One rule by its address."""
    for regel in STANDAARDREGELS:
        if (regel.code, regel.variant) == (code, variant):
            return _rule(werkplek, regel.code, regel.variant)
    raise NotVisibleError("Deze regel")


def norm_effect(werkplek: Werkplek, nu: Regel, opdracht: SetNorm, nieuw: Regel) -> Normgevolg:
    """An example of what the change does."""
    kalender, op = werkplek.omgeving.kalender, opdracht.geldig_van
    return Normgevolg(op, bereken(nu, op, kalender).uiterlijk, bereken(nieuw, op, kalender).uiterlijk)


def free_days(werkplek: Werkplek) -> tuple[Sequence[Dagbeeld], Sequence[Dagbeeld]]:
    """The decreed days, newest first; and the recognised ones of this year and the next."""
    vandaag = werkplek.omgeving.vandaag
    aangewezen = [
        Dagbeeld(dag.datum, dag.grond, dag.vastgelegd_op, dag.datum > vandaag)
        for dag in decreed_days(werkplek.session)
    ]
    feestdagen = [
        Dagbeeld(datum, naam)
        for jaar in (vandaag.year, vandaag.year + 1)
        for datum, naam in erkende_feestdagen(jaar).items()
        if datum >= vandaag
    ]
    return aangewezen, feestdagen


def _rule(werkplek: Werkplek, code: Termijncode, variant: Variant) -> Regelbeeld:
    vandaag = werkplek.omgeving.vandaag
    alle = versions(werkplek.omgeving.regels, code, variant)
    return Regelbeeld(
        nu=next(regel for regel in alle if regel.geldt_op(vandaag)),
        straks=tuple(regel for regel in alle if regel.geldig_van > vandaag),
        eerder=tuple(regel for regel in alle if regel.geldig_tot and regel.geldig_tot <= vandaag),
    )
