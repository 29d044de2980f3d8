"""Klacht: a thing of its own, sealed with an own key; it never travels with the casus."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import SQLModel

from app.domain.termen import KlachtStatus
from app.models.basis import coded, instant, key, ref, sealed


class Klacht(SQLModel, table=True):
    """A complaint on conduct (Awb 9:1) beside the question, handled by ``organisatie_id``."""

    id: UUID = key()
    melding_id: UUID = ref("melding.id", index=True)
    organisatie_id: UUID = ref("organisatie.id", index=True)
    sleutel: bytes | None = sealed()
    inhoud_verzegeld: bytes | None = sealed()
    ontvangen_op: date
    status: KlachtStatus = coded(KlachtStatus, default=KlachtStatus.OPEN)
    vastgelegd_op: datetime = instant()
