"""Spoed: a warning to the addressed party at once, beside everything else (scenario 12, domain.md §4).

It names the kenmerk and nothing of the question. It is written in the act and goes at once to the mailbox of
that party; where there is none, a person phones.
"""

from uuid import UUID

from app.domain.berichttermen import Berichtmoment
from app.models import Bericht, Casus, Melding, Organisatie, Overdracht
from app.queries.gids import open_gids
from app.queries.schrijven import get_organisatie_row
from app.queries.werkplek import Werkplek
from app.services.linktekst import of_overdracht
from app.services.mededeling import Organisatiebericht, tell_organisatie
from app.services.toegangslink import Linkhouder


def warn_of_offer(werkplek: Werkplek, casus: Casus, overdracht: Overdracht) -> None:
    """Who is asked to take over a casus with spoed is warned; another offer warns nobody."""
    if casus.spoed_rang == 0:
        link = of_overdracht(casus, overdracht)
        bericht = _warn(werkplek, casus, overdracht.naar_organisatie_id, overdracht.id, link)
        bericht.overdracht_id = overdracht.id


def warn_of_melding(werkplek: Werkplek, casus: Casus, melding: Melding) -> None:
    """A melding with spoed warns the colleagues of who registered it: it is theirs."""
    if melding.spoed:
        _warn(werkplek, casus, werkplek.actor.organisatie_id, melding.id)


def _warn(
    werkplek: Werkplek, casus: Casus, aan_id: UUID, over: UUID, link: Linkhouder | None = None
) -> Bericht:
    """``over`` is the offer or melding that caused it: the same thing never warns twice."""
    aan = get_organisatie_row(werkplek.session, aan_id)
    wat = Organisatiebericht(
        moment=Berichtmoment.SPOED,
        eenmalig=f"{over}:{casus.id}",
        aan=aan,
        tekst=_how_to_reach(werkplek, aan),
        met_account="Open Houvast en bekijk de casus.",
        link=link,
    )
    return tell_organisatie(werkplek, casus, wat)


def _how_to_reach(werkplek: Werkplek, aan: Organisatie) -> str:
    """For who phones: the piket, else the number of the party."""
    rooster = open_gids(werkplek.session).piket.get(aan.id)
    nummer = rooster.telefoon if rooster else aan.telefoon
    if nummer is None:
        return "Er is geen telefoonnummer van deze organisatie bekend."
    return f"Telefoon van {aan.korte_naam}: {nummer}."
