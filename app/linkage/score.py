"""Score: from observations to the probability that two records are of one person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from app.linkage.model import Klasse, Model, Reeks
from app.linkage.toeval import MET_WAARDE, Toeval
from app.linkage.vergelijken import Veld, Waarneming
from app.linkage.voornaam import Voornaam

#: Names that are clearly of two children.
ANDERE_NAAM = (Voornaam.ZELFDE_LETTER, Voornaam.ANDERS, Voornaam.ANDERE_VOORLETTER)
ZONDER_NAAM = (Voornaam.ONBEKEND, Voornaam.VOORLETTER)
Niveaureeks = npt.NDArray[np.int8]
#: log2 odds: 19 to 1 for, 19 to 1 against.
TREFFER = 4.25
NIETS = -4.25


class Besluit(StrEnum):
    """What a pair is put forward as. A person judges; nothing is ever joined by itself."""

    TREFFER = "treffer"
    MOGELIJK = "mogelijk"
    NEE = "nee"


@dataclass(frozen=True, slots=True)
class Waarnemingen:
    """Pairs as arrays: a level per field, and log2 of its chance between strangers."""

    niveaus: Niveaureeks
    log_toeval: Reeks
    #: Whether both are of one table; None where nobody said which table a record is of.
    binnen: npt.NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.niveaus)


def as_arrays(gezien: Sequence[Waarneming], toeval: Toeval) -> Waarnemingen:
    """Observations of pairs as arrays."""
    return Waarnemingen(
        np.array([paar.niveaus for paar in gezien], dtype=np.int8).reshape(-1, len(Veld)),
        np.array([toeval.log_chances(paar) for paar in gezien], dtype=np.float64).reshape(-1, len(Veld)),
    )


def class_weights(model: Model, gezien: Waarnemingen) -> Reeks:
    """log2 of how much more likely a pair looks like this in each class than between strangers."""
    zelfde = np.zeros((len(gezien), len(Veld)))
    for veld in Veld:
        zelfde[:, veld] = log_chance(model.zelfde[veld], gezien, veld) - gezien.log_toeval[:, veld]
    naam, dag = Veld.VOORNAAM, Veld.GEBOORTEDATUM
    eigen_naam = own_names(model, gezien) - gezien.log_toeval[:, naam]
    andere_naam = log_chance(model.andere_naam, gezien, naam) + eigen_naam
    naam_meerling = log_chance(model.naam_meerling, gezien, naam) + eigen_naam
    andere_geboorte = log_chance(model.andere_geboorte, gezien, dag) - gezien.log_toeval[:, dag]
    uit = np.zeros((len(gezien), len(Klasse)))
    uit[:, Klasse.ZELFDE] = zelfde.sum(axis=1)
    gedeeld = uit[:, Klasse.ZELFDE] - zelfde[:, naam] + only_here(model, gezien)
    uit[:, Klasse.MEERLING] = gedeeld + naam_meerling
    uit[:, Klasse.GEZIN] = gedeeld - zelfde[:, dag] + andere_naam + andere_geboorte
    return uit + by_table(model, gezien)


def log_chance(kansen: Reeks, gezien: Waarnemingen, veld: Veld) -> Reeks:
    """log2 of the chance of each observed level; unknown says nothing."""
    logs = np.log2(kansen)
    logs[0] = 0.0
    uit: Reeks = logs[gezien.niveaus[:, veld]]
    return uit


def by_table(model: Model, gezien: Waarnemingen) -> Reeks:
    """How much more often than strangers a class is found within one table, or between two."""
    tafels = model.tafels
    if gezien.binnen is None:
        return np.zeros(len(Klasse))
    deel = np.array([tafels.zelfde, tafels.gezin, tafels.meerling, tafels.alle])
    uit: Reeks = np.where(
        gezien.binnen[:, None], np.log2(deel / tafels.alle), np.log2((1 - deel) / (1 - tafels.alle))
    )
    return uit


def own_names(model: Model, gezien: Waarnemingen) -> Reeks:
    """Each child has a name of its own: two share a rare name or initial less often than a common one."""
    gemiddeld = log_chance(np.array(model.toeval[Veld.VOORNAAM]), gezien, Veld.VOORNAAM)
    waarde = _has_name(gezien, MET_WAARDE[Veld.VOORNAAM])
    verschil: Reeks = np.where(waarde, gezien.log_toeval[:, Veld.VOORNAAM] - gemiddeld, 0.0)
    return verschil


def only_here(model: Model, gezien: Waarnemingen) -> Reeks:
    """A record without a clear name is of a brother, sister or twin only if that child stands here this once.

    With a record of its own it is found too, and competes (``samenhang``). How many stand here once follows
    from how many others each record has.
    """
    helder = _has_name(gezien, ANDERE_NAAM)
    eenmalig: Reeks = np.where(helder, 0.0, -np.log2(1.0 + model.verwacht.zelfde))
    return eenmalig


def is_without_name(gezien: Waarnemingen) -> npt.NDArray[np.bool_]:
    """Where one of both has no name or only initials: that record may fit another child as well."""
    return _has_name(gezien, ZONDER_NAAM)


def _has_name(gezien: Waarnemingen, niveaus: Collection[int]) -> npt.NDArray[np.bool_]:
    """Where the given names agree as far as one of these; a level is a place in a small table."""
    telt = np.array([niveau in niveaus for niveau in Voornaam])
    uit: npt.NDArray[np.bool_] = telt[gezien.niveaus[:, Veld.VOORNAAM]]
    return uit


def log_priors(model: Model, omvang: int) -> Reeks:
    """log2 of the prior of each class among all pairs of a register of this size."""
    ander = max(omvang - 1, 1)
    verwacht = model.verwacht
    kansen = np.array([verwacht.zelfde, verwacht.gezin, verwacht.meerling, 0.0]) / ander
    kansen = np.minimum(kansen, 0.3)
    kansen[Klasse.ANDER] = 1 - kansen.sum()
    logs: Reeks = np.log2(kansen)
    return logs


def posteriors(model: Model, gezien: Waarnemingen, priors: Reeks) -> Reeks:
    """The probability of each class for each pair."""
    gewicht = weights(model, gezien, priors)
    gewicht -= gewicht.max(axis=1, keepdims=True)
    massa = np.exp2(gewicht)
    uit: Reeks = massa / massa.sum(axis=1, keepdims=True)
    return uit


def log_odds(model: Model, gezien: Waarnemingen, priors: Reeks) -> Reeks:
    """Bits for "one person" against everything else."""
    return odds_of(weights(model, gezien, priors))


def weights(model: Model, gezien: Waarnemingen, priors: Reeks) -> Reeks:
    """log2 of the weight of each class for each pair; the heaviest is the most probable."""
    return class_weights(model, gezien) + priors


def odds_of(gewicht: Reeks) -> Reeks:
    """Bits for "one person" against everything else, of the weights of the classes."""
    tegen = np.logaddexp2.reduce(gewicht[:, Klasse.GEZIN :], axis=1)
    uit: Reeks = gewicht[:, Klasse.ZELFDE] - tegen
    return uit


def own_evidence(model: Model, gezien: Waarnemingen) -> Reeks:
    """Bits for "one person" against what fits best of a family, twins or strangers, all as likely before."""
    gewicht = class_weights(model, gezien)
    uit: Reeks = gewicht[:, Klasse.ZELFDE] - gewicht[:, Klasse.GEZIN :].max(axis=1)
    return uit


def decide(bits: float) -> Besluit:
    """The band a weight falls in."""
    if bits >= TREFFER:
        return Besluit.TREFFER
    return Besluit.NEE if bits < NIETS else Besluit.MOGELIJK


def probability(bits: float) -> float:
    """The probability that belongs to log2 odds."""
    return float(1 / (1 + np.exp2(-min(max(bits, -60.0), 60.0))))
