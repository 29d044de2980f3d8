"""Samenloopbesluit: a person judges a samenloop: koppelen, samenvoegen or afgewezen (domain.md §6).

Either owner decides on koppelen and afwijzen. Samenvoegen takes both: the act of one is a proposal, that of
the other carries it out. What one side writes is read on that side only; both see who decided what.
"""

from dataclasses import dataclass
from uuid import UUID

from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.samenloop import (
    DecideSamenloop,
    Kant,
    Samenloopbesluit,
    SamenloopStatus,
    refuse_decision,
    refuse_join,
    staying,
)
from app.domain.termen import CasusStatus
from app.domain.toegang import Recht, rights
from app.kluis import Plek
from app.models import Samenloop
from app.queries.dossier import Dossier, load_dossier
from app.queries.gids import get_partij, open_gids
from app.queries.relaties import relations
from app.queries.samenlopen import claim_register, is_regisseur_of, lock_samenloop
from app.queries.schrijven import name_of_organisatie
from app.queries.werkplek import Werkplek
from app.services.bevoegdheid import moment
from app.services.samenloopbeurt import lock_with_others, wake
from app.services.samenloopgroep import join_group, leave_group
from app.services.samenvoeging import Samenvoeging, join_casussen
from app.services.termijnen import fulfil
from app.services.vastleggen import record
from app.services.verhuizing import share

SOORT = {
    Samenloopbesluit.KOPPELEN: GebeurtenisSoort.SAMENLOOP_GEKOPPELD,
    Samenloopbesluit.AFGEWEZEN: GebeurtenisSoort.SAMENLOOP_AFGEWEZEN,
    Samenloopbesluit.SAMENVOEGEN: GebeurtenisSoort.SAMENLOOP_VOORGESTELD,
}


@dataclass(slots=True)
class Zaak:
    """A samenloop under its locks: the dossier of each side, and for which sides the actor may decide."""

    samenloop: Samenloop
    ouder: Dossier
    jonger: Dossier
    van_ons: frozenset[UUID]

    @property
    def spreekt_voor_beide(self) -> bool:
        """Whether the actor may decide for both sides."""
        return {self.ouder.focus, self.jonger.focus} <= self.van_ons

    @property
    def spreekt_ouder(self) -> bool:
        """Whether the actor speaks for the older side; who has both, does."""
        return self.ouder.focus in self.van_ons

    @property
    def eigen(self) -> Dossier:
        """The side from which is spoken."""
        return self.ouder if self.spreekt_ouder else self.jonger

    @property
    def ander(self) -> Dossier:
        """The other side."""
        return self.jonger if self.spreekt_ouder else self.ouder


def decide_samenloop(werkplek: Werkplek, opdracht: DecideSamenloop) -> Samenloop:
    """Decide for a casus of the own organisatie.

    Refuses (404) who may read neither casus, (403) who may not decide for one, and what ``refuse_decision``
    and ``refuse_join`` refuse; a second proposal of one side changes nothing and says so.
    """
    zaak, werkplek = open_zaak(werkplek, opdracht.samenloop_id)
    samenloop = zaak.samenloop
    refuse_decision(samenloop.status, opdracht, samengevoegd=samenloop.blijft_casus_id is not None)
    _refuse_left_behind(zaak)
    if opdracht.uitkomst is Samenloopbesluit.SAMENVOEGEN:
        _merge_or_propose(werkplek, zaak, opdracht)
        return samenloop
    _check_regisseur(werkplek, zaak, opdracht.procesregisseur_id)
    koppelt = opdracht.uitkomst is Samenloopbesluit.KOPPELEN
    status = SamenloopStatus.BEVESTIGD if koppelt else SamenloopStatus.AFGEWEZEN
    write_decision(werkplek, zaak, status, opdracht)
    if koppelt:
        join_group(werkplek, samenloop, opdracht.procesregisseur_id)
    else:
        leave_group(werkplek, samenloop)
    judged(werkplek, zaak)
    _record_both(werkplek, zaak, SOORT[opdracht.uitkomst])
    return samenloop


