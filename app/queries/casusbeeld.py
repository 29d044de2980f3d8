"""Casusbeeld: one casus as one actor may see it: owner, chain, clocks, question, history (I9)."""

from uuid import UUID

from sqlmodel import col, select

from app.domain.errors import NotVisibleError
from app.domain.omgeving import local_date
from app.domain.termen import OPEN_OVERDRACHT, OverdrachtStatus
from app.domain.toegang import VOLGT_CASUS, Recht, Relatie, rights
from app.kluis import Plek
from app.models import Casus, Gemeente, Jeugdige, Melder, Melding, Organisatie, Overdracht
from app.queries import casusdelen as delen
from app.queries.beelden import (
    CasusBeeld,
    ContactBeeld,
    Doorstuurrisico,
    OverdrachtBeeld,
    Persoonnaam,
    Schakelbeeld,
    TermijnBeeld,
)
from app.queries.lezen import name_of, open_jeugdige, people
from app.queries.meldingbeeld import Rijen, melding_views, owed_reports
from app.queries.relaties import relations
from app.queries.werkplek import Werkplek, persoon_plek

VERGEEFS = frozenset({OverdrachtStatus.TERUGGEGEVEN, OverdrachtStatus.VERLOPEN, OverdrachtStatus.INGETROKKEN})


def find_casus_id(werkplek: Werkplek, sleutel: str) -> UUID:
    """The id for a kenmerk or id; unknown is not visible."""
    try:
        return UUID(sleutel)
    except ValueError:
        gevonden = werkplek.session.exec(select(Casus.id).where(Casus.kenmerk == sleutel)).first()
    if gevonden is None:
        raise NotVisibleError("Deze casus")
    return gevonden


def load_casus(werkplek: Werkplek, sleutel: str) -> CasusBeeld:
    """Everything this actor may see; 404 when it may not know of the casus."""
    casus_id = find_casus_id(werkplek, sleutel)
    relaties = relations(werkplek, casus_id)
    rechten = rights(relaties)
    if not rechten:
        raise NotVisibleError("Deze casus")
    casus, jeugdige, gemeente = _core(werkplek, casus_id)
    aanbiedingen = delen.overdrachten(werkplek, casus, rechten)
    keten = _chain(werkplek, casus, aanbiedingen)
    eigenaar = keten[-1]
    rijen = _known(werkplek, relaties, delen.meldingen(werkplek, casus_id))
    termijnen = _promises(werkplek, casus_id, rijen, rechten)
    ziet_vraag = bool(rechten & {Recht.VRAAG, Recht.DOSSIER})
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
        onderwerp=_subject(werkplek, casus) if ziet_vraag else None,
        jeugdige=open_jeugdige(werkplek, casus, jeugdige, gemeente, volledig=Recht.DOSSIER in rechten)
        if ziet_vraag
        else None,
        meldingen=melding_views(werkplek, rijen, rechten, verslag=owed_reports(werkplek, termijnen, rechten)),
        termijnen=termijnen,
        berichten=delen.waiting_messages(werkplek, casus) if Recht.DOSSIER in rechten else (),
        gezin=_siblings(werkplek, casus) if Recht.DOSSIER in rechten else (),
        vergeefs=_in_vain_to(werkplek.actor.organisatie_id, aanbiedingen),
    )


def contact_of(werkplek: Werkplek, melding_id: UUID, casus_id: UUID) -> ContactBeeld:
    """How to reach a melder: a separate right; the caller logs this read."""
    if Recht.CONTACT not in rights(relations(werkplek, casus_id)):
        raise NotVisibleError("Dit contact")
    rij = next((r for r in delen.meldingen(werkplek, casus_id) if r[0].id == melding_id), None)
    if rij is None:
        raise NotVisibleError("Dit contact")
    melding, melder, _ = rij
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
    return ContactBeeld(
        persoon.get("email"),
        persoon.get("telefoon"),
        None if melder.afgeschermd else persoon.get("adres"),
        persoon.get("veiligBereiken"),
    )


