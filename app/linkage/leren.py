"""Leren: the model of a register, from its own pairs, without anybody saying which are right (EM).

Strangers are not learned but counted (``toeval``): pairs that were proposed because they agree on a key say
nothing about how often strangers agree. What is learned starts from the model that ships and is held to it
by as many imagined pairs, so that a small register learns little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from app.linkage.geboorte import Geboortedatum
from app.linkage.model import Klasse, Model, Reeks, Tafels, Verwacht, swap_apart, swap_whole
from app.linkage.registratie import Persoon
from app.linkage.score import Niveaureeks, Waarnemingen, class_weights, log_priors, posteriors
from app.linkage.toeval import MET_WAARDE, Soort
from app.linkage.vergelijken import Veld, Vergelijker
from app.linkage.voornaam import Voornaam

RONDEN = 60
GENOEG = 1e-4
#: Imagined pairs per distribution, and imagined strangers per field.
HOUVAST = 40.0
VREEMDEN = 2_000.0
STEEKPROEF = 100_000
#: Two children of one family hardly ever have one name; another birth is hardly ever on the same day.
#: Whether two names are of one person or of twins shows in nothing else, so learning alone cannot tell twins
#: from people with two quite different names. Where there are families there are twins, at most so many for
#: each pair of siblings; only what is more than that may be people with two names. Nor do children of one
#: family often have nearly the same name.
MEERLINGEN_PER_GEZIN = 0.1
HOOGSTENS_ZELFDE: dict[int, float] = {
    Voornaam.LIJKT: 0.03,
    Voornaam.ZELFDE_LETTER: 0.004,
    Voornaam.ANDERS: 0.006,
    Voornaam.ANDERE_VOORLETTER: 0.006,
}
HOOGSTENS_ANDER: dict[int, float] = {
    Voornaam.GELIJK: 0.005,
    Voornaam.VOLUIT_GELIJK: 0.002,
    Voornaam.ANDERE_VOLGNAMEN: 0.01,
    Voornaam.VARIANT: 0.02,
    Voornaam.TIKFOUT: 0.02,
    Voornaam.LIJKT: 0.05,
}
ZELDZAME_GEBOORTE: dict[int, float] = {
    Geboortedatum.GELIJK: 0.002,
    Geboortedatum.OMGEWISSELD: 0.002,
    Geboortedatum.EEN_VERSCHIL: 0.03,
}
#: Pairs that look this much less like one person or one family than strangers do teach nothing.
KANSLOOS = -14.0


@dataclass(frozen=True, slots=True)
class Geleerd:
    """What came of learning: the model, rounds, and the pairs it sees in each class."""

    model: Model
    ronden: int
    paren: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Steekproef:
    """Random pairs of a register and how far they agree: what strangers look like."""

    paren: npt.NDArray[np.int64]
    niveaus: Niveaureeks


def draw_sample(personen: Sequence[Persoon], *, zaad: int = 1) -> Steekproef:
    """Random pairs of two different records; always the same ones for the same register."""
    rng = np.random.default_rng(zaad)
    aantal = min(STEEKPROEF, len(personen) * 20)
    paren = rng.integers(0, max(len(personen), 1), (aantal, 2))
    paren = paren[paren[:, 0] != paren[:, 1]]
    vergelijker = Vergelijker()
    niveaus = [vergelijker.compare(personen[i], personen[j]).niveaus for i, j in paren.tolist()]
    return Steekproef(paren, np.array(niveaus, dtype=np.int8).reshape(-1, len(Veld)))


def measure_chance(steekproef: Steekproef, wie: Sequence[int], basis: Model) -> Model:
    """The base model with chance as it is between random records; ``wie`` tells which are of one person."""
    van_wie = np.array(wie, dtype=np.int64)
    vreemden = van_wie[steekproef.paren[:, 0]] != van_wie[steekproef.paren[:, 1]]
    kansen = []
    for veld, verwacht in zip(Veld, swap_whole([np.array(reeks) for reeks in basis.toeval]), strict=True):
        telling = (
            np.bincount(steekproef.niveaus[vreemden, veld], minlength=len(verwacht)) + VREEMDEN * verwacht
        )
        telling[0] = 0.0
        telling /= telling.sum()
        telling[0] = 1.0
        kansen.append(_at_least(telling, verwacht, MET_WAARDE[veld]))
    return replace(basis, toeval=tuple(tuple(reeks.tolist()) for reeks in swap_apart(kansen)))


def _at_least(kansen: Reeks, basis: Reeks, soorten: Mapping[int, Soort]) -> Reeks:
    """A sample hardly sees the rarest levels: each keeps its part of all that share a kind of value."""
    for soort in set(soorten.values()):
        niveaus = [niveau for niveau, van in soorten.items() if van is soort]
        deel = basis[niveaus] / basis[niveaus].sum() * kansen[niveaus].sum()
        kansen[niveaus] = np.maximum(kansen[niveaus], deel)
    return kansen


def learn(basis: Model, gezien: Waarnemingen, omvang: int, naam: str) -> Geleerd:
    """Train on the proposed pairs of a register of ``omvang`` records, from ``basis`` on."""
    model, ronden = replace(basis, naam=naam), 0
    gezien = _telling_pairs(model, gezien, omvang)
    kansen = posteriors(model, gezien, log_priors(model, omvang))
    for ronden in range(1, RONDEN + 1):  # noqa: B007  # the number of rounds is told below
        vorige = model
        model = _maximise(basis, model, gezien, kansen, omvang)
        kansen = posteriors(model, gezien, log_priors(model, omvang))
        if _moved(vorige, model) < GENOEG:
            break
    return Geleerd(model, ronden, tuple(float(som) for som in kansen.sum(axis=0)))


def _telling_pairs(model: Model, gezien: Waarnemingen, omvang: int) -> Waarnemingen:
    gewicht = class_weights(model, gezien) + log_priors(model, omvang)
    beste = gewicht[:, : Klasse.ANDER].max(axis=1)
    houd = beste - gewicht[:, Klasse.ANDER] > KANSLOOS
    binnen = None if gezien.binnen is None else gezien.binnen[houd]
    return Waarnemingen(gezien.niveaus[houd], gezien.log_toeval[houd], binnen)


def _maximise(basis: Model, model: Model, gezien: Waarnemingen, kansen: Reeks, omvang: int) -> Model:
    zelfde, gezin, meerling = kansen[:, Klasse.ZELFDE], kansen[:, Klasse.GEZIN], kansen[:, Klasse.MEERLING]
    # Surname and address: of one person only; children of one family were found because they agree.
    gewichten = (zelfde, zelfde, zelfde + meerling, zelfde)
    naam, dag = Veld.VOORNAAM, Veld.GEBOORTEDATUM
    andere_naam = _distribution(gezien.niveaus[:, naam], gezin, basis.andere_naam)
    naam_meerling = _distribution(gezien.niveaus[:, naam], meerling, andere_naam)
    andere_naam, naam_meerling = _shared_initials(andere_naam), _shared_initials(naam_meerling)
    andere_geboorte = _distribution(gezien.niveaus[:, dag], gezin, basis.andere_geboorte)
    heel = swap_whole(basis.zelfde)
    nieuw = [_distribution(gezien.niveaus[:, veld], gewichten[veld], heel[veld]) for veld in Veld]
    meerlingen, ruimte = float(meerling.sum()), MEERLINGEN_PER_GEZIN * float(gezin.sum())
    if meerlingen < ruimte:
        nieuw[naam] = _capped(nieuw[naam], HOOGSTENS_ZELFDE)
    tafels = _within_tables(model.tafels.alle, gezien, kansen)
    per_record = 2.0 / max(omvang, 1)
    return replace(
        model,
        zelfde=tuple(swap_apart(nieuw)),
        tafels=tafels,
        andere_naam=_capped(andere_naam, HOOGSTENS_ANDER),
        naam_meerling=_capped(naam_meerling, HOOGSTENS_ANDER),
        andere_geboorte=_capped(andere_geboorte, ZELDZAME_GEBOORTE),
        verwacht=Verwacht(
            zelfde=max(float(zelfde.sum()) * per_record, 1e-4),
            gezin=max(float(gezin.sum()) * per_record, 1e-4),
            meerling=max(min(meerlingen, ruimte) * per_record, 1e-5),
        ),
    )


def _within_tables(alle: float, gezien: Waarnemingen, kansen: Reeks) -> Tafels:
    if gezien.binnen is None:
        return Tafels()
    binnen = kansen[gezien.binnen].sum(axis=0) + HOUVAST * alle
    deel = binnen / (kansen.sum(axis=0) + HOUVAST)
    zelfde, gezin, meerling = (
        float(deel[klasse]) for klasse in (Klasse.ZELFDE, Klasse.GEZIN, Klasse.MEERLING)
    )
    return Tafels(zelfde, gezin, meerling, alle)


def _distribution(niveau: np.ndarray[tuple[int], np.dtype[np.int8]], gewicht: Reeks, basis: Reeks) -> Reeks:
    telling = np.bincount(niveau, weights=gewicht, minlength=len(basis)) + HOUVAST * basis
    telling[0] = 0.0
    uit: Reeks = telling / telling.sum()
    uit[0] = 1.0
    return uit


def _shared_initials(reeks: Reeks) -> Reeks:
    """Two children share an initial as often where it is all that is known as where both names are.

    Initials that fit show in nothing else whether they are of one child or of two, so this is not learned.
    """
    met_naam = reeks[Voornaam.ZELFDE_LETTER] + reeks[Voornaam.ANDERS]
    met_letter = reeks[Voornaam.VOORLETTER] + reeks[Voornaam.ANDERE_VOORLETTER]
    gedeeld = met_letter * reeks[Voornaam.ZELFDE_LETTER] / met_naam
    reeks[Voornaam.VOORLETTER], reeks[Voornaam.ANDERE_VOORLETTER] = gedeeld, met_letter - gedeeld
    return reeks


def _capped(reeks: Reeks, grenzen: Mapping[int, float]) -> Reeks:
    for niveau, ten_hoogste in grenzen.items():
        reeks[niveau] = min(reeks[niveau], ten_hoogste)
    return reeks


def _moved(een: Model, ander: Model) -> float:
    """The largest change of any chance between two rounds."""
    paren = [*zip(een.zelfde, ander.zelfde, strict=True), (een.andere_naam, ander.andere_naam)]
    return max(float(np.abs(x - y).max()) for x, y in paren)
