"""Bijdrage: a question to another party, and its answer. The promise to answer is a Termijn."""

from datetime import datetime
from uuid import UUID

from sqlmodel import SQLModel

from app.domain.bijdrage import BijdrageStatus
from app.models.basis import check, coded, index_where, instant, key, ref, sealed


class Bijdrage(SQLModel, table=True):
    """What was asked of whom about a casus. ``verwerkt_op``: the owner has read the answer and goes on.

    ``linkbezoeker_id``: who answered for a party without an account.
    """

    __table_args__ = (
        check("niet_aan_zichzelf", "van_organisatie_id <> naar_organisatie_id"),
        check("einde", "(status = 'gevraagd') = (beeindigd_op IS NULL)"),
        check("verwerkt", "verwerkt_op IS NULL OR status = 'ontvangen'"),
        index_where("ix_bijdrage_linkbezoeker", "linkbezoeker_id", where="linkbezoeker_id IS NOT NULL"),
        index_where(
            "ix_bijdrage_te_verwerken", "casus_id", where="status = 'ontvangen' AND verwerkt_op IS NULL"
        ),
        index_where("ix_bijdrage_aan_ons", "naar_organisatie_id", "id", where="status = 'gevraagd'"),
    )

    id: UUID = key()
    casus_id: UUID = ref("casus.id", index=True)
    termijn_id: UUID = ref("termijn.id", unique=True)
    van_organisatie_id: UUID = ref("organisatie.id")
    naar_organisatie_id: UUID = ref("organisatie.id", index=True)
    status: BijdrageStatus = coded(BijdrageStatus, default=BijdrageStatus.GEVRAAGD)
    vraag_verzegeld: bytes | None = sealed()
    gevraagd_op: datetime = instant()
    gevraagd_door_id: UUID | None = ref("medewerker.id", nullable=True)
    antwoord_verzegeld: bytes | None = sealed()
    toelichting_verzegeld: bytes | None = sealed()
    beeindigd_op: datetime | None = instant(nullable=True)
    beeindigd_door_id: UUID | None = ref("medewerker.id", nullable=True)
    linkbezoeker_id: UUID | None = ref("linkbezoeker.id", nullable=True)
    verwerkt_op: datetime | None = instant(nullable=True)
    verwerkt_door_id: UUID | None = ref("medewerker.id", nullable=True)
