"""``python -m bench.jaar [casussen] [sqlite|postgresql|beide]``: exit status 1 when something is broken."""

import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from app.logboek import configure_log
from bench.jaar.huis import POSTGRESQL, SQLITE, open_house
from bench.jaar.spel import Jaar, play_year
from bench.jaar.verslag import report
from bench.jaar.weer import open_weer

ZAAD = "houvast-jaar"
CASUSSEN = 2000
MOTOREN = {SQLITE: (SQLITE,), POSTGRESQL: (POSTGRESQL,), "beide": (SQLITE, POSTGRESQL)}


def main() -> int:
    """Play the year on every engine asked for."""
    woorden = sys.argv[1:]
    casussen = next((int(woord) for woord in woorden if woord.isdigit()), CASUSSEN)
    motoren = MOTOREN[next((woord for woord in woorden if not woord.isdigit()), "beide")]
    configure_log("error")
    heel = True
    for motor in motoren:
        with ExitStack() as stapel:
            map_ = Path(stapel.enter_context(tempfile.TemporaryDirectory(prefix="houvast-jaar-")))
            weer = stapel.enter_context(open_weer(ZAAD))
            installation = stapel.enter_context(open_house(motor, map_, weer.url))
            uitkomst = play_year(installation, weer, Jaar(ZAAD, casussen), map_, _tick)
            print(report(motor, installation, uitkomst), flush=True)
            heel = heel and not uitkomst.oordeel.gebroken
    return 0 if heel else 1


def _tick(dag: date) -> None:
    if dag.day == 1:
        print(f"  {dag}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
