"""``houvast werk``: the worker as a process of its own."""

import signal
from datetime import datetime
from threading import Event
from types import FrameType
from typing import Annotated

import typer

from app.cli.basis import UsageMistakeError, opened, tell
from app.domain.omgeving import AMSTERDAM
from app.installatie import Installation, now_utc
from app.logboek import configure_log
from app.queries.stelsel import get_installatie
from app.worker.werk import run_once, run_until


def werk(
    eenmalig: Annotated[bool, typer.Option("--eenmalig", help="Eén ronde, en dan stoppen.")] = False,
    nu: Annotated[
        str | None,
        typer.Option(help="Doe alsof het zo laat is, bijvoorbeeld 2026-11-20T09:00. Alleen in een demo."),
    ] = None,
) -> None:
    """Doet wat vanzelf moet gebeuren, zoals een aanbod laten verlopen."""
    with opened() as installation:
        configure_log(installation.settings.log_niveau)
        if nu is None and not eenmalig:
            _go_on(installation)
            return
        moment = now_utc() if nu is None else _demo_moment(installation, nu)
        ronde = run_once(installation, moment)
        tell(
            f"Aanbiedingen verlopen: {ronde.verlopen}. Rechtsopvolgingen uitgevoerd: {ronde.opgevolgd}. "
            f"Berichten verstuurd: {ronde.verstuurd}, nog niet: {ronde.niet_verstuurd}. "
            f"Mislukt: {ronde.mislukt}."
        )
        if ronde.mislukt:
            raise typer.Exit(1)


def _go_on(installation: Installation) -> None:
    stop = Event()

    def leave(_nummer: int, _frame: FrameType | None) -> None:
        stop.set()

    for nummer in (signal.SIGTERM, signal.SIGINT):
        signal.signal(nummer, leave)
    tell("De worker draait. Stoppen gaat met Ctrl+C.")
    run_until(installation, stop)


def _demo_moment(installation: Installation, nu: str) -> datetime:
    """Another time than the real one would write an untrue history: only where all is invented."""
    with installation.database.read() as session:
        rij = get_installatie(session)
    if rij is None or not rij.is_demo:
        raise UsageMistakeError(
            "--nu werkt alleen in een demo: in een echte database zou de geschiedenis niet kloppen. "
            "Laat --nu weg."
        )
    try:
        moment = datetime.fromisoformat(nu)
    except ValueError as error:
        raise UsageMistakeError(f"“{nu}” is geen tijd. Schrijf het zo: 2026-11-20T09:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
