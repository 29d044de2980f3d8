"""Partijlink: a party without an account is let in, goes on as owner, and asks for a new link (I11).

Link and code both go to its mailbox and to nobody else: whoever offers a casus never holds them, and so
cannot accept it for the other (decision 0012).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError, NotVisibleError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.toegang import Recht
from app.domain.toegangslink import Linkdoel
from app.models import Bijdrage, Casus, Linkbezoeker, Overdracht, Toegangslink
from app.queries.bijdragen import find_bijdrage
from app.queries.dossier import Dossier, load_dossier
from app.queries.organisaties import without_account
from app.queries.partijlink import last_owner_link, move_visits, name_visit, owned_through_link
from app.queries.relaties import require
from app.queries.schrijven import get_organisatie_row, pending_berichten
from app.queries.toegangslink import live_link
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.berichten import drop
from app.services.linktekst import of_bijdrage, of_overdracht, of_owner, working_link
from app.services.mededeling import HOUVAST, Organisatiebericht, tell_organisatie
from app.services.toegangslink import Linkhouder, end_link, live_value
from app.services.vastleggen import finish_act

AANVAARD = (
    "U hebt {kenmerk} aanvaard. Uw organisatie is nu verantwoordelijk. Met de link hieronder gaat u verder."
)
GEVRAAGD = "U vroeg opnieuw om de link."
VERHUISD = (
    "De vraag aan u hoort nu bij een andere casus van hetzelfde kind. De vraag is dezelfde, en de dag ook. "
    "Een eerdere link werkt niet meer."
)
TERUG = (
    "De melder is teruggekomen. Uw organisatie hielp het laatst, en is weer verantwoordelijk. Kijk wat er "
    "staat en reageer."
)
WACHT_OP_U = "De melder schreef iets. Kijk wat er staat en reageer."
ANDER_POSTVAK = "Het postvak van uw organisatie is veranderd. Een eerdere link werkt niet meer."
OPNIEUW = "{wie} stuurt u de link opnieuw. Een eerdere link werkt niet meer."


@dataclass(frozen=True, slots=True)
class Persoon:
    """Who is there, as it was said."""

    naam: str
    functie: str | None = None


def say_who(werkplek: Werkplek, casus: Casus, sessie_id: str, persoon: Persoon) -> Linkbezoeker:
    """Somebody in a visit says who is there; every act from now on bears that name. Refuses no name."""
    if not persoon.naam.strip():
        raise InvalidInputError([Veldfout("naam", "Vul uw eigen naam in.")])
    bezoeker = Linkbezoeker(
        id=werkplek.omgeving.new_id(),
        casus_id=casus.id,
        organisatie_id=werkplek.actor.organisatie_id,
        genoemd_op=werkplek.omgeving.now,
    )
    bezoeker.persoon_verzegeld = werkplek.seal_person(
        casus,
        persoon_plek("linkbezoeker", bezoeker.id),
        {"naam": persoon.naam, "functie": persoon.functie},
    )
    werkplek.session.add(bezoeker)
    werkplek.session.flush()
    name_visit(werkplek.session, sessie_id, bezoeker.id)
    bereik = werkplek.actor.bereik
    if bereik is not None and bereik.doel is Linkdoel.CASUS:
        _take_again(werkplek, bezoeker)
    return bezoeker


def _take_again(werkplek: Werkplek, bezoeker: Linkbezoeker) -> None:
    """The melder came back, and somebody of the last owner is here for the first time since: who that is, has
    the casus by name now. That confirms it (I7)."""
    dossier = load_dossier(werkplek.session, bezoeker.casus_id)
    eigenaarschap, eerder = dossier.eigenaarschap, last_owner_link(werkplek.session, dossier.casus)
    if eigenaarschap is None or eerder is None or eerder.genoemd_op >= eigenaarschap.van:
        return
    eigenaarschap.linkbezoeker_id = bezoeker.id
    stem = replace(werkplek, actor=replace(werkplek.actor, id=bezoeker.id)).later_than(*dossier.casussen)
    finish_act(stem, dossier, happened(GebeurtenisSoort.BEHANDELAAR_GEWIJZIGD))


def let_owner_in(werkplek: Werkplek, dossier: Dossier) -> None:
    """Who accepted through a link goes on as owner in the same visit, and so does every colleague who was in
    by it; a link to come back goes by mail."""
    werkplek.session.flush()
    casus, bereik = dossier.casus, werkplek.actor.bereik
    assert bereik is not None  # came in through a link
    houder = of_owner(werkplek, casus)
    link, _ = working_link(werkplek, casus, houder)
    werkplek.session.flush()
    move_visits(werkplek.session, bereik.link_id, link.id)
    _tell(werkplek, casus, houder, AANVAARD.format(kenmerk=casus.kenmerk), str(link.id))


def mail_link_again(werkplek: Werkplek, link: Toegangslink) -> None:
    """Who holds a link of this party asks for it again: it goes to the mailbox, never to who asks.

    The link that works stays as it is, with everybody who is in by it: who asks gave no code. Only what is
    too old is replaced. Refuses (NotVisibleError) what ended.
    """
    dossier = load_dossier(werkplek.session, _casus_of(werkplek, link))
    werkplek = werkplek.later_than(*dossier.casussen)
    houder = _holder(werkplek, dossier, link.doel, link.doel_id)
    _send(werkplek, dossier, houder, GEVRAAGD)


def move_question(werkplek: Werkplek, bijdrage: Bijdrage, naar: Casus, uiterlijk: date) -> None:
    """A question that waits went to another casus: its link is sealed with the key of that one, so the one
    before stops and the party gets another."""
    oud = live_link(werkplek.session, Linkdoel.BIJDRAGE, bijdrage.id)
    if oud is None:
        return
    end_link(werkplek, oud)
    if bijdrage.beeindigd_op is None and werkplek.omgeving.stuurt_links:
        houder = of_bijdrage(naar, bijdrage, max(uiterlijk, _soon(werkplek)))
        _tell(werkplek, naar, houder, VERHUISD, str(werkplek.omgeving.new_id()))


def tell_owner_by_link(werkplek: Werkplek, casus: Casus, eenmalig: str, tekst: str = WACHT_OP_U) -> None:
    """Who owns this casus without an account sees no list: a mail says that something waits there."""
    if werkplek.omgeving.stuurt_links and owned_through_link(werkplek.session, casus, casus.eigenaar_id):
        link = of_owner(werkplek, casus)
        _tell(werkplek, casus, link, tekst, eenmalig)


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
    oud = live_value(werkplek, houder)
    if oud is not None:
        end_link(werkplek, oud[0])
    _send(werkplek, dossier, houder, OPNIEUW.format(wie=werkplek.actor.organisatie_naam))


def send_question_again(werkplek: Werkplek, bijdrage_id: UUID) -> None:
    """The same for a question."""
    bijdrage = find_bijdrage(werkplek.session, bijdrage_id)
    send_link_again(werkplek, bijdrage.casus_id, Linkdoel.BIJDRAGE, bijdrage.id)


def send_to_new_mailbox(werkplek: Werkplek, links: Sequence[Toegangslink]) -> None:
    """What still waits on a party gets a link that works, in the mailbox it has now. A message that carries
    the link of before, and waits, does not go."""
    for link in links:
        dossier = load_dossier(werkplek.session, _casus_of(werkplek, link))
        desk = werkplek.later_than(*dossier.casussen)
        for bericht in pending_berichten(desk.session, dossier.focus):
            if bericht.aan_organisatie_id == link.organisatie_id:
                drop(desk, dossier.casus, bericht)
        _send(desk, dossier, _holder(desk, dossier, link.doel, link.doel_id), ANDER_POSTVAK)


def owner_visitor(werkplek: Werkplek, casus: Casus) -> Persoon:
    """Who accepted, to fill in who comes back; nobody: an empty name."""
    rij = last_owner_link(werkplek.session, casus)
    if rij is None:
        return Persoon("")
    plek = persoon_plek("linkbezoeker", rij.id)
    persoon = werkplek.unseal_person(casus, plek, rij.persoon_verzegeld)
    return Persoon(persoon.get("naam", ""), persoon.get("functie"))


def _casus_of(werkplek: Werkplek, link: Toegangslink) -> UUID:
    """Of what this link is for, now: a question may have gone to another casus with its old link ended."""
    if link.doel is Linkdoel.BIJDRAGE:
        return find_bijdrage(werkplek.session, link.doel_id).casus_id
    assert link.casus_id is not None  # of a party
    return link.casus_id


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


def _send(werkplek: Werkplek, dossier: Dossier, houder: Linkhouder, tekst: str) -> None:
    _tell(werkplek, dossier.casus, houder, tekst, str(werkplek.omgeving.new_id()))
    finish_act(werkplek, dossier)


def _tell(werkplek: Werkplek, casus: Casus, link: Linkhouder, tekst: str, eenmalig: str) -> None:
    """In the name of the party itself: no other outbox shows this message."""
    assert link.organisatie_id is not None  # of a party
    aan = get_organisatie_row(werkplek.session, link.organisatie_id)
    wat = Organisatiebericht(
        moment=Berichtmoment.TOEGANG,
        eenmalig=eenmalig,
        aan=aan,
        afzender_id=aan.id,
        afzender=HOUVAST,
        tekst=tekst,
        link=link,
    )
    tell_organisatie(werkplek, casus, wat)
