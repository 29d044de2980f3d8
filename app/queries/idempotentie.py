"""Idempotentie: claiming a key, and what was answered under it before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.models import Idempotentie


def claim(session: Session, rij: Idempotentie) -> bool:
    """Store the key unless it is there; a second request waits here until the first one ended."""
    kind = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    tabel = Idempotentie.__table__  # type: ignore[attr-defined]  # added by sqlmodel
    nieuw = (
        kind.insert(tabel)
        .values(
            id=rij.id,
            actor_id=rij.actor_id,
            methode=rij.methode,
            pad=rij.pad,
            sleutel=rij.sleutel,
            invoer_hash=rij.invoer_hash,
            status=0,
            op=rij.op,
        )
        .on_conflict_do_nothing(index_elements=["actor_id", "methode", "pad", "sleutel"])
        .returning(tabel.c.id)
    )
    return session.connection().execute(nieuw).first() is not None


def find_claim(session: Session, gezocht: Idempotentie) -> Idempotentie | None:
    """The row under the key of ``gezocht``."""
    return session.exec(
        select(Idempotentie).where(
            Idempotentie.actor_id == gezocht.actor_id,
            Idempotentie.methode == gezocht.methode,
            Idempotentie.pad == gezocht.pad,
            Idempotentie.sleutel == gezocht.sleutel,
        )
    ).first()


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What is kept of an answer; the words are sealed."""

    status: int
    locatie: str | None
    verzegeld: bytes


def store_answer(session: Session, id_: UUID, antwoord: Antwoord) -> None:
    """Keep the answer with the key that was claimed in this transaction."""
    opdracht = (
        update(Idempotentie)
        .where(col(Idempotentie.id) == id_)
        .values(status=antwoord.status, locatie=antwoord.locatie, antwoord_verzegeld=antwoord.verzegeld)
    )
    session.connection().execute(opdracht)


def remove_claim(session: Session, id_: UUID) -> None:
    """Make room for the key again; whether somebody else did so meanwhile does not matter."""
    session.connection().execute(delete(Idempotentie).where(col(Idempotentie.id) == id_))


def is_older(rij: Idempotentie, dan: datetime) -> bool:
    """Whether a stored answer no longer counts."""
    return rij.op < dan
