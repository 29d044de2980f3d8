"""Model: how often each observation occurs between two records of one person, of a family, and of strangers.

Four classes (design/linkage.md §1). They share what they have in common, so they cannot trade places while
learning: a twin is one with another given name; a brother or sister one with another given name and another
birth. Surname and address are written with the same mistakes whoever it is about.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from app.linkage.achternaam import Achternaam
from app.linkage.toeval import Frequenties, Soort, Toeval
from app.linkage.vergelijken import NIVEAUS, Veld
from app.linkage.voornaam import Voornaam

Reeks = npt.NDArray[np.float64]
VERSIE = 2
#: Levels that models of version 1 did not know, and the level they were part of then.
OORSPRONG = {
    "voluit_gelijk": "gelijk",
    "alleen_jaar": "deel_gelijk",
    "straat_zonder_nummer": "zelfde_straat",
}
FAMILIE = (Veld.VOORNAAM, Veld.GEBOORTEDATUM)


class Klasse(IntEnum):
    """What two records are of each other."""

    ZELFDE = 0
    GEZIN = 1
    MEERLING = 2
    ANDER = 3


@dataclass(frozen=True, slots=True)
class Verwacht:
    """How many other records each record has, on average: of the same person, of the family, of a twin."""

    zelfde: float
    gezin: float
    meerling: float


@dataclass(frozen=True, slots=True)
class Tafels:
    """Of all pairs of a class, the part within one table; of all pairs at all, ``alle``.

    A table seldom writes one child down twice and often a whole family: learned of each register, not kept.
    """

    zelfde: float = 0.5
    gezin: float = 0.5
    meerling: float = 0.5
    alle: float = 0.5


@dataclass(frozen=True, slots=True)
class Model:
    """Distributions over levels (index 0, unknown, is not used) and what to expect.

    ``zelfde`` holds one per field, for one person; families are written with the same mistakes in surname and
    address, but have an ``andere_naam``, and unless twins an ``andere_geboorte``. Parents like names that go
    together for twins (``naam_meerling``).
    """

    naam: str
    zelfde: tuple[Reeks, ...]
    andere_naam: Reeks
    naam_meerling: Reeks
    andere_geboorte: Reeks
    verwacht: Verwacht
    toeval: tuple[tuple[float, ...], ...]
    frequenties: Frequenties
    tafels: Tafels = Tafels()

    def chances(self, frequenties: Frequenties | None = None) -> Toeval:
        """Chance between strangers, with the values of a register or else those that the model knows."""
        return Toeval(self.toeval, frequenties or self.frequenties)


def swap_apart(reeksen: Sequence[Reeks]) -> list[Reeks]:
    """Names swapped are one thing seen at two fields: at the surname stands what the given name left over."""
    uit = [reeks.copy() for reeks in reeksen]
    uit[Veld.ACHTERNAAM][Achternaam.VERWISSELD] /= uit[Veld.VOORNAAM][Voornaam.VARIANT]
    return uit


def swap_whole(reeksen: Sequence[Reeks]) -> list[Reeks]:
    """The same the other way round: how often it is seen."""
    uit = [reeks.copy() for reeks in reeksen]
    uit[Veld.ACHTERNAAM][Achternaam.VERWISSELD] *= uit[Veld.VOORNAAM][Voornaam.VARIANT]
    return uit


def dump_model(model: Model) -> str:
    """The model as JSON text: levels by name, so that it can be read and compared."""
    inhoud = {
        "versie": VERSIE,
        "naam": model.naam,
        "verwacht": {
            "zelfde": round(model.verwacht.zelfde, 4),
            "gezin": round(model.verwacht.gezin, 4),
            "meerling": round(model.verwacht.meerling, 4),
        },
        "zelfde": _named(model.zelfde),
        "familie": _named((model.andere_naam, model.andere_geboorte), FAMILIE),
        "meerling": _named((model.naam_meerling,), (Veld.VOORNAAM,)),
        "toeval": _named(tuple(np.array(reeks) for reeks in model.toeval)),
        "frequenties": {
            "omvang": model.frequenties.omvang,
            "gemiddeld": {soort.value: kans for soort, kans in model.frequenties.gemiddeld.items()},
            "anders": {soort.value: kans for soort, kans in model.frequenties.anders.items()},
            "tellingen": {
                soort.value: dict(sorted(telling.items()))
                for soort, telling in model.frequenties.tellingen.items()
            },
        },
    }
    return json.dumps(inhoud, indent=1, ensure_ascii=False) + "\n"


def load_model(tekst: str) -> Model:
    """Read what ``dump_model`` wrote; raises ValueError for anything else."""
    try:
        inhoud = json.loads(tekst)
        if inhoud["versie"] not in (1, VERSIE):
            raise ValueError(f"model of version {inhoud['versie']}")
        familie = _arrays(inhoud["familie"], FAMILIE)
        return Model(
            naam=str(inhoud["naam"]),
            zelfde=_fields(inhoud, "zelfde"),
            andere_naam=familie[0],
            naam_meerling=_arrays(inhoud["meerling"], (Veld.VOORNAAM,))[0],
            andere_geboorte=familie[1],
            verwacht=Verwacht(**{naam: float(getal) for naam, getal in inhoud["verwacht"].items()}),
            toeval=tuple(tuple(float(x) for x in reeks) for reeks in _fields(inhoud, "toeval")),
            frequenties=_frequencies(inhoud["frequenties"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("this is not a model") from error


def _fields(inhoud: dict[str, Any], naam: str) -> tuple[Reeks, ...]:
    reeksen = _arrays(inhoud[naam])
    return reeksen if inhoud["versie"] == VERSIE else tuple(swap_apart(reeksen))


def _frequencies(inhoud: dict[str, Any]) -> Frequenties:
    return Frequenties(
        int(inhoud["omvang"]),
        {Soort(naam): telling for naam, telling in inhoud["tellingen"].items()},
        {Soort(naam): float(kans) for naam, kans in inhoud["gemiddeld"].items()},
        {Soort(naam): float(kans) for naam, kans in inhoud["anders"].items()},
    )


def _named(reeksen: Sequence[Reeks], velden: Sequence[Veld] = tuple(Veld)) -> dict[str, dict[str, float]]:
    return {
        veld.name.lower(): {
            niveau.name.lower(): float(f"{reeks[niveau]:.4g}") for niveau in NIVEAUS[veld] if niveau
        }
        for veld, reeks in zip(velden, reeksen, strict=True)
    }


def _arrays(
    inhoud: Mapping[str, Mapping[str, float]], velden: Sequence[Veld] = tuple(Veld)
) -> tuple[Reeks, ...]:
    reeksen = []
    for veld in velden:
        kansen = _with_new_levels(inhoud[veld.name.lower()], NIVEAUS[veld])
        reeks = np.array([1.0] + [float(kansen[niveau.name.lower()]) for niveau in NIVEAUS[veld] if niveau])
        if reeks.min() <= 0:
            raise ValueError("a chance of zero")
        reeksen.append(reeks)
    return tuple(reeksen)


def _with_new_levels(kansen: Mapping[str, float], niveaus: type[IntEnum]) -> Mapping[str, float]:
    """A level that was not told apart yet weighs as the one it was part of: half of each of its chances."""
    nieuw = [naam for naam in OORSPRONG if naam.upper() in niveaus.__members__ and naam not in kansen]
    half = {OORSPRONG[naam]: kansen[OORSPRONG[naam]] / 2 for naam in nieuw}
    return {**kansen, **half, **{naam: half[OORSPRONG[naam]] for naam in nieuw}}
