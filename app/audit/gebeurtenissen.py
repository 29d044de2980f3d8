"""Writes the history: append-only, hash-chained per stream, in the transaction of the change (I8)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC

from sqlmodel import Session

from app.domain.actor import Actor
from app.domain.gebeurtenissen import NieuweGebeurtenis, Waarde
from app.domain.omgeving import Omgeving
from app.models import Casus, Gebeurtenis, Klacht, Organisatie, Tafel

#: What has a stream of its own. An organisatie has one for what happens to the party itself; a klacht so
#: that nothing of it stands in the stream of a casus (decision 0007); a tafel so that what it discusses does
#: not either.
Stroom = Casus | Organisatie | Klacht | Tafel
STROOMSOORT: Mapping[type, str] = {
    Casus: "casus",
    Organisatie: "organisatie",
    Klacht: "klacht",
    Tafel: "tafel",
}


def canonical(gegevens: Mapping[str, Waarde]) -> str:
    """JSON with one possible spelling, so that the same content has the same hash."""
    return json.dumps(gegevens, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def chain_hash(rij: Gebeurtenis) -> str:
    """SHA-256 over the event and the hash of the one before it."""
    deel = (
        rij.vorige_hash,
        rij.stroom_soort,
        str(rij.stroom_id),
        str(rij.nummer),
        rij.soort,
        rij.op.astimezone(UTC).isoformat(timespec="microseconds"),
        str(rij.actor_soort),
        str(rij.actor_id),
        str(rij.organisatie_id),
        rij.gegevens,
    )
    return hashlib.sha256("\n".join(deel).encode()).hexdigest()


def append(
    session: Session,
    stroom: Stroom,
    actor: Actor,
    omgeving: Omgeving,
    *gebeurtenissen: NieuweGebeurtenis,
) -> None:
    """Append events to a stream whose row the caller has locked."""
    for gebeurtenis in gebeurtenissen:
        rij = Gebeurtenis(
            id=omgeving.new_id(),
            stroom_soort=STROOMSOORT[type(stroom)],
            stroom_id=stroom.id,
            nummer=stroom.gebeurtenis_nr + 1,
            soort=str(gebeurtenis.soort),
            op=omgeving.now,
            actor_soort=actor.soort,
            actor_id=actor.id,
            organisatie_id=actor.organisatie_id,
            gegevens=canonical(gebeurtenis.gegevens),
            vorige_hash=stroom.gebeurtenis_hash,
            hash="",
        )
        rij.hash = chain_hash(rij)
        session.add(rij)
        stroom.gebeurtenis_nr = rij.nummer
        stroom.gebeurtenis_hash = rij.hash
        stroom.gebeurtenis_op = rij.op
