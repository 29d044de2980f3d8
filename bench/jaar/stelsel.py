"""Stelsel: what happens to the parties and the calendar in the middle of the year."""

from collections.abc import Iterator
from datetime import date, datetime

from app.domain.actor import Actor
from app.domain.beheer import BlockOrganisatie, ProposeOpvolging
from app.domain.termen import Blokkadereden
from app.domain.termijnen.aanpassing import DesignateDay
from app.queries.werkplek import Werkplek
from app.services.kalender import designate_day, effect_of_day
from app.services.organisatie import block_organisatie, unblock_organisatie
from app.services.rechtsopvolging import confirm_opvolging, propose_opvolging
from bench.jaar.toneel import Jaartoneel

#: Invented, all of it.
GEBLOKKEERD = "wijkteam-gm0150"
OPGEGAAN, OPVOLGER = "wijkteam-gm0193", "wijkteam-gm0153"
#: As shares of the year: blocked and let in again, proposed and on its day, decreed.
BLOK_VAN, BLOK_TOT, VOORSTEL, GEDAAN, BESLUIT = 0.35, 0.45, 0.5, 0.6, 0.7


class Stelsel:
    """What the landelijke beheerder does, and who says yes for the successor."""

    def __init__(self, toneel: Jaartoneel, beheerder: Actor, opvolger: Actor) -> None:
        self.toneel, self.beheerder, self.opvolger = toneel, beheerder, opvolger
        self.per: date | None = None
        self.dag: date | None = None
        self.verschoven = 0

    def happen(self, begin: date, tot: date) -> Iterator[datetime]:
        """The script."""
        toneel = self.toneel

        def at(deel: float) -> datetime:
            return toneel.on(toneel.kalender.eerstvolgende_werkdag(begin + (tot - begin) * deel), 60)

        yield at(BLOK_VAN)
        geblokkeerd = toneel.number_of(GEBLOKKEERD)
        toneel.doe("organisatie geblokkeerd", self._block)
        toneel.geblokkeerd.add(geblokkeerd)
        yield at(BLOK_TOT)
        toneel.doe("organisatie vrijgegeven", lambda: unblock_organisatie(self._desk(), GEBLOKKEERD))
        toneel.geblokkeerd.discard(geblokkeerd)
        yield at(VOORSTEL)
        self.per = at(GEDAAN).date()
        toneel.doe("rechtsopvolging bevestigd", self._succeed)
        yield at(GEDAAN)  # the worker did it in the night
        toneel.opgegaan[OPGEGAAN] = OPVOLGER
        yield at(BESLUIT)
        self.dag = self._choose_day()
        toneel.doe("dag aangewezen", self._decree)
        toneel.renew_calendar()

    def _desk(self) -> Werkplek:
        return self.toneel.desk(self.beheerder)

    def _block(self) -> None:
        block_organisatie(self._desk(), BlockOrganisatie(GEBLOKKEERD, Blokkadereden.OP_VERZOEK))

    def _succeed(self) -> None:
        """Proposed and confirmed; the worker carries it out on its day."""
        assert self.per is not None
        rij = propose_opvolging(self._desk(), ProposeOpvolging(OPGEGAAN, OPVOLGER, self.per))
        confirm_opvolging(self.toneel.desk(self.opvolger), rij.id)

    def _choose_day(self) -> date:
        """The werkdag in the coming weeks on which most legal terms end, as the preview tells."""
        toneel = self.toneel
        dagen = [toneel.kalender.werkdagen_erna(toneel.speeldag, na) for na in range(5, 26)]
        with toneel.database.read() as session:
            toneel.session = session
            return max(dagen, key=lambda dag: len(effect_of_day(self._desk(), dag, vrij=True).verschuivingen))

    def _decree(self) -> None:
        assert self.dag is not None
        self.verschoven = designate_day(self._desk(), DesignateDay(datum=self.dag, grond="Verzonnen besluit"))
