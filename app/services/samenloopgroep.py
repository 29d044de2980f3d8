"""Samenloopgroep: koppelen joins groups; a group has one coordinating procesregisseur (domain.md §6)."""

from collections.abc import Sequence
from uuid import UUID

from app.domain.samenloop import Verhuissoort
from app.kluis import Plek
from app.models import Casus, Samenloop, Samenloopgroep
from app.queries.dossier import Dossier
from app.queries.samenlopen import find_groep, pairs_of_group, pairs_with
from app.queries.werkplek import Werkplek
from app.services.samenloopbeurt import settle_turn, sides
from app.services.verhuizing import note_move


def join_group(werkplek: Werkplek, samenloop: Samenloop, procesregisseur_id: UUID | None) -> None:
    """Both groups become one, the oldest; who was named last coordinates it."""
    session = werkplek.session
    groepen = {
        rij.groep_id
        for kant in sides(samenloop)
        for rij in pairs_with(session, kant)
        if rij.groep_id is not None
    }
    if groepen:
        groep = find_groep(session, min(groepen))
    else:
        groep = Samenloopgroep(id=werkplek.omgeving.new_id(), gemaakt_op=werkplek.omgeving.now)
        session.add(groep)
    for ander in groepen - {groep.id}:
        for rij in pairs_of_group(session, ander):
            rij.groep_id = groep.id
    samenloop.groep_id = groep.id
    if procesregisseur_id is not None:
        groep.procesregisseur_id = procesregisseur_id


def leave_group(werkplek: Werkplek, samenloop: Samenloop) -> None:
    """What this pair alone held together, falls apart in two groups."""
    oud = samenloop.groep_id
    samenloop.groep_id = None
    if oud is None:
        return
    werkplek.session.flush()
    rest = pairs_of_group(werkplek.session, oud)
    eerste = _connected(rest, samenloop.ouder_casus_id)
    los = [rij for rij in rest if rij not in eerste]
    if not eerste or not los:
        return
    vorige = find_groep(werkplek.session, oud)
    nieuw = Samenloopgroep(
        id=werkplek.omgeving.new_id(),
        procesregisseur_id=vorige.procesregisseur_id,
        gemaakt_op=werkplek.omgeving.now,
    )
    werkplek.session.add(nieuw)
    for rij in los:
        rij.groep_id = nieuw.id


def move_pair(werkplek: Werkplek, dossier: Dossier, rij: Samenloop, samenloop: Samenloop) -> None:
    """A pair of the casus that ended by ``samenloop`` becomes one of the casus that stays, the focus."""
    is_ouder = rij.ouder_casus_id != dossier.focus and rij.ouder_casus_id in sides(samenloop)
    weg = dossier.delen[_id(rij.ouder_casus_id if is_ouder else rij.jonger_casus_id)].casus
    _turn(werkplek, rij, (is_ouder, weg, dossier.casus))
    soort = Verhuissoort.SAMENLOOP_OUDER if is_ouder else Verhuissoort.SAMENLOOP_JONGER
    note_move(werkplek, samenloop, soort, rij.id)
    settle_turn(werkplek, dossier, rij)


def return_pair(
    werkplek: Werkplek, dossier: Dossier, rij: Samenloop, kant: tuple[bool, Casus, Casus]
) -> None:
    """The same the other way round, when a splitsing opens the casus it was of again."""
    is_ouder, van, _ = kant
    if (rij.ouder_casus_id if is_ouder else rij.jonger_casus_id) != van.id:
        return  # joined with another since: that has its own way back
    _turn(werkplek, rij, kant)
    settle_turn(werkplek, dossier, rij)


def _turn(werkplek: Werkplek, rij: Samenloop, kant: tuple[bool, Casus, Casus]) -> None:
    """One side becomes another casus; what that side wrote stays readable there."""
    is_ouder, van, naar = kant
    if rij.beslist_door_ouder is is_ouder and rij.reden_verzegeld is not None:
        plek = Plek("samenloop", rij.id, "reden")
        rij.reden_verzegeld = werkplek.seal(naar, plek, werkplek.unseal(van, plek, rij.reden_verzegeld))
    if is_ouder:
        rij.ouder_casus_id = naar.id
    else:
        rij.jonger_casus_id = naar.id


def _connected(rijen: Sequence[Samenloop], begin: UUID | None) -> list[Samenloop]:
    """The pairs that are tied to this casus, through others too."""
    bereikt, gevonden = {begin}, list[Samenloop]()
    groeit = True
    while groeit:
        erbij = [rij for rij in rijen if rij not in gevonden and bereikt & set(sides(rij))]
        for rij in erbij:
            bereikt |= set(sides(rij))
        gevonden += erbij
        groeit = bool(erbij)
    return gevonden


def _id(kant: UUID | None) -> UUID:
    assert kant is not None  # a casus on both sides: only those are joined
    return kant