def open_zaak(werkplek: Werkplek, samenloop_id: UUID) -> tuple[Zaak, Werkplek]:
    """The samenloop with both sides, locked, for who may decide for at least one of them."""
    session = werkplek.session
    claim_register(session)
    samenloop = lock_samenloop(session, samenloop_id)
    kanten = [id_ for id_ in (samenloop.ouder_casus_id, samenloop.jonger_casus_id) if id_ is not None]
    rechten = {id_: rights(relations(werkplek, id_)) for id_ in kanten}
    if len(kanten) < 2 or not any(Recht.DOSSIER in van_kant for van_kant in rechten.values()):
        raise NotVisibleError("Deze samenloop")
    van_ons = frozenset(id_ for id_, van_kant in rechten.items() if Recht.SAMENLOOP_BEOORDELEN in van_kant)
    if not van_ons:
        raise NotPermittedError(
            "mag_niet", "Neem eerst de casus. Wie hem behandelt, beoordeelt of het hetzelfde kind is."
        )
    lock_with_others(session, kanten)
    ouder, jonger = (load_dossier(session, id_) for id_ in kanten)
    share(ouder, jonger)
    return Zaak(samenloop, ouder, jonger, van_ons), werkplek.later_than(*ouder.casussen)


def write_decision(
    werkplek: Werkplek, zaak: Zaak, status: SamenloopStatus, opdracht: DecideSamenloop
) -> None:
    """Who said what, from which side; the reason is sealed with the key of that side."""
    samenloop, casus = zaak.samenloop, zaak.eigen.casus
    samenloop.status, samenloop.besluit = status, opdracht.uitkomst
    samenloop.beslist_door_ouder = zaak.spreekt_ouder
    samenloop.beslist_organisatie_id = casus.eigenaar_id
    samenloop.beslist_door_id = werkplek.actor.medewerker_id
    samenloop.beslist_op = werkplek.omgeving.now
    samenloop.reden_verzegeld = werkplek.seal(casus, Plek("samenloop", samenloop.id, "reden"), opdracht.reden)


def judged(werkplek: Werkplek, zaak: Zaak) -> None:
    """The promise to judge is kept, on whichever side it stood."""
    for termijn in zaak.ouder.termijnen:
        if termijn.id == zaak.samenloop.termijn_id and termijn.is_open:
            fulfil(werkplek, termijn)


def _refuse_left_behind(zaak: Zaak) -> None:
    """A side went up in another casus, and that one has the same pair: there it is judged (§6)."""
    if CasusStatus.SAMENGEVOEGD in (zaak.ouder.casus.status, zaak.jonger.casus.status):
        raise RefusedError(
            "elders_beoordeeld",
            "Eén van beide casussen is in een andere opgegaan. Beoordeel de samenloop van die casus.",
        )


def _merge_or_propose(werkplek: Werkplek, zaak: Zaak, opdracht: DecideSamenloop) -> None:
    kanten = _side(werkplek, zaak.ouder), _side(werkplek, zaak.jonger)
    refuse_join(kanten)
    if not _agreed(werkplek, zaak):
        _propose(werkplek, zaak, opdracht)
        return
    write_decision(werkplek, zaak, SamenloopStatus.BEVESTIGD, opdracht)
    judged(werkplek, zaak)
    blijft, weg = staying(*kanten)
    carry_out(werkplek, zaak, blijft_id=blijft.casus_id, weg_id=weg.casus_id)


def carry_out(werkplek: Werkplek, zaak: Zaak, *, blijft_id: UUID, weg_id: UUID) -> None:
    """Join now: one stays, the other goes up in it. The pair no longer holds a group together."""
    zaak.samenloop.blijft_casus_id = blijft_id
    leave_group(werkplek, zaak.samenloop)
    werkplek.session.flush()
    join_casussen(werkplek, Samenvoeging(zaak.samenloop, blijft_id, weg_id))


