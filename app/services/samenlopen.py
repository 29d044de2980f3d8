"""Samenlopen: where the jeugdige of an own casus may be known already (linkage.md §3).

Asking needs an own registratie and a purpose, is counted per organisatie, and does the same work for who is
known and who is not. Values never cross: per field only how far it agrees.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.domain.errors import NotPermittedError, TooManyAttemptsError
from app.domain.toegang import Recht, rights
from app.linkage.score import Besluit
from app.linkage.sleutels import keys_of
from app.linkage.uitleg import VELDNAMEN, Mate, Uitspraak
from app.linkage.vergelijken import Veld
from app.linkage.zoeken import Gevonden, rank, search
from app.models import Casus
from app.queries.dossier import load_dossier
from app.queries.relaties import relations, require
from app.queries.samenlopen import Kandidaat, load_candidates, register_size, who_share
from app.queries.toegang import count_attempt
from app.queries.werkplek import Werkplek
from app.services.samenloop import SOORT, open_persoon
from app.services.samenloopmodel import current_model

VENSTER = timedelta(minutes=15)
VRAGEN_PER_VENSTER = 120


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
    hashes = [getal for sleutel in keys_of(persoon) for getal in werkplek.kluis.zoekgetallen(SOORT, sleutel)]
    omvang = register_size(werkplek.session)
    gedeeld = who_share(werkplek.session, hashes)
    ids = [id_ for id_ in rank(gedeeld, omvang) if id_ != eigen.jeugdige.id]
    kandidaten = load_candidates(werkplek.session, ids)
    personen = [open_persoon(werkplek.kluis, kandidaat) for kandidaat in kandidaten]
    gevonden = search(persoon, personen, current_model(werkplek.session), omvang)
    return [_shown(werkplek, eigen, kandidaten[een.plaats], een) for een in gevonden]


def _count(werkplek: Werkplek) -> None:
    nu = werkplek.omgeving.now
    sleutel = f"samenloop:{werkplek.actor.organisatie_id}"
    if count_attempt(werkplek.session, sleutel, nu, nu - VENSTER) > VRAGEN_PER_VENSTER:
        raise TooManyAttemptsError(
            "te_vaak_gezocht",
            "Uw organisatie heeft te vaak gezocht. Probeer het over een kwartier opnieuw.",
        )


def _shown(werkplek: Werkplek, eigen: Kandidaat, ander: Kandidaat, gevonden: Gevonden) -> Gelijkenis:
    zichtbaar = bool(rights(relations(werkplek, ander.casus.id)))
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