def _known(werkplek: Werkplek, relaties: frozenset[Relatie], rijen: Rijen) -> Rijen:
    """A place of receipt without another relation knows of its own meldingen only (§5 row 9)."""
    if relaties & VOLGT_CASUS:
        return rijen
    return [rij for rij in rijen if rij[2].id == werkplek.actor.organisatie_id]


def _promises(
    werkplek: Werkplek, casus_id: UUID, rijen: Rijen, rechten: frozenset[Recht]
) -> tuple[TermijnBeeld, ...]:
    if Recht.VOORTGANG not in rechten:
        return ()
    return delen.termijnen(werkplek, casus_id, [melding.id for melding, _, _ in rijen])


def _in_vain_to(organisatie_id: UUID, aanbiedingen: list[OverdrachtBeeld]) -> tuple[OverdrachtBeeld, ...]:
    return tuple(o for o in aanbiedingen if o.status in VERGEEFS and o.naar.id == organisatie_id)


def _core(werkplek: Werkplek, casus_id: UUID) -> tuple[Casus, Jeugdige, str | None]:
    rij = werkplek.session.exec(
        select(Casus, Jeugdige, Gemeente.naam)
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .outerjoin(Gemeente, col(Gemeente.gm_code) == col(Jeugdige.woonplaats_gemeente))
        .where(Casus.id == casus_id)
    ).one()
    return rij[0], rij[1], rij[2]


def _subject(werkplek: Werkplek, casus: Casus) -> str | None:
    plek = Plek("casus", casus.id, "onderwerp")
    return werkplek.unseal(casus, plek, casus.onderwerp_verzegeld)


def _chain(werkplek: Werkplek, casus: Casus, aanbiedingen: list[OverdrachtBeeld]) -> tuple[Schakelbeeld, ...]:
    rijen = delen.eigenaarschappen(werkplek, casus.id)
    wie: dict[UUID, Persoonnaam] = people(werkplek.session, [e.behandelaar_id for e, _ in rijen])
    vandaag, kalender = werkplek.omgeving.vandaag, werkplek.omgeving.kalender
    return tuple(
        Schakelbeeld(
            organisatie=name_of(partij),
            van=eigendom.van,
            tot=eigendom.tot,
            behandelaar=wie.get(eigendom.behandelaar_id) if eigendom.behandelaar_id else None,
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
        for eigendom, partij in rijen
    )


def _how_it_ended(open_: bool, periode: int, nu: int) -> str | None:
    if open_:
        return None
    return "overgedragen" if periode == nu else "eerder"


def _risk(
    aanbiedingen: list[OverdrachtBeeld], rijen: list[tuple[Melding, Melder, Organisatie]]
) -> Doorstuurrisico:
    """R012, R020: desks are the places of receipt and every party that owned or returned it."""

    def count(status: OverdrachtStatus) -> int:
        return sum(1 for o in aanbiedingen if o.status is status)

    desks = {loket.id for _, _, loket in rijen}
    desks |= {o.naar.id for o in aanbiedingen if o.status is OverdrachtStatus.AANVAARD}
    return Doorstuurrisico(
        overdrachten=count(OverdrachtStatus.AANVAARD),
        teruggaven=count(OverdrachtStatus.TERUGGEGEVEN),
        verlopen=count(OverdrachtStatus.VERLOPEN),
        loketten=len(desks),
    )


def _siblings(werkplek: Werkplek, casus: Casus) -> tuple[tuple[str, bool], ...]:
    """Kenmerken of brothers and sisters, and whether this organisatie owns them too."""
    if casus.gezin_id is None:
        return ()
    rijen = werkplek.session.exec(
        select(Casus.kenmerk, Casus.eigenaar_id)
        .where(Casus.gezin_id == casus.gezin_id, Casus.id != casus.id)
        .order_by(col(Casus.kenmerk))
    )
    return tuple((kenmerk, id_ == werkplek.actor.organisatie_id) for kenmerk, id_ in rijen)


def casus_of_overdracht(werkplek: Werkplek, overdracht_id: UUID) -> UUID:
    """The casus of an offer; whether it may be seen is judged there."""
    gevonden = werkplek.session.exec(
        select(Overdracht.casus_id).where(Overdracht.id == overdracht_id)
    ).first()
    if gevonden is None:
        raise NotVisibleError("Dit aanbod")
    return gevonden
