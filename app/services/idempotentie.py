"""Idempotentie: the same request does its work once, whoever sends it again (I12).

The key is claimed in the transaction of the act, before the act: a second request with the key waits,
and reads the stored answer of the first. A refused act is rolled back with its claim, so errors are
never stored. The answer is sealed; before it is given again, access is judged again: who may read less
than then, hears that it was done and where it led, without the words. API and forms use the same
function: a form stores only where its answer led.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.domain.errors import IdempotencyConflictError, InvalidInputError, Veldfout
from app.domain.toegang import Recht, rights
from app.kluis import Plek
from app.models import Idempotentie
from app.queries.idempotentie import Antwoord, claim, find_claim, is_older, remove_claim, store_answer
from app.queries.klachtzicht import find_klacht
from app.queries.relaties import relations, require
from app.queries.werkplek import Werkplek

#: 24 hours are promised; twice that, so that a clock that jumps a day does nothing twice.
BEWAARD = timedelta(hours=48)
LANGSTE_SLEUTEL = 120
#: The same for an answer about a klacht.
KLACHTRECHTEN = frozenset({Recht.KLACHT_LEZEN, Recht.KLAAGSCHRIFT_LEZEN})
#: Rights to read words and persons: an answer may hold what they show.
LEESRECHTEN = frozenset({Recht.VRAAG, Recht.DOSSIER, Recht.CONTACT, Recht.EIGEN_MELDING})


@dataclass(frozen=True, slots=True)
class Verzoek:
    """What was sent: without ``sleutel`` the act is simply done."""

    methode: str
    pad: str
    sleutel: str | None
    invoer: bytes


@dataclass(frozen=True, slots=True)
class Resultaat:
    """What an act led to. ``casus_id``: whoever may not know of it, does not get the answer again.

    ``rechten``: the rights of the actor to that casus after the act, where the act looked them up.
    """

    status: int
    locatie: str | None = None
    inhoud: str | None = None
    casus_id: UUID | None = None
    rechten: frozenset[Recht] | None = None
    #: The same for an answer about a klacht.
    klacht_id: UUID | None = None


def do_once(werkplek: Werkplek, verzoek: Verzoek, act: Callable[[], Resultaat]) -> Resultaat:
    """Do ``act``, or give the answer that the same request got before.

    Refuses the same key with another body (IdempotencyConflictError) and a key that is too long.
    """
    if not verzoek.sleutel:
        return act()
    if len(verzoek.sleutel) > LANGSTE_SLEUTEL:
        raise InvalidInputError([Veldfout("Idempotency-Key", f"Hoogstens {LANGSTE_SLEUTEL} tekens.")])
    rij = _row(werkplek, verzoek)
    eerder = _claim_or_find(werkplek, rij)
    if eerder is not None:
        return _replay(werkplek, eerder, rij.invoer_hash)
    resultaat = act()
    _store(werkplek, rij.id, resultaat)
    return resultaat


def _claim_or_find(werkplek: Werkplek, rij: Idempotentie) -> Idempotentie | None:
    """None once the key is ours; else the answer that still counts.

    An answer that is too old makes room; who else wants the key may be first: then it looks again.
    """
    while not claim(werkplek.session, rij):
        eerder = find_claim(werkplek.session, rij)
        if eerder is None:
            continue
        if not is_older(eerder, werkplek.omgeving.now - BEWAARD):
            return eerder
        remove_claim(werkplek.session, eerder.id)
    return None


def _row(werkplek: Werkplek, verzoek: Verzoek) -> Idempotentie:
    return Idempotentie(
        id=werkplek.omgeving.new_id(),
        actor_id=werkplek.actor.id,
        methode=verzoek.methode,
        pad=verzoek.pad[:200],
        sleutel=verzoek.sleutel or "",
        invoer_hash=hashlib.sha256(verzoek.invoer).hexdigest(),
        op=werkplek.omgeving.now,
    )


def _store(werkplek: Werkplek, id_: UUID, resultaat: Resultaat) -> None:
    casus = str(resultaat.casus_id) if resultaat.casus_id else None
    rechten = resultaat.rechten
    mocht = _may_read(werkplek, resultaat.casus_id) if rechten is None else LEESRECHTEN & rechten
    klacht = str(resultaat.klacht_id) if resultaat.klacht_id else None
    if klacht:
        mocht = KLACHTRECHTEN & find_klacht(werkplek, klacht)[1]
    tekst = json.dumps({"casus": casus, "klacht": klacht, "mocht": sorted(mocht), "inhoud": resultaat.inhoud})
    verzegeld = werkplek.kluis.zegel_los(_place(id_), tekst)
    store_answer(werkplek.session, id_, Antwoord(resultaat.status, resultaat.locatie, verzegeld))


def _replay(werkplek: Werkplek, rij: Idempotentie, invoer_hash: str) -> Resultaat:
    if rij.invoer_hash != invoer_hash:
        raise IdempotencyConflictError(
            "sleutel_al_gebruikt",
            "Deze Idempotency-Key is al gebruikt met een andere inhoud. Neem een nieuwe sleutel.",
        )
    assert rij.antwoord_verzegeld is not None  # a claim is committed with its answer, in one transaction
    bewaard = json.loads(werkplek.kluis.ontzegel_los(_place(rij.id), rij.antwoord_verzegeld))
    casus_id = UUID(bewaard["casus"]) if bewaard["casus"] else None
    if casus_id is not None:
        require(werkplek, casus_id, Recht.KENMERK, "Dit antwoord")
    klacht = bewaard.get("klacht")
    nu = KLACHTRECHTEN & find_klacht(werkplek, klacht)[1] if klacht else _may_read(werkplek, casus_id)
    leest_nog = set(bewaard["mocht"]) <= nu
    klacht_id = UUID(klacht) if klacht else None
    inhoud = bewaard["inhoud"] if leest_nog else None
    return Resultaat(rij.status, rij.locatie, inhoud, casus_id, klacht_id=klacht_id)


def _may_read(werkplek: Werkplek, casus_id: UUID | None) -> frozenset[Recht]:
    return LEESRECHTEN & rights(relations(werkplek, casus_id)) if casus_id else frozenset()


def _place(id_: UUID) -> Plek:
    return Plek("idempotentie", id_, "antwoord")
