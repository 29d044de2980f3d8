"""Casusbeeld: one casus as one actor may see it: owner, chain, clocks, question, history (I9)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.domain.errors import NotVisibleError
from app.domain.omgeving import local_date
from app.domain.termen import OPEN_OVERDRACHT, CasusStatus, OverdrachtStatus
from app.domain.toegang import VOLGT_CASUS, Recht, Relatie, rights
from app.kluis import Plek
from app.models import Casus, Casuswacht, Jeugdige, Overdracht
from app.queries import casusdelen as delen
from app.queries.beelden import (
    CasusBeeld,
    ContactBeeld,
    Doorstuurrisico,
    Gezinsbeeld,
    JeugdigeBeeld,
    MeldingRef,
    OverdrachtBeeld,
    Schakelbeeld,
    TermijnBeeld,
)
from app.queries.berichtbeelden import BerichtBeeld
from app.queries.casuswijzer import KENMERK, as_id
from app.queries.eenmaal import CASUS, EIGEN, OP, composed, values
from app.queries.gids import open_gids
from app.queries.lezen import open_jeugdige
from app.queries.meldingbeeld import Rijen, melding_views, owed_reports
from app.queries.partijlink import link_relations
from app.queries.relatiefeiten import is_caught
from app.queries.relaties import (
    join_facts,
    relation_facts,
    relations,
    relations_of,
    select_from_casus,
)
from app.queries.samenlopen import casussen_by_id, joined_into
from app.queries.samenlopenlijst import has_pairs
from app.queries.termijnbeeld import termijnen
from app.queries.veiligheid import safety_contacts, wait_view, waits, was_phoned
from app.queries.wat_nu import BINNENSHUIS
from app.queries.werkplek import Werkplek, persoon_plek

LEEST_VRAAG = frozenset({Recht.VRAAG, Recht.DOSSIER})
VERGEEFS = frozenset({OverdrachtStatus.TERUGGEGEVEN, OverdrachtStatus.VERLOPEN, OverdrachtStatus.INGETROKKEN})


@dataclass(frozen=True, slots=True)
class Kern:
    """A casus with its jeugdige, and the relations of the actor to it."""

    casus: Casus
    jeugdige: Jeugdige
    gemeente: str | None
    relaties: frozenset[Relatie]
    #: Of brothers and sisters: kenmerk, and whether it is ours or offered to us.
    gezin: tuple[tuple[str, bool], ...]
    gebeld: bool
    wacht: Casuswacht | None
    samenloop: bool
    opgevangen: bool


def load_casus(werkplek: Werkplek, sleutel: str) -> CasusBeeld:
    """Everything this actor may see; 404 when it may not know of the casus."""
    kern = _core(werkplek, sleutel)
    casus, relaties, rechten = kern.casus, kern.relaties, rights(kern.relaties)
    eigenaren, aanboden = delen.chain_rows(werkplek, casus.id)
    aanbiedingen = [delen.offer_view(werkplek, casus, rij, rechten) for rij in aanboden]
    *_, eigenaar = keten = _chain(werkplek, casus, eigenaren, aanbiedingen)
    rijen = _known(werkplek, relaties, delen.meldingen(werkplek, casus.id))
    beloften = _promises(werkplek, casus.id, rijen, rechten)
    return CasusBeeld(
        id=casus.id,
        kenmerk=casus.kenmerk,
        versie=casus.versie,
        status=casus.status,
        uitkomst=casus.uitkomst,
        spoed=casus.spoed_rang == 0,
        rechten=rechten,
        van_ons=casus.eigenaar_id == werkplek.actor.organisatie_id,
        behandelt_zelf=eigenaar.behandelaar is not None and eigenaar.behandelaar.id == werkplek.actor.id,
        eigenaar=eigenaar.organisatie,
        behandelaar=eigenaar.behandelaar,
        sinds=eigenaar.van,
        keten=keten if Recht.VOORTGANG in rechten else (),
        overdracht=next((o for o in aanbiedingen if o.status in OPEN_OVERDRACHT), None),
        risico=_risk(aanbiedingen, rijen),
        onderwerp=_subject(werkplek, casus, rechten),
        jeugdige=_jeugdige(werkplek, kern, rechten),
        meldingen=melding_views(werkplek, rijen, rechten, verslag=owed_reports(werkplek, beloften, rechten)),
        termijnen=beloften,
        berichten=_messages(werkplek, casus, rechten),
        veiligheid=safety_contacts(werkplek, casus, rechten) if kern.gebeld else (),
        wacht=wait_view(werkplek, casus, kern.wacht, rechten),
        woonplaats=kern.jeugdige.woonplaats_gemeente,
        overdrachten=_known_offers(werkplek.actor.organisatie_id, aanbiedingen, rechten),
        gevolgd=_followed(relaties, rijen),
        gezin=_family(kern, rechten),
        vergeefs=_in_vain_to(werkplek.actor.organisatie_id, aanbiedingen),
        heeft_samenloop=kern.samenloop and Recht.DOSSIER in rechten,
        opgevangen=kern.opgevangen and Recht.VOORTGANG in rechten,
    )


def joined_kenmerk(werkplek: Werkplek, casus: CasusBeeld) -> str | None:
    """The casus that took this one in, for who may know of that casus."""
    if casus.status is not CasusStatus.SAMENGEVOEGD:
        return None
    samen = joined_into(werkplek.session, casussen_by_id(werkplek.session, [casus.id])[casus.id])
    return samen.kenmerk if relations(werkplek, samen.id) else None


def contact_of(werkplek: Werkplek, melding_id: UUID, casus_id: UUID) -> ContactBeeld:
    """How to reach a melder: a separate right; the caller logs this read."""
    if Recht.CONTACT not in rights(relations(werkplek, casus_id)):
        raise NotVisibleError("Dit contact")
    rij = next((r for r in delen.meldingen(werkplek, casus_id) if r.melding.id == melding_id), None)
    if rij is None:
        raise NotVisibleError("Dit contact")
    melding, melder = rij.melding, rij.melder
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
    return ContactBeeld(
        persoon.get("email"),
        persoon.get("telefoon"),
        None if melder.afgeschermd else persoon.get("adres"),
        persoon.get("veiligBereiken"),
        melder.afgeschermd,
    )


def _known(werkplek: Werkplek, relaties: frozenset[Relatie], rijen: Rijen) -> Rijen:
    """A place of receipt without another relation knows of its own meldingen only (§5 row 9)."""
    if relaties & VOLGT_CASUS:
        return rijen
    return [rij for rij in rijen if rij.loket.id == werkplek.actor.organisatie_id]


def _promises(
    werkplek: Werkplek, casus_id: UUID, rijen: Rijen, rechten: frozenset[Recht]
) -> tuple[TermijnBeeld, ...]:
    if Recht.VOORTGANG not in rechten:
        return ()
    alle = termijnen(werkplek, casus_id, [rij.melding.id for rij in rijen])
    leest = Recht.DOSSIER in rechten  # whom the owner asks something belongs to the care content (§5)
    return tuple(t for t in alle if leest or t.code not in BINNENSHUIS)


def _messages(werkplek: Werkplek, casus: Casus, rechten: frozenset[Recht]) -> tuple[BerichtBeeld, ...]:
    leest = Recht.DOSSIER in rechten
    return delen.messages_of(werkplek, casus.id, casus.kenmerk) if leest else ()


def _followed(relaties: frozenset[Relatie], rijen: Rijen) -> tuple[MeldingRef, ...]:
    """Kenmerk and status of what an earlier link follows."""
    volgt = relaties & VOLGT_CASUS
    return tuple(MeldingRef(r.melding.id, r.melding.kenmerk, r.melding.status) for r in rijen if volgt)


def _known_offers(
    organisatie_id: UUID, aanbiedingen: list[OverdrachtBeeld], rechten: frozenset[Recht]
) -> tuple[OverdrachtBeeld, ...]:
    """Without progress only those to the own organisatie."""
    alle = Recht.VOORTGANG in rechten
    return tuple(o for o in aanbiedingen if alle or o.naar.id == organisatie_id)


def _in_vain_to(organisatie_id: UUID, aanbiedingen: list[OverdrachtBeeld]) -> tuple[OverdrachtBeeld, ...]:
    return tuple(o for o in aanbiedingen if o.status in VERGEEFS and o.naar.id == organisatie_id)


@composed
def _core_of(werkplek: Werkplek, gezocht: bool) -> Select[Any]:
    broer = aliased(Casus, name="broer")
    query = (
        select_from_casus(
            *relation_facts(werkplek.actor),
            *(Casus, Jeugdige, was_phoned(), has_pairs(), is_caught(OP), Casuswacht),
            *(col(broer.kenmerk), or_(col(broer.eigenaar_id) == EIGEN, col(Overdracht.id).is_not(None))),
        )
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .outerjoin(Casuswacht, waits())
        .outerjoin(broer, and_(col(broer.gezin_id) == col(Casus.gezin_id), col(broer.id) != col(Casus.id)))
        .outerjoin(
            Overdracht,
            and_(
                col(Overdracht.casus_id) == col(broer.id),
                col(Overdracht.naar_organisatie_id) == EIGEN,
                col(Overdracht.beeindigd_op).is_(None),
            ),
        )
        .where(col(Casus.kenmerk) == KENMERK if gezocht else col(Casus.id) == CASUS)
        .order_by(col(broer.kenmerk))
    )
    return join_facts(query)


def _core(werkplek: Werkplek, sleutel: str) -> Kern:
    """The casus, its jeugdige, brothers and sisters, and what this actor has to do with it: one statement."""
    id_ = as_id(sleutel)
    genoemd = {CASUS.key: id_} if id_ else {KENMERK.key: sleutel}
    rijen = werkplek.session.execute(_core_of(werkplek, id_ is None), values(werkplek) | genoemd).all()
    if not rijen:
        raise NotVisibleError("Deze casus")
    *feiten, casus, jeugdige, gebeld, samenloop, opgevangen, wacht, _, _ = rijen[0]
    relaties = (
        link_relations(werkplek, casus.id) if werkplek.actor.via_link else relations_of(werkplek, feiten)
    )
    if not relaties:
        raise NotVisibleError("Deze casus")
    return Kern(
        casus=casus,
        jeugdige=jeugdige,
        gemeente=open_gids(werkplek.session).gemeenten.get(jeugdige.woonplaats_gemeente or ""),
        relaties=relaties,
        gezin=tuple((rij[-2], bool(rij[-1])) for rij in rijen if rij[-2] is not None),
        gebeld=bool(gebeld),
        wacht=wacht,
        samenloop=bool(samenloop),
        opgevangen=bool(opgevangen),
    )


def _family(kern: Kern, rechten: frozenset[Recht]) -> Gezinsbeeld:
    leden = tuple(lid for lid in kern.gezin if Recht.DOSSIER in rechten or lid[1])
    return Gezinsbeeld(bool(kern.gezin and rechten & LEEST_VRAAG), leden)


def _subject(werkplek: Werkplek, casus: Casus, rechten: frozenset[Recht]) -> str | None:
    plek = Plek("casus", casus.id, "onderwerp")
    return werkplek.unseal(casus, plek, casus.onderwerp_verzegeld) if rechten & LEEST_VRAAG else None


def _jeugdige(werkplek: Werkplek, kern: Kern, rechten: frozenset[Recht]) -> JeugdigeBeeld | None:
    if not rechten & LEEST_VRAAG:
        return None
    volledig = Recht.DOSSIER in rechten
    return open_jeugdige(werkplek, kern.casus, kern.jeugdige, kern.gemeente, volledig=volledig)


def _chain(
    werkplek: Werkplek,
    casus: Casus,
    rijen: list[delen.Eigendomsrij],
    aanbiedingen: list[OverdrachtBeeld],
) -> tuple[Schakelbeeld, ...]:
    vandaag, kalender = werkplek.omgeving.vandaag, werkplek.omgeving.kalender
    gids = open_gids(werkplek.session)
    return tuple(
        Schakelbeeld(
            organisatie=gids.name(eigendom.organisatie_id),
            van=eigendom.van,
            tot=eigendom.tot,
            behandelaar=delen.who_treats(werkplek, casus, (eigendom, naam, bezoeker)),
            werkdagen=kalender.aantal_werkdagen(
                local_date(eigendom.van), local_date(eigendom.tot) if eigendom.tot else vandaag
            ),
            uitkomst=_how_it_ended(eigendom.tot is None, eigendom.periode, casus.periode),
            vergeefs=tuple(
                o
                for o in aanbiedingen
                if o.status in VERGEEFS
                and eigendom.van <= o.aangeboden_op
                and (eigendom.tot is None or o.aangeboden_op < eigendom.tot)
            ),
        )
        for eigendom, naam, bezoeker in rijen
    )


def _how_it_ended(open_: bool, periode: int, nu: int) -> str | None:
    if open_:
        return None
    return "overgedragen" if periode == nu else "eerder"


def _risk(aanbiedingen: list[OverdrachtBeeld], rijen: list[delen.Meldingrij]) -> Doorstuurrisico:
    """R012, R020: desks are the places of receipt and every party that owned or returned it."""

    def count(status: OverdrachtStatus) -> int:
        return sum(1 for o in aanbiedingen if o.status is status)

    desks = {rij.loket.id for rij in rijen}
    desks |= {o.naar.id for o in aanbiedingen if o.status is OverdrachtStatus.AANVAARD}
    return Doorstuurrisico(
        overdrachten=count(OverdrachtStatus.AANVAARD),
        teruggaven=count(OverdrachtStatus.TERUGGEGEVEN),
        verlopen=count(OverdrachtStatus.VERLOPEN),
        loketten=len(desks),
    )
