"""Registratie: what a system hears at once after it registered a melding."""

from dataclasses import dataclass
from uuid import UUID

from app.queries.api_meldingen import CasusRef, load_melding
from app.queries.beelden import TermijnBeeld
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True)
class Registratie:
    """A new melding with its casussen and promises."""

    id: UUID
    kenmerk: str
    casussen: tuple[CasusRef, ...]
    termijnen: tuple[TermijnBeeld, ...]
    samenlopen: tuple[CasusRef, ...] = ()


def registered(werkplek: Werkplek, melding_id: UUID) -> Registratie:
    """The melding that this actor just registered."""
    inzage = load_melding(werkplek, melding_id)
    return Registratie(
        inzage.feiten.id, inzage.feiten.kenmerk, inzage.feiten.casussen, inzage.casus.termijnen
    )
