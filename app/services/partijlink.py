"""Partijlink: a party without an account is let in, goes on as owner, and asks for a new link (I11).

Link and code both go to its mailbox and to nobody else: whoever offers a casus never holds them, and so
cannot accept it for the other (decision 0012).
"""

from datetime import date, timedelta
from uuid import UUID

from app.domain.berichten import Berichtgegevens, compose
from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError, NotVisibleError, RefusedError, Veldfout
from app.domain.toegang import Recht
from app.domain.toegangslink import Linkdoel
from app.models import Bijdrage, Casus, Linkbezoeker, Overdracht, Toegangslink
from app.queries.bijdragen import find_bijdrage
from app.queries.dossier import Dossier, load_dossier
from app.queries.organisaties import without_account
from app.queries.partijlink import last_owner_link, move_visits, name_visit, owned_through_link
from app.queries.relaties import require
from app.queries.schrijven import get_organisatie_row
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.linktekst import of_bijdrage, of_overdracht, of_owner, working_link
from app.services.mededeling import Organisatiebericht, tell_organisatie
from app.services.toegangslink import Linkhouder, end_link, live_value
from app.services.vastleggen import finish_act

HOUVAST = "Houvast"
AANVAARD = (
    "U hebt {kenmerk} aanvaard. Uw organisatie is nu verantwoordelijk. Met de link hieronder gaat u verder."
)
NIEUW = "U vroeg om een nieuwe link. De vorige link werkt niet meer."
WACHT_OP_U = "De melder schreef iets. Kijk wat er staat en reageer."
OPNIEUW = "{wie} stuurt u de link opnieuw. Een eerdere link werkt niet meer."


def say_who(
    werkplek: Werkplek, casus: Casus, sessie_id: str, persoon: tuple[str, str | None]
) -> Linkbezoeker:
    """Somebody in a visit says who is there; every act from now on bears that name. Refuses no name."""
    naam, functie = persoon
    if not naam.strip():
        raise InvalidInputError([Veldfout("naam", "Vul uw eigen naam in.")])
    bezoeker = Linkbezoeker(
        id=werkplek.omgeving.new_id(),
        casus_id=casus.id,
        organisatie_id=werkplek.actor.organisatie_id,
        genoemd_op=werkplek.omgeving.now,
    )
    bezoeker.persoon_verzegeld = werkplek.seal_person(
        casus, persoon_plek("linkbezoeker", bezoeker.id), {"naam": naam, "functie": functie}
    )
    werkplek.session.add(bezoeker)
    werkplek.session.flush()
    name_visit(werkplek.session, sessie_id, bezoeker.id)
    return bezoeker


def let_owner_in(werkplek: Werkplek, dossier: Dossier) -> None:
    """Who accepted through a link goes on as owner in the same visit; a link to come back goes by mail."""
    werkplek.session.flush()
    casus = dossier.casus
    link, _ = working_link(werkplek, casus, of_owner(werkplek, casus))
    werkplek.session.flush()
    move_visits(werkplek.session, werkplek.actor.id, link.id)
    tekst = AANVAARD.format(kenmerk=casus.kenmerk)
    _tell(werkplek, casus, (f"{link.id}", casus.eigenaar_id), tekst, of_owner(werkplek, casus))


