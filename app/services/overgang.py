"""Overgang: what a rechtsopvolging does to one casus. Owner, offer, promises and duties change party.

No date moves (I5); the interval of the successor joins that of its predecessor (I1); the melder hears it
once (I6).
"""

from dataclasses import dataclass
from uuid import UUID

from app.domain.berichttermen import Berichtmoment
from app.domain.gebeurtenissen import GebeurtenisSoort, NieuweGebeurtenis, happened
from app.domain.termen import OverdrachtStatus, Wijze
from app.models import Organisatie, Overdracht
from app.queries.dossier import Dossier, MeldingDeel
from app.queries.schrijven import was_announced
from app.queries.werkplek import Werkplek
from app.services.aanvaarding import settle_loket_report
from app.services.berichten import Aankondiging, announce, drop_outdated, next_date, rename_announced
from app.services.bijdrage import end_questions_to_owner
from app.services.eigenaarschap import Volgende, move_ownership
from app.services.overdracht import end_overdracht
from app.services.plichten import new_duty
from app.services.vastleggen import finish_act


@dataclass(frozen=True, slots=True)
class Overgang:
    """Which succession is carried out, from whom to whom; both rows are locked."""

    opvolging_id: UUID
    van: Organisatie
    naar: Organisatie


def succeed_on_casus(werkplek: Werkplek, dossier: Dossier, overgang: Overgang) -> None:
    """Everything of the old party on this casus is of its successor from now on."""
    eigenaarschap = dossier.eigenaarschap
    was_eigenaar = eigenaarschap is not None and eigenaarschap.organisatie_id == overgang.van.id
    if eigenaarschap is not None and was_eigenaar:  # who treats the casus goes along
        volgende = Volgende(
            organisatie_id=overgang.naar.id,
            behandelaar_id=eigenaarschap.behandelaar_id,
            opvolging_id=overgang.opvolging_id,
        )
        move_ownership(werkplek, dossier, volgende)
    ingetrokken = _move_offer(werkplek, dossier, dossier.overdracht, overgang) if dossier.overdracht else []
    te_vertellen = [
        deel
        for deel in dossier.eigen_meldingen()
        if _move_melding(werkplek, deel, overgang) or (was_eigenaar and deel.is_open)
    ]
    _move_promises(dossier, overgang)
    ingetrokken += end_questions_to_owner(werkplek, dossier)
    for deel in dossier.eigen_meldingen():
        if deel.is_open:
            settle_loket_report(werkplek, dossier, deel)
    if was_eigenaar:
        drop_outdated(werkplek, dossier)
    rename_announced(werkplek, dossier)
    for deel in te_vertellen:
        _tell(werkplek, dossier, deel, overgang)
    finish_act(
        werkplek,
        dossier,
        *ingetrokken,
        happened(
            GebeurtenisSoort.ORGANISATIE_OPGEVOLGD,
            van=overgang.van.id,
            naar=overgang.naar.id,
            opvolging=overgang.opvolging_id,
        ),
    )


def _move_offer(
    werkplek: Werkplek, dossier: Dossier, aanbod: Overdracht, overgang: Overgang
) -> list[NieuweGebeurtenis]:
    """An open offer goes on between who is left. It ends when both sides become one party, or when what
    was told to the melder about it would no longer be true (Awb 2:3 binds a bestuursorgaan).

    The events of its end; nobody withdrew it, so it names no person.
    """
    van, naar = overgang.van, overgang.naar
    zijden = {aanbod.van_organisatie_id, aanbod.naar_organisatie_id}
    if van.id not in zijden:
        return []
    if naar.id in zijden or van.bestuursorgaan != naar.bestuursorgaan:
        end_overdracht(werkplek, dossier, aanbod, OverdrachtStatus.INGETROKKEN)
        aanbod.beeindigd_door_id = None
        return [happened(GebeurtenisSoort.OVERDRACHT_INGETROKKEN, overdracht=aanbod.id)]
    if aanbod.naar_organisatie_id == van.id:
        aanbod.naar_organisatie_id = naar.id
    elif dossier.eigenaarschap is not None:  # made by the owner, and that is another party now
        aanbod.eigenaarschap_id = dossier.eigenaarschap.id
        aanbod.van_organisatie_id = naar.id
    return []


def _move_melding(werkplek: Werkplek, deel: MeldingDeel, overgang: Overgang) -> bool:
    """The duties to answer, and the place that is told how it went. Where it came in stays in the history.

    Whether another party answers the melder from now on.
    """
    antwoordt_anders = False
    van, naar = overgang.van.id, overgang.naar.id
    if deel.melding.loket_id == van:
        deel.melding.loket_id = naar
    if deel.melding.geregistreerd_door_id == van:
        deel.melding.geregistreerd_door_id = naar
    for plicht in [plicht for plicht in deel.antwoordplichten if plicht.organisatie_id == van]:
        plicht.tot = werkplek.omgeving.now
        werkplek.session.flush()  # partial unique index: end the old one first
        deel.antwoordplichten.remove(plicht)
        deel.antwoordplichten.append(new_duty(werkplek, deel.melding, plicht.aard, naar))
        antwoordt_anders = True
    return antwoordt_anders and deel.is_open


def _move_promises(dossier: Dossier, overgang: Overgang) -> None:
    for termijn in dossier.termijnen:
        if not termijn.is_open:
            continue
        if termijn.verantwoordelijke_id == overgang.van.id:
            termijn.verantwoordelijke_id = overgang.naar.id
        if termijn.aan_organisatie_id == overgang.van.id:
            termijn.aan_organisatie_id = overgang.naar.id


def _tell(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, overgang: Overgang) -> None:
    """Once per melding, also when several of its casussen move; in the way, and with the silence, that the
    last owner had chosen for this melder (I6: veiligheid)."""
    eenmalig = str(overgang.opvolging_id)
    if was_announced(werkplek.session, Berichtmoment.OPGEVOLGD, eenmalig, deel.melding.id):
        return
    wat = Aankondiging(
        moment=Berichtmoment.OPGEVOLGD,
        eenmalig=eenmalig,
        afzender_id=overgang.naar.id,
        afzender=overgang.naar.naam,
        ontvanger=overgang.naar.naam,
        vorige=overgang.van.naam,
        wijze=_chosen_way(dossier),
        volgende_datum=next_date(dossier, deel, werkplek.omgeving.vandaag),
    )
    announce(werkplek, dossier, deel, wat)


def _chosen_way(dossier: Dossier) -> Wijze | None:
    """How the melder was told of the last acceptance; None when there was none."""
    aanvaard = [
        o
        for o in dossier.overdrachten
        if o.status is OverdrachtStatus.AANVAARD and o.periode == dossier.casus.periode
    ]
    return aanvaard[-1].wijze if aanvaard else None
