"""Bericht and Bezorgpoging: the outbox, written in the act that promises it, and every attempt to deliver."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.domain.berichttermen import BerichtAan, Berichtmoment, BerichtStatus, Bezorguitkomst, Wachtreden
from app.domain.termen import TerugkoppelingSoort, Wijze
from app.models.basis import check, coded, index_where, instant, key, ref, sealed, unique_where


class Bericht(SQLModel, table=True):
    """One message. ``eenmalig`` is unique: an act cannot announce the same thing twice (I6).

    It goes by itself from ``versturen_na`` on, unless a ``wachtreden`` says why it waits for a person; who
    let it go all the same is ``vrijgegeven_door_id``. ``pogingen`` counts since it was last put up for
    sending. ``soort`` and ``afspraak_op``: what it keeps and promises once it is sent, where somebody wrote
    it. A message about a klacht names the klacht alone (decision 0007). ``aanvraag`` is the number of the
    request that caused it: who sends it, logs under that number.
    """

    __table_args__ = (
        check("afgedaan", "(status IN ('te_versturen', 'mislukt', 'onzeker')) = (afgedaan_op IS NULL)"),
        check("wacht", "wachtreden IS NULL OR status = 'te_versturen'"),
        check("afspraak", "afspraak_op IS NULL OR soort IS NOT NULL"),
        index_where("ix_bericht_overdracht_id", "overdracht_id", where="overdracht_id IS NOT NULL"),
        check("betreft", "(casus_id IS NULL) = (klacht_id IS NOT NULL)"),
        check("klacht_apart", "klacht_id IS NULL OR melding_id IS NULL"),
        index_where("ix_bericht_klacht", "klacht_id", where="klacht_id IS NOT NULL"),
        index_where("ix_bericht_klachtbrief", "organisatie_id", "status", where="klacht_id IS NOT NULL"),
        Index("ix_bericht_organisatie", "organisatie_id", "status", "id"),
        index_where(
            "ix_bericht_te_bezorgen",
            "versturen_na",
            "id",
            where="status = 'te_versturen' AND wachtreden IS NULL",
        ),
    )

    id: UUID = key()
    eenmalig: str = Field(unique=True, max_length=120)
    moment: Berichtmoment = coded(Berichtmoment)
    aan: BerichtAan = coded(BerichtAan)
    wijze: Wijze = coded(Wijze)
    melding_id: UUID | None = ref("melding.id", nullable=True, index=True)
    casus_id: UUID | None = ref("casus.id", nullable=True, index=True)
    klacht_id: UUID | None = ref("klacht.id", nullable=True)
    overdracht_id: UUID | None = ref("overdracht.id", nullable=True)
    organisatie_id: UUID = ref("organisatie.id")
    aan_organisatie_id: UUID | None = ref("organisatie.id", nullable=True)
    inhoud_verzegeld: bytes | None = sealed()
    status: BerichtStatus = coded(BerichtStatus, default=BerichtStatus.TE_VERSTUREN)
    aangemaakt_op: datetime = instant()
    afgedaan_op: datetime | None = instant(nullable=True)
    afgedaan_door_id: UUID | None = ref("medewerker.id", nullable=True)
    aanvraag: str | None = Field(default=None, max_length=64)
    wachtreden: Wachtreden | None = coded(Wachtreden, nullable=True)
    versturen_na: datetime | None = instant(nullable=True)
    pogingen: int = 0
    vrijgegeven_door_id: UUID | None = ref("medewerker.id", nullable=True)
    soort: TerugkoppelingSoort | None = coded(TerugkoppelingSoort, nullable=True)
    afspraak_op: date | None = None
    geschreven_door_id: UUID | None = ref("medewerker.id", nullable=True)


class Bezorgpoging(SQLModel, table=True):
    """One attempt to deliver a message, stored before anything is sent; at most one of a message runs.

    Without a result after ``lease_tot`` nobody knows whether it arrived. ``code`` and ``uitgebreid`` are
    what the mail server answered (250, 5.1.1); never its words, which may hold an address.
    """

    __table_args__ = (
        UniqueConstraint("bericht_id", "nummer"),
        unique_where("uq_bezorgpoging_lopend", "bericht_id", where="beeindigd_op IS NULL"),
        index_where("ix_bezorgpoging_lease", "lease_tot", where="beeindigd_op IS NULL"),
        check("einde", "(uitkomst IS NULL) = (beeindigd_op IS NULL)"),
    )

    id: UUID = key()
    bericht_id: UUID = ref("bericht.id")
    nummer: int
    begonnen_op: datetime = instant()
    lease_tot: datetime = instant()
    beeindigd_op: datetime | None = instant(nullable=True)
    uitkomst: Bezorguitkomst | None = coded(Bezorguitkomst, nullable=True)
    code: int | None = None
    uitgebreid: str | None = Field(default=None, max_length=12)
