"""``houvast bounce``: a mail that came back, handed over by the mail server."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.adapters.dsn import read_dsn
from app.cli.basis import BEVINDINGEN, opened, tell
from app.installatie import now_utc
from app.services.contact import record_bounce
from app.worker.bureau import open_desk

Bestand = Annotated[
    Path | None, typer.Argument(help="De mail die terugkwam; zonder bestand leest Houvast de invoer.")
]


def bounce(bestand: Bestand = None) -> None:
    """Verwerkt een mail die terugkwam: het bericht is dan niet aangekomen, en iemand herstelt het contact."""
    inhoud = bestand.read_bytes() if bestand is not None else sys.stdin.buffer.read()
    melding = read_dsn(inhoud)
    if melding is None:
        tell("Dit is geen terugmelding over een bericht van Houvast. Er is niets veranderd.")
        raise typer.Exit(BEVINDINGEN)
    if not melding.definitief:
        tell("De mailserver probeert het nog. Er is niets veranderd.")
        return
    with opened() as installation, installation.database.transaction() as session:
        verwerkt = record_bounce(open_desk(installation, session, now_utc()), melding.bericht_id)
    if verwerkt:
        tell("Het bericht kwam terug. De eigenaar van de casus krijgt de vraag het contact te herstellen.")
    else:
        tell("Dit was al bekend, of het bericht was niet verstuurd. Er is niets veranderd.")
