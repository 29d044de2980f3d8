"""Bevoegdheid: may this actor do this act now? Refusals say who was first, and what can be done."""

from datetime import datetime
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
from app.domain.toegangslink import Linkdoel
from app.models import Casus, Melding, Overdracht
from app.queries.dossier import Dossier, MeldingDeel
from app.queries.linkbezoekers import acted_at, visitor_who
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


def require_open(werkplek: Werkplek, casus: Casus) -> None:
    """Refuse an act on a casus that ended."""
    if casus.status is not CasusStatus.OPEN:
        wanneer = f", {moment(werkplek, casus.gesloten_op)}" if casus.gesloten_op else ""
        raise RefusedError(
            "casus_gesloten",
            f"Casus {casus.kenmerk} is gesloten{wanneer}. Heropen de melding als de vraag terugkomt.",
        )


def require_on_open(werkplek: Werkplek, dossier: Dossier, recht: Recht) -> frozenset[Recht]:
    """The rights of the actor for an act on an open casus; that it ended is said before "not yours"."""
    rechten = require(werkplek, dossier.focus, Recht.KENMERK, "Deze casus")
    require_open(werkplek, dossier.casus)
    if recht in rechten:
        return rechten
    refuse_former_owner(werkplek, dossier, rechten)
    return require(werkplek, dossier.focus, recht, "Deze casus")


def refuse_former_owner(werkplek: Werkplek, dossier: Dossier, rechten: frozenset[Recht]) -> None:
    """Who passed the casus on reads to whom and since when, as far as that may be seen (§5)."""
    nu = dossier.eigenaarschap
    van_ander = dossier.casus.eigenaar_id != werkplek.actor.organisatie_id
    if nu is None or not van_ander or Recht.VOORTGANG not in rechten or not werkplek.actor.werkt_in_keten:
        return
    naam = name_of_organisatie(werkplek.session, dossier.casus.eigenaar_id)
    raise NotPermittedError(
        "ander_verantwoordelijk",
        f"Nu is {naam} verantwoordelijk voor deze casus, sinds {moment(werkplek, nu.van)[3:]}. "
        "Neem contact op als er nog iets moet gebeuren.",
    )


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
            f"Deze casus is al aangeboden aan {naar}, "
            f"{moment(werkplek, dossier.overdracht.aangeboden_op)}. Trek dat aanbod eerst in, of wacht op "
            f"antwoord tot en met {datum_kort(dossier.overdracht.uiterlijk)}.",
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
    if actor.bereik is not None and actor.bereik.casus_id != overdracht.casus_id:
        return Partij.DERDE
    if actor.organisatie_id == overdracht.naar_organisatie_id:
        hiervoor = actor.came_for(Linkdoel.AANBOD, overdracht.id)
        return Partij.AANGESPROKENE if hiervoor else Partij.DERDE
    if actor.organisatie_id == overdracht.van_organisatie_id:
        return Partij.EIGENAAR
    return Partij.DERDE


def _rolgroep(actor: Actor) -> Rolgroep:
    return Rolgroep.KETEN if actor.werkt_in_keten or actor.via_link else Rolgroep.OVERIG


def _refusal(werkplek: Werkplek, overdracht: Overdracht, uitkomst: Uitkomst) -> DomainError:
    match uitkomst:
        case Uitkomst.AL_BEEINDIGD:
            return ended(werkplek, overdracht)
        case Uitkomst.AL_IN_BEOORDELING:
            sinds = overdracht.in_beoordeling_op or overdracht.aangeboden_op
            return RefusedError(
                "al_in_beoordeling",
                f"Dit aanbod is al in beoordeling genomen, {moment(werkplek, sinds)}. Dat kan één keer. "
                "Aanvaard het of geef het terug.",
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


def moment(werkplek: Werkplek, op: datetime) -> str:
    """When something was, in words: "om 10.42 uur", and on another day that day too."""
    lokaal = op.astimezone(AMSTERDAM)
    tijd = f"om {lokaal:%H.%M} uur"
    return tijd if lokaal.date() == werkplek.omgeving.vandaag else f"op {datum_kort(lokaal.date())} {tijd}"


def ended(werkplek: Werkplek, overdracht: Overdracht) -> OverdrachtEndedError:
    """Who was first, and when: "Meryem Aydin heeft dit al aanvaard, om 10.42 uur."."""
    assert overdracht.beeindigd_op is not None  # only an ended overdracht comes here
    wanneer = moment(werkplek, overdracht.beeindigd_op)
    if overdracht.status is OverdrachtStatus.VERLOPEN:
        tekst = f"Dit aanbod is verlopen, {wanneer}. De afzender is nog verantwoordelijk."
        return OverdrachtEndedError("al_verlopen", tekst)
    door_afzender = overdracht.status is OverdrachtStatus.INGETROKKEN
    partij = overdracht.van_organisatie_id if door_afzender else overdracht.naar_organisatie_id
    door = overdracht.beeindigd_door_id or acted_at(
        werkplek.session, overdracht.casus_id, overdracht.beeindigd_op
    )
    wie = (
        "U"
        if door == werkplek.actor.id
        else name_of_medewerker(werkplek.session, overdracht.beeindigd_door_id)
        or visitor_who(werkplek, overdracht.casus_id, door)
        or name_of_organisatie(werkplek.session, partij)
    )
    tekst = f"{wie} {'hebt' if wie == 'U' else 'heeft'} dit {WERKWOORD[overdracht.status]}, {wanneer}."
    return OverdrachtEndedError(f"al_{overdracht.status}", tekst)
