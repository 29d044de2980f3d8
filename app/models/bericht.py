"""Bericht: the outbox. A message is written in the transaction of the act that promises it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.domain.berichttermen import BerichtAan, Berichtmoment, BerichtStatus
from app.domain.termen import Wijze
from app.models.basis import check, coded, index_where, instant, key, ref, sealed


class Bericht(SQLModel, table=True):
    """One message. ``eenmalig`` is unique: an act cannot announce the same thing twice (I6).

    ``aanvraag`` is the number of the request that caused it: who sends it, logs under that number.
    """

    __table_args__ = (
        check("afgedaan", "(status = 'te_versturen') = (afgedaan_op IS NULL)"),
        index_where("ix_bericht_te_versturen", "organisatie_id", "id", where="status = 'te_versturen'"),
    )

    id: UUID = key()
    eenmalig: str = Field(unique=True, max_length=120)
    moment: Berichtmoment = coded(Berichtmoment)
    aan: BerichtAan = coded(BerichtAan)
    wijze: Wijze = coded(Wijze)
    melding_id: UUID | None = ref("melding.id", nullable=True, index=True)
    casus_id: UUID = ref("casus.id", index=True)
    overdracht_id: UUID | None = ref("overdracht.id", nullable=True)
    organisatie_id: UUID = ref("organisatie.id")
    aan_organisatie_id: UUID | None = ref("organisatie.id", nullable=True)
    inhoud_verzegeld: bytes | None = sealed()
    status: BerichtStatus = coded(BerichtStatus, default=BerichtStatus.TE_VERSTUREN)
    aangemaakt_op: datetime = instant()
    afgedaan_op: datetime | None = instant(nullable=True)
    afgedaan_door_id: UUID | None = ref("medewerker.id", nullable=True)
    aanvraag: str | None = Field(default=None, max_length=64)
