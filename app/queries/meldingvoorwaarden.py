"""Meldingvoorwaarden: the conditions of lists and figures of a loket, as SQL."""

from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, false, func
from sqlmodel import col, select

from app.domain.termen import Gericht
from app.domain.termijnen.regels import Termijncode, TermijnVoor
from app.models import Melding, MeldingCasus, Termijn, Terugkoppeling
from app.queries.lopend import is_running
from app.queries.verteld import counts
from app.queries.werkplek import Werkplek


def received_here(werkplek: Werkplek) -> ColumnElement[bool]:
    """Received at the loket of the actor; nothing for who does no chain work."""
    if not werkplek.actor.werkt_in_keten:
        return false()
    return col(Melding.loket_id) == werkplek.actor.organisatie_id


def first_date() -> ScalarSelect[date]:
    """The first date promised about a melding, to the melder or to the loket; a klacht apart."""
    return (
        select(func.min(col(Termijn.uiterlijk)))
        .where(
            col(Termijn.melding_id) == col(Melding.id),
            is_running(),
        )
        .correlate(Melding)
        .scalar_subquery()
    )


def of_first_casus() -> ColumnElement[bool]:
    """Joins a melding to the casus of its first-named jeugdige."""
    return and_(
        col(MeldingCasus.melding_id) == col(Melding.id),
        col(MeldingCasus.volgorde) == 1,
        col(MeldingCasus.tot).is_(None),
    )


def is_late(vandaag: date, *, aan_loket: bool) -> ColumnElement[bool]:
    """A promise to the melder, or to the loket, is past its date."""
    code = col(Termijn.code) == Termijncode.TERUGKOPPELING_LOKET
    return (
        exists()
        .where(
            col(Termijn.melding_id) == col(Melding.id),
            is_running(),
            col(Termijn.uiterlijk) < vandaag,
            code if aan_loket else col(Termijn.voor) == TermijnVoor.MELDER,
        )
        .correlate(Melding)
    )


def was_told() -> ColumnElement[bool]:
    """The melder was really told something."""
    return (
        exists()
        .where(
            col(Terugkoppeling.melding_id) == col(Melding.id),
            col(Terugkoppeling.aan) == Gericht.MELDER,
            col(Terugkoppeling.bereikt).is_(True),
            counts(),
        )
        .correlate(Melding)
    )
