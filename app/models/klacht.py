"""Klacht and what is done with it, and stukken that must reach another body (Awb chapter 9, 6:15).

A klacht is a thing of its own: sealed with an own key, with an own stream of events; it never travels with
the casus. Its promises and messages name the klacht and neither melding nor casus, so that no list of these
can show them (docs/beslissingen/0007).
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.domain.klachttermen import (
    GeenHoren,
    GeenHorenBeklaagde,
    KlachtActie,
    KlachtStatus,
    KlachtUitkomst,
    Klachtvorm,
    Stukaard,
    Stukstatus,
    Weigergrond,
)
from app.models.basis import check, coded, index_where, instant, key, ref, sealed


class Klacht(SQLModel, table=True):
    """A complaint on conduct (Awb 9:1; Jeugdwet 4.2.1) beside the question.

    ``organisatie_id`` has it now; ``ontvangen_op`` is the first receipt anywhere (our promise counts from
    it), ``bij_behandelaar_op`` the receipt by who has it now (the legal end counts from that, 9:11).
    ``beklaagde_id``: the organisatie it is about, when known; who else stands in the sealed words.
    ``bevestigd_op``: the receipt was sent. ``gehoord_op`` and ``geen_horen`` are of the melder; those of the
    beklaagde stand beside them (9:10).
    """

    __table_args__ = (
        check("einde", "(status = 'afgedaan') = (afgedaan_op IS NOT NULL)"),
        check("uitkomst", "(status = 'afgedaan') = (uitkomst IS NOT NULL)"),
        check("behandelaar", "status <> 'in_behandeling' OR behandelaar_id IS NOT NULL"),
        check("grond", "weigergrond IS NULL OR uitkomst = 'niet_in_behandeling'"),
        check("ontvangst", "bij_behandelaar_op >= ontvangen_op"),
        check("horen", "gehoord_op IS NULL OR geen_horen IS NULL"),
        check("horen_beklaagde", "beklaagde_gehoord_op IS NULL OR geen_horen_beklaagde IS NULL"),
        check("commissie", "(commissie_op IS NULL) = (commissie_leden IS NULL)"),
        Index("ix_klacht_organisatie_status", "organisatie_id", "status", "id"),
    )

    id: UUID = key()
    melding_id: UUID = ref("melding.id", index=True)
    organisatie_id: UUID = ref("organisatie.id", index=True)
    sleutel: bytes | None = sealed()
    inhoud_verzegeld: bytes | None = sealed()
    ontvangen_op: date
    status: KlachtStatus = coded(KlachtStatus, default=KlachtStatus.ONTVANGEN)
    vastgelegd_op: datetime = instant()
    kenmerk: str = Field(unique=True, max_length=20)
    ontvangen_door_id: UUID = ref("organisatie.id")
    beklaagde_id: UUID | None = ref("organisatie.id", nullable=True)
    vorm: Klachtvorm = coded(Klachtvorm, default=Klachtvorm.SCHRIFTELIJK)
    bij_behandelaar_op: date
    behandelaar_id: UUID | None = ref("medewerker.id", nullable=True)
    bevestigd_op: date | None = None
    klaagschrift_op: date | None = None
    gehoord_op: date | None = None
    geen_horen: GeenHoren | None = coded(GeenHoren, nullable=True)
    commissie_op: date | None = None
    commissie_leden: int | None = None
    commissie_van_buiten: bool = False
    aanspreekpunt_id: UUID | None = ref("organisatie.id", nullable=True)
    uitkomst: KlachtUitkomst | None = coded(KlachtUitkomst, nullable=True)
    weigergrond: Weigergrond | None = coded(Weigergrond, nullable=True)
    afgedaan_op: date | None = None
    versie: int = 1
    gebeurtenis_nr: int = 0
    gebeurtenis_hash: str = Field(default="", max_length=64)
    gebeurtenis_op: datetime = instant()
    beklaagde_gehoord_op: date | None = None
    geen_horen_beklaagde: GeenHorenBeklaagde | None = coded(GeenHorenBeklaagde, nullable=True)


class Klachthandeling(SQLModel, table=True):
    """One thing done with a klacht: who, when, the sealed words, the message that told it. Rows are added."""

    __table_args__ = (
        index_where("ix_klachthandeling_bericht_id", "bericht_id", where="bericht_id IS NOT NULL"),
    )

    id: UUID = key()
    klacht_id: UUID = ref("klacht.id", index=True)
    actie: KlachtActie = coded(KlachtActie)
    gedaan_op: date
    vastgelegd_op: datetime = instant()
    organisatie_id: UUID = ref("organisatie.id")
    medewerker_id: UUID | None = ref("medewerker.id", nullable=True)
    inhoud_verzegeld: bytes | None = sealed()
    bericht_id: UUID | None = ref("bericht.id", nullable=True)


class Klachtdoorzending(SQLModel, table=True):
    """A klacht went on to who must handle it (Awb 2:3), with the day it came in there.

    ``buiten``: nobody there works with Houvast; the sender keeps it until it hears that it arrived.
    """

    __table_args__ = (
        check("ander", "van_organisatie_id <> naar_organisatie_id"),
        check("buiten", "buiten = (ontvangen_op IS NULL)"),
        index_where("ix_klachtdoorzending_bericht_id", "bericht_id", where="bericht_id IS NOT NULL"),
    )

    id: UUID = key()
    klacht_id: UUID = ref("klacht.id", index=True)
    van_organisatie_id: UUID = ref("organisatie.id", index=True)
    naar_organisatie_id: UUID = ref("organisatie.id")
    doorgezonden_op: date
    ontvangen_op: date | None = None
    buiten: bool = False
    toelichting_verzegeld: bytes | None = sealed()
    bericht_id: UUID | None = ref("bericht.id", nullable=True)
    op: datetime = instant()
    medewerker_id: UUID | None = ref("medewerker.id", nullable=True)


class Beklaagde(SQLModel, table=True):
    """Somebody the klacht is about, who was sent the klaagschrift and nothing else (9:9).

    A ``medewerker_id`` reads it here and answers; of somebody without a log-in the name is sealed. Sent to
    the wrong one, it is taken back (``ingetrokken_op``): that ends what this person could read.
    """

    __table_args__ = (
        UniqueConstraint("klacht_id", "medewerker_id"),
        check("wie", "(medewerker_id IS NULL) <> (naam_verzegeld IS NULL)"),
        check("verweer", "(verweer_op IS NULL) = (verweer_verzegeld IS NULL)"),
    )

    id: UUID = key()
    klacht_id: UUID = ref("klacht.id", index=True)
    medewerker_id: UUID | None = ref("medewerker.id", nullable=True, index=True)
    naam_verzegeld: bytes | None = sealed()
    gestuurd_op: date
    verweer_verzegeld: bytes | None = sealed()
    verweer_op: date | None = None
    ingetrokken_op: date | None = None


class Klachtregeling(SQLModel, table=True):
    """What an organisatie says about its own klachten: how long, and which ombudsman comes after (9:12)."""

    __table_args__ = (check("weken", "weken BETWEEN 1 AND 26"),)

    organisatie_id: UUID = ref("organisatie.id", unique=True)
    id: UUID = key()
    weken: int
    ombudsman: str = Field(max_length=200)
    contact: str | None = Field(default=None, max_length=200)
    gewijzigd_op: datetime = instant()


class Stuk(SQLModel, table=True):
    """A bezwaar or aanvraag in a melding: stamped with the day it came in, and sent on (Awb 6:15, 2:3)."""

    __table_args__ = (
        UniqueConstraint("melding_id", "aard"),
        check("af", "(status = 'open') = (afgedaan_op IS NULL)"),
        check(
            "naar",
            "(status = 'doorgezonden') = (naar_organisatie_id IS NOT NULL OR naar_naam IS NOT NULL)",
        ),
        index_where("ix_stuk_termijn_id", "termijn_id", where="termijn_id IS NOT NULL"),
        index_where("ix_stuk_bericht_id", "bericht_id", where="bericht_id IS NOT NULL"),
        index_where("ix_stuk_open", "organisatie_id", where="status = 'open'"),
    )

    id: UUID = key()
    melding_id: UUID = ref("melding.id")
    aard: Stukaard = coded(Stukaard)
    ontvangen_op: date
    organisatie_id: UUID = ref("organisatie.id")
    status: Stukstatus = coded(Stukstatus, default=Stukstatus.OPEN)
    termijn_id: UUID | None = ref("termijn.id", nullable=True)
    naar_organisatie_id: UUID | None = ref("organisatie.id", nullable=True)
    naar_naam: str | None = Field(default=None, max_length=200)
    afgedaan_op: date | None = None
    bericht_id: UUID | None = ref("bericht.id", nullable=True)
