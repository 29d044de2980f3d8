"""Kenmerken: M-2026-000123 for a melding, C-… casus, K-… klacht, S-… samenloop, T-… tafel; each once."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from app.queries.schrijven import draw_numbers


class Reeks(StrEnum):
    """The series of numbers."""

    MELDING = "M"
    CASUS = "C"
    KLACHT = "K"
    TAFEL = "T"
    SAMENLOOP = "S"


@dataclass(frozen=True, slots=True)
class Kenmerken:
    """The kenmerken of one registration: of the melding, and of each casus that it opens."""

    melding: str
    casussen: tuple[str, ...]


def draw_kenmerken(session: Session, casussen: int, op: date) -> Kenmerken:
    """The next kenmerken of the year; a rolled back act may leave a hole, never a double."""
    aantallen = {str(Reeks.MELDING): 1} | ({str(Reeks.CASUS): casussen} if casussen else {})
    laatste = draw_numbers(session, aantallen, op.year)
    tot = laatste.get(Reeks.CASUS, 0)
    return Kenmerken(
        melding=_kenmerk(Reeks.MELDING, op.year, laatste[Reeks.MELDING]),
        casussen=tuple(_kenmerk(Reeks.CASUS, op.year, tot - casussen + n) for n in range(1, casussen + 1)),
    )


def draw_klacht(session: Session, op: date) -> str:
    """The next kenmerk of a klacht in that year."""
    return _draw_one(session, Reeks.KLACHT, op)


def draw_tafel(session: Session, op: date) -> str:
    """The next kenmerk of a tafel in that year."""
    return _draw_one(session, Reeks.TAFEL, op)


def _draw_one(session: Session, reeks: Reeks, op: date) -> str:
    laatste = draw_numbers(session, {str(reeks): 1}, op.year)
    return _kenmerk(reeks, op.year, laatste[reeks])


def draw_samenlopen(session: Session, aantal: int, op: date) -> tuple[str, ...]:
    """The next kenmerken of samenlopen in that year."""
    laatste = draw_numbers(session, {str(Reeks.SAMENLOOP): aantal}, op.year)[Reeks.SAMENLOOP]
    nummers = range(laatste - aantal + 1, laatste + 1)
    return tuple(_kenmerk(Reeks.SAMENLOOP, op.year, nummer) for nummer in nummers)


def _kenmerk(reeks: Reeks, jaar: int, nummer: int) -> str:
    return f"{reeks}-{jaar}-{nummer:06d}"