def _propose(werkplek: Werkplek, zaak: Zaak, opdracht: DecideSamenloop) -> None:
    """One owner's act: the other has the norm to answer."""
    samenloop = zaak.samenloop
    zelf = samenloop.beslist_door_ouder is zaak.spreekt_ouder
    if (
        samenloop.status is SamenloopStatus.VOORGESTELD
        and zelf
        and _still_speaks(werkplek, samenloop, zaak.eigen)
    ):
        assert samenloop.beslist_op is not None  # a CHECK: decided and when go together
        raise RefusedError(
            "al_voorgesteld",
            f"U stelde dit al voor, {moment(werkplek, samenloop.beslist_op)}. "
            f"Nu is {_other_side(werkplek, zaak)} aan zet.",
        )
    write_decision(werkplek, zaak, SamenloopStatus.VOORGESTELD, opdracht)
    judged(werkplek, zaak)
    wake(werkplek, zaak.ander, samenloop)
    _record_both(werkplek, zaak, GebeurtenisSoort.SAMENLOOP_VOORGESTELD)


def _other_side(werkplek: Werkplek, zaak: Zaak) -> str:
    """Its owner by name, unless that shows the place of who is afgeschermd, or is the own party."""
    eigenaar_id = zaak.ander.casus.eigenaar_id
    afgeschermd = zaak.ouder.jeugdige.afgeschermd or zaak.jonger.jeugdige.afgeschermd
    if afgeschermd or eigenaar_id == werkplek.actor.organisatie_id:
        return "de andere kant"
    return name_of_organisatie(werkplek.session, eigenaar_id)


def _agreed(werkplek: Werkplek, zaak: Zaak) -> bool:
    """Both sides: one person may decide for both, or the other proposed it and still owns its casus.

    One party that owns both is not enough: where each has its own behandelaar, who joins would read what a
    colleague keeps (§5).
    """
    if zaak.spreekt_voor_beide:
        return True
    samenloop = zaak.samenloop
    return (
        samenloop.status is SamenloopStatus.VOORGESTELD
        and samenloop.beslist_door_ouder is not zaak.spreekt_ouder
        and _still_speaks(werkplek, samenloop, zaak.ander)
    )


def _still_speaks(werkplek: Werkplek, samenloop: Samenloop, kant: Dossier) -> bool:
    """Who proposed is still the owner of that side, itself or by its successor."""
    wie = samenloop.beslist_organisatie_id
    return wie is not None and open_gids(werkplek.session).current(wie) == kant.casus.eigenaar_id


def _side(werkplek: Werkplek, dossier: Dossier) -> Kant:
    casus = dossier.casus
    return Kant(
        casus_id=casus.id,
        eigenaar_id=casus.eigenaar_id,
        eigenaar_soort=get_partij(werkplek.session, casus.eigenaar_id).soort,
        is_open=casus.status is CasusStatus.OPEN,
        in_overdracht=dossier.overdracht is not None,
    )


def _check_regisseur(werkplek: Werkplek, zaak: Zaak, medewerker_id: UUID | None) -> None:
    """Who coordinates a group works for one of both owners."""
    if medewerker_id is None:
        return
    eigenaren = (zaak.ouder.casus.eigenaar_id, zaak.jonger.casus.eigenaar_id)
    if not is_regisseur_of(werkplek.session, medewerker_id, eigenaren, werkplek.omgeving.vandaag):
        raise InvalidInputError(
            [Veldfout("procesregisseur", "Kies iemand die bij één van beide partijen casussen behandelt.")]
        )


def _record_both(werkplek: Werkplek, zaak: Zaak, soort: GebeurtenisSoort) -> None:
    samenloop = zaak.samenloop
    event = happened(soort, samenloop=samenloop.id, kenmerk=samenloop.kenmerk)
    record(werkplek, zaak.ouder, [zaak.ouder.focus, zaak.jonger.focus], event)
