"""Codezoeken: who of a few proposed records may be the same person, where at least one is codes only."""

from collections.abc import Sequence

from app.linkage.codes import Gecodeerd, compare_codes
from app.linkage.model import Klasse, Model
from app.linkage.score import NIETS, as_arrays, log_odds, log_priors, posteriors
from app.linkage.uitleg import codes_of, explain
from app.linkage.zoeken import Gevonden


def search_codes(
    record: Gecodeerd, kandidaten: Sequence[Gecodeerd], model: Model, omvang: int
) -> list[Gevonden]:
    """Weigh the candidates by the codes they share, as a batch does; best first."""
    if not kandidaten:
        return []
    toeval = model.chances()
    gezien = [compare_codes(record, kandidaat) for kandidaat in kandidaten]
    reeks, priors = as_arrays(gezien, toeval), log_priors(model, omvang)
    bits = log_odds(model, reeks, priors)
    klassen = posteriors(model, reeks, priors).argmax(axis=1)
    gevonden = (
        Gevonden(
            plaats,
            float(bits[plaats]),
            explain(model, paar, toeval.log_chances(paar)),
            Klasse(int(klassen[plaats])),
            codes_of(paar.niveaus),
        )
        for plaats, paar in enumerate(gezien)
        if bits[plaats] >= NIETS
    )
    return sorted(gevonden, key=lambda een: (-een.bits, een.plaats))
