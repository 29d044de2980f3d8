"""Awb 6:15 and 2:3: a bezwaar or aanvraag keeps its day and is sent on at once; the sender is told."""

from datetime import date

import pytest

from app.domain.errors import InvalidInputError, NotVisibleError, RefusedError
from app.domain.klachtopdrachten import ForwardStuk
from app.domain.klachttermen import Stukstatus
from app.domain.termen import Aard
from app.models import Stuk
from app.queries.stukken import StukBeeld, list_stukken
from app.queries.vandaag import today
from app.services.stuk import forward_stuk
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen
from tests.services.test_rechtsopvolging import succeed

BINNEN = date(2026, 10, 30)


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    return Stappen(sqlite_wereld)


def register(stappen: Stappen, *aarden: Aard):  # the answer of the service
    aard = frozenset({Aard.HULPVRAAG, *aarden})
    return stappen.register("vws-ucz", loket="vws-ucz", aard=aard, ontvangen_op=BINNEN)


def stukken(stappen: Stappen, wie: str = "vws-ucz") -> list[StukBeeld]:
    with stappen.wereld.werkplek(wie) as desk:
        return list_stukken(desk)


def send(stappen: Stappen, stuk: StukBeeld, wie: str = "vws-ucz", **anders: object) -> Stuk:
    gegevens = {"status": Stukstatus.DOORGEZONDEN, "naar_naam": "Rechtbank Overijssel"} | anders
    with stappen.wereld.werkplek(wie) as desk:
        return forward_stuk(desk, ForwardStuk(stuk_id=stuk.id, **gegevens))  # type: ignore[arg-type]  # named


def test_awb_6_15_it_keeps_its_day_of_receipt_and_the_sender_is_told(stappen: Stappen) -> None:
    nieuw = register(stappen, Aard.BEZWAAR)
    (stuk,) = stukken(stappen)
    assert (stuk.ontvangen_op, stuk.status) == (BINNEN, Stukstatus.OPEN)
    assert [t for t in stappen.termijnen(nieuw.melding.id) if t.code == "doorzenden" and t.is_open]
    eerder = len(stappen.berichten())
    send(stappen, stuk)
    (na,) = stukken(stappen)
    assert (na.status, na.naar, na.ontvangen_op) == (Stukstatus.DOORGEZONDEN, "Rechtbank Overijssel", BINNEN)
    assert len(stappen.berichten()) == eerder + 1, "told in the same act"
    assert not [t for t in stappen.termijnen(nieuw.melding.id) if t.code == "doorzenden" and t.is_open]
    stappen.nothing_broken()


def test_awb_6_15_it_is_a_task_of_who_received_it_also_when_the_casus_went_on(stappen: Stappen) -> None:
    nieuw = register(stappen, Aard.AANVRAAG)
    stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    (stuk,) = stukken(stappen)
    assert stukken(stappen, "ozj") == []
    with pytest.raises(NotVisibleError):
        send(stappen, stuk, "ozj")
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert "Stuur het bezwaar of de aanvraag door" in [taak.wat for taak in today(desk).taken]
    send(stappen, stuk, naar_naam=None, naar_organisatie="gemeente-gm0193")
    assert stukken(stappen)[0].naar == "Gemeente Zwolle"


def test_awb_6_15_not_twice_and_not_to_nobody(stappen: Stappen) -> None:
    register(stappen, Aard.BEZWAAR, Aard.AANVRAAG)
    eerste, tweede = stukken(stappen)
    with pytest.raises(InvalidInputError):
        send(stappen, eerste, naar_naam=" ")
    with pytest.raises(InvalidInputError, match="Kies wat u"):
        send(stappen, eerste, status=Stukstatus.OPEN)
    with pytest.raises(InvalidInputError, match="Dat bent u zelf"):
        send(stappen, eerste, naar_naam=None, naar_organisatie="vws-ucz")
    send(stappen, eerste)
    with pytest.raises(RefusedError, match="al afgehandeld"):
        send(stappen, eerste)
    send(stappen, tweede, status=Stukstatus.ZELF_BEHANDELD, naar_naam=None)
    assert {s.status for s in stukken(stappen)} == {Stukstatus.DOORGEZONDEN, Stukstatus.ZELF_BEHANDELD}
    stappen.nothing_broken()


def test_awb_6_15_it_outlives_the_question_beside_it(stappen: Stappen) -> None:
    """Closing the melding ends its promises; a bezwaar still has its day and somebody who sends it on."""
    nieuw = register(stappen, Aard.BEZWAAR)
    stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.close_melding("vws-ucz", nieuw.melding.id)
    (stuk,) = stukken(stappen)
    assert (stuk.status, stuk.uiterlijk is not None) == (Stukstatus.OPEN, True)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert "Stuur het bezwaar of de aanvraag door" in [taak.wat for taak in today(desk).taken]
    send(stappen, stuk)
    assert not [t for t in stappen.termijnen(nieuw.melding.id) if t.is_open]
    (bericht,) = [rij for rij in stappen.berichten() if rij[0] == "stuk_doorgezonden"]
    assert bericht[1] == "te_versturen", "told also now (6:15 lid 3)"
    stappen.nothing_broken()


def test_awb_6_15_it_goes_along_when_who_received_it_goes_up_in_another(stappen: Stappen) -> None:
    nieuw = register(stappen, Aard.BEZWAAR)
    succeed(stappen, "vws-ucz", "juiste-loket")
    (stuk,) = stukken(stappen, "juiste-loket")
    assert stuk.ontvangen_op == BINNEN
    (belofte,) = [t for t in stappen.termijnen(nieuw.melding.id) if t.code == "doorzenden"]
    assert belofte.verantwoordelijke_id == stappen.id_of("juiste-loket")
    send(stappen, stuk, "juiste-loket")
    stappen.nothing_broken()
