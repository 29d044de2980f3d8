"""Kraam: gives birth to processes of Houvast (``python -m tests.faults.kraam``).

Importing the app takes seconds, forking milliseconds: this process imports once and forks for every
``houvast …`` that a test asks for. Each child is a process of its own with its own engines and sockets,
and runs the same entry as the command line. Reads one JSON question per line, answers with one line.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

import app.main  # noqa: F401  # what `serve` loads by name
from app.cli.hoofd import run
from app.templating import environment
from tests.faults import sabotage


def main() -> None:
    """Answer until the one who asks is gone; then nothing may live on."""
    klokken, kinderen = sabotage.clock_modules(), set[int]()
    for naam in environment().list_templates(extensions=["html"]):
        environment().get_template(naam)  # compiled once, for all children
    for regel in sys.stdin:
        vraag = json.loads(regel)
        if vraag["wat"] == "start":
            antwoord = _fork(vraag, klokken)
            kinderen.add(antwoord)
        else:
            antwoord = os.waitstatus_to_exitcode(os.waitpid(vraag["pid"], 0)[1])
            kinderen.discard(vraag["pid"])
        sys.stdout.write(f"{antwoord}\n")
        sys.stdout.flush()
    for pid in kinderen:
        os.kill(pid, 9)


def _fork(vraag: dict[str, Any], klokken: list[ModuleType]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        _redirect(Path(vraag["uit"]))
        os.environ.update(vraag["omgeving"])
        sabotage.install(Path(vraag["schakelaars"]), klokken)
        status = run(vraag["opdracht"])
    except SystemExit as einde:
        status = einde.code if isinstance(einde.code, int) else 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _redirect(uit: Path) -> None:
    """What the child says goes to a file; it reads nothing."""
    bestand = os.open(uit, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    niets = os.open(os.devnull, os.O_RDONLY)
    for oud, nieuw in ((niets, 0), (bestand, 1), (bestand, 2)):
        os.dup2(oud, nieuw)


if __name__ == "__main__":
    main()
