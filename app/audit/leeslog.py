"""Writes the read log: one row per request and one per object shown (I10, fields after NEN 7513)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session

from app.domain.actor import Actor
from app.domain.omgeving import Omgeving
from app.models import Leesregel

INVOEGEN = insert(Leesregel)


class Leesactie(StrEnum):
    """NEN 7513: what was done with the data."""

    MAKEN = "C"
    LEZEN = "R"
    WIJZIGEN = "U"
    VERWIJDEREN = "D"
    UITVOEREN = "E"


class Uitkomst(StrEnum):
    """Whether the data were shown."""

    GETOOND = "getoond"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True)
class Inzage:
    """What was read: no ids means a list or search without persons."""

    actie: Leesactie
    object_soort: str
    object_ids: Sequence[UUID]
    doel: str
    aanvraag_id: str
    uitkomst: Uitkomst = Uitkomst.GETOOND


def write_inzage(session: Session, actor: Actor, omgeving: Omgeving, inzage: Inzage) -> None:
    """Append one row for every object, or one for the request when it names none."""
    ids: Sequence[UUID | None] = inzage.object_ids or (None,)
    vast = {
        "op": omgeving.now,
        "actor_soort": actor.soort,
        "actor_id": actor.id,
        "organisatie_id": actor.organisatie_id,
        "rol": ",".join(sorted(actor.rollen))[:120],
        "actie": inzage.actie,
        "object_soort": inzage.object_soort,
        "doel": inzage.doel,
        "uitkomst": inzage.uitkomst,
        "aanvraag_id": inzage.aanvraag_id,
    }
    rijen = [{"id": omgeving.new_id(), "object_id": object_id} | vast for object_id in ids]
    session.connection().execute(INVOEGEN, rijen)  # rows, no entities: this is written at every page
