"""Toegangslink, Toegangscode, Linksessie, Linkbezoeker: how others than users get in (domain.md §5, I11)."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.domain.toegangslink import Codeweg, Linkdoel
from app.models.basis import check, coded, index_where, instant, key, ref, sealed, unique_where


class Toegangslink(SQLModel, table=True):
    """A secret link: ``hash`` (SHA-256) finds it, the sealed value lets the next message carry it again.

    ``doel_id`` is what it opens; for a melder that is the melding, whose key seals the value. For a party
    without an account it is the offer, the bijdrage or its eigenaarschap, and the key is that of the casus:
    the link works as long as that runs and nobody there has an account (``queries/partijlink.py``). At most
    one of a doel works.
    """

    __table_args__ = (
        unique_where("uq_toegangslink_geldig", "doel", "doel_id", where="ingetrokken_op IS NULL"),
        check("volg", "(doel = 'volg') = (melding_id IS NOT NULL)"),
        check("doel_id", "melding_id IS NULL OR melding_id = doel_id"),
        check("partij", "(doel = 'volg') = (casus_id IS NULL)"),
        check("organisatie", "(casus_id IS NULL) = (organisatie_id IS NULL)"),
        index_where("ix_toegangslink_casus_id", "casus_id", where="casus_id IS NOT NULL"),
    )

    id: UUID = key()
    doel: Linkdoel = coded(Linkdoel)
    doel_id: UUID
    melding_id: UUID | None = ref("melding.id", nullable=True, index=True)
    casus_id: UUID | None = ref("casus.id", nullable=True)
    organisatie_id: UUID | None = ref("organisatie.id", nullable=True)
    hash: str = Field(unique=True, max_length=64)
    waarde_verzegeld: bytes | None = sealed()
    gemaakt_op: datetime = instant()
    gemaakt_door_id: UUID | None = ref("medewerker.id", nullable=True)
    verloopt_op: datetime | None = instant(nullable=True)
    geopend_op: datetime | None = instant(nullable=True)
    ingetrokken_op: datetime | None = instant(nullable=True)
    ingetrokken_door_id: UUID | None = ref("medewerker.id", nullable=True)


class Toegangscode(SQLModel, table=True):
    """The second factor, sealed with the same key as its link.

    ``mailen_na``: the worker sends it from then on; empty once somebody is at it, so that no code is mailed
    twice. One that did not arrive is asked for again.
    """

    __table_args__ = (
        index_where("ix_toegangscode_te_mailen", "mailen_na", "id", where="mailen_na IS NOT NULL"),
        check("mailen", "mailen_na IS NULL OR weg = 'mail'"),
    )

    id: UUID = key()
    link_id: UUID = ref("toegangslink.id", index=True)
    weg: Codeweg = coded(Codeweg)
    code_verzegeld: bytes | None = sealed()
    gemaakt_op: datetime = instant()
    gemaakt_door_id: UUID | None = ref("medewerker.id", nullable=True)
    verloopt_op: datetime | None = instant(nullable=True)
    gebruikt_op: datetime | None = instant(nullable=True)
    ingetrokken_op: datetime | None = instant(nullable=True)
    mailen_na: datetime | None = instant(nullable=True)


class Linksessie(SQLModel, table=True):
    """A visit through a link. ``id`` is the SHA-256 of its own cookie, never that of a medewerker.

    ``bezoeker_id``: who said to be there, of a party; before that nothing is shown.
    """

    __table_args__ = (
        index_where("ix_linksessie_bezoeker_id", "bezoeker_id", where="bezoeker_id IS NOT NULL"),
    )

    id: str = Field(primary_key=True, max_length=64)
    link_id: UUID = ref("toegangslink.id", index=True)
    csrf: str = Field(max_length=64)
    gemaakt_op: datetime = instant()
    gezien_op: datetime = instant()
    verloopt_op: datetime = instant()
    bezoeker_id: UUID | None = ref("linkbezoeker.id", nullable=True)


class Linkbezoeker(SQLModel, table=True):
    """Somebody of a party without an account, by the name and function given in a visit; sealed with the key
    of the casus. Acts name this id, so the history holds no name."""

    id: UUID = key()
    casus_id: UUID = ref("casus.id", index=True)
    organisatie_id: UUID = ref("organisatie.id")
    persoon_verzegeld: bytes | None = sealed()
    genoemd_op: datetime = instant()
