"""Splitsbeeld: what returns with a splitsing, and what came later and needs somebody to say whose it is."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from app.domain.errors import NotPermittedError
from app.domain.omgeving import local_date
from app.domain.samenloop import Verhuissoort
from app.models import Bijdrage, Casus, Melding
from app.queries.gids import open_gids
from app.queries.samenloopbeeld import load_samenloop
from app.queries.samenlopen import casussen_by_id, find_samenloop, joined_into
from app.queries.samenvoeging import later_items, moved_with
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True)
class Splitsitem:
    """One thing that came later: what it is and of which day."""

    id: UUID
    wat: str
    op: date


@dataclass(frozen=True, slots=True)
class Splitsbeeld:
    """Which casus opens again, which stays, the meldingen that return, and what must be divided."""

    samen: Casus
    terug: Casus
    meldingen: tuple[str, ...]
    later: tuple[Splitsitem, ...]


def load_splitsing(werkplek: Werkplek, samenloop_id: UUID) -> Splitsbeeld:
    """For who may split these; 404 for who may not know, 403 for who may not split."""
    beeld = load_samenloop(werkplek, samenloop_id)
    if not beeld.mag_splitsen:
        raise NotPermittedError(
            "mag_niet", "Deze casussen zijn niet samengevoegd, of u mag ze niet splitsen."
        )
    rij = find_samenloop(werkplek.session, samenloop_id)
    assert rij.blijft_casus_id is not None  # mag_splitsen says that they were joined
    kanten = casussen_by_id(
        werkplek.session, [id_ for id_ in (rij.ouder_casus_id, rij.jonger_casus_id) if id_ is not None]
    )
    samen = joined_into(werkplek.session, kanten[rij.blijft_casus_id])
    [terug] = [casus for id_, casus in kanten.items() if id_ != rij.blijft_casus_id]
    assert terug.gesloten_op is not None  # it went up in the other
    verhuisd = moved_with(werkplek.session, rij.id)
    items = later_items(werkplek.session, samen.id, terug.gesloten_op, verhuisd)
    mee = _kenmerken(werkplek, verhuisd[Verhuissoort.MELDING])
    return Splitsbeeld(samen, terug, mee, _later(werkplek, items))


def _kenmerken(werkplek: Werkplek, melding_ids: list[UUID]) -> tuple[str, ...]:
    query = select(Melding.kenmerk).where(col(Melding.id).in_(melding_ids)).order_by(col(Melding.kenmerk))
    return tuple(werkplek.session.exec(query))


def _later(werkplek: Werkplek, ids: list[UUID]) -> tuple[Splitsitem, ...]:
    gids = open_gids(werkplek.session)
    meldingen = werkplek.session.exec(select(Melding).where(col(Melding.id).in_(ids)))
    bijdragen = werkplek.session.exec(select(Bijdrage).where(col(Bijdrage.id).in_(ids)))
    items = [Splitsitem(rij.id, f"Melding {rij.kenmerk}", rij.ontvangen_op) for rij in meldingen]
    items += [
        Splitsitem(
            rij.id,
            f"Vraag aan {gids.name(rij.naar_organisatie_id).korte_naam}",
            local_date(rij.gevraagd_op),
        )
        for rij in bijdragen
    ]
    return tuple(sorted(items, key=lambda item: (item.op, item.wat)))
