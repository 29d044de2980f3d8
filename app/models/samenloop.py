"""Samenloop: under which keys a jeugdige is found, the models that weigh, and the pairs to judge.

Sources: linkage.md §2; domain.md §6. A pair holds how far each field agrees and never a value.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, PrimaryKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.domain.samenloop import Band, Samenloopbesluit, SamenloopStatus, Verhuissoort, Verwantschap
from app.models.basis import check, coded, index_where, instant, key, ref, sealed, unique_where


class SamenloopSleutel(SQLModel, table=True):
    """One key of one jeugdige: half of a keyed hash, so it can be found again and not be read."""

    __tablename__ = "samenloop_sleutel"
    __table_args__ = (
        PrimaryKeyConstraint("hash", "jeugdige_id"),
        Index("ix_samenloop_sleutel_jeugdige", "jeugdige_id"),
    )

    hash: int = Field(sa_column=Column(BigInteger(), nullable=False, autoincrement=False))
    jeugdige_id: UUID = ref("jeugdige.id")


class SamenloopModel(SQLModel, table=True):
    """A learned model with its figures; it works from the moment somebody approved it, at most one at a time.
    Who declined it may think again. Who did what is in the history of the party that keeps the directory.

    Holds distributions and counts of common names, nothing about one person.
    """

    __tablename__ = "samenloop_model"
    __table_args__ = (
        unique_where("uq_samenloop_model_werkt", "werkt", where="werkt"),
        check("gekeurd", "NOT werkt OR gekeurd_op IS NOT NULL"),
        check("afgewezen", "NOT werkt OR afgewezen_op IS NULL"),
    )

    id: UUID = key()
    versie: int = Field(unique=True)
    bron: str = Field(max_length=40)
    inhoud: str
    cijfers: str
    geleerd_op: datetime = instant()
    gekeurd_op: datetime | None = instant(nullable=True)
    afgewezen_op: datetime | None = instant(nullable=True)
    werkt: bool = False


class Samenloopgroep(SQLModel, table=True):
    """Registrations that concern one jeugdige and stay apart (koppelen), with who coordinates them."""

    __tablename__ = "samenloop_groep"

    id: UUID = key()
    procesregisseur_id: UUID | None = ref("medewerker.id", nullable=True)
    gemaakt_op: datetime = instant()


class Samenloop(SQLModel, table=True):
    """Two registrations that may concern one jeugdige; each pair once, the older registration first.

    A side is a casus or an agendering. With an agendering an ``Afstemming`` says what becomes of it.

    ``bewijs`` holds a level per field (``voornaam:gelijk,…``), ``gewicht_tienden`` tenths of a bit.
    ``beslist_*`` is the last thing that was said: a proposal, or the decision; ``beslist_door_ouder`` by
    which side. ``reden`` is sealed with the key of that side and read there only. ``blijft_casus_id``:
    carried out, this casus took the other in.
    """

    __table_args__ = (
        UniqueConstraint("ouder_casus_id", "jonger_casus_id"),
        UniqueConstraint("ouder_casus_id", "jonger_agendering_id"),
        UniqueConstraint("ouder_agendering_id", "jonger_casus_id"),
        UniqueConstraint("ouder_agendering_id", "jonger_agendering_id"),
        check("ouder", "(ouder_casus_id IS NULL) <> (ouder_agendering_id IS NULL)"),
        check("jonger", "(jonger_casus_id IS NULL) <> (jonger_agendering_id IS NULL)"),
        check("twee", "ouder_casus_id <> jonger_casus_id"),
        check("twee_agenderingen", "ouder_agendering_id <> jonger_agendering_id"),
        check(
            "besluit",
            "(status = 'te_beoordelen' AND besluit IS NULL) OR "
            "(status = 'voorgesteld' AND besluit = 'samenvoegen') OR "
            "(status = 'bevestigd' AND besluit IN ('koppelen', 'samenvoegen')) OR "
            "(status = 'afgewezen' AND besluit = 'afgewezen')",
        ),
        check("beslist", "(besluit IS NULL) = (beslist_op IS NULL)"),
        check("kant", "(besluit IS NULL) = (beslist_door_ouder IS NULL)"),
        check(
            "blijft",
            "(blijft_casus_id IS NOT NULL) = (status = 'bevestigd' AND besluit = 'samenvoegen')",
        ),
        check("groep", "groep_id IS NULL OR status IN ('voorgesteld', 'bevestigd')"),
        Index("ix_samenloop_jonger_casus_id", "jonger_casus_id"),
        Index("ix_samenloop_jonger_agendering_id", "jonger_agendering_id"),
        index_where("ix_samenloop_groep_id", "groep_id", where="groep_id IS NOT NULL"),
        index_where("ix_samenloop_blijft_casus_id", "blijft_casus_id", where="blijft_casus_id IS NOT NULL"),
        index_where("ix_samenloop_open", "id", where="status IN ('te_beoordelen', 'voorgesteld')"),
    )

    id: UUID = key()
    kenmerk: str = Field(unique=True, max_length=20)
    ouder_casus_id: UUID | None = ref("casus.id", nullable=True)
    jonger_casus_id: UUID | None = ref("casus.id", nullable=True)
    ouder_agendering_id: UUID | None = ref("agendering.id", nullable=True)
    jonger_agendering_id: UUID | None = ref("agendering.id", nullable=True)
    status: SamenloopStatus = coded(SamenloopStatus, default=SamenloopStatus.TE_BEOORDELEN)
    band: Band = coded(Band)
    verwantschap: Verwantschap = coded(Verwantschap)
    gewicht_tienden: int
    bewijs: str = Field(max_length=200)
    model_versie: int
    gevonden_op: datetime = instant()
    termijn_id: UUID | None = ref("termijn.id", nullable=True, unique=True)
    besluit: Samenloopbesluit | None = coded(Samenloopbesluit, nullable=True)
    beslist_door_ouder: bool | None = None
    beslist_organisatie_id: UUID | None = ref("organisatie.id", nullable=True)
    beslist_door_id: UUID | None = ref("medewerker.id", nullable=True)
    beslist_op: datetime | None = instant(nullable=True)
    reden_verzegeld: bytes | None = sealed()
    groep_id: UUID | None = ref("samenloop_groep.id", nullable=True)
    blijft_casus_id: UUID | None = ref("casus.id", nullable=True)


class Verhuizing(SQLModel, table=True):
    """One thing that moved when two casussen were joined: a splitsing gives it back."""

    __tablename__ = "samenloop_verhuizing"
    __table_args__ = (PrimaryKeyConstraint("samenloop_id", "soort", "item_id"),)

    samenloop_id: UUID = ref("samenloop.id")
    soort: Verhuissoort = coded(Verhuissoort)
    item_id: UUID


class Privacytaak(SQLModel, table=True):
    """A splitsing that the privacy officer of an organisatie looks at: who could read what was not theirs."""

    __table_args__ = (
        UniqueConstraint("samenloop_id", "organisatie_id", "ontstaan_op"),
        index_where("ix_privacytaak_open", "organisatie_id", "id", where="afgehandeld_op IS NULL"),
        check("afgehandeld", "(afgehandeld_op IS NULL) = (afgehandeld_door_id IS NULL)"),
    )

    id: UUID = key()
    samenloop_id: UUID = ref("samenloop.id")
    organisatie_id: UUID = ref("organisatie.id")
    van: datetime = instant()
    ontstaan_op: datetime = instant()
    afgehandeld_op: datetime | None = instant(nullable=True)
    afgehandeld_door_id: UUID | None = ref("medewerker.id", nullable=True)
