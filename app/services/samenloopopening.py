"""Samenloop opened: after each registration, change of the person and reopening, in the same transaction.

Between open casussen only. Of a closed one nobody is at work: it is offered at intake to who may see it, and
it is compared again when it opens. Each pair once. What was rejected comes back only when more speaks for it.
Sources: domain.md §6; linkage.md §2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.samenloop import Band, SamenloopStatus, Verwantschap
from app.domain.termen import CasusStatus
from app.linkage.model import Klasse
from app.linkage.uitleg import codes_of, speaks_more
from app.linkage.vergelijken import Vergelijker
from app.linkage.zoeken import Gevonden, search
from app.models import Casus, Samenloop
from app.queries.dossier import load_dossier, lock_casussen
from app.queries.samenlopen import (
    Kandidaat,
    claim_register,
    joined_into,
    load_candidates_of,
    model_version,
    pairs_with,
)
from app.queries.werkplek import Werkplek
from app.services.afstemming_begin import compare_casussen_with_tafels
from app.services.nummers import draw_samenlopen
from app.services.samenloop import find_alike, open_persoon
from app.services.samenloopbeurt import wake
from app.services.samenloopmodel import read_scales
from app.services.vastleggen import note

#: More than this nobody can judge: so many alike are placeholders, not people.
TEN_HOOGSTE = 10
#: Nothing that the engine found speaks for it.
GEEN_GEWICHT = -43
VERWANT = {
    Klasse.ZELFDE: Verwantschap.ZELFDE,
    Klasse.GEZIN: Verwantschap.GEZIN,
    Klasse.MEERLING: Verwantschap.MEERLING,
    Klasse.ANDER: Verwantschap.ANDER,
}


@dataclass(frozen=True, slots=True)
class Paar:
    """Two open casussen that are alike, and how."""

    eigen: Casus
    ander: Casus
    gevonden: Gevonden

    @property
    def ids(self) -> frozenset[UUID]:
        """Both, whatever the order."""
        return frozenset((self.eigen.id, self.ander.id))


def begin_comparing(werkplek: Werkplek) -> None:
    """The first thing of an act that ends with ``open_samenlopen``, before it locks any casus."""
    if werkplek.omgeving.opent_samenlopen:
        claim_register(werkplek.session)


def open_samenlopen(werkplek: Werkplek, casus_ids: Iterable[UUID]) -> tuple[Samenloop, ...]:
    """Compare these casussen with all others and open what may be the same jeugdige, best first; with what
    stands on the agenda of a tafel too (``afstemming_begin``).

    Brothers and sisters of one melding are known to be two. The last thing of an act that began with
    ``begin_comparing``; does nothing where the installation does not compare.
    """
    if not werkplek.omgeving.opent_samenlopen:
        return ()
    casus_ids = list(casus_ids)
    geopend: list[Samenloop] = []
    for kandidaat in load_candidates_of(werkplek.session, casus_ids):
        if kandidaat.casus.status is CasusStatus.OPEN:
            geopend += _open_for(werkplek, kandidaat)
    return (*geopend, *compare_casussen_with_tafels(werkplek, casus_ids))


@dataclass(frozen=True, slots=True)
class Bewijs:
    """What is kept of a comparison: band, kinship, weight and levels; never a value."""

    band: Band
    verwantschap: Verwantschap
    gewicht_tienden: int
    codes: str
    model_versie: int


def evidence_of(werkplek: Werkplek, gevonden: Gevonden) -> Bewijs:
    """What the engine found of two persons, to keep."""
    return Bewijs(
        band=Band(gevonden.besluit.value),
        verwantschap=VERWANT[gevonden.klasse],
        gewicht_tienden=round(gevonden.bits * 10),
        codes=gevonden.codes,
        model_versie=model_version(werkplek.session),
    )


def keep_evidence(samenloop: Samenloop, bewijs: Bewijs) -> None:
    """A pair that is there is weighed anew."""
    samenloop.band, samenloop.verwantschap = bewijs.band, bewijs.verwantschap
    samenloop.gewicht_tienden, samenloop.bewijs = bewijs.gewicht_tienden, bewijs.codes
    samenloop.model_versie = bewijs.model_versie


def evidence_between(werkplek: Werkplek, een: Kandidaat, ander: Kandidaat) -> Bewijs:
    """How alike two are, also where the engine would not have put them forward: a person knows better."""
    links, rechts = open_persoon(werkplek.kluis, een), open_persoon(werkplek.kluis, ander)
    schaal = read_scales(werkplek.session)
    gevonden = search(links, [rechts], schaal.model, schaal.omvang)
    if gevonden:
        return evidence_of(werkplek, gevonden[0])
    return Bewijs(
        band=Band.MOGELIJK,
        verwantschap=Verwantschap.ANDER,
        gewicht_tienden=GEEN_GEWICHT,
        codes=codes_of(Vergelijker().compare(links, rechts).niveaus),
        model_versie=model_version(werkplek.session),
    )


def new_pair(werkplek: Werkplek, een: Casus, ander: Casus, bewijs: Bewijs, kenmerk: str) -> Samenloop:
    """A samenloop of two casussen, the older registration first."""
    ouder, jonger = sorted((een, ander), key=lambda casus: (casus.geopend_op, casus.id))
    samenloop = Samenloop(
        id=werkplek.omgeving.new_id(),
        kenmerk=kenmerk,
        ouder_casus_id=ouder.id,
        jonger_casus_id=jonger.id,
        band=bewijs.band,
        verwantschap=bewijs.verwantschap,
        gewicht_tienden=bewijs.gewicht_tienden,
        bewijs=bewijs.codes,
        model_versie=bewijs.model_versie,
        gevonden_op=werkplek.omgeving.now,
    )
    werkplek.session.add(samenloop)
    return samenloop


def _open_for(werkplek: Werkplek, eigen: Kandidaat) -> list[Samenloop]:
    paren = _alike(werkplek, eigen) if eigen.jeugdige.persoon_verzegeld is not None else []
    bestaand = pairs_with(werkplek.session, eigen.casus.id)
    bekend = {frozenset((rij.ouder_casus_id, rij.jonger_casus_id)): rij for rij in bestaand}
    for paar in paren:
        if paar.ids in bekend:
            _look_again(werkplek, bekend[paar.ids], paar)
    nieuw = [paar for paar in paren if paar.ids not in bekend][:TEN_HOOGSTE]
    if not nieuw:
        return []
    lock_casussen(werkplek.session, [id_ for paar in nieuw for id_ in paar.ids])
    kenmerken = draw_samenlopen(werkplek.session, len(nieuw), werkplek.omgeving.vandaag)
    return [_open(werkplek, paar, kenmerk) for paar, kenmerk in zip(nieuw, kenmerken, strict=True)]


def _alike(werkplek: Werkplek, eigen: Kandidaat) -> list[Paar]:
    """The open casussen that are alike; what was joined counts as the casus that took it in."""
    persoon = open_persoon(werkplek.kluis, eigen)
    paren: dict[UUID, Paar] = {}
    for ander, gevonden in find_alike(werkplek, persoon, eigen.jeugdige.id):
        casus = joined_into(werkplek.session, ander.casus)
        broer = casus.gezin_id is not None and casus.gezin_id == eigen.casus.gezin_id
        if casus.status is CasusStatus.OPEN and casus.id != eigen.casus.id and not broer:
            paren.setdefault(casus.id, Paar(eigen.casus, casus, gevonden))
    return list(paren.values())


def _open(werkplek: Werkplek, paar: Paar, kenmerk: str) -> Samenloop:
    bewijs = evidence_of(werkplek, paar.gevonden)
    samenloop = new_pair(werkplek, paar.eigen, paar.ander, bewijs, kenmerk)
    _tell_both(werkplek, samenloop)
    return samenloop


def _look_again(werkplek: Werkplek, samenloop: Samenloop, paar: Paar) -> None:
    """Other evidence: what waits is weighed anew; what was rejected waits again when more speaks for it than
    who rejected it knew. What was confirmed stands."""
    nieuw = samenloop.bewijs != paar.gevonden.codes
    if not nieuw or samenloop.status is SamenloopStatus.BEVESTIGD:
        return
    afgewezen = samenloop.status is SamenloopStatus.AFGEWEZEN
    if afgewezen and not speaks_more(samenloop.bewijs, paar.gevonden.codes):
        return
    keep_evidence(samenloop, evidence_of(werkplek, paar.gevonden))
    if not afgewezen:
        return
    samenloop.status, samenloop.besluit = SamenloopStatus.TE_BEOORDELEN, None
    samenloop.beslist_op = samenloop.beslist_door_id = samenloop.beslist_organisatie_id = None
    samenloop.beslist_door_ouder = samenloop.reden_verzegeld = None
    samenloop.gevonden_op = werkplek.omgeving.now
    lock_casussen(werkplek.session, sorted(paar.ids))
    _tell_both(werkplek, samenloop)


def _tell_both(werkplek: Werkplek, samenloop: Samenloop) -> None:
    """A promise for the older side, and a line in the history of both: the kenmerk, not the other casus.

    A finding changes nothing of a casus: who has a form of it open, goes on with it.
    """
    werkplek.session.flush()
    event = happened(GebeurtenisSoort.SAMENLOOP_GEVONDEN, samenloop=samenloop.id, kenmerk=samenloop.kenmerk)
    for casus_id in (samenloop.ouder_casus_id, samenloop.jonger_casus_id):
        assert casus_id is not None  # two casussen
        dossier = load_dossier(werkplek.session, casus_id)
        bureau = werkplek.later_than(*dossier.casussen)
        if casus_id == samenloop.ouder_casus_id:
            wake(bureau, dossier, samenloop)
        note(bureau, dossier, [casus_id], event)
