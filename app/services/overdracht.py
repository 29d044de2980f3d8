"""Overdracht: offering a casus and how it ends. The sender owns it until acceptance (domain.md §3; I3)."""

from datetime import datetime
from uuid import UUID

from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.keten.aanbod import Aanbod, Stand, assess_aanbod
from app.domain.keten.overgangen import Actie
from app.domain.omgeving import local_date
from app.domain.opdrachten import (
    AssessOverdracht,
    OfferOverdracht,
    ReturnOverdracht,
    WithdrawOverdracht,
)
from app.domain.termen import OverdrachtStatus, Vervalreden
from app.domain.termijnen.regels import Termijncode, Variant
from app.kluis import Plek
from app.models import Casus, Overdracht, Termijn
from app.queries.dossier import Dossier, load_dossier, load_dossier_of_overdracht
from app.queries.gids import open_gids
from app.queries.organisaties import load_partijen
from app.queries.werkplek import Werkplek
from app.services.aandringen import announce_offer, tell_of_expiry
from app.services.berichten import Aankondiging, announce_overdracht, drop_unsent
from app.services.bevoegdheid import check_version, permit_offer, permit_on_overdracht
from app.services.termijnen import Belofte, lapse_where, open_in_dossier
from app.services.vastleggen import finish_act


