"""Samenlopen: where the jeugdige of an own casus may be known already (linkage.md §3).

Asking needs an own registratie and a purpose, is counted per organisatie, and does the same work for who is
known and who is not. Values never cross: per field only how far it agrees.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.domain.errors import NotPermittedError, TooManyAttemptsError
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.termen import CasusStatus
from app.domain.toegang import Recht, Relatie, rights
from app.linkage.score import Besluit
from app.linkage.uitleg import VELDNAMEN, Mate, Uitspraak
from app.linkage.vergelijken import Veld
from app.linkage.zoeken import Gevonden
from app.models import Casus
from app.queries.dossier import load_dossier
from app.queries.relaties import relations_to_found, require
from app.queries.samenlopen import Kandidaat
from app.queries.toegang import count_attempt
from app.queries.werkplek import Werkplek
from app.services.casus import person_fields
from app.services.samenloop import look_for, open_persoon, read_typed

VENSTER = timedelta(minutes=15)
VRAGEN_PER_VENSTER = 120
#: Somebody who types pauses a few times per child.
TYPEN_PER_VENSTER = 600


@dataclass(frozen=True, slots=True)
class Gelijkenis:
    """One registration that may concern the same jeugdige.

    ``casus`` is named only to who may know of it; ``eigenaar_id`` is whom to phone, left out where it would
    show the place of somebody who is afgeschermd.
    """

    kans: float
    gewicht: float
    besluit: Besluit
    bewijs: tuple[Uitspraak, ...]
    casus: Casus | None
    eigenaar_id: UUID | None
    casus_id: UUID


def search_samenlopen(werkplek: Werkplek, casus_id: UUID) -> list[Gelijkenis]:
    """Who may be the same jeugdige as that of an own casus, best first.

    Refuses (404) a casus the actor may not know of, (403) one that its organisatie does not own, (429) who
    asks too often.
    """
    require(werkplek, casus_id, Recht.DOSSIER, "Deze casus")
    _count(werkplek)
    dossier = load_dossier(werkplek.session, casus_id)
    if dossier.casus.eigenaar_id != werkplek.actor.organisatie_id:
        raise NotPermittedError("niet_eigen", "Zoeken kan alleen met een casus van uw eigen organisatie.")
    eigen = Kandidaat(dossier.jeugdige, dossier.casus)
    persoon = open_persoon(werkplek.kluis, eigen)
    gevonden = look_for(werkplek, persoon, eigen.jeugdige.id)
    bekend = relations_to_found(werkplek, [ander.casus.id for ander, _ in gevonden])
    return [_shown(eigen, ander, een, bekend[ander.casus.id]) for ander, een in gevonden]


@dataclass(frozen=True, slots=True)
class Herkend:
    """A casus that this person may read and that may be about the child that is being typed.

    ``kan_koppelen``: open, of the own organisatie, and this person may work on it.
    """

    casus: Casus
    besluit: Besluit
    bewijs: tuple[Uitspraak, ...]
    kan_koppelen: bool


def look_up_typed(werkplek: Werkplek, gegevens: JeugdigeGegevens) -> tuple[Herkend, ...]:
    """Which casussen this person may read are about a child that is being typed at intake, best first.

    What others have does not show, not even that there is something: it takes the same path and gives the
    same answer whether a child is known elsewhere or not (linkage.md §3); after saving it is judged. Refuses
    (403) who registers nothing, (429) who asks too often.
    """
    if not werkplek.actor.werkt_in_keten:
        raise NotPermittedError("mag_niet", "Met uw rol registreert u geen meldingen.")
    _count(werkplek, "typen", TYPEN_PER_VENSTER)
    persoon = read_typed(person_fields(gegevens), gegevens.woonplaats_gemeente)
    gevonden = look_for(werkplek, persoon)
    bekend = relations_to_found(werkplek, [ander.casus.id for ander, _ in gevonden])
    herkend = (_recognised(werkplek, ander.casus, een, bekend[ander.casus.id]) for ander, een in gevonden)
    return tuple(een for een in herkend if een is not None)


def _recognised(
    werkplek: Werkplek, casus: Casus, gevonden: Gevonden, relaties: frozenset[Relatie]
) -> Herkend | None:
    rechten = rights(relaties)
    if Recht.DOSSIER not in rechten or casus.status is CasusStatus.SAMENGEVOEGD:
        return None
    eigen = casus.eigenaar_id == werkplek.actor.organisatie_id
    kan = eigen and casus.status is CasusStatus.OPEN and Recht.NEMEN in rechten
    return Herkend(casus, gevonden.besluit, gevonden.uitleg, kan)


def _count(werkplek: Werkplek, soort: str = "zoek", hoogstens: int | None = None) -> None:
    nu = werkplek.omgeving.now
    sleutel = f"samenloop:{soort}:{werkplek.actor.organisatie_id}"
    if count_attempt(werkplek.session, sleutel, nu, nu - VENSTER) > (hoogstens or VRAGEN_PER_VENSTER):
        raise TooManyAttemptsError(
            "te_vaak_gezocht",
            "Uw organisatie heeft te vaak gezocht. Probeer het over een kwartier opnieuw.",
        )


def _shown(
    eigen: Kandidaat, ander: Kandidaat, gevonden: Gevonden, relaties: frozenset[Relatie]
) -> Gelijkenis:
    zichtbaar = bool(rights(relaties))
    afgeschermd = ander.jeugdige.afgeschermd or eigen.jeugdige.afgeschermd
    return Gelijkenis(
        kans=round(gevonden.kans, 4),
        gewicht=round(gevonden.bits, 1),
        besluit=gevonden.besluit,
        bewijs=_without_place(gevonden.uitleg) if afgeschermd else gevonden.uitleg,
        casus=ander.casus if zichtbaar else None,
        eigenaar_id=None if afgeschermd and not zichtbaar else ander.casus.eigenaar_id,
        casus_id=ander.casus.id,
    )


def _without_place(uitleg: Sequence[Uitspraak]) -> tuple[Uitspraak, ...]:
    """The address of who is afgeschermd is not told, not even how far it agrees."""
    adres = VELDNAMEN[Veld.ADRES]
    return tuple(
        Uitspraak(adres, Mate.ONBEKEND, "Het adres is afgeschermd.", 0.0) if zin.veld == adres else zin
        for zin in uitleg
    )
