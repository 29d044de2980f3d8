"""Splink ernaast: what Splink makes of the very same records; a development reference, no part of Houvast.

Needs the package splink, version 5 (``pip install splink==5.0.0``) in an environment of its own, and nothing
of Houvast: ``python bench/splink_ernaast.py BESTAND.csv[:tussen] …``. The columns are those of
``houvast samenloop koppel`` and ``persoon``. No BSN, no labels: the model learns as the manual of Splink says
(chance by sampling, then EM over two ways of blocking). Printed are F1, precision and recall at 19 to 1, as
for a treffer, and the best F1 that any threshold would give.
"""

import csv
import sys
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

VELDEN = ("voornaam", "achternaam", "geboortedatum", "postcode", "huisnummer", "gemeente")
DREMPEL = 0.95


def main() -> None:
    """One row per file."""
    print("register | records | F1 | P | R | best F1 of any threshold | seconds")
    for woord in sys.argv[1:]:
        pad, _, soort = woord.partition(":")
        regels = list(_read(Path(pad)))
        begin = time.perf_counter()
        paren = link(regels, tussen=soort == "tussen")
        duur = time.perf_counter() - begin
        waar = truth(regels, tussen=soort == "tussen")
        gekozen = {(een, ander) for een, ander, kans in paren if kans >= DREMPEL}
        p, r, f1 = score(gekozen, waar)
        cellen = (Path(pad).stem, len(regels), f"{f1:.3f}", f"{p:.3f}", f"{r:.3f}")
        print(*cellen, f"{best(paren, waar):.3f}", f"{duur:.0f}", sep=" | ", flush=True)


def _read(pad: Path) -> Iterator[dict[str, str | int | None]]:
    with pad.open(encoding="utf-8-sig", newline="") as bestand:
        for nummer, regel in enumerate(csv.DictReader(bestand)):
            namen = (regel["roepnaam"] or regel["voornamen"]).lower().split()
            velden = {
                "voornaam": namen[0] if namen else "",
                "achternaam": f"{regel['tussenvoegsel']} {regel['achternaam']}".strip().lower(),
                "geboortedatum": regel["geboortedatum"],
                "postcode": regel["postcode"].replace(" ", "").upper(),
                "huisnummer": regel["huisnummer"],
                "gemeente": regel["gemeente"].lower(),
            }
            yield {
                "unique_id": nummer, "tafel": regel["tafel"], "persoon": regel["persoon"],
                **{veld: waarde or None for veld, waarde in velden.items()},
            }  # fmt: skip


def link(regels: list[dict[str, str | int | None]], *, tussen: bool) -> list[tuple[int, int, float]]:
    """The pairs that Splink scores, with their probability."""
    import pyarrow  # noqa: PLC0415  # only here: this environment is not that of Houvast
    import splink.comparison_library as cl  # noqa: PLC0415  # an environment of its own
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415  # an environment of its own

    instellingen = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("voornaam", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("achternaam", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("geboortedatum", [1, 2]),
            cl.LevenshteinAtThresholds("postcode", 1),
            cl.ExactMatch("huisnummer"),
            cl.ExactMatch("gemeente").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("geboortedatum"),
            block_on("voornaam", "achternaam"),
            block_on("postcode", "huisnummer"),
            block_on("achternaam", "postcode"),
            block_on("voornaam", "postcode"),
        ],
    )
    api = DuckDBAPI()
    tabel = api.register(pyarrow.Table.from_pylist(regels))
    linker = Linker(tabel, instellingen)
    leren = linker.training
    leren.estimate_probability_two_random_records_match(
        [block_on("voornaam", "achternaam", "geboortedatum"), block_on("voornaam", "postcode", "huisnummer")],
        recall=0.7,
    )
    leren.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    leren.estimate_parameters_using_expectation_maximisation(block_on("geboortedatum"))
    leren.estimate_parameters_using_expectation_maximisation(block_on("voornaam", "achternaam"))
    uit = linker.inference.predict(threshold_match_probability=0.01).as_duckdbpyrelation()
    rijen = uit.select("unique_id_l, unique_id_r, match_probability").fetchall()
    tafel = {regel["unique_id"]: regel["tafel"] for regel in regels}
    return [
        (min(een, ander), max(een, ander), kans)
        for een, ander, kans in rijen
        if not tussen or tafel[een] != tafel[ander]
    ]


def truth(regels: list[dict[str, str | int | None]], *, tussen: bool) -> set[tuple[int, int]]:
    """The pairs that are one person."""
    groepen: dict[object, list[int]] = {}
    for nummer, regel in enumerate(regels):
        groepen.setdefault(regel["persoon"], []).append(nummer)
    return {
        (een, ander)
        for groep in groepen.values()
        for een, ander in combinations(groep, 2)
        if not tussen or regels[een]["tafel"] != regels[ander]["tafel"]
    }


def score(gekozen: set[tuple[int, int]], waar: set[tuple[int, int]]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    goed = len(gekozen & waar)
    p, r = goed / max(len(gekozen), 1), goed / max(len(waar), 1)
    return p, r, 2 * p * r / (p + r) if goed else 0.0


def best(paren: list[tuple[int, int, float]], waar: set[tuple[int, int]]) -> float:
    """The F1 of the best threshold, which nobody knows beforehand."""
    goed, hoogste = 0, 0.0
    for aantal, (een, ander, _) in enumerate(sorted(paren, key=lambda paar: -paar[2]), start=1):
        goed += (een, ander) in waar
        hoogste = max(hoogste, 2 * goed / (aantal + len(waar)))
    return hoogste


if __name__ == "__main__":
    main()
