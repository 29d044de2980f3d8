"""Volgverteld: what this melder was told, for the own page: by phone, by letter, by mail."""

from sqlmodel import and_, col, select

from app.domain.termen import Gericht
from app.domain.toegangstekst import without_way_in
from app.kluis import Plek
from app.models import Bericht, Melding, Terugkoppeling
from app.queries.gids import open_gids
from app.queries.verteld import counts
from app.queries.volgbeelden import Vertelling
from app.queries.werkplek import Werkplek


def told(werkplek: Werkplek, melding: Melding, *, met_tekst: bool) -> tuple[Vertelling, ...]:
    """What was told to this melder, newest first; never what was told to a loket.

    The words were written down for the melder to read, or were sent by somebody who wrote them. They may name
    a place, or say something of who is 18 or older: then only that it was told.
    """
    query = (
        select(Terugkoppeling, Bericht)
        .outerjoin(Bericht, and_(Bericht.id == Terugkoppeling.bericht_id, col(Bericht.soort).is_not(None)))
        .where(Terugkoppeling.melding_id == melding.id, Terugkoppeling.aan == Gericht.MELDER, counts())
        .order_by(col(Terugkoppeling.gedaan_op).desc(), col(Terugkoppeling.id).desc())
    )
    gids = open_gids(werkplek.session)

    def text_of(rij: Terugkoppeling, bericht: Bericht | None) -> str | None:
        if not met_tekst or not rij.bereikt:
            return None
        if bericht is not None:
            plek = Plek("bericht", bericht.id, "inhoud")
            return without_way_in(werkplek.unseal_person(melding, plek, bericht.inhoud_verzegeld))
        return werkplek.unseal(melding, Plek("terugkoppeling", rij.id, "inhoud"), rij.inhoud_verzegeld)

    return tuple(
        Vertelling(
            rij.gedaan_op,
            rij.soort,
            rij.kanaal,
            gids.name(rij.organisatie_id),
            rij.bereikt,
            text_of(rij, bericht),
        )
        for rij, bericht in werkplek.session.exec(query)
    )
