"""``houvast controleer`` and ``houvast bewijs controleer``: is everything still true?"""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer
from sqlmodel import Session

from app.audit.verificatie import verify_chain
from app.cli.basis import BEVINDINGEN, VANGNET, opened, tell
from app.domain.vangnet import Vangnetsoort, regel_of
from app.installatie import now_utc, surroundings
from app.queries.vangnet import count_all
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


def controleer(
    alleen_afspraken: Annotated[
        bool, typer.Option("--alleen-afspraken", help="Zonder het vangnet: alleen of de gegevens kloppen.")
    ] = False,
) -> None:
    """Kijkt alle afspraken, de geschiedenis en het vangnet na.

    Status 1: een afspraak of de geschiedenis klopt niet. Status 3: alles klopt, maar er ligt werk in het
    vangnet.
    """
    with opened() as installation, installation.database.read() as session:
        omgeving = surroundings(session, now_utc())
        bevindingen = [
            f"{b.invariant} {b.onderwerp}: {b.melding}" for b in check_invariants(session, omgeving)
        ]
        bevindingen += _chain_findings(session)
        vangnet = {} if alleen_afspraken else count_all(session, omgeving)
    _conclude(bevindingen, "Alles klopt, ook de geschiedenis.", _in_the_net(vangnet))


def _in_the_net(vangnet: Mapping[Vangnetsoort, int]) -> list[str]:
    """How much of each kind; which casus and who solves it is on the page. Rules were just checked."""
    return [
        f"Vangnet {aantal} keer: {regel_of(soort).wat}."
        for soort, aantal in vangnet.items()
        if aantal and soort is not Vangnetsoort.AFSPRAAK_GEBROKEN
    ]


def _chain_findings(session: Session) -> list[str]:
    return [f"I8 stroom {b.stroom}, gebeurtenis {b.nummer}: {b.reden}" for b in verify_chain(session)]


def _conclude(bevindingen: list[str], goed: str, vangnet: Sequence[str] = ()) -> None:
    for regel in (*bevindingen, *vangnet):
        typer.echo(regel)
    if bevindingen:
        tell(f"Gevonden: {len(bevindingen)}. Zoek eerst uit hoe dit kwam, en herstel dan.")
        raise typer.Exit(BEVINDINGEN)
    tell(goed)
    if vangnet:
        tell("Er dreigt iets stil te vallen. Wie het oplost, staat op de pagina Vangnet.")
        raise typer.Exit(VANGNET)
