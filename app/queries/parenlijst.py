"""Parenlijst: every samenloop of ours as one list, of two casussen and with a tafel (api.md)."""

from app.domain.actor import Scope
from app.queries.afstemmingbeelden import AfstemmingBeeld
from app.queries.afstemmingen import list_as_samenlopen
from app.queries.samenloopbeelden import Samenloopfilter, SamenloopRij
from app.queries.samenlopenlijst import list_samenlopen
from app.queries.werkplek import Werkplek


def list_pairs(werkplek: Werkplek, filter_: Samenloopfilter) -> list[SamenloopRij]:
    """A page of both kinds, to judge first, one row extra; hits with a tafel for who may follow those up."""
    rijen = list_samenlopen(werkplek, filter_)
    if Scope.TAFEL in werkplek.actor.scopes:
        rijen += [_row(beeld) for beeld in list_as_samenlopen(werkplek, filter_)]
    return sorted(rijen, key=lambda rij: rij.plaats)[: filter_.limit + 1]


def _row(beeld: AfstemmingBeeld) -> SamenloopRij:
    """A hit as a row: how it stands, and nothing of how far the two agree (linkage.md §3)."""
    return SamenloopRij(
        id=beeld.id,
        kenmerk=beeld.kenmerk,
        status=beeld.status,
        besluit=beeld.besluit,
        band=beeld.band,
        verwantschap=None,
        kans=None,
        gevonden_op=beeld.gevonden_op,
        uiterlijk=beeld.uiterlijk if beeld.uitkomst is None else None,
        te_laat=beeld.te_laat,
        met_tafel=True,
        casussen=(),
        ander=None,
    )
