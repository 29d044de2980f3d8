"""Splitsing: two casussen were joined and concern two children after all (domain.md §6).

The ended casus opens again under the joined owner. What it brought along returns by itself; what came later
goes where somebody says it belongs. Access follows the links, so what was wrong ends at once; a privacy
officer looks at what could be read meanwhile. The samenloop is rejected from then on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.domain.errors import InvalidInputError, NotVisibleError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.samenloop import Samenloopbesluit, SamenloopStatus, SplitSamenloop, Verhuissoort
from app.domain.termen import CasusStatus
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Casus, Samenloop
from app.queries.dossier import Dossier, load_dossier
from app.queries.relaties import require
from app.queries.samenlopen import (
    casussen_by_id,
    claim_register,
    joined_into,
    load_candidates_of,
    lock_samenloop,
)
from app.queries.samenvoeging import (
    Inboedel,
    belongings,
    files_with,
    forget_moves,
    later_items,
    links_on,
    moved_with,
    open_links,
)
from app.queries.werkplek import Werkplek
from app.services.afscherming import shield_elsewhere
from app.services.casus import ask_for_missing
from app.services.eigenaarschap import Volgende
from app.services.heropening import open_period
from app.services.privacytaak import open_privacytaak
from app.services.samenloopbeurt import lock_with_others, settle_turns
from app.services.samenloopgroep import return_pair
from app.services.samenloopopening import evidence_between, keep_evidence, open_samenlopen
from app.services.vastleggen import record
from app.services.verhuizing import combine, link_again, messages_of, move_belongings, only, relink


@dataclass(frozen=True, slots=True)
class Scheiding:
    """What goes where: the joined casus, the one that opens again, and the ids that return to it."""

    samenloop: Samenloop
    samen: Casus
    terug: Casus
    sinds: datetime
    verhuisd: Mapping[Verhuissoort, list[UUID]]
    toegewezen: frozenset[UUID]
    #: Meldingen that named both before they were one: those are of both again.
    van_beide: frozenset[UUID]


def split_samenloop(werkplek: Werkplek, opdracht: SplitSamenloop) -> Samenloop:
    """Undo a samenvoeging, by who may decide for the joined casus.

    Refuses what was not joined, a joined casus that is closed or offered to somebody, an item that did not
    come later, and a division that leaves one of both without a melding.
    """
    dossier, samenloop, werkplek = _load(werkplek, opdracht)
    scheiding = _divide(werkplek, dossier, samenloop, opdracht.toewijzingen)
    deel = dossier.delen[scheiding.terug.id]
    behandelaar = dossier.eigenaarschap.behandelaar_id if dossier.eigenaarschap else None
    eerste = Volgende(organisatie_id=dossier.casus.eigenaar_id, behandelaar_id=behandelaar)
    open_period(werkplek, deel, eerste)
    terug = _meldingen_back(werkplek, dossier, scheiding)
    _promises_back(dossier, scheiding, terug)
    _belongings_back(werkplek, scheiding, terug)
    _family_apart(dossier, scheiding)
    _pairs_back(werkplek, dossier, scheiding)
    for casus_deel in (deel, dossier.delen[dossier.focus]):
        shield_elsewhere(werkplek, casus_deel.casus, casus_deel.jeugdige)
    ask_for_missing(werkplek, dossier, deel)
    _reject(werkplek, scheiding, opdracht.reden)
    forget_moves(werkplek.session, samenloop.id)
    open_privacytaak(werkplek, samenloop, dossier.casus.eigenaar_id, scheiding.sinds)
    event = happened(
        GebeurtenisSoort.CASUS_GESPLITST,
        samenloop=samenloop.id,
        kenmerk=samenloop.kenmerk,
        terug=scheiding.terug.id,
        blijft=dossier.focus,
    )
    record(werkplek, dossier, [scheiding.terug.id, dossier.focus], event)
    open_samenlopen(werkplek, [scheiding.terug.id])
    return samenloop


def _load(werkplek: Werkplek, opdracht: SplitSamenloop) -> tuple[Dossier, Samenloop, Werkplek]:
    """The joined casus and the one that ended, locked, as one dossier; for who may split them."""
    session = werkplek.session
    claim_register(session)
    samenloop = lock_samenloop(session, opdracht.samenloop_id)
    samen = _joined_now(werkplek, samenloop)
    require(werkplek, samen.id, Recht.SAMENLOOP_BEOORDELEN, "Deze samenloop")
    if not opdracht.reden.strip():
        raise InvalidInputError([Veldfout("reden", "Schrijf in een paar woorden waarom.")])
    weg_id = _ended(samenloop)
    lock_with_others(session, [samen.id, weg_id])
    heen, weg = load_dossier(session, samen.id), load_dossier(session, weg_id)
    if heen.casus.status is not CasusStatus.OPEN:
        raise RefusedError("casus_niet_open", "De samengevoegde casus is gesloten. Heropen eerst de melding.")
    if heen.overdracht is not None:
        raise RefusedError(
            "overdracht_open", "Er loopt een aanbod voor deze casus. Trek dat in, of wacht op antwoord."
        )
    dossier = combine(samen.id, heen, weg)
    return dossier, samenloop, werkplek.later_than(*dossier.casussen)


def _joined_now(werkplek: Werkplek, samenloop: Samenloop) -> Casus:
    """The casus in which both are now: what stayed may have gone up in a third."""
    if samenloop.blijft_casus_id is None:
        raise _not_joined(werkplek, samenloop)
    blijft = casussen_by_id(werkplek.session, [samenloop.blijft_casus_id])[samenloop.blijft_casus_id]
    return joined_into(werkplek.session, blijft)


def _not_joined(werkplek: Werkplek, samenloop: Samenloop) -> RefusedError:
    """For who may know of it: nothing was joined, so there is nothing to split."""
    for kant in (samenloop.ouder_casus_id, samenloop.jonger_casus_id):
        if kant is not None:
            try:
                require(werkplek, kant, Recht.DOSSIER, "Deze samenloop")
            except NotVisibleError:
                continue
            return RefusedError(
                "niet_samengevoegd", "Deze casussen zijn niet samengevoegd. Wijs de samenloop af."
            )
    raise NotVisibleError("Deze samenloop")


def _ended(samenloop: Samenloop) -> UUID:
    kanten = {samenloop.ouder_casus_id, samenloop.jonger_casus_id} - {samenloop.blijft_casus_id}
    weg = kanten.pop()
    assert weg is not None  # only casussen are joined
    return weg


def _divide(
    werkplek: Werkplek, dossier: Dossier, samenloop: Samenloop, toewijzingen: Mapping[UUID, UUID]
) -> Scheiding:
    terug = dossier.delen[_ended(samenloop)].casus
    sinds = terug.gesloten_op
    assert sinds is not None  # an ended casus has its end
    verhuisd = moved_with(werkplek.session, samenloop.id)
    later = set(later_items(werkplek.session, dossier.focus, sinds, verhuisd))
    fouten = [
        Veldfout("toewijzingen", "Kies alleen wat er na het samenvoegen bij kwam, en één van beide casussen.")
        for item, casus_id in toewijzingen.items()
        if item not in later or casus_id not in (terug.id, dossier.focus)
    ]
    if fouten:
        raise InvalidInputError(fouten[:1])
    naar_terug = frozenset(item for item, casus_id in toewijzingen.items() if casus_id == terug.id)
    blijft = {link.melding_id for link in open_links(werkplek.session, dossier.focus)}
    gedeeld = _named_both(werkplek, samenloop, sinds) & set(verhuisd[Verhuissoort.MELDING])
    if not blijft - naar_terug - (set(verhuisd[Verhuissoort.MELDING]) - gedeeld):
        raise RefusedError("casus_leeg", "Laat bij elk van beide casussen ten minste één melding.")
    return Scheiding(samenloop, dossier.casus, terug, sinds, verhuisd, naar_terug, frozenset(gedeeld))


def _named_both(werkplek: Werkplek, samenloop: Samenloop, sinds: datetime) -> set[UUID]:
    blijft_id = samenloop.blijft_casus_id
    assert blijft_id is not None  # it was joined
    return {link.melding_id for link in links_on(werkplek.session, blijft_id, sinds)}


def _meldingen_back(werkplek: Werkplek, dossier: Dossier, wat: Scheiding) -> set[UUID]:
    """What it brought along returns, and what was divided to it; what named both stays and returns."""
    gevraagd = {*wat.verhuisd[Verhuissoort.MELDING], *wat.toegewezen}
    terug = relink(werkplek, dossier, wat.samen.id, wat.terug.id, gevraagd - wat.van_beide)
    eerder = links_on(werkplek.session, wat.terug.id, wat.sinds)
    link_again(werkplek, dossier, [link for link in eerder if link.melding_id in wat.van_beide])
    return set(terug)


def _promises_back(dossier: Dossier, wat: Scheiding, meldingen: set[UUID]) -> None:
    """Both casussen have one owner: only what a promise is about changes, no date and nobody (I5)."""
    eigen = set(wat.verhuisd[Verhuissoort.TERMIJN])
    for termijn in dossier.termijnen:
        if termijn.casus_id == wat.samen.id and (termijn.id in eigen or termijn.melding_id in meldingen):
            termijn.casus_id = wat.terug.id


def _belongings_back(werkplek: Werkplek, wat: Scheiding, meldingen: set[UUID]) -> None:
    alles = belongings(werkplek.session, wat.samen.id)
    gekozen = {
        *wat.verhuisd[Verhuissoort.BIJDRAGE],
        *wat.verhuisd[Verhuissoort.VEILIGHEIDSCONTACT],
        *wat.verhuisd[Verhuissoort.AGENDERING],
        *wat.verhuisd[Verhuissoort.BIJLAGE],
        *files_with(werkplek.session, wat.toegewezen),
        *wat.toegewezen,
    }
    deel = only(alles, gekozen)
    _refuse_shared_files(werkplek, alles, deel)
    inboedel = replace(deel, berichten=messages_of(alles, meldingen))
    move_belongings(werkplek, inboedel, wat.samen, wat.terug)


def _refuse_shared_files(werkplek: Werkplek, alles: Inboedel, terug: Inboedel) -> None:
    """A file goes along with questions about its own casus only: those questions stay together."""
    mee = {bijdrage.id for bijdrage, _ in terug.bijdragen}
    blijft = files_with(
        werkplek.session, [bijdrage.id for bijdrage, _ in alles.bijdragen if bijdrage.id not in mee]
    )
    if {bijlage.id for bijlage in terug.bijlagen} & set(blijft):
        raise RefusedError(
            "bijlage_gedeeld",
            "Een bijlage die teruggaat, ging later mee met een andere vraag. Laat die vraag ook teruggaan.",
        )


def _family_apart(dossier: Dossier, wat: Scheiding) -> None:
    if dossier.casus.gezin_id in wat.verhuisd[Verhuissoort.GEZIN]:
        dossier.casus.gezin_id = None


def _pairs_back(werkplek: Werkplek, dossier: Dossier, wat: Scheiding) -> None:
    """A pair that was one of the ended casus is so again; what waited on it when it ended, waits again."""
    for soort in (Verhuissoort.SAMENLOOP_OUDER, Verhuissoort.SAMENLOOP_JONGER):
        for id_ in wat.verhuisd[soort]:
            rij = lock_samenloop(werkplek.session, id_)
            return_pair(werkplek, dossier, rij, (soort is Verhuissoort.SAMENLOOP_OUDER, wat.samen, wat.terug))
    settle_turns(werkplek, dossier, [wat.terug.id])


def _reject(werkplek: Werkplek, wat: Scheiding, reden: str) -> None:
    samenloop = wat.samenloop
    blijft_id = samenloop.blijft_casus_id
    assert blijft_id is not None  # it was joined
    casus = casussen_by_id(werkplek.session, [blijft_id])[blijft_id]
    samenloop.status, samenloop.besluit = SamenloopStatus.AFGEWEZEN, Samenloopbesluit.AFGEWEZEN
    samenloop.blijft_casus_id = None
    samenloop.beslist_door_ouder = blijft_id == samenloop.ouder_casus_id
    samenloop.beslist_organisatie_id = wat.samen.eigenaar_id
    samenloop.beslist_door_id = werkplek.actor.medewerker_id
    samenloop.beslist_op = werkplek.omgeving.now
    samenloop.reden_verzegeld = werkplek.seal(casus, Plek("samenloop", samenloop.id, "reden"), reden)
    _weigh_as_rejected(werkplek, samenloop)


def _weigh_as_rejected(werkplek: Werkplek, samenloop: Samenloop) -> None:
    """How alike they are today, whatever was corrected while they were one: only more than this is new."""
    ids = [id_ for id_ in (samenloop.ouder_casus_id, samenloop.jonger_casus_id) if id_ is not None]
    een, ander = load_candidates_of(werkplek.session, ids)
    keep_evidence(samenloop, evidence_between(werkplek, een, ander))
