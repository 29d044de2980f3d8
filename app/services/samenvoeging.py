"""Samenvoeging: one casus goes up in another, with both owners' consent (domain.md §6).

Where the owners differ, it is first an overdracht that both agreed to: the same acceptance, so duties,
promises and what melders hear follow the same rules (I5, I6). Then everything moves: meldingen with their
own melder, loket, clock and dates; open promises, bijdragen, messages, calls about danger.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.keten.niveaus import richting
from app.domain.samenloop import Verhuissoort
from app.domain.termen import (
    CasusStatus,
    Grondslag,
    OverdrachtStatus,
    Overslagreden,
    Vervalreden,
    Wijze,
)
from app.domain.termijnen.regels import Termijncode
from app.kluis import Plek
from app.models import Casus, Overdracht, Samenloop
from app.queries.dossier import Dossier, load_dossier
from app.queries.gids import get_partij
from app.queries.samenlopen import pairs_with, table_pairs_with
from app.queries.samenvoeging import Inboedel, belongings, open_links
from app.queries.schrijven import mark_running, open_escalaties
from app.queries.veiligheid import find_open_wait
from app.queries.werkplek import Werkplek
from app.services.aanvaarding import Overname, carry_over
from app.services.afscherming import settle_shielding
from app.services.samenloopbeurt import settle_turns
from app.services.samenloopgroep import move_pair
from app.services.termijnen import lapse
from app.services.vastleggen import record
from app.services.verhuizing import combine, move_belongings, note_move, relink


@dataclass(frozen=True, slots=True)
class Samenvoeging:
    """Which samenloop is carried out, which casus stays, and which goes up in it."""

    samenloop: Samenloop
    blijft_id: UUID
    weg_id: UUID


def join_casussen(werkplek: Werkplek, wat: Samenvoeging) -> None:
    """Carry out what both owners agreed to; the caller locked both dossiers and judged that it may be.

    The ended casus ends under the joined owner, so that a splitsing opens it there.
    """
    weg, blijft = (load_dossier(werkplek.session, id_) for id_ in (wat.weg_id, wat.blijft_id))
    werkplek = werkplek.later_than(*weg.casussen, *blijft.casussen)
    if weg.casus.eigenaar_id != blijft.casus.eigenaar_id:
        _take_over(werkplek, weg, blijft.casus.eigenaar_id, wat.samenloop)
        werkplek = werkplek.later_than(*weg.casussen)
    dossier = combine(wat.blijft_id, weg, blijft)
    _move(werkplek, dossier, wat)
    _end(werkplek, dossier, wat)
    settle_shielding(werkplek, dossier)
    event = happened(
        GebeurtenisSoort.CASUS_SAMENGEVOEGD,
        samenloop=wat.samenloop.id,
        kenmerk=wat.samenloop.kenmerk,
        blijft=wat.blijft_id,
        weg=wat.weg_id,
    )
    record(werkplek, dossier, [wat.weg_id, wat.blijft_id], event)


def _take_over(werkplek: Werkplek, dossier: Dossier, naar_id: UUID, samenloop: Samenloop) -> None:
    """An overdracht that nobody has to wait for: the owner gives it and the other takes it in one act."""
    casus, van_id = dossier.casus, dossier.casus.eigenaar_id
    assert casus.huidig_eigenaarschap_id is not None  # refuse_join lets open casussen through only
    soorten = (get_partij(werkplek.session, id_).soort for id_ in (van_id, naar_id))
    overdracht = Overdracht(
        id=werkplek.omgeving.new_id(),
        casus_id=casus.id,
        eigenaarschap_id=casus.huidig_eigenaarschap_id,
        periode=casus.periode,
        van_organisatie_id=van_id,
        naar_organisatie_id=naar_id,
        status=OverdrachtStatus.AANGEBODEN,
        richting=richting(*soorten),
        grondslag=Grondslag.KETENAFSPRAAK,
        overgeslagen=Overslagreden.AL_IN_BEHANDELING_BIJ,
        wijze=Wijze.MAIL,
        uiterlijk=werkplek.omgeving.vandaag,
        aangeboden_op=werkplek.omgeving.now,
        aangeboden_door_id=werkplek.actor.medewerker_id,
        aanvraag=werkplek.omgeving.aanvraag,
    )
    plek = Plek("overdracht", overdracht.id, "reden")
    overdracht.reden_verzegeld = werkplek.seal(
        casus, plek, f"Samengevoegd na samenloop {samenloop.kenmerk}, met instemming van beide eigenaren."
    )
    werkplek.session.add(overdracht)
    werkplek.session.flush()  # offered first: what is closed at once would get the default of an open one
    carry_over(werkplek, dossier, overdracht, Overname(None, loket_gaat_over=True))


def _move(werkplek: Werkplek, dossier: Dossier, wat: Samenvoeging) -> None:
    """Everything of the casus that ends becomes that of the casus that stays; what moved is remembered."""
    session, samenloop = werkplek.session, wat.samenloop
    weg, blijft = dossier.delen[wat.weg_id].casus, dossier.casus
    alle = [link.melding_id for link in open_links(session, weg.id)]
    for melding_id in relink(werkplek, dossier, weg.id, blijft.id, alle):
        note_move(werkplek, samenloop, Verhuissoort.MELDING, melding_id)
    inboedel = _without_doubles(belongings(session, weg.id), belongings(session, blijft.id))
    for soort, ids in (
        (Verhuissoort.BIJDRAGE, [bijdrage.id for bijdrage, _ in inboedel.bijdragen]),
        (Verhuissoort.BERICHT, [bericht.id for bericht in inboedel.berichten]),
        (Verhuissoort.VEILIGHEIDSCONTACT, [contact.id for contact in inboedel.contacten]),
        (Verhuissoort.AGENDERING, [agendering.id for agendering in inboedel.agenderingen]),
        (Verhuissoort.BIJLAGE, [bijlage.id for bijlage in inboedel.bijlagen]),
    ):
        for id_ in ids:
            note_move(werkplek, samenloop, soort, id_)
    _move_promises(werkplek, dossier, wat)
    move_belongings(werkplek, inboedel, weg, blijft)
    if blijft.gezin_id is None and weg.gezin_id is not None:
        blijft.gezin_id = weg.gezin_id
        note_move(werkplek, samenloop, Verhuissoort.GEZIN, weg.gezin_id)
    # Who lives in hiding by one of both, does so in the casus that stays; a splitsing leaves it so, and a
    # person says when it need not be.
    dossier.jeugdige.afgeschermd |= dossier.delen[weg.id].jeugdige.afgeschermd


def _without_doubles(van_weg: Inboedel, van_blijft: Inboedel) -> Inboedel:
    """A tafel that has both on its agenda keeps the place of the casus that stays."""
    bezet = {agendering.tafel_id for agendering in van_blijft.agenderingen}
    mee = [agendering for agendering in van_weg.agenderingen if agendering.tafel_id not in bezet]
    return replace(van_weg, agenderingen=mee)


def _move_promises(werkplek: Werkplek, dossier: Dossier, wat: Samenvoeging) -> None:
    """No date moves (I5). Who is unknown or may be known elsewhere, is asked of the casus that stays.

    The report to a loket goes along to who owns now: an earlier link knows nothing of the joined casus.
    """
    eigenaar_id = dossier.casus.eigenaar_id
    verhuisd = {deel.melding.id for deel in dossier.eigen_meldingen()}
    for termijn in dossier.termijnen:
        if not termijn.is_open:
            continue
        if termijn.casus_id == wat.weg_id:
            _move_own(werkplek, termijn_id=termijn.id, dossier=dossier, wat=wat)
        if termijn.code is Termijncode.TERUGKOPPELING_LOKET and termijn.melding_id in verhuisd:
            termijn.verantwoordelijke_id = eigenaar_id


def _move_own(werkplek: Werkplek, *, termijn_id: UUID, dossier: Dossier, wat: Samenvoeging) -> None:
    termijn = next(t for t in dossier.termijnen if t.id == termijn_id)
    if termijn.code in (Termijncode.GEGEVENS_AANVULLEN, Termijncode.SAMENLOOP_BEOORDELEN):
        lapse(werkplek, termijn, Vervalreden.NIET_MEER_NODIG)
        return
    termijn.casus_id = wat.blijft_id
    note_move(werkplek, wat.samenloop, Verhuissoort.TERMIJN, termijn.id)


def _end(werkplek: Werkplek, dossier: Dossier, wat: Samenvoeging) -> None:
    """The other casus ends ``samengevoegd``; I7 does not apply to it. Its other samenlopen move along."""
    now, deel = werkplek.omgeving.now, dossier.delen[wat.weg_id]
    casus, eigenaarschap = deel.casus, deel.eigenaarschap
    assert eigenaarschap is not None  # an open casus has an open ownership (I1)
    eigenaarschap.tot, eigenaarschap.is_open = now, False
    deel.eigenaarschap = None
    casus.status, casus.gesloten_op = CasusStatus.SAMENGEVOEGD, now
    casus.samengevoegd_met_id = wat.blijft_id
    casus.huidig_eigenaarschap_id, casus.huidig_open = None, None
    mark_running(werkplek.session, casus.id, loopt=False)
    wacht = find_open_wait(werkplek.session, casus.id)
    if wacht is not None:
        wacht.beeindigd_op = now
    for escalatie in open_escalaties(werkplek.session, casus.id):
        escalatie.afgehandeld_op = now  # nobody needs help with what ended
    _move_pairs(werkplek, dossier, wat, casus)
    settle_turns(werkplek, dossier, [casus.id])


def _move_pairs(werkplek: Werkplek, dossier: Dossier, wat: Samenvoeging, casus: Casus) -> None:
    """A pair with a third casus is from now on one of the casus that stays, unless it has one already.

    What stays behind is judged there, until a splitsing opens the casus again.
    """
    eigen = {
        id_
        for rij in pairs_with(werkplek.session, wat.blijft_id)
        for id_ in (rij.ouder_casus_id, rij.jonger_casus_id)
    }
    for rij in pairs_with(werkplek.session, casus.id):
        ander = rij.jonger_casus_id if rij.ouder_casus_id == casus.id else rij.ouder_casus_id
        if rij.id != wat.samenloop.id and rij.blijft_casus_id is None and ander not in eigen:
            move_pair(werkplek, dossier, rij, wat.samenloop)
    bij_blijft = {_table_side(rij) for rij in table_pairs_with(werkplek.session, wat.blijft_id)}
    for rij in table_pairs_with(werkplek.session, casus.id):
        if _table_side(rij) not in bij_blijft:
            move_pair(werkplek, dossier, rij, wat.samenloop)


def _table_side(rij: Samenloop) -> UUID | None:
    return rij.ouder_agendering_id or rij.jonger_agendering_id
