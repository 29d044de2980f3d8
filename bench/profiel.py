"""Profiel: what the time of the slowest page is made of.

``python -m bench.profiel [grootte]``. A second thread looks a thousand times a second at what the request is
doing and books each look under the innermost kind of work it knows. Shares of one run; the pages are
those that ``make bench`` asks for.
"""

import sys
import threading
import time
from collections import Counter
from os import environ
from types import FrameType

from fastapi.testclient import TestClient

from bench.voorraad import Doel, stocked
from bench.werk import Proef, prepare

GROOTTE, BLADEN, ELKE = 10_000, 200, 0.001
#: Innermost first: where the file or the name of a frame holds this, it is that kind of work.
SOORTEN = (
    ("database", ("do_execute", "do_commit", "fetchall", "fetchone", "fetchmany", "do_begin")),
    ("ontzegelen", ("cryptography/", "app/kluis.py")),
    ("sjabloon", ("jinja2/", "templates/", "<template>")),
    ("SQLAlchemy", ("sqlalchemy/", "sqlmodel/")),
    ("eigen code", ("/app/",)),
    (
        "FastAPI, Starlette, anyio",
        ("starlette/", "fastapi/", "anyio/", "pydantic/", "asyncio/", "threading.py"),
    ),
)
PAGINAS = {"werklijst": "/werkvoorraad?lijst=ons", "casuspagina": "/casussen/{}"}


def main() -> None:
    """Measure each page and print shares."""
    with stocked([int(sys.argv[1]) if len(sys.argv) > 1 else GROOTTE]) as doelen:
        for doel in doelen:
            _measure(doel)


def _measure(doel: Doel) -> None:
    proef = Proef(doel, 0)
    prepare(proef)
    environ.update(doel.omgeving)
    from app.main import create_app  # noqa: PLC0415  # reads the settings of this database
    from app.settings import get_settings  # noqa: PLC0415  # reads the environment set above

    get_settings.cache_clear()
    with TestClient(create_app()) as client:
        for naam, pad in PAGINAS.items():
            paden = [pad.format(kenmerk) for kenmerk in proef.casussen]
            for warm in paden[:20]:
                client.get(warm, headers=proef.kop)
            geteld, duur = _sampled(client, [paden[n % len(paden)] for n in range(BLADEN)], proef.kop)
            totaal = sum(geteld.values())
            delen = ", ".join(f"{soort} {n / totaal:.0%}" for soort, n in geteld.most_common())
            print(f"{doel.naam:18} {naam:12} {duur / BLADEN * 1000:5.1f} ms: {delen}")


def _sampled(client: TestClient, paden: list[str], kop: dict[str, str]) -> tuple[Counter[str], float]:
    klaar, geteld = threading.Event(), Counter[str]()
    sys.setswitchinterval(ELKE / 10)  # else it looks only where a request lets go by itself: in the database
    zelf: set[int] = {threading.get_ident()}

    def look() -> None:
        zelf.add(threading.get_ident())
        while not klaar.wait(ELKE):
            for nummer, frame in sys._current_frames().items():  # the sampler of the standard library
                if nummer not in zelf and (soort := _kind(frame)) is not None:
                    geteld[soort] += 1

    draad = threading.Thread(target=look)
    draad.start()
    begin = time.perf_counter()
    for pad in paden:
        antwoord = client.get(pad, headers=kop)
        if antwoord.status_code != 200:
            raise SystemExit(f"{pad}: {antwoord.status_code}")
    duur = time.perf_counter() - begin
    klaar.set()
    draad.join()
    return geteld, duur


def _kind(frame: object) -> str | None:
    """The innermost kind of work, for a thread that serves a request; None for one that waits."""
    binnenste: str | None = None
    while isinstance(frame, FrameType):  # one that ends while it is looked at leaves something else
        plek = f"{frame.f_code.co_filename}:{frame.f_code.co_name}"
        if binnenste is None:
            if plek.endswith(("selectors.py:select", "threading.py:wait", "queue.py:get")):
                return None
            binnenste = next((soort for soort, merk in SOORTEN if any(m in plek for m in merk)), None)
        frame = frame.f_back
    return binnenste


if __name__ == "__main__":
    main()
