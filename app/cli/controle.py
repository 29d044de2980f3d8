"""``houvast controleer`` and ``houvast bewijs controleer``: is everything still true?"""

import typer
from sqlmodel import Session

from app.audit.verificatie import verify_chain
from app.cli.basis import BEVINDINGEN, opened, tell
from app.installatie import now_utc, surroundings
from app.services.controle import check_invariants

bewijs = typer.Typer()


@bewijs.callback()
def _group() -> None:
    """De geschiedenis nakijken."""


@bewijs.command("controleer")
def controleer_bewijs() -> None:
    """Kijkt na of de geschiedenis nog zegt wat er geschreven is."""
    with opened() as installation, installation.database.read() as session:
        _conclude(_chain_findings(session), "De geschiedenis klopt.")


def controleer() -> None:
    """Kijkt alle afspraken en de geschiedenis na. Status 1: er is iets gevonden."""
    with opened() as installation, installation.database.read() as session:
        bevindingen = [
            f"{b.invariant} {b.onderwerp}: {b.melding}"
            for b in check_invariants(session, surroundings(session, now_utc()))
        ]
        _conclude(bevindingen + _chain_findings(session), "Alles klopt, ook de geschiedenis.")


def _chain_findings(session: Session) -> list[str]:
    return [f"I8 stroom {b.stroom}, gebeurtenis {b.nummer}: {b.reden}" for b in verify_chain(session)]


def _conclude(bevindingen: list[str], goed: str) -> None:
    for regel in bevindingen:
        typer.echo(regel)
    if bevindingen:
        tell(f"Gevonden: {len(bevindingen)}. Zoek eerst uit hoe dit kwam, en herstel dan.")
        raise typer.Exit(BEVINDINGEN)
    tell(goed)