def renew_link(werkplek: Werkplek, link: Toegangslink) -> None:
    """Who holds an old link of this party asks for a new one: it goes to the mailbox, never to who asks."""
    assert link.casus_id is not None  # of a party
    dossier = load_dossier(werkplek.session, link.casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    houder = _holder(werkplek, dossier, link.doel, link.doel_id)
    _replace(werkplek, dossier, houder, NIEUW)


def tell_owner_by_link(werkplek: Werkplek, casus: Casus, eenmalig: str) -> None:
    """Who owns this casus without an account sees no list: a mail says that something waits there."""
    if werkplek.omgeving.stuurt_links and owned_through_link(werkplek.session, casus, casus.eigenaar_id):
        link = of_owner(werkplek, casus)
        _tell(werkplek, casus, (eenmalig, casus.eigenaar_id), WACHT_OP_U, link)


def send_link_again(werkplek: Werkplek, casus_id: UUID, doel: Linkdoel, doel_id: UUID) -> None:
    """Who offered or asked sends the link again; the one before stops at once.

    For the owner of the casus. Refuses where somebody has an account by now, and what ended.
    """
    dossier = load_dossier(werkplek.session, casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    recht = Recht.BIJDRAGE_VRAGEN if doel is Linkdoel.BIJDRAGE else Recht.AANBIEDEN
    require(werkplek, casus_id, recht, "Deze casus")
    houder = _holder(werkplek, dossier, doel, doel_id)
    aan = houder.organisatie_id
    bereik = without_account(werkplek.session, [aan] if aan else [], werkplek.omgeving.vandaag)
    if not bereik or not werkplek.omgeving.stuurt_links:
        raise RefusedError(
            "geen_link_nodig", "Deze organisatie heeft geen link nodig, of is niet per mail te bereiken."
        )
    _replace(werkplek, dossier, houder, OPNIEUW.format(wie=werkplek.actor.organisatie_naam))


def send_question_again(werkplek: Werkplek, bijdrage_id: UUID) -> None:
    """The same for a question."""
    bijdrage = find_bijdrage(werkplek.session, bijdrage_id)
    send_link_again(werkplek, bijdrage.casus_id, Linkdoel.BIJDRAGE, bijdrage.id)


def owner_visitor(werkplek: Werkplek, casus: Casus) -> tuple[str, str | None] | None:
    """Who accepted, to fill in who comes back: (name, function)."""
    rij = last_owner_link(werkplek.session, casus)
    if rij is None:
        return None
    plek = persoon_plek("linkbezoeker", rij.id)
    persoon = werkplek.unseal_person(casus, plek, rij.persoon_verzegeld)
    return persoon.get("naam", ""), persoon.get("functie")


def _holder(werkplek: Werkplek, dossier: Dossier, doel: Linkdoel, doel_id: UUID) -> Linkhouder:
    """What the link opens, as it is under the lock; refuses what ended."""
    casus = dossier.casus
    match doel:
        case Linkdoel.AANBOD:
            aanbod: Overdracht | None = dossier.overdracht
            if aanbod is not None and aanbod.id == doel_id:
                return of_overdracht(casus, aanbod)
        case Linkdoel.BIJDRAGE:
            bijdrage: Bijdrage = find_bijdrage(werkplek.session, doel_id)
            if bijdrage.casus_id == casus.id and bijdrage.beeindigd_op is None:
                termijn = next(t for t in dossier.termijnen if t.id == bijdrage.termijn_id)
                return of_bijdrage(casus, bijdrage, max(termijn.uiterlijk, _soon(werkplek)))
        case _:
            if casus.huidig_eigenaarschap_id == doel_id:
                return of_owner(werkplek, casus)
    raise NotVisibleError("Deze link")


def _soon(werkplek: Werkplek) -> date:
    """A link that is sent again counts for some days, also when the answer is late already."""
    return werkplek.omgeving.vandaag + timedelta(days=5)


def _replace(werkplek: Werkplek, dossier: Dossier, houder: Linkhouder, tekst: str) -> None:
    oud = live_value(werkplek, houder)
    if oud is not None:
        end_link(werkplek, oud[0])
    link, _ = working_link(werkplek, dossier.casus, houder)
    werkplek.session.flush()
    assert houder.organisatie_id is not None  # of a party
    _tell(werkplek, dossier.casus, (str(link.id), houder.organisatie_id), tekst, houder)
    finish_act(werkplek, dossier)


def _tell(werkplek: Werkplek, casus: Casus, wie: tuple[str, UUID], tekst: str, link: Linkhouder) -> None:
    """In the name of the party itself: no other outbox shows this message."""
    eenmalig, aan_id = wie
    aan = get_organisatie_row(werkplek.session, aan_id)
    gegevens = Berichtgegevens(
        kenmerk=casus.kenmerk,
        ontvangen_op=werkplek.omgeving.vandaag,
        afzender=HOUVAST,
        naam_melder=aan.naam,
        eigen_tekst=tekst,
    )
    inhoud = compose(Berichtmoment.TOEGANG, gegevens)
    wat = Organisatiebericht(
        moment=Berichtmoment.TOEGANG,
        eenmalig=eenmalig,
        aan=aan,
        afzender_id=aan.id,
        onderwerp=inhoud.onderwerp,
        tekst=inhoud.tekst,
        link=link,
    )
    tell_organisatie(werkplek, casus, wat)
