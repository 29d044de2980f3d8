"""Linkeinde: how what a link was for ended, said to who was in by it (I2: the second reads who was first)."""

from app.domain.toegangslink import Linkdoel
from app.models import Casus, Toegangslink
from app.queries.bijdragen import find_bijdrage
from app.queries.schrijven import find_overdracht, offer_behind
from app.queries.werkplek import Werkplek
from app.services.bevoegdheid import ended
from app.services.bijdrage import answered


def how_it_ended(werkplek: Werkplek, link: Toegangslink, casus: Casus) -> str | None:
    """Who answered, or took it back, and when; None while it runs, and for who owned the casus."""
    if link.doel is Linkdoel.AANBOD:
        aanbod = find_overdracht(werkplek.session, link.doel_id)
        return ended(werkplek, aanbod).melding if aanbod and aanbod.beeindigd_op else None
    if link.doel is Linkdoel.BIJDRAGE:
        bijdrage = find_bijdrage(werkplek.session, link.doel_id)
        return answered(werkplek, casus, bijdrage).melding if bijdrage.beeindigd_op else None
    return None


def who_accepted(werkplek: Werkplek, casus: Casus) -> str:
    """Who of the own party was first, for a colleague who was in by the same offer."""
    aanbod = offer_behind(werkplek.session, casus)
    return ended(werkplek, aanbod).melding if aanbod and aanbod.beeindigd_op else "Dit is al aanvaard."
