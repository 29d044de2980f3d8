"""Aandringen: what the parties of an offer are told about it by mail: new, not answered yet, expired.

Only what goes by itself: where Houvast does not mail or a party has no mailbox, the lists show the same.
The subject holds the kenmerk, the words nothing of the question.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.aandringen import Aanbodklok, Trap, step_due
from app.domain.berichttermen import Berichtmoment
from app.domain.datum import datum_lang
from app.domain.omgeving import Omgeving
from app.domain.termijnen.regels import Variant
from app.models import Casus, Overdracht, Termijn
from app.queries.dossier import load_dossier_of_overdracht
from app.queries.gids import open_gids
from app.queries.schrijven import get_organisatie_row, was_told
from app.queries.werkplek import Werkplek
from app.services.linktekst import of_overdracht
from app.services.mededeling import HOUVAST, Organisatiebericht, tell_organisatie
from app.services.spoed import warn_of_offer

M = Berichtmoment
OPEN_AANBOD = "Open Houvast en bekijk het aanbod."


@dataclass(frozen=True, slots=True)
class Aandrang:
    """What is said about an offer, once per ``eenmalig``."""

    moment: Berichtmoment
    eenmalig: str
    tekst: str


def announce_offer(werkplek: Werkplek, casus: Casus, overdracht: Overdracht) -> None:
    """A new offer is told at once to the party it is made to; one with spoed warns it (domain.md §4)."""
    if casus.spoed_rang == 0:
        warn_of_offer(werkplek, casus, overdracht)
        return
    tekst = f"Antwoord uiterlijk {datum_lang(overdracht.uiterlijk)}."
    _tell(werkplek, casus, overdracht, Aandrang(M.AANBOD, str(overdracht.id), tekst))


def remind_of_offer(werkplek: Werkplek, overdracht_id: UUID) -> bool:
    """Take the step of the ladder that is due for an offer; False when it was answered, or done already."""
    dossier, overdracht = load_dossier_of_overdracht(werkplek.session, overdracht_id)
    if overdracht.beeindigd_op is not None:
        return False
    werkplek = werkplek.later_than(*dossier.casussen)
    (termijn,) = (t for t in dossier.termijnen if t.overdracht_id == overdracht.id and t.is_open)
    stap = _step_of(werkplek.omgeving, termijn)
    if stap is None:
        return False
    trap, _ = stap
    tekst = f"Antwoord uiterlijk {datum_lang(overdracht.uiterlijk)}."
    if trap is Trap.LAATSTE_DAG:
        wie = open_gids(werkplek.session).name(overdracht.van_organisatie_id).korte_naam
        tekst = (
            "Vandaag is de laatste dag. Zonder antwoord verloopt het aanbod en blijft "
            f"{wie} verantwoordelijk."
        )
    wat = Aandrang(M.HERINNERING, _step_key(termijn, stap), tekst)
    return _tell(werkplek, dossier.casus, overdracht, wat)


def tell_of_expiry(werkplek: Werkplek, casus: Casus, overdracht: Overdracht) -> None:
    """Who offered hears that nobody answered, and is still verantwoordelijk (I3)."""
    tekst = "Bied opnieuw aan of kies een ander."
    _tell(werkplek, casus, overdracht, Aandrang(M.VERLOPEN, str(overdracht.id), tekst))


def due_key(omgeving: Omgeving, termijn: Termijn) -> str | None:
    """The message of the step that is due for this clock today, as the outbox knows it; None without one."""
    stap = _step_of(omgeving, termijn)
    return None if stap is None else f"{M.HERINNERING}:{_step_key(termijn, stap)}"


def _step_of(omgeving: Omgeving, termijn: Termijn) -> tuple[Trap, date] | None:
    regel = omgeving.regels.regel(termijn.code, termijn.begint_op, Variant(termijn.variant))
    klok = Aanbodklok(termijn.begint_op, termijn.uiterlijk, regel.herinnering_na)
    return step_due(klok, omgeving.vandaag, omgeving.kalender)


def _step_key(termijn: Termijn, stap: tuple[Trap, date]) -> str:
    """What makes a step unique (architecture.md §3.11): clock, step and day."""
    trap, dag = stap
    return f"{termijn.id}:{trap}:{dag}"


def _tell(werkplek: Werkplek, casus: Casus, overdracht: Overdracht, wat: Aandrang) -> bool:
    """One message about this offer, in the name of who made it; nothing where it would not go by itself."""
    if not werkplek.omgeving.mailt_zelf:
        return False
    verlopen = wat.moment is M.VERLOPEN
    aan_id = overdracht.van_organisatie_id if verlopen else overdracht.naar_organisatie_id
    aan = get_organisatie_row(werkplek.session, aan_id)
    if not aan.email or was_told(werkplek.session, wat.moment, wat.eenmalig):
        return False
    bericht = tell_organisatie(
        werkplek,
        casus,
        Organisatiebericht(
            moment=wat.moment,
            eenmalig=wat.eenmalig,
            aan=aan,
            tekst=wat.tekst,
            met_account="Open Houvast om dat te doen." if verlopen else OPEN_AANBOD,
            afzender_id=overdracht.van_organisatie_id,
            afzender=HOUVAST if verlopen else None,
            ontvanger=open_gids(werkplek.session).name(overdracht.naar_organisatie_id).naam,
            link=None if verlopen else of_overdracht(casus, overdracht),
        ),
    )
    # What tells of the end is not about an offer that stands: no later act drops it.
    bericht.overdracht_id = None if verlopen else overdracht.id
    return True
