"""Veiligheidscontact and Casuswacht: what was done about danger, and what a casus waits on."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import SQLModel

from app.domain.veiligheidstermen import Veiligheidsinstantie, Wachtgrond
from app.models.basis import check, coded, instant, key, ref, sealed, unique_where


class Veiligheidscontact(SQLModel, table=True):
    """Who was phoned about danger, and when; with whom and what was agreed is sealed. Ownership stays."""

    id: UUID = key()
    casus_id: UUID = ref("casus.id", index=True)
    instantie: Veiligheidsinstantie = coded(Veiligheidsinstantie)
    gedaan_op: datetime = instant()
    vastgelegd_op: datetime = instant()
    inhoud_verzegeld: bytes | None = sealed()
    organisatie_id: UUID = ref("organisatie.id")
    medewerker_id: UUID | None = ref("medewerker.id", nullable=True)


class Casuswacht(SQLModel, table=True):
    """What a casus waits on, until a day; at most one at a time."""

    __table_args__ = (
        unique_where("uq_casuswacht_open", "casus_id", where="beeindigd_op IS NULL"),
        check("volgorde", "beeindigd_op IS NULL OR beeindigd_op >= gezet_op"),
    )

    id: UUID = key()
    casus_id: UUID = ref("casus.id", index=True)
    grond: Wachtgrond = coded(Wachtgrond)
    tot: date
    toelichting_verzegeld: bytes | None = sealed()
    gezet_op: datetime = instant()
    organisatie_id: UUID = ref("organisatie.id")
    medewerker_id: UUID | None = ref("medewerker.id", nullable=True)
    beeindigd_op: datetime | None = instant(nullable=True)
