"""Intake: checks on a new melding that need stored rows, all reported at once."""

from dataclasses import dataclass

from app.domain.actor import OrganisatieSoort
from app.domain.errors import InvalidInputError, NotPermittedError, Veldfout
from app.domain.intake import wrong_in
from app.domain.keten.niveaus import niveau
from app.domain.opdrachten import JeugdigeGegevens, RegisterMelding
from app.domain.termen import CasusStatus
from app.domain.toegang import Recht, rights
from app.models import Casus
from app.queries.dossier import load_dossier, lock_casussen
from app.queries.gids import Partij, open_gids
from app.queries.relaties import relations
from app.queries.samenlopen import find_running
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True)
class Intake:
    """A checked melding: where it came in, and the open casussen some jeugdigen link to."""

    opdracht: RegisterMelding
    loket: Partij
    bestaande: dict[int, Casus]


def check_intake(werkplek: Werkplek, opdracht: RegisterMelding) -> Intake:
    """Refuses an actor that cannot own, and every wrong field at once."""
    actor = werkplek.actor
    if not actor.werkt_in_keten or niveau(actor.organisatie_soort) is None:
        raise NotPermittedError(
            "mag_niet_registreren",
            "Uw rol kan geen melding registreren. Vraag een collega die in de keten werkt.",
        )
    fouten = wrong_in(opdracht, werkplek.omgeving.vandaag)
    fouten += _gemeente_errors(werkplek, opdracht.jeugdigen)
    bestaande, koppelfouten = _existing_casussen(werkplek, opdracht.jeugdigen)
    fouten += koppelfouten
    fouten += _accused_errors(werkplek, opdracht)
    loket, loketfouten = _place_of_receipt(werkplek, opdracht)
    fouten += loketfouten
    if fouten or loket is None:
        raise InvalidInputError(fouten)
    return Intake(opdracht, loket, bestaande)


def _place_of_receipt(werkplek: Werkplek, opdracht: RegisterMelding) -> tuple[Partij | None, list[Veldfout]]:
    """Where it came in; of a party that went up in another, its successor: somebody must hear the end."""
    actor, gids = werkplek.actor, open_gids(werkplek.session)
    if opdracht.loket is None and actor.organisatie_soort is not OrganisatieSoort.LOKET:
        return None, [Veldfout("loket", "Waar kwam de melding binnen? Kies het loket.")]
    try:
        partij = gids.find(opdracht.loket or str(actor.organisatie_id), "loket")
    except InvalidInputError as onbekend:
        return None, list(onbekend.fouten)
    if partij.rechtsopvolger_id is not None:
        return gids.partijen[partij.rechtsopvolger_id], []
    if not partij.is_actief:
        weg = f"{partij.naam.naam} bestaat niet meer. Kies waar de melding nu hoort."
        return None, [Veldfout("loket", weg)]
    return partij, []


def _accused_errors(werkplek: Werkplek, opdracht: RegisterMelding) -> list[Veldfout]:
    """An organisatie that is complained about is one of the directory."""
    wie = opdracht.klacht.organisatie if opdracht.klacht else None
    if not wie or open_gids(werkplek.session).look_up(wie) is not None:
        return []
    return [Veldfout("klacht.organisatie", f"“{wie}” staat niet in de lijst met organisaties.")]


def _gemeente_errors(werkplek: Werkplek, jeugdigen: tuple[JeugdigeGegevens, ...]) -> list[Veldfout]:
    gevraagd = {
        (f"jeugdigen.{nummer}.{veld}", code)
        for nummer, jeugdige in enumerate(jeugdigen)
        for veld, code in (
            ("woonplaatsGemeente", jeugdige.woonplaats_gemeente),
            ("verblijfGemeente", jeugdige.verblijf_gemeente),
        )
        if code is not None
    }
    bekend = open_gids(werkplek.session).gemeenten
    return [
        Veldfout(veld, f"“{code}” is geen code van een gemeente. Gebruik bijvoorbeeld GM0193.")
        for veld, code in sorted(gevraagd)
        if code not in bekend
    ]


def _existing_casussen(
    werkplek: Werkplek, jeugdigen: tuple[JeugdigeGegevens, ...]
) -> tuple[dict[int, Casus], list[Veldfout]]:
    """The open casussen that are linked to, locked before they are judged (I2)."""
    gevonden: dict[int, Casus] = {}
    fouten = []
    genoemd = {
        nummer: find_running(werkplek.session, jeugdige.casus)
        for nummer, jeugdige in enumerate(jeugdigen)
        if jeugdige.casus is not None
    }
    if not genoemd:
        return {}, []
    ids = sorted({casus.id for casus in genoemd.values() if casus is not None})
    lock_casussen(werkplek.session, ids)
    for casus_id in ids:
        load_dossier(werkplek.session, casus_id)
    for nummer, casus in genoemd.items():
        if casus is None or casus in gevonden.values() or not _may_link(werkplek, casus):
            melding = "Deze casus is niet open bij uw organisatie. Laat dit leeg of kies een andere."
            fouten.append(Veldfout(f"jeugdigen.{nummer}.casus", melding))
        else:
            gevonden[nummer] = casus
    return gevonden, fouten


def _may_link(werkplek: Werkplek, casus: Casus) -> bool:
    """Who may work on that casus; of a colleague's casus the kenmerk is not enough (§5)."""
    if casus.status is not CasusStatus.OPEN or casus.eigenaar_id != werkplek.actor.organisatie_id:
        return False
    return Recht.NEMEN in rights(relations(werkplek, casus.id))
