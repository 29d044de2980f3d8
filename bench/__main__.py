"""Bench: one table for both engines at every size, as ratios to BARE in the same run.

``make bench`` or ``python -m bench [grootte …]``. The rounds take turns over all databases, so that noise of
the machine falls on all alike. Access, sealing, history and read log are on.
"""

import sys
import time
from contextlib import ExitStack
from statistics import median

from bench.klant import Uitslag, request, run
from bench.voorraad import Doel, stocked
from bench.werk import SOORTEN, Proef, prepare, serving

GROOTTES = [10_000, 100_000]
RONDES = 3
PER_METING = 60
POORT = 8150
#: Of performance.md §3.1: the least share of BARE, per engine.
DOELEN = {
    "werklijst, eerste blad": {"SQLite": 0.020, "PostgreSQL": 0.016},
    "casuspagina met leeslog": {"SQLite": 0.015, "PostgreSQL": 0.015},
    "melding registreren": {"SQLite": 0.025, "PostgreSQL": 0.018},
    "overdracht (bod + ja)": {"SQLite": 0.018, "PostgreSQL": 0.018},
}
GROEI, EERSTE = 1.3, 3.0
Metingen = dict[str, dict[str, list[Uitslag]]]


def main() -> None:
    """Measure and print."""
    groottes = sorted({int(woord) for woord in sys.argv[1:]} | set(GROOTTES if len(sys.argv) < 2 else []))
    with stocked(groottes) as doelen, ExitStack() as huis:
        huis.enter_context(serving_bare())
        proeven = [Proef(doel, POORT + 1 + nummer) for nummer, doel in enumerate(doelen)]
        for proef in proeven:
            prepare(proef)
        eerste = {proef.doel.naam: first_request(proef) for proef in proeven}
        for proef in proeven:
            huis.enter_context(serving("app.main:create_app", proef.poort, proef.doel.omgeving, "--factory"))
        kaal, metingen = measure(proeven)
    print_table(doelen, kaal, metingen)
    print_growth(doelen, metingen, groottes)
    print_first(eerste)


def serving_bare() -> "ExitStack":
    """BARE answers any path with 200."""
    stapel = ExitStack()
    stapel.enter_context(serving("bench.kaal:app", POORT, {}))
    return stapel


def measure(proeven: list[Proef]) -> tuple[list[float], Metingen]:
    """Round after round: BARE, then each kind of work on each database."""
    kaal: list[float] = []
    metingen: Metingen = {proef.doel.naam: {soort: [] for soort in SOORTEN} for proef in proeven}
    for proef in proeven:  # what a server that runs for a while has behind it
        for doe in SOORTEN.values():
            doe(proef, 6)
    for ronde in range(RONDES):
        print(f"ronde {ronde + 1} van {RONDES}", file=sys.stderr)
        kaal.append(run(POORT, [request("GET", "/")] * 3000).per_seconde)
        for soort, doe in SOORTEN.items():
            for proef in proeven:
                metingen[proef.doel.naam][soort].append(doe(proef, PER_METING))
    return kaal, metingen


def first_request(proef: Proef) -> dict[str, float]:
    """The first request after ``ready`` over the median of warm ones; each page in a fresh process."""
    gevonden = {}
    for soort in ("werklijst, eerste blad", "casuspagina met leeslog"):
        with serving("app.main:create_app", proef.poort, proef.doel.omgeving, "--factory"):
            begin = time.perf_counter()
            SOORTEN[soort](proef, 1)
            eerste = time.perf_counter() - begin
            warm = [SOORTEN[soort](proef, 1).tijden[0] for _ in range(25)]
        gevonden[soort] = eerste / median(warm[5:])
    return gevonden


def print_table(doelen: list[Doel], kaal: list[float], metingen: Metingen) -> None:
    """Requests per second as a share of BARE; ``!`` where the target is not met."""
    print(f"\nAandeel van KAAL (mediaan van {RONDES} rondes om en om; KAAL {median(kaal):.0f}/s)")
    print(f"{'werk':26}" + "".join(f"{doel.naam:>17}" for doel in doelen) + "   doel (SQLite / PostgreSQL)")
    for soort in SOORTEN:
        regel = f"{soort:26}"
        for doel in doelen:
            delen = [u.per_seconde / k for u, k in zip(metingen[doel.naam][soort], kaal, strict=True)]
            nodig = DOELEN.get(soort, {}).get(doel.motor)
            regel += f"{median(delen):>15.4f}{_sign(nodig is None or median(delen) >= nodig)}"
        doel_ = DOELEN.get(soort)
        print(regel + (f"   ≥ {doel_['SQLite']:.3f} / {doel_['PostgreSQL']:.3f}" if doel_ else ""))


def print_growth(doelen: list[Doel], metingen: Metingen, groottes: list[int]) -> None:
    """p95 of the largest over that of the smallest database; depth over first page."""
    if len(groottes) > 1:
        print(f"\np95 bij {groottes[-1]} casussen ÷ p95 bij {groottes[0]} (doel ≤ {GROEI})")
        for soort in SOORTEN:
            regel = f"{soort:26}"
            for motor in ("SQLite", "PostgreSQL"):
                klein, groot = (
                    _p95(
                        metingen[next(d.naam for d in doelen if d.motor == motor and d.casussen == g)][soort]
                    )
                    for g in (groottes[0], groottes[-1])
                )
                regel += f"{motor:>14} {groot / klein:5.2f}{_sign(groot / klein <= GROEI)}"
            print(regel)
    print(f"\nwerklijst op 90 % ÷ eerste blad, p95 (doel ≤ {GROEI})")
    for doel in doelen:
        van = metingen[doel.naam]
        deel = _p95(van["werklijst, op 90 %"]) / _p95(van["werklijst, eerste blad"])
        print(f"{doel.naam:26}{deel:5.2f}{_sign(deel <= GROEI)}")


def print_first(eerste: dict[str, dict[str, float]]) -> None:
    """How much the first user waits longer than the next."""
    print(f"\neerste verzoek na gereed ÷ warm (doel ≤ {EERSTE:.0f})")
    for naam, delen in eerste.items():
        regel = "".join(f"   {soort} {deel:4.1f}{_sign(deel <= EERSTE)}" for soort, deel in delen.items())
        print(f"{naam:18}{regel}")


def _p95(uitslagen: list[Uitslag]) -> float:
    return median(uitslag.p95() for uitslag in uitslagen)


def _sign(gehaald: bool) -> str:
    return "  " if gehaald else " !"


if __name__ == "__main__":
    main()
