"""Bijdragen over the API: a question to another party, its answer, and how it stands."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from app.domain.bijdrage import AnswerBijdrage, AskBijdrage, BijdrageStatus, WithdrawBijdrage
from app.domain.bijlage import MEESTE, Gekeurd
from app.schemas.api.basis import Datum, Invoer, Kenmerk, Lijst, PartijUit, RefUit, Tekst, Uitvoer
from app.schemas.api.bijlagen import BijlageIn, BijlageKeuze, BijlageUit


class BijdrageIn(Invoer):
    """The owner asks; without ``uiterlijk`` the norm decides."""

    naar_organisatie: Kenmerk
    vraag: Tekst
    uiterlijk: Datum | None = None
    bijlagen: list[BijlageKeuze] = Field(default_factory=list, max_length=MEESTE)

    def to_command(self, casus_id: UUID, bestanden: tuple[Gekeurd, ...]) -> AskBijdrage:
        """As the domain knows it; the new files come judged."""
        gekozen = tuple(bijlage.id for bijlage in self.bijlagen if bijlage.id is not None)
        woorden = self.model_dump(exclude={"bijlagen"})
        return AskBijdrage(casus_id=casus_id, bijlagen=bestanden, meegestuurd=gekozen, **woorden)


class AntwoordIn(Invoer):
    """The party that was asked answers."""

    antwoord: Tekst
    bijlagen: list[BijlageIn] = Field(default_factory=list, max_length=MEESTE)

    def to_command(self, bijdrage_id: UUID, bestanden: tuple[Gekeurd, ...]) -> AnswerBijdrage:
        """As the domain knows it; the files come judged."""
        return AnswerBijdrage(bijdrage_id=bijdrage_id, antwoord=self.antwoord, bijlagen=bestanden)


class BijdrageIntrekkingIn(Invoer):
    """The owner no longer needs it."""

    toelichting: Tekst | None = None

    def to_command(self, bijdrage_id: UUID) -> WithdrawBijdrage:
        """As the domain knows it."""
        return WithdrawBijdrage(bijdrage_id=bijdrage_id, toelichting=self.toelichting)


class VerwerkingIn(Invoer):
    """The answer was read: there is nothing to say."""


class BijdrageRijUit(Uitvoer):
    """One row: kenmerk, parties and dates; no words."""

    id: UUID
    casus: RefUit
    van: PartijUit
    eigenaar: PartijUit
    naar: PartijUit
    status: BijdrageStatus
    gevraagd_op: datetime
    uiterlijk: date
    te_laat: bool
    beeindigd_op: datetime | None
    verwerkt_op: datetime | None


class BijdrageUit(BijdrageRijUit):
    """One question with its words, as far as this actor reads them."""

    vraag: str | None
    antwoord: str | None
    toelichting: str | None
    bijlagen: list[BijlageUit]


class BijdrageLijst(Lijst):
    items: list[BijdrageRijUit]
