"""Verhuizing: things of one casus become those of another, and stay readable (I8).

What the key of a casus seals is sealed anew; what the key of a melding seals moves as it is.
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from app.domain.samenloop import Verhuissoort
from app.kluis import Plek
from app.models import (
    Bericht,
    Bijdrage,
    Bijlage,
    Casus,
    MeldingCasus,
    Samenloop,
    Veiligheidscontact,
    Verhuizing,
)
from app.queries.dossier import Dossier
from app.queries.samenvoeging import Inboedel, open_links, parts_of_file
from app.queries.werkplek import Werkplek
from app.services.partijlink import move_question

VAN_BIJDRAGE = ("vraag", "antwoord", "toelichting")


def combine(focus: UUID, *dossiers: Dossier) -> Dossier:
    """Several dossiers that are loaded and locked, as one, with the focus on one of their casussen."""
    delen = {id_: deel for dossier in dossiers for id_, deel in dossier.delen.items()}
    if len(dossiers) == 1:  # the same rows seen from another casus: what is opened there counts here
        return replace(dossiers[0], focus=focus)
    meldingen = {deel.melding.id: deel for dossier in dossiers for deel in dossier.meldingen}
    termijnen = {termijn.id: termijn for dossier in dossiers for termijn in dossier.termijnen}
    return Dossier(
        focus=focus,
        delen=dict(sorted(delen.items())),
        meldingen=list(meldingen.values()),
        termijnen=list(termijnen.values()),
    )


def share(een: Dossier, ander: Dossier) -> None:
    """Two sides of one act know the same rows: what is opened on one, the pointers of both must count."""
    samen = combine(een.focus, een, ander)
    for dossier in (een, ander):
        dossier.delen, dossier.meldingen, dossier.termijnen = samen.delen, samen.meldingen, samen.termijnen


def note_move(werkplek: Werkplek, samenloop: Samenloop, soort: Verhuissoort, item_id: UUID) -> None:
    """Remember that this moved: a splitsing gives it back."""
    werkplek.session.add(Verhuizing(samenloop_id=samenloop.id, soort=soort, item_id=item_id))


def relink(
    werkplek: Werkplek, dossier: Dossier, van: UUID, naar: UUID, melding_ids: Iterable[UUID]
) -> list[UUID]:
    """End the dated link of these meldingen with one casus and begin one with the other, in the same place.

    A melding that named both stays with the other once. Which ones moved.
    """
    nu, gevraagd = werkplek.omgeving.now, set(melding_ids)
    al_daar = {link.melding_id for link in open_links(werkplek.session, naar)}
    verhuisd = []
    for link in open_links(werkplek.session, van):
        if link.melding_id not in gevraagd:
            continue
        link.tot = nu
        if link.melding_id not in al_daar:
            werkplek.session.add(_link(werkplek, link, naar))
        deel = dossier.melding(link.melding_id)
        deel.casus_ids = list(dict.fromkeys(naar if id_ == van else id_ for id_ in deel.casus_ids))
        verhuisd.append(link.melding_id)
    werkplek.session.flush()  # partial unique index: end the old link before another begins
    return verhuisd


def link_again(werkplek: Werkplek, dossier: Dossier, vorige: Iterable[MeldingCasus]) -> None:
    """Links that ended begin again, in the same place, beside those that stay."""
    for link in vorige:
        werkplek.session.add(_link(werkplek, link, link.casus_id))
        deel = dossier.melding(link.melding_id)
        rest = [id_ for id_ in deel.casus_ids if id_ != link.casus_id]
        deel.casus_ids = [link.casus_id, *rest] if link.volgorde == 1 else [*rest, link.casus_id]
    werkplek.session.flush()


def _link(werkplek: Werkplek, vorige: MeldingCasus, casus_id: UUID) -> MeldingCasus:
    return MeldingCasus(
        id=werkplek.omgeving.new_id(),
        melding_id=vorige.melding_id,
        casus_id=casus_id,
        volgorde=vorige.volgorde,
        van=werkplek.omgeving.now,
    )


def move_belongings(werkplek: Werkplek, inboedel: Inboedel, van: Casus, naar: Casus) -> None:
    """Bijdragen with their promises, messages to melders, calls about danger, places on an agenda, files."""
    for bijdrage, termijn in inboedel.bijdragen:
        _move_bijdrage(werkplek, bijdrage, van, naar)
        termijn.casus_id = naar.id
        move_question(werkplek, bijdrage, naar, termijn.uiterlijk)
    for bericht in inboedel.berichten:
        bericht.casus_id = naar.id
    for contact in inboedel.contacten:
        _move_contact(werkplek, contact, van, naar)
    for agendering in inboedel.agenderingen:
        agendering.casus_id = naar.id
    for bijlage in inboedel.bijlagen:
        _move_bijlage(werkplek, bijlage, van, naar)


def _move_bijdrage(werkplek: Werkplek, bijdrage: Bijdrage, van: Casus, naar: Casus) -> None:
    for kolom in VAN_BIJDRAGE:
        plek = Plek("bijdrage", bijdrage.id, kolom)
        tekst = werkplek.unseal(van, plek, getattr(bijdrage, f"{kolom}_verzegeld"))
        setattr(bijdrage, f"{kolom}_verzegeld", werkplek.seal(naar, plek, tekst))
    bijdrage.casus_id = naar.id


def _move_contact(werkplek: Werkplek, contact: Veiligheidscontact, van: Casus, naar: Casus) -> None:
    plek = Plek("veiligheidscontact", contact.id, "inhoud")
    inhoud = werkplek.unseal_person(van, plek, contact.inhoud_verzegeld)
    contact.inhoud_verzegeld = werkplek.seal_person(naar, plek, inhoud)
    contact.casus_id = naar.id


def _move_bijlage(werkplek: Werkplek, bijlage: Bijlage, van: Casus, naar: Casus) -> None:
    """The name and each part of the content, one part at a time."""
    plek = Plek("bijlage", bijlage.id, "naam")
    bijlage.naam_verzegeld = werkplek.seal(naar, plek, werkplek.unseal(van, plek, bijlage.naam_verzegeld))
    oud, nieuw = werkplek.datasleutel(van), werkplek.datasleutel(naar)
    for deel in parts_of_file(werkplek.session, bijlage.id):
        if deel.inhoud_verzegeld is not None:
            plek = Plek("bijlagedeel", deel.id, "inhoud")
            deel.inhoud_verzegeld = nieuw.verzegel_bytes(
                plek, oud.ontzegel_bytes(plek, deel.inhoud_verzegeld)
            )
    bijlage.casus_id = naar.id


def only(inboedel: Inboedel, ids: Iterable[UUID]) -> Inboedel:
    """What of it has one of these ids."""
    gekozen = frozenset(ids)
    return Inboedel(
        [paar for paar in inboedel.bijdragen if paar[0].id in gekozen],
        [rij for rij in inboedel.berichten if rij.id in gekozen],
        [rij for rij in inboedel.contacten if rij.id in gekozen],
        [rij for rij in inboedel.agenderingen if rij.id in gekozen],
        [rij for rij in inboedel.bijlagen if rij.id in gekozen],
    )


def messages_of(inboedel: Inboedel, melding_ids: Iterable[UUID]) -> list[Bericht]:
    """The messages to the melders of these meldingen."""
    gekozen = frozenset(melding_ids)
    return [bericht for bericht in inboedel.berichten if bericht.melding_id in gekozen]
