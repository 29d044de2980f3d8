"""Mededeling: a message to another organisatie, written in the act that causes it. It goes at once."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.domain.berichten import Berichtgegevens, compose
from app.domain.berichttermen import BerichtAan, Berichtmoment
from app.domain.termen import Wijze
from app.domain.toegangstekst import ONDERWERP, TEKST, TOEGANG
from app.kluis import Plek
from app.models import Bericht, Casus, Organisatie
from app.queries.gids import get_partij
from app.queries.werkplek import Werkplek
from app.services.bereik import reach_organisatie, schedule
from app.services.linktekst import how_to_come_in
from app.services.toegangslink import Linkhouder

HOUVAST = "Houvast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisatiebericht:
    """What is told to which party, once per ``eenmalig``; no care content, no person in the subject."""

    moment: Berichtmoment
    eenmalig: str
    aan: Organisatie
    tekst: str
    #: What is done in Houvast by who has an account there; who has none reads the link instead.
    met_account: str = ""
    #: Who speaks; None: the organisatie of the actor.
    afzender_id: UUID | None = None
    #: Under which name; None: that of who speaks.
    afzender: str | None = None
    #: Whom it is about, where that is another party.
    ontvanger: str | None = None
    #: What a party without an account is let in for; None: as owner, if it is one.
    link: Linkhouder | None = None


def tell_organisatie(werkplek: Werkplek, casus: Casus, wat: Organisatiebericht) -> Bericht:
    """Put one message for a party in the outbox, in the name of who speaks.

    It goes at once to the mailbox of that party; without one, a person sends it. Where nobody has an account,
    it carries a link that works.
    """
    bericht = Bericht(
        id=werkplek.omgeving.new_id(),
        eenmalig=f"{wat.moment}:{wat.eenmalig}",
        moment=wat.moment,
        aan=BerichtAan.ORGANISATIE,
        wijze=Wijze.MAIL,
        casus_id=casus.id,
        organisatie_id=wat.afzender_id or werkplek.actor.organisatie_id,
        aan_organisatie_id=wat.aan.id,
        aangemaakt_op=werkplek.omgeving.now,
        aanvraag=werkplek.omgeving.aanvraag,
    )
    inhoud = _words(werkplek, casus, wat, bericht.organisatie_id)
    bericht.inhoud_verzegeld = werkplek.seal_person(casus, Plek("bericht", bericht.id, "inhoud"), inhoud)
    schedule(werkplek, bericht, reach_organisatie(wat.aan, wat.moment, bericht.wijze), timedelta(0))
    werkplek.session.add(bericht)
    return bericht


def _words(werkplek: Werkplek, casus: Casus, wat: Organisatiebericht, van_id: UUID) -> dict[str, str]:
    van = get_partij(werkplek.session, van_id)
    inhoud = compose(
        wat.moment,
        Berichtgegevens(
            kenmerk=casus.kenmerk,
            ontvangen_op=werkplek.omgeving.vandaag,
            afzender=wat.afzender or van.naam.naam,
            telefoon=van.telefoon,
            ontvanger=wat.ontvanger,
            naam_partij=wat.aan.naam,
            eigen_tekst=wat.tekst,
            met_toegang=True,
        ),
    )
    toegang = how_to_come_in(werkplek, casus, wat.aan, wat.link) or wat.met_account
    return {ONDERWERP: inhoud.onderwerp, TEKST: inhoud.tekst, TOEGANG: toegang}
