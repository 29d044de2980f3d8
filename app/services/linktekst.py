"""Linktekst: the link for a party without an account, as it stands in each message to it (I11).

A message to a party where nobody has an account carries a link that works: for the offer or the question it
is about, or else as owner of the casus. Where somebody has one, it carries none.
"""

from datetime import date, datetime, time, timedelta

from app.audit.gebeurtenissen import append
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.omgeving import AMSTERDAM
from app.domain.toegangslink import EIGENAARSLINK, Linkdoel
from app.models import Bijdrage, Casus, Organisatie, Overdracht, Toegangslink
from app.queries.organisaties import without_account
from app.queries.partijlink import owned_through_link
from app.queries.werkplek import Werkplek
from app.services.toegangslink import Linkhouder, end_link, live_value, make_link

PAD = "/partij/"


def of_overdracht(casus: Casus, overdracht: Overdracht) -> Linkhouder:
    """For who is offered a casus: as long as the offer."""
    return Linkhouder(Linkdoel.AANBOD, overdracht.id, casus, overdracht.naar_organisatie_id)


def of_bijdrage(casus: Casus, bijdrage: Bijdrage, uiterlijk: date) -> Linkhouder:
    """For who is asked something: until the end of its day. Then it is late, with who asked."""
    einde = datetime.combine(uiterlijk + timedelta(days=1), time.min, AMSTERDAM)
    return Linkhouder(Linkdoel.BIJDRAGE, bijdrage.id, casus, bijdrage.naar_organisatie_id, einde)


def of_owner(werkplek: Werkplek, casus: Casus) -> Linkhouder:
    """For who accepted without an account; each message brings one that works."""
    assert casus.huidig_eigenaarschap_id is not None  # only of an open casus
    einde = werkplek.omgeving.now + EIGENAARSLINK
    return Linkhouder(Linkdoel.CASUS, casus.huidig_eigenaarschap_id, casus, casus.eigenaar_id, einde)


def how_to_come_in(werkplek: Werkplek, casus: Casus, aan: Organisatie, link: Linkhouder | None) -> str:
    """What a party without an account reads, with a link that works; nothing for who has an account."""
    if not werkplek.omgeving.stuurt_links:
        return ""
    if link is None and not owned_through_link(werkplek.session, casus, aan.id):
        return ""
    if aan.id not in without_account(werkplek.session, [aan.id], werkplek.omgeving.vandaag):
        return ""
    adres = f"{werkplek.omgeving.volgadres}{PAD}{working_link(werkplek, casus, link)[1]}"
    return (
        f"Open deze link om verder te gaan. U hebt geen account nodig:\n{adres}\n\n"
        "Klik daarna op de knop. U krijgt dan op dit mailadres een code. Deel de link en de code niet: wie "
        "beide heeft, kan namens uw organisatie antwoorden."
    )


def working_link(werkplek: Werkplek, casus: Casus, link: Linkhouder | None) -> tuple[Toegangslink, str]:
    """The link that works, with its value; a new one where there is none, or the old one is too old."""
    houder = link or of_owner(werkplek, casus)
    bestaand = live_value(werkplek, houder)
    if bestaand is not None:
        einde = bestaand[0].verloopt_op
        if einde is None or einde > werkplek.omgeving.now:
            return bestaand
        end_link(werkplek, bestaand[0])
    nieuw, waarde = make_link(werkplek, houder)
    event = happened(
        GebeurtenisSoort.PARTIJLINK_GEMAAKT, link=nieuw.id, aan=houder.organisatie_id, voor=houder.doel
    )
    append(werkplek.session, casus, werkplek.actor, werkplek.omgeving, event)
    return nieuw, waarde
