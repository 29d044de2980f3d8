"""Zoeken: how fast, and how well, one record is found in a register that was filled in bulk.

``python -m bench.zoeken [omvang …]`` (10,000 and 100,000; ask for 1000000 yourself: it takes half an hour to
make, once). Measured is ``find_alike``, what registering, changing a person and typing at intake do: keys of
the record, who shares them in the database, the best thirty loaded and opened, weighed with the model that
works. The rounds take turns over all registers, so that noise of the machine falls on all alike.
"""

import os
import sys
import time
from collections.abc import Sequence
from statistics import quantiles
from uuid import UUID

from app.domain.actor import Actor, ActorSoort, OrganisatieSoort
from app.installatie import now_utc, surroundings
from app.queries.werkplek import Werkplek
from app.services.samenloop import find_alike, read_typed
from app.worker.actor import WORKER_ID
from bench.zoekvoorraad import Proefpersoon, Register, registers

GROOTTES = (10_000, 100_000)
RONDES = 3
#: Who asks makes no difference to how somebody is found.
ZOEKER = Actor(
    soort=ActorSoort.WORKER, id=WORKER_ID, organisatie_id=WORKER_ID,
    organisatie_soort=OrganisatieSoort.LOKET, organisatie_naam="bench", naam="bench", rollen=frozenset(),
)  # fmt: skip
#: Of design/linkage.md §4.
P95, TOP5, GROEI = 20.0, 0.975, 5.0


class Uitslag:
    """What was measured on one register."""

    def __init__(self) -> None:
        self.tijden: list[float] = []
        self.raak = self.gezocht = 0

    @property
    def p50(self) -> float:
        """Milliseconds of the middle one."""
        return quantiles(self.tijden, n=100)[49]

    @property
    def p95(self) -> float:
        """Milliseconds that nineteen of twenty stay under."""
        return quantiles(self.tijden, n=100)[94]

    @property
    def top5(self) -> float:
        """The part that has the right record among the first five."""
        return self.raak / self.gezocht


def main() -> None:
    """Measure and print."""
    groottes = sorted({int(woord) for woord in sys.argv[1:]} or GROOTTES)
    with registers(groottes) as alle:
        uitslagen = [Uitslag() for _ in alle]
        for ronde in range(RONDES + 1):
            for register, uitslag in zip(alle, uitslagen, strict=True):
                search_all(register, uitslag if ronde else Uitslag())  # the first round warms up
    print_table(alle, uitslagen)


def search_all(register: Register, uitslag: Uitslag) -> None:
    """Look up everybody once."""
    installation = register.installation
    with installation.database.read() as session:
        omgeving = surroundings(session, now_utc())
    for proef in register.proefpersonen:
        begin = time.perf_counter()
        with installation.database.read() as session:
            werkplek = Werkplek(session, ZOEKER, omgeving, installation.kluis)
            gevonden = _find(werkplek, proef)
        uitslag.tijden.append((time.perf_counter() - begin) * 1000)
        uitslag.gezocht += 1
        uitslag.raak += not set(proef.dezelfde).isdisjoint(gevonden[:5])


def _find(werkplek: Werkplek, proef: Proefpersoon) -> list[str]:
    persoon = read_typed(proef.getypt, proef.gemeente, proef.jeugdige)
    return [str(ander.jeugdige.id) for ander, _ in find_alike(werkplek, persoon, UUID(proef.jeugdige))]


def print_table(alle: Sequence[Register], uitslagen: Sequence[Uitslag]) -> None:
    """One row per register, then how it grows; how busy the machine was belongs to it."""
    print("register | records | p50 ms | p95 ms | in top 5 | lookups")
    for register, uitslag in zip(alle, uitslagen, strict=True):
        print(
            f"{register.motor} | {register.omvang} | {uitslag.p50:.1f} | {uitslag.p95:.1f} | "
            f"{uitslag.top5:.3f} | {uitslag.gezocht}"
        )
    print(f"aim: p95 < {P95:.0f} ms, in top 5 >= {TOP5}, growth <= {GROEI:.0f}")
    for motor in dict.fromkeys(register.motor for register in alle):
        reeks = [u for register, u in zip(alle, uitslagen, strict=True) if register.motor == motor]
        print(f"{motor}: the largest / the smallest, p50 {reeks[-1].p50 / reeks[0].p50:.1f} x, "
              f"p95 {reeks[-1].p95 / reeks[0].p95:.1f} x")  # fmt: skip
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
