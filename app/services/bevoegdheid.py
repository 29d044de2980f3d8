"""Bevoegdheid: may this actor do this act now? Refusals say who was first, and what can be done."""

from uuid import UUID

from app.domain.actor import Actor, ActorSoort
from app.domain.datum import datum_kort
from app.domain.errors import (
    DomainError,
    NotPermittedError,
    OverdrachtAlreadyOpenError,
    OverdrachtEndedError,
    RefusedError,
    StaleVersionError,
)
from app.domain.keten.overgangen import Actie, Partij, Rolgroep, Uitkomst, judge
from app.domain.omgeving import AMSTERDAM
from app.domain.termen import CasusStatus, OverdrachtStatus
from app.domain.toegang import Recht
from app.models import Casus, Melding, Overdracht
from app.queries.dossier import Dossier, MeldingDeel
from app.queries.relaties import require
from app.queries.schrijven import name_of_medewerker, name_of_organisatie
from app.queries.werkplek import Werkplek

WERKWOORD = {
    OverdrachtStatus.AANVAARD: "al aanvaard",
    OverdrachtStatus.TERUGGEGEVEN: "al teruggegeven",
    OverdrachtStatus.INGETROKKEN: "ingetrokken",
}


def check_version(rij: Casus | Melding, versie: int | None) -> None:
    """Refuse an act on something that was changed since the actor read it."""
    if versie is not None and versie != rij.versie:
        raise StaleVersionError(
            "intussen_gewijzigd",
            f"{rij.kenmerk} is intussen gewijzigd. Bekijk de nieuwe stand en probeer het opnieuw.",
        )


def require_open(casus: Casus) -> None:
    """Refuse an act on a casus that ended."""
    if casus.status is not CasusStatus.OPEN:
        raise RefusedError(
            "casus_gesloten",
            f"Casus {casus.kenmerk} is gesloten. Heropen de melding als de vraag terugkomt.",
        )


def require_on_open(werkplek: Werkplek, dossier: Dossier, recht: Recht) -> frozenset[Recht]:
    """The rights of the actor for an act on an open casus; that it ended is said before "not yours"."""
    rechten = require(werkplek, dossier.focus, Recht.KENMERK, "Deze casus")
    require_open(dossier.casus)
    return rechten if recht in rechten else require(werkplek, dossier.focus, recht, "Deze casus")


def owned_by_actor(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> list[UUID]:
    """The casussen of a melding that the own organisatie owns: there the rights of a person decide (§5)."""
    eigen = werkplek.actor.organisatie_id
    return [id_ for id_ in deel.casus_ids if dossier.delen[id_].casus.eigenaar_id == eigen]


def permit_offer(werkplek: Werkplek, dossier: Dossier) -> bool:
    """Owner (or vangnethouder for an unreachable owner) of an open casus without an open offer.

    Returns whether the vangnethouder acts.
    """
    require_on_open(werkplek, dossier, Recht.AANBIEDEN)
    if dossier.overdracht is not None:
        naar = name_of_organisatie(werkplek.session, dossier.overdracht.naar_organisatie_id)
        raise OverdrachtAlreadyOpenError(
            "al_aangeboden",
            f"Deze casus is al aangeboden aan {naar}. Trek dat aanbod eerst in, of wacht op antwoord "
            f"tot en met {datum_kort(dossier.overdracht.uiterlijk)}.",
        )
    return dossier.casus.eigenaar_id != werkplek.actor.organisatie_id


def permit_on_overdracht(werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht, actie: Actie) -> None:
    """Judge by the transition table: 404 invisible, 403 not yours, 409 when it already ended."""
    partij = _partij(werkplek.actor, overdracht)
    if partij is Partij.DERDE:
        rechten = require(werkplek, dossier.focus, Recht.KENMERK, "Deze overdracht")
        if Recht.AANBIEDEN in rechten and overdracht.beeindigd_op is None:
            partij = Partij.EIGENAAR  # the vangnethouder acts for an owner that nobody can reach (§8)
    if partij is Partij.EIGENAAR and overdracht.beeindigd_op is None:
        require(werkplek, dossier.focus, Recht.AANBIEDEN, "Deze overdracht")
    uitkomst = judge(overdracht.status, actie, _rolgroep(werkplek.actor), partij)
    if uitkomst is not Uitkomst.TOEGESTAAN:
        raise _refusal(werkplek, overdracht, uitkomst)


def _partij(actor: Actor, overdracht: Overdracht) -> Partij:
    if actor.soort is ActorSoort.WORKER:
        return Partij.WORKER
    if actor.organisatie_id == overdracht.naar_organisatie_id:
        return Partij.AANGESPROKENE
    if actor.organisatie_id == overdracht.van_organisatie_id:
        return Partij.EIGENAAR
    return Partij.DERDE


def _rolgroep(actor: Actor) -> Rolgroep:
    return Rolgroep.KETEN if actor.werkt_in_keten else Rolgroep.OVERIG


def _refusal(werkplek: Werkplek, overdracht: Overdracht, uitkomst: Uitkomst) -> DomainError:
    match uitkomst:
        case Uitkomst.AL_BEEINDIGD:
            return ended(werkplek, overdracht)
        case Uitkomst.AL_IN_BEOORDELING:
            return RefusedError(
                "al_in_beoordeling",
                "Dit aanbod is al in beoordeling. Dat kan één keer. Aanvaard het of geef het terug.",
            )
        case Uitkomst.NIET_UW_ROL:
            return NotPermittedError(
                "niet_uw_rol", "Met uw rol kan dit niet. Vraag een collega die casussen behandelt."
            )
        case _:
            return NotPermittedError(
                "niet_uw_overdracht",
                "Dit kan alleen de partij die aan zet is. Bekijk op de casus wie dat is.",
            )


def ended(werkplek: Werkplek, overdracht: Overdracht) -> OverdrachtEndedError:
    """Who was first, and when: "Meryem Aydin heeft dit al aanvaard, om 10.42 uur."."""
    assert overdracht.beeindigd_op is not None  # only an ended overdracht comes here
    lokaal = overdracht.beeindigd_op.astimezone(AMSTERDAM)
    wanneer = f"om {lokaal:%H.%M} uur"
    if lokaal.date() != werkplek.omgeving.vandaag:
        wanneer = f"op {datum_kort(lokaal.date())} {wanneer}"
    if overdracht.status is OverdrachtStatus.VERLOPEN:
        tekst = f"Dit aanbod is verlopen, {wanneer}. De afzender is nog verantwoordelijk."
        return OverdrachtEndedError("al_verlopen", tekst)
    door_afzender = overdracht.status is OverdrachtStatus.INGETROKKEN
    partij = overdracht.van_organisatie_id if door_afzender else overdracht.naar_organisatie_id
    wie = (
        "U"
        if overdracht.beeindigd_door_id == werkplek.actor.id
        else name_of_medewerker(werkplek.session, overdracht.beeindigd_door_id)
        or name_of_organisatie(werkplek.session, partij)
    )
    tekst = f"{wie} {'hebt' if wie == 'U' else 'heeft'} dit {WERKWOORD[overdracht.status]}, {wanneer}."
    return OverdrachtEndedError(f"al_{overdracht.status}", tekst)
