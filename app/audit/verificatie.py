"""Verificatie: does the history still say what was written? (I8)

Every stream is read from its first event on. A changed event has another hash, a removed one leaves a
gap, one that was slipped in does not link, and a stream that was cut off differs from the head that its
casus, klacht or organisatie holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from sqlmodel import Session

from app.audit.gebeurtenissen import chain_hash
from app.models import Gebeurtenis
from app.queries.intern.stromen import Kop, Stap, all_steps, heads_without_history


class Ketenfout(StrEnum):
    """What can be wrong with a stream."""

    GAT = "gat"
    VERKEERDE_HASH = "verkeerde_hash"
    VERKEERDE_SCHAKEL = "verkeerde_schakel"
    KOP_WIJKT_AF = "kop_wijkt_af"
    GEEN_CASUS = "geen_casus"
    GEEN_GEBEURTENISSEN = "geen_gebeurtenissen"


@dataclass(frozen=True, slots=True)
class Ketenbevinding:
    """One thing wrong: in which stream, at which event (0: the stream as a whole), and what."""

    stroom: UUID
    nummer: int
    reden: Ketenfout


def verify_chain(session: Session) -> list[Ketenbevinding]:
    """Everything wrong with any stream; empty when the history is whole.

    Reads in batches, so memory does not grow with the history.
    """
    bevindingen = [
        Ketenbevinding(stroom, 0, Ketenfout.GEEN_GEBEURTENISSEN) for stroom in heads_without_history(session)
    ]
    for stroom, stappen in groupby(all_steps(session), key=lambda stap: stap.gebeurtenis.stroom_id):
        bevindingen += _verify_stream(stroom, stappen)
    return bevindingen


def _verify_stream(stroom: UUID, stappen: Iterator[Stap]) -> Iterator[Ketenbevinding]:
    nummer, vorige_hash = 0, ""
    kop: Kop | None = None
    for stap in stappen:
        gebeurtenis, kop = stap.gebeurtenis, stap.kop
        for reden in _faults(gebeurtenis, nummer + 1, vorige_hash):
            yield Ketenbevinding(stroom, gebeurtenis.nummer, reden)
        nummer, vorige_hash = gebeurtenis.nummer, gebeurtenis.hash
    if kop is None:
        yield Ketenbevinding(stroom, 0, Ketenfout.GEEN_CASUS)
    elif (kop.nummer, kop.hash) != (nummer, vorige_hash):
        yield Ketenbevinding(stroom, nummer, Ketenfout.KOP_WIJKT_AF)


def _faults(gebeurtenis: Gebeurtenis, verwacht: int, vorige_hash: str) -> Iterator[Ketenfout]:
    """After a gap the link cannot fit, so that is not reported twice."""
    if gebeurtenis.nummer != verwacht:
        yield Ketenfout.GAT
    elif gebeurtenis.vorige_hash != vorige_hash:
        yield Ketenfout.VERKEERDE_SCHAKEL
    if gebeurtenis.hash != chain_hash(gebeurtenis):
        yield Ketenfout.VERKEERDE_HASH
