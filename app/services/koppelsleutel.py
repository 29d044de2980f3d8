"""Koppelsleutel: the key with which tafels turn their own list into codes; versions, overlap, rotation.

One key for all tafels: only codes under one key can be compared. Nobody reads a name with it, but who holds
it can try names, so it is given out to a tafel with a ground, each time on record, and is replaced with an
overlap in which both versions count (design/linkage.md §3).
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from sqlmodel import Session

from app.domain.errors import NotPermittedError, RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.toegang import Recht
from app.kluis import Kluis, Plek
from app.linkage.deelbaar import shared_numbers
from app.linkage.registratie import Persoon
from app.models import Koppelsleutel
from app.queries.tafels import find_tafel, tafel_rights
from app.queries.tafelzoeken import working_keys
from app.queries.werkplek import Werkplek
from app.services.tafel import record_on_tafel

#: So many bytes, at random.
LENGTE = 32
#: So long an older version still counts, in days.
OVERLAP = 90
#: Where a session keeps the versions that it opened.
BEKEND = "koppelsleutels"
_RUIMTE = UUID("6f1c2b80-7d1b-7c55-9d3e-5b1c0a4e7f10")


@dataclass(frozen=True, slots=True)
class Sleutelversie:
    """An opened key, its version, and until when it counts."""

    versie: int
    sleutel: bytes
    vervalt_op: date | None


def open_keys(werkplek: Werkplek) -> list[Sleutelversie]:
    """The versions that count today, newest first."""
    return keys_on(werkplek.session, werkplek.kluis, werkplek.omgeving.vandaag)


def keys_on(session: Session, kluis: Kluis, dag: date) -> list[Sleutelversie]:
    """The versions that count on a day; none where no list is compared by keys. Asked once in a transaction:
    a melding may name several jeugdigen."""
    bekend: dict[date, list[Sleutelversie]] = session.info.setdefault(BEKEND, {})
    if dag not in bekend:
        bekend[dag] = [_open(kluis, rij) for rij in working_keys(session, dag)]
    return bekend[dag]


def numbers_for_lists(versies: Sequence[Sleutelversie], persoon: Persoon) -> list[int]:
    """Under which numbers a person is found by lists of codes, in every version that counts."""
    return [getal for versie in versies for getal in shared_numbers(persoon, versie.sleutel)]


def renew_key(werkplek: Werkplek, overlap: int = OVERLAP) -> Sleutelversie:
    """A new version, which is given out from now on; the others count for so many days more.

    For who has the machine (``houvast tafel koppelsleutel``): afterwards all keys are made again.
    """
    vandaag = werkplek.omgeving.vandaag
    oud = working_keys(werkplek.session, vandaag)
    tot = date.fromordinal(vandaag.toordinal() + overlap)
    for rij in oud:
        rij.vervalt_op = min(rij.vervalt_op or tot, tot)
    versie = max((rij.versie for rij in oud), default=0) + 1
    sleutel = os.urandom(LENGTE)
    rij = Koppelsleutel(
        versie=versie,
        sleutel_verzegeld=werkplek.kluis.zegel_los(_place(versie), sleutel.hex()),
        gemaakt_op=werkplek.omgeving.now,
    )
    werkplek.session.add(rij)
    werkplek.session.flush()
    werkplek.session.info.pop(BEKEND, None)
    return Sleutelversie(versie, sleutel, None)


def issue_key(werkplek: Werkplek, tafel_sleutel: str) -> Sleutelversie:
    """The newest version for one tafel; that it was given out is in the history of the tafel.

    Refuses who does not keep the agenda, a tafel without a ground, and where no key was ever made.
    """
    tafel = find_tafel(werkplek.session, tafel_sleutel, lock=True)
    if Recht.AGENDEREN not in tafel_rights(werkplek, tafel):
        raise NotPermittedError("niet_uw_agenda", "De sleutel krijgt alleen de secretaris van de tafel.")
    if tafel.grond is None or tafel.beeindigd_op is not None:
        raise RefusedError("geen_grond", "Deze tafel heeft nog geen wettelijke grond. Leg die eerst vast.")
    versies = open_keys(werkplek)
    if not versies:
        raise RefusedError(
            "geen_koppelsleutel",
            "Er is nog geen koppelsleutel. Vraag de beheerder van Houvast er een te maken.",
        )
    record_on_tafel(werkplek, tafel, happened(GebeurtenisSoort.SLEUTEL_UITGEGEVEN, versie=versies[0].versie))
    return versies[0]


def _open(kluis: Kluis, rij: Koppelsleutel) -> Sleutelversie:
    hex_ = kluis.ontzegel_los(_place(rij.versie), rij.sleutel_verzegeld)
    return Sleutelversie(rij.versie, bytes.fromhex(hex_), rij.vervalt_op)


def _place(versie: int) -> Plek:
    return Plek("koppelsleutel", uuid5(_RUIMTE, str(versie)), "sleutel")
