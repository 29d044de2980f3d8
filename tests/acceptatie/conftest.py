"""The stage of the scenarios: the steps of the services, and the questions a scenario asks afterwards."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from app.domain.berichttermen import BerichtStatus
from app.domain.termijnen.regels import Termijncode
from app.models import Termijn
from app.queries.beelden import CasusBeeld
from app.queries.berichtenlijst import list_berichten, load_bericht
from app.queries.casusbeeld import load_casus
from app.queries.route import route_of_casus
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen


class Verhaal(Stappen):
    """One story: the acts of ``Stappen`` and what people see of them."""

    def hire(self, *kenmerken: str) -> None:
        for kenmerk in kenmerken:
            if kenmerk not in self.wereld.actors:
                self.wereld.hire(kenmerk)

    def view(self, wie: str, casus_id: UUID) -> CasusBeeld:
        with self.wereld.werkplek(wie) as desk:
            return load_casus(desk, str(casus_id))

    def route(self, wie: str, casus_id: UUID) -> list[str]:
        with self.wereld.werkplek(wie) as desk:
            keten = route_of_casus(desk, load_casus(desk, str(casus_id)))
        return [schakel.organisatie.kenmerk for schakel in keten]

    def due(self, melding_id: UUID, code: Termijncode) -> date:
        return self.promise(melding_id, code).uiterlijk

    def letters(self, wie: str) -> list[str]:
        """The text of every message that this organisatie has to send."""
        with self.wereld.werkplek(wie) as desk:
            rijen, _ = list_berichten(desk, BerichtStatus.TE_VERSTUREN, None)
            return [load_bericht(desk, rij.id).tekst or "" for rij in rijen]

    def promise(self, melding_id: UUID, code: Termijncode) -> Termijn:
        """The open promise with this code; there must be one."""
        (gevonden,) = [t for t in self.termijnen(melding_id) if t.is_open and t.code is code]
        return gevonden


@pytest.fixture
def verhaal(wereld: Wereld) -> Iterator[Verhaal]:
    """On both engines; at the end every invariant holds and the history is whole."""
    verhaal = Verhaal(wereld)
    yield verhaal
    verhaal.nothing_broken()