def offer_overdracht(werkplek: Werkplek, opdracht: OfferOverdracht) -> Overdracht:
    """The owner offers the casus to another party, with what the melder is told.

    Refuses what ``assess_aanbod`` refuses, a second open offer (I2) and a stale version.
    """
    dossier = load_dossier(werkplek.session, opdracht.casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    namens_vangnet = permit_offer(werkplek, dossier)
    check_version(dossier.casus, opdracht.versie)
    stand = _offer_state(werkplek, dossier, opdracht, namens_vangnet=namens_vangnet)
    aanbod = assess_aanbod(stand, opdracht)
    overdracht = _make_overdracht(werkplek, dossier, opdracht, (stand, aanbod))
    if aanbod.mededeling_meteen:
        wat = Aankondiging(
            moment=Berichtmoment.DOORGESTUURD,
            eenmalig=str(overdracht.id),
            afzender_id=stand.eigenaar.id,
            afzender=stand.eigenaar.naam,
            ontvanger=stand.ontvanger.naam,
            overdracht_id=overdracht.id,
            wijze=opdracht.mededeling.wijze,
            eigen_tekst=opdracht.mededeling.tekst,
        )
        announce_overdracht(werkplek, dossier, wat)
    announce_offer(werkplek, dossier.casus, overdracht)
    finish_act(
        werkplek,
        dossier,
        happened(
            GebeurtenisSoort.OVERDRACHT_AANGEBODEN,
            overdracht=overdracht.id,
            van=overdracht.van_organisatie_id,
            naar=overdracht.naar_organisatie_id,
            richting=aanbod.richting,
            grondslag=aanbod.grondslag,
            overgeslagen=overdracht.overgeslagen,
            uiterlijk=overdracht.uiterlijk,
        ),
    )
    return overdracht


def assess_overdracht(werkplek: Werkplek, opdracht: AssessOverdracht) -> Overdracht:
    """The addressed party takes the offer in beoordeling: once, up to 5 werkdagen after the offer."""
    dossier, overdracht = load_dossier_of_overdracht(werkplek.session, opdracht.overdracht_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    permit_on_overdracht(werkplek, dossier, overdracht, Actie.BEOORDELEN)
    overdracht.status = OverdrachtStatus.IN_BEOORDELING
    overdracht.in_beoordeling_op = werkplek.omgeving.now
    end_offer_termijn(werkplek, dossier, overdracht, Vervalreden.VERVANGEN)
    termijn = _open_offer_termijn(werkplek, dossier, overdracht, Variant.IN_BEOORDELING)
    overdracht.uiterlijk = termijn.uiterlijk
    finish_act(
        werkplek,
        dossier,
        happened(
            GebeurtenisSoort.OVERDRACHT_IN_BEOORDELING,
            overdracht=overdracht.id,
            uiterlijk=overdracht.uiterlijk,
        ),
    )
    return overdracht


def return_overdracht(werkplek: Werkplek, opdracht: ReturnOverdracht) -> Overdracht:
    """The addressed party gives the offer back: coded reason, the sender stays owner (I3).

    The melder gets no message; what was not sent is dropped (I6).
    """
    dossier, overdracht = load_dossier_of_overdracht(werkplek.session, opdracht.overdracht_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    permit_on_overdracht(werkplek, dossier, overdracht, Actie.TERUGGEVEN)
    if opdracht.redencode == "anders" and not opdracht.toelichting:
        raise InvalidInputError([Veldfout("toelichting", "Schrijf in een paar woorden waarom u teruggeeft.")])
    overdracht.teruggaaf_reden = opdracht.redencode
    if opdracht.voorgestelde_ontvanger:
        gids = open_gids(werkplek.session)
        voorstel = gids.find(opdracht.voorgestelde_ontvanger, "voorgesteldeOntvanger")
        overdracht.voorgestelde_ontvanger_id = voorstel.naam.id
    _seal_explanation(werkplek, dossier.casus, overdracht, opdracht.toelichting)
    end_overdracht(werkplek, dossier, overdracht, OverdrachtStatus.TERUGGEGEVEN)
    finish_act(
        werkplek,
        dossier,
        happened(
            GebeurtenisSoort.OVERDRACHT_TERUGGEGEVEN,
            overdracht=overdracht.id,
            door=overdracht.naar_organisatie_id,
            redencode=opdracht.redencode,
            voorstel=overdracht.voorgestelde_ontvanger_id,
        ),
    )
    return overdracht


def withdraw_overdracht(werkplek: Werkplek, opdracht: WithdrawOverdracht) -> Overdracht:
    """The owner withdraws its offer; nothing else changes."""
    dossier, overdracht = load_dossier_of_overdracht(werkplek.session, opdracht.overdracht_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    permit_on_overdracht(werkplek, dossier, overdracht, Actie.INTREKKEN)
    _seal_explanation(werkplek, dossier.casus, overdracht, opdracht.toelichting)
    end_overdracht(werkplek, dossier, overdracht, OverdrachtStatus.INGETROKKEN)
    finish_act(
        werkplek,
        dossier,
        happened(GebeurtenisSoort.OVERDRACHT_INGETROKKEN, overdracht=overdracht.id),
    )
    return overdracht


def expire_overdracht(werkplek: Werkplek, overdracht_id: UUID) -> bool:
    """The worker records that nobody answered in time; False when it was answered meanwhile.

    Until this moment an acceptance counts (§4). An offer to a blocked party ends at once (§8).
    """
    dossier, overdracht = load_dossier_of_overdracht(werkplek.session, overdracht_id)
    if overdracht.beeindigd_op is not None:
        return False
    werkplek = werkplek.later_than(*dossier.casussen)
    permit_on_overdracht(werkplek, dossier, overdracht, Actie.VERLOPEN)
    _expire(werkplek, dossier, overdracht)
    return True


def expire_offer_to_nobody(werkplek: Werkplek, overdracht_id: UUID) -> bool:
    """An offer to a party that is blocked ends in the act that blocks it (§8); False when it had ended."""
    dossier, overdracht = load_dossier_of_overdracht(werkplek.session, overdracht_id)
    if overdracht.beeindigd_op is None:
        _expire(werkplek.later_than(*dossier.casussen), dossier, overdracht)
        return True
    return False


def _expire(werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht) -> None:
    end_overdracht(werkplek, dossier, overdracht, OverdrachtStatus.VERLOPEN)
    tell_of_expiry(werkplek, dossier.casus, overdracht)
    finish_act(
        werkplek,
        dossier,
        happened(
            GebeurtenisSoort.OVERDRACHT_VERLOPEN,
            overdracht=overdracht.id,
            bij=overdracht.naar_organisatie_id,
        ),
    )


def end_overdracht(
    werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht, status: OverdrachtStatus
) -> None:
    """Close the offer in any way but acceptance: unsent messages and its own clock end with it."""
    close_offer(werkplek, overdracht, status, werkplek.omgeving.now)
    end_offer_termijn(werkplek, dossier, overdracht, Vervalreden.OVERDRACHT_GEEINDIGD)
    drop_unsent(werkplek, dossier, overdracht)
    dossier.overdracht = None


def close_offer(werkplek: Werkplek, overdracht: Overdracht, status: OverdrachtStatus, op: datetime) -> None:
    """Write how and when an offer ended, and by whom."""
    overdracht.status = status
    overdracht.eigenaarschap_open = None
    overdracht.beeindigd_op = op
    overdracht.beeindigd_door_id = werkplek.actor.medewerker_id


def end_offer_termijn(
    werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht, reden: Vervalreden
) -> None:
    """The clock of the offer itself no longer runs."""
    lapse_where(werkplek, dossier.termijnen, reden, lambda termijn: termijn.overdracht_id == overdracht.id)


def _offer_state(
    werkplek: Werkplek, dossier: Dossier, opdracht: OfferOverdracht, *, namens_vangnet: bool
) -> Stand:
    """What the rules of offering look at."""
    casus, jeugdige = dossier.casus, dossier.jeugdige
    eigenaar, ontvanger = load_partijen(
        werkplek.session,
        casus.eigenaar_id,
        opdracht.naar_organisatie,
        jeugdige.woonplaats_gemeente,
        werkplek.omgeving.vandaag,
    )
    eerder = [o for o in dossier.overdrachten if o.periode == casus.periode]
    aanvaard = [o for o in eerder if o.status is OverdrachtStatus.AANVAARD]
    gids = open_gids(werkplek.session)  # a successor counts as the party it took over from
    terug = [gids.current(o.naar_organisatie_id) for o in eerder if o.status is OverdrachtStatus.TERUGGEGEVEN]
    return Stand(
        eigenaar=eigenaar,
        ontvanger=ontvanger,
        woonplaats_status=jeugdige.woonplaats_status,
        woonplaats_gewijzigd=jeugdige.woonplaats_gewijzigd_op is not None,
        eerdere_eigenaren=frozenset(gids.current(o.van_organisatie_id) for o in aanvaard) - {eigenaar.id},
        teruggaven={partij: terug.count(partij) for partij in terug},
        namens_vangnet=namens_vangnet,
        stuurt_links=werkplek.omgeving.stuurt_links,
    )


def _make_overdracht(
    werkplek: Werkplek,
    dossier: Dossier,
    opdracht: OfferOverdracht,
    oordeel: tuple[Stand, Aanbod],
) -> Overdracht:
    stand, aanbod = oordeel
    casus, omgeving = dossier.casus, werkplek.omgeving
    assert casus.huidig_eigenaarschap_id is not None  # permit_offer refuses a closed casus
    overdracht = Overdracht(
        id=omgeving.new_id(),
        casus_id=casus.id,
        eigenaarschap_id=casus.huidig_eigenaarschap_id,
        periode=casus.periode,
        van_organisatie_id=stand.eigenaar.id,
        naar_organisatie_id=stand.ontvanger.id,
        richting=aanbod.richting,
        grondslag=aanbod.grondslag,
        overgeslagen=opdracht.overgeslagen,
        te_tonen=",".join(sorted(opdracht.te_tonen)),
        wijze=opdracht.mededeling.wijze,
        uitzondering=opdracht.mededeling.uitzondering,
        uiterlijk=omgeving.vandaag,
        aangeboden_op=omgeving.now,
        aangeboden_door_id=werkplek.actor.medewerker_id,
        aanvraag=omgeving.aanvraag,
    )
    _seal_offer(werkplek, casus, overdracht, opdracht)
    werkplek.session.add(overdracht)
    termijn = _open_offer_termijn(werkplek, dossier, overdracht, Variant.STANDAARD)
    overdracht.uiterlijk = termijn.uiterlijk
    dossier.overdracht = overdracht
    dossier.overdrachten.append(overdracht)
    return overdracht


def _seal_offer(werkplek: Werkplek, casus: Casus, overdracht: Overdracht, opdracht: OfferOverdracht) -> None:
    sleutel = werkplek.datasleutel(casus)
    for kolom, tekst in (
        ("reden", opdracht.reden),
        ("notitie", opdracht.notitie),
        ("nieuw_feit", opdracht.nieuw_feit),
        ("mededeling", opdracht.mededeling.tekst),
    ):
        if tekst:
            verzegeld = sleutel.verzegel(Plek("overdracht", overdracht.id, kolom), tekst)
            setattr(overdracht, f"{kolom}_verzegeld", verzegeld)


def _seal_explanation(werkplek: Werkplek, casus: Casus, overdracht: Overdracht, tekst: str | None) -> None:
    plek = Plek("overdracht", overdracht.id, "toelichting")
    overdracht.toelichting_verzegeld = werkplek.seal(casus, plek, tekst)


def _open_offer_termijn(
    werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht, variant: Variant
) -> Termijn:
    """The clock of the offer; it binds the addressed party and starts at the offer."""
    belofte = Belofte(
        code=Termijncode.OVERDRACHT_AANVAARDEN,
        variant=variant,
        begint_op=local_date(overdracht.aangeboden_op),
        verantwoordelijke_id=overdracht.naar_organisatie_id,
        casus_id=overdracht.casus_id,
        overdracht_id=overdracht.id,
    )
    return open_in_dossier(werkplek, dossier, belofte)
