"""Samenloopbeeld: a samenloop as each side may see it: levels per field, two contacts, and no more.

Values stand side by side only for who may read both casussen. Of the other side nobody else learns more than
which organisatie to phone; of who is afgeschermd not even that, but the landelijke schakel (linkage.md §3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.domain.errors import NotVisibleError
from app.domain.termen import CasusStatus
from app.domain.toegang import Recht, rights
from app.kluis import Plek
from app.linkage.score import probability
from app.linkage.uitleg import VELDNAMEN, Mate, Uitspraak, explain_codes
from app.linkage.vergelijken import Veld
from app.models import Casus, Jeugdige, Medewerker, Organisatie, Samenloop, Samenloopgroep
from app.queries.beelden import JeugdigeBeeld
from app.queries.gids import open_gids, vangnethouder
from app.queries.lezen import open_jeugdige
from app.queries.relaties import relations
from app.queries.samenloopbeelden import (
    Casusverwijzing,
    Contact,
    Kantbeeld,
    SamenloopBeeld,
)
from app.queries.samenlopen import (
    casussen_by_id,
    find_samenloop,
    joined_into,
    load_candidates_of,
    open_promise,
)
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True)
class Zijde:
    """One casus of a samenloop with its jeugdige, and what the actor may do with it."""

    casus: Casus
    jeugdige: Jeugdige
    rechten: frozenset[Recht]

    @property
    def leest(self) -> bool:
        """Whether the actor may read this casus."""
        return Recht.DOSSIER in self.rechten

    @property
    def mag(self) -> bool:
        """Whether the actor may decide for this casus."""
        return Recht.SAMENLOOP_BEOORDELEN in self.rechten


def load_samenloop(werkplek: Werkplek, sleutel: UUID | str) -> SamenloopBeeld:
    """One samenloop, for who may read the casus of at least one side (404 otherwise)."""
    rij = find_samenloop(werkplek.session, sleutel)
    zijden = _sides(werkplek, rij)
    if not any(zijde.leest for zijde in zijden):
        raise NotVisibleError("Deze samenloop")
    return _view(werkplek, rij, zijden)


def samenloop_after(werkplek: Werkplek, samenloop_id: UUID) -> SamenloopBeeld:
    """What came of an act, for who did it: the casus may be of the other owner from now on."""
    rij = find_samenloop(werkplek.session, samenloop_id)
    return _view(werkplek, rij, _sides(werkplek, rij))


def _view(werkplek: Werkplek, rij: Samenloop, zijden: tuple[Zijde, Zijde]) -> SamenloopBeeld:
    verborgen = any(zijde.jeugdige.afgeschermd for zijde in zijden)
    termijn = open_promise(werkplek.session, rij)
    samen = _joined_now(werkplek, rij)
    gids, vandaag = open_gids(werkplek.session), werkplek.omgeving.vandaag
    door = rij.beslist_organisatie_id
    return SamenloopBeeld(
        id=rij.id,
        kenmerk=rij.kenmerk,
        status=rij.status,
        besluit=rij.besluit,
        band=rij.band,
        verwantschap=rij.verwantschap,
        kans=round(probability(rij.gewicht_tienden / 10), 4),
        gewicht=rij.gewicht_tienden / 10,
        bewijs=_evidence(rij, verborgen=verborgen),
        gevonden_op=rij.gevonden_op,
        uiterlijk=termijn.uiterlijk if termijn else None,
        te_laat=termijn is not None and termijn.uiterlijk < vandaag,
        kanten=(
            _side(werkplek, zijden[0], verborgen=verborgen),
            _side(werkplek, zijden[1], verborgen=verborgen),
        ),
        beslist_op=rij.beslist_op,
        beslist_door=gids.name(door)
        if door and _may_name(werkplek, rij, zijden, verborgen=verborgen)
        else None,
        door_ons=door == werkplek.actor.organisatie_id and _on_that_side(rij, zijden),
        reden=_reason(werkplek, rij, zijden),
        procesregisseur=_regisseur(werkplek, rij, zijden, verborgen=verborgen),
        mag_beslissen=samen is None and any(zijde.mag for zijde in zijden) and not _is_left_behind(zijden),
        mag_splitsen=samen is not None and _may_split(werkplek, samen),
        zelfde_eigenaar=_one_owner(zijden),
        samen=samen.kenmerk if samen and _reads(werkplek, samen) else None,
    )


def _sides(werkplek: Werkplek, rij: Samenloop) -> tuple[Zijde, Zijde]:
    ids = [id_ for id_ in (rij.ouder_casus_id, rij.jonger_casus_id) if id_ is not None]
    if len(ids) < 2:  # with a tafel: that is an afstemming, with a page of its own
        raise NotVisibleError("Deze samenloop")
    bij = {een.casus.id: een for een in load_candidates_of(werkplek.session, ids)}
    ouder, jonger = (
        Zijde(bij[id_].casus, bij[id_].jeugdige, rights(relations(werkplek, id_))) for id_ in ids
    )
    return ouder, jonger


def _side(werkplek: Werkplek, zijde: Zijde, *, verborgen: bool) -> Kantbeeld:
    casus = zijde.casus
    return Kantbeeld(
        van_ons=casus.eigenaar_id == werkplek.actor.organisatie_id,
        contact=_contact(werkplek, casus.eigenaar_id, verborgen=verborgen and not zijde.rechten),
        casus=Casusverwijzing(casus.id, casus.kenmerk) if zijde.leest else None,
        jeugdige=_person(werkplek, zijde) if zijde.leest else None,
        is_open=casus.status is CasusStatus.OPEN,
        mag=zijde.mag,
    )


def _person(werkplek: Werkplek, zijde: Zijde) -> JeugdigeBeeld:
    gemeente = open_gids(werkplek.session).gemeenten.get(zijde.jeugdige.woonplaats_gemeente or "")
    return open_jeugdige(werkplek, zijde.casus, zijde.jeugdige, gemeente, volledig=True)


def _contact(werkplek: Werkplek, eigenaar_id: UUID, *, verborgen: bool) -> Contact:
    """Whom to phone; the landelijke schakel where the owner would show the place of who is afgeschermd."""
    wie = vangnethouder(werkplek.session) if verborgen else eigenaar_id
    rij = werkplek.session.exec(select(Organisatie).where(Organisatie.id == wie)).one()
    return Contact(open_gids(werkplek.session).name(wie), rij.telefoon, rij.email, verborgen)


def _evidence(rij: Samenloop, *, verborgen: bool) -> tuple[Uitspraak, ...]:
    """Levels in words; of who is afgeschermd nothing about the address."""
    adres = VELDNAMEN[Veld.ADRES]
    return tuple(
        Uitspraak(adres, Mate.ONBEKEND, "Het adres is afgeschermd.", 0.0)
        if verborgen and zin.veld == adres
        else zin
        for zin in explain_codes(rij.bewijs)
    )


def _may_name(werkplek: Werkplek, rij: Samenloop, zijden: Sequence[Zijde], *, verborgen: bool) -> bool:
    """Who decided is named, unless that names the place of who is afgeschermd."""
    eigen = {zijde.casus.eigenaar_id for zijde in zijden if zijde.rechten}
    return not verborgen or rij.beslist_organisatie_id in eigen | {werkplek.actor.organisatie_id}


def _reason(werkplek: Werkplek, rij: Samenloop, zijden: tuple[Zijde, Zijde]) -> str | None:
    """The words of a side are for who reads that side."""
    if rij.beslist_door_ouder is None:
        return None
    zijde = zijden[0] if rij.beslist_door_ouder else zijden[1]
    plek = Plek("samenloop", rij.id, "reden")
    return werkplek.unseal(zijde.casus, plek, rij.reden_verzegeld) if zijde.leest else None


def _is_left_behind(zijden: tuple[Zijde, Zijde]) -> bool:
    """The casus that took one side in has the same pair: that one is judged."""
    return any(zijde.casus.status is CasusStatus.SAMENGEVOEGD for zijde in zijden)


def _one_owner(zijden: tuple[Zijde, Zijde]) -> bool:
    return zijden[0].casus.eigenaar_id == zijden[1].casus.eigenaar_id


def _on_that_side(rij: Samenloop, zijden: tuple[Zijde, Zijde]) -> bool:
    """Where one party owns both, each colleague speaks for the own casus."""
    return not _one_owner(zijden) or zijden[0 if rij.beslist_door_ouder else 1].mag


def _regisseur(
    werkplek: Werkplek, rij: Samenloop, zijden: tuple[Zijde, Zijde], *, verborgen: bool
) -> str | None:
    """Who coordinates; whose name shows the place of who is afgeschermd, is for the own party alone."""
    if rij.groep_id is None:
        return None
    query = (
        select(Medewerker.naam, Medewerker.organisatie_id)
        .join(Samenloopgroep, col(Samenloopgroep.procesregisseur_id) == col(Medewerker.id))
        .where(Samenloopgroep.id == rij.groep_id)
    )
    gevonden = werkplek.session.exec(query).first()
    if gevonden is None:
        return None
    naam, organisatie_id = gevonden
    mag = not verborgen or all(zijde.leest for zijde in zijden)
    return naam if mag or organisatie_id == werkplek.actor.organisatie_id else None


def _joined_now(werkplek: Werkplek, rij: Samenloop) -> Casus | None:
    if rij.blijft_casus_id is None:
        return None
    blijft = casussen_by_id(werkplek.session, [rij.blijft_casus_id])[rij.blijft_casus_id]
    return joined_into(werkplek.session, blijft)


def _reads(werkplek: Werkplek, casus: Casus) -> bool:
    return Recht.DOSSIER in rights(relations(werkplek, casus.id))


def _may_split(werkplek: Werkplek, samen: Casus) -> bool:
    return samen.status is CasusStatus.OPEN and Recht.SAMENLOOP_BEOORDELEN in rights(
        relations(werkplek, samen.id)
    )
