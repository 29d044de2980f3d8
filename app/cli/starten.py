"""``houvast serve`` and ``houvast demo``: the web, with the worker beside it where that fits."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from threading import Event, Thread
from types import FrameType
from typing import Annotated

import typer
import uvicorn

from app.cli.basis import UsageMistakeError, opened, progress, tell
from app.cli.inrichten import initialise
from app.demo.mensen import DEMO_LOGINS, DEMO_WACHTWOORD
from app.demo.vullen import Voortgang, fill
from app.domain.errors import DomainError
from app.installatie import Installation, now_utc
from app.logboek import log_of_server
from app.metingen import GEDEELD
from app.queries.organisaties import find_organisatie
from app.settings import get_settings
from app.worker.werk import run_until

#: Seconds that requests get to finish when the service is stopped.
AFMAKEN = 10

Host = Annotated[str, typer.Option(help="Adres om op te luisteren.")]
Poort = Annotated[int, typer.Option(help="Poort om op te luisteren.", min=1, max=65535)]


def serve(
    host: Host = "127.0.0.1",
    port: Poort = 8000,
    workers: Annotated[
        int, typer.Option(help="Aantal processen; meer dan 1 alleen op PostgreSQL.", min=1)
    ] = 1,
) -> None:
    """Start Houvast. Stoppen gaat met Ctrl+C."""
    with opened() as installation:
        if workers > 1 and installation.database.is_sqlite:
            raise UsageMistakeError(
                "Met SQLite draait Houvast in één proces. Laat --workers weg, "
                "of wijs met HOUVAST_DATABASE_URL een PostgreSQL aan."
            )
        _require_vangnethouder(installation)
        _serve(installation, host, port, workers)


def demo(
    host: Host = "127.0.0.1",
    port: Poort = 8000,
    alleen_vullen: Annotated[bool, typer.Option("--alleen-vullen", help="Vullen, niet starten.")] = False,
) -> None:
    """Zet alles klaar met verzonnen mensen en meldingen, en start Houvast."""
    initialise(get_settings())
    with opened() as installation:
        _fill(installation)
        _print_logins()
        if not alleen_vullen:
            tell(f"\nOpen http://{host}:{port} in uw browser. Stoppen gaat met Ctrl+C.\n")
            _serve(installation, host, port, 1)


def _fill(installation: Installation) -> None:
    with progress() as balk:
        taak = balk.add_task("Demo vullen", total=None)

        def show(stand: Voortgang) -> None:
            balk.update(taak, completed=stand.gedaan, total=stand.totaal)

        nieuw = fill(installation, now_utc(), show)
    tell("De demo is gevuld." if nieuw else "De demo was al gevuld; er is niets veranderd.")


def _print_logins() -> None:
    typer.echo(f"Log in met een van deze namen. Het wachtwoord is steeds: {DEMO_WACHTWOORD}\n")
    breed = max(len(login.gebruikersnaam) for login in DEMO_LOGINS)
    for login in DEMO_LOGINS:
        typer.echo(f"  {login.gebruikersnaam:<{breed}}  {login.rol:<22} {login.organisatie:<17} {login.naam}")


def _require_vangnethouder(installation: Installation) -> None:
    """A wrong kenmerk here would only show when the first offer runs out."""
    kenmerk = installation.settings.vangnethouder
    with installation.database.read() as session:
        try:
            find_organisatie(session, kenmerk, "HOUVAST_VANGNETHOUDER")
        except DomainError as error:
            raise UsageMistakeError(
                f"HOUVAST_VANGNETHOUDER is “{kenmerk}”; die organisatie bestaat niet. Kies bijvoorbeeld: ozj"
            ) from error


def _serve(installation: Installation, host: str, port: int, workers: int) -> None:
    """On SQLite the worker is a thread in here; on PostgreSQL it is a process of its own (``werk``)."""
    with _stoppable(), _shared_numbers(workers), _worker(installation):
        uvicorn.run(
            "app.main:create_app",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            log_config=log_of_server(installation.settings.log_niveau),
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=AFMAKEN,
        )


@contextmanager
def _shared_numbers(workers: int) -> Iterator[None]:
    """Where several processes keep their numbers, so that each can show those of all (app/metingen.py)."""
    if workers == 1 or GEDEELD in os.environ:
        yield
        return
    with TemporaryDirectory(prefix="houvast-metingen-") as map_:
        os.environ[GEDEELD] = map_
        yield


@contextmanager
def _worker(installation: Installation) -> Iterator[None]:
    if not installation.database.is_sqlite:
        yield
        return
    stop = Event()
    draad = Thread(target=run_until, args=(installation, stop), name="houvast-werk")
    draad.start()
    try:
        yield
    finally:
        stop.set()
        draad.join()


@contextmanager
def _stoppable() -> Iterator[None]:
    """uvicorn repeats the signal when it is done; leave in order then, with status 0."""

    def leave(_nummer: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    vorige = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, vorige)
