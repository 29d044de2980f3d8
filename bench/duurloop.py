"""Duurloop: does memory stay flat under mixed load, and does a crowd pass without a fault?

``python -m bench.duurloop [minuten] [grootte]``. The engines take turns in the same mix of work for so many
minutes; then each gets five times as many at once, and the steady pace again. Figures are of the server
process: resident memory in MiB, and statuses. Anything but an answer or a 503 ends the run.
"""

import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.klant import Uitslag, request, run
from bench.voorraad import stocked
from bench.werk import BASIS, SOORTEN, Proef, prepare, serving

POORT = 8170
MINUTEN, GROOTTE = 10.0, 10_000
GEWOON, DRUK = 8, 40
MIX = ("werklijst, eerste blad", "casuspagina met leeslog", "API lijst", "API melding", "melding registreren")
#: The memory of a server settles while it warms up; what it holds from here on must not grow.
OPWARMEN = 0.25


def main() -> None:
    """Run and print."""
    minuten = float(sys.argv[1]) if len(sys.argv) > 1 else MINUTEN
    grootte = int(sys.argv[2]) if len(sys.argv) > 2 else GROOTTE
    with stocked([grootte]) as doelen, ExitStack() as huis:
        proeven = [Proef(doel, POORT + nummer) for nummer, doel in enumerate(doelen)]
        processen = []
        for proef in proeven:
            prepare(proef)
            huis_van = serving("app.main:create_app", proef.poort, proef.doel.omgeving, "--factory")
            processen.append(huis.enter_context(huis_van))
        _soak(list(zip(proeven, processen, strict=True)), minuten * 60)
        for proef in proeven:
            _spike(proef)


def _soak(paren: list[tuple[Proef, subprocess.Popen[bytes]]], seconden: float) -> None:
    begin, verzoeken = time.monotonic(), Counter[str]()
    gemeten: dict[str, list[tuple[float, float]]] = {proef.doel.naam: [] for proef, _ in paren}
    minuut = 0
    while (verstreken := time.monotonic() - begin) < seconden:
        for proef, proces in paren:
            for soort in MIX:
                verzoeken[proef.doel.naam] += len(SOORTEN[soort](proef, 20).tijden)
            gemeten[proef.doel.naam].append((verstreken, _resident(proces.pid)))
        if verstreken // 60 > minuut:
            minuut = int(verstreken // 60)
            print(f"  {minuut} min", file=sys.stderr, flush=True)
    for naam, metingen in gemeten.items():
        warm = [mib for moment, mib in metingen if moment >= seconden * OPWARMEN]
        derde = max(1, len(warm) // 3)
        eerst, laatst = median(warm[:derde]), median(warm[-derde:])
        print(
            f"{naam:18} {seconden / 60:.0f} min, {verzoeken[naam]} verzoeken: "
            f"geheugen {eerst:.0f} → {laatst:.0f} MiB (÷ {laatst / eerst:.3f})"
        )


def _spike(proef: Proef) -> None:
    """The p95 before, in and after a crowd, and how many were asked to come back."""
    vragen = [request("GET", f"{BASIS}/casussen/{k}", proef.ozj) for k in (proef.casussen * 10)[:600]]
    voor = run(proef.poort, vragen[:200], GEWOON).must(200)
    druk = run(proef.poort, vragen, DRUK).must(200, 503)
    begin = time.monotonic()
    na = run(proef.poort, vragen[:200], GEWOON).must(200, 503)
    while na.p95() > 1.5 * voor.p95() and time.monotonic() - begin < 60:
        na = run(proef.poort, vragen[:200], GEWOON).must(200, 503)
    print(
        f"{proef.doel.naam:18} {DRUK} tegelijk: {dict(Counter(druk.statussen))}, "
        f"p95 {_ratio(druk, voor)} × gewoon; {time.monotonic() - begin:.0f} s later {_ratio(na, voor)} ×"
    )


def _ratio(een: Uitslag, ander: Uitslag) -> str:
    return f"{een.p95() / ander.p95():.1f}"


def _resident(pid: int) -> float:
    """In MiB (proc(5): VmRSS is in kB)."""
    regels = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(regel.split()[1]) for regel in regels if regel.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    main()
