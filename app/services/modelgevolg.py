"""Modelgevolg: what another model would make of the open work, before somebody approves it.

Both models weigh the same pairs in the same way, so what differs is the model. What it would find besides
cannot be told without comparing everybody; its own figures give an idea. Nobody's name leaves this module.
"""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from app.domain.beheer import require_stelselbeheerder
from app.domain.samenloop import Band
from app.domain.samenloopmodel import Modelgevolg
from app.linkage.model import Model
from app.linkage.score import Besluit
from app.linkage.zoeken import search
from app.queries.samenloopmodellen import Paarrij, count_open_pairs, open_pairs
from app.queries.werkplek import Werkplek
from app.services.samenloop import open_persoon
from app.services.samenloopmodel import model_of, read_scales

#: More than this is not opened for a preview.
TEN_HOOGSTE = 500
BANDEN = {Besluit.TREFFER: Band.TREFFER, Besluit.MOGELIJK: Band.MOGELIJK, Besluit.NEE: None}


def effect_of_model(werkplek: Werkplek, versie: int) -> Modelgevolg:
    """Weigh the open samenlopen with the model of today and with this one; changes nothing.

    Refuses who is not the landelijke beheerder, and a version that does not exist.
    """
    require_stelselbeheerder(werkplek.actor)
    schaal, straks = read_scales(werkplek.session), model_of(werkplek.session, versie)
    gevolg = Modelgevolg(van=count_open_pairs(werkplek.session))
    per_jonger: dict[UUID, list[Paarrij]] = defaultdict(list)
    for paar in open_pairs(werkplek.session, TEN_HOOGSTE):
        per_jonger[paar.jonger.jeugdige.id].append(paar)
    omvang = schaal.omvang
    for paren in per_jonger.values():
        banden = (_weigh(werkplek, paren, model, omvang) for model in (schaal.model, straks))
        gevolg.telling.update(zip(*banden, strict=True))
    return gevolg


def _weigh(werkplek: Werkplek, paren: Sequence[Paarrij], model: Model, omvang: int) -> list[Band | None]:
    """The band of each pair of one jeugdige."""
    persoon = open_persoon(werkplek.kluis, paren[0].jonger)
    anderen = [open_persoon(werkplek.kluis, paar.ouder) for paar in paren]
    gevonden = {een.plaats: BANDEN[een.besluit] for een in search(persoon, anderen, model, omvang)}
    return [gevonden.get(plaats) for plaats in range(len(paren))]
