"""The same request does its work once, also when two of them come after the answer grew old (I12)."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from app.domain.actor import Rol
from app.domain.uitnodigen import InviteMedewerker
from app.installatie import Installation
from app.models import Idempotentie, Limietteller, Sessie, Uitnodiging
from app.queries.idempotentie import claim
from app.queries.toegang import count_attempt
from app.security import Sessieduur, start_sessie
from app.services import idempotentie
from app.services.idempotentie import Resultaat, Verzoek, do_once
from app.services.uitnodiging import invite
from app.settings import Settings
from app.worker.werk import look_over
from tests.services.stappen import Stappen

VERZOEK = Verzoek("POST", "/meldingen", "k1", b"{}")


def do(stappen: Stappen, locatie: str) -> Resultaat:
    with stappen.wereld.werkplek("vws-ucz") as desk:
        return do_once(desk, VERZOEK, lambda: Resultaat(201, locatie))


def test_an_answer_that_is_too_old_makes_room(stappen: Stappen) -> None:
    do(stappen, "/een")
    stappen.wereld.later(hours=47)
    assert do(stappen, "/twee").locatie == "/een"
    stappen.wereld.later(hours=2)
    assert do(stappen, "/drie").locatie == "/drie"
    stappen.nothing_broken()


def test_the_worker_forgets_answers_counts_and_log_ins_that_no_longer_count(stappen: Stappen) -> None:
    """Answers hold what was asked and said, under a key of their own: that of the casus does not reach them.
    A count of attempts lasts as long as the longest window, and longer than a clock jumps."""
    wereld = stappen.wereld
    do(stappen, "/een")
    with wereld.database.transaction() as session:
        count_attempt(session, "naam:ria", wereld.now, wereld.now - timedelta(minutes=15))
        duur = Sessieduur(timedelta(seconds=1), timedelta(seconds=1))
        start_sessie(session, wereld.actors["ozj"].id, duur, wereld.now)
    installation = Installation(
        Settings(var=Path("ongebruikt"), database_url=wereld.database.url), wereld.database, wereld.kluis
    )
    for later, over in ((timedelta(hours=47), 1), (timedelta(hours=49), 0)):
        assert look_over(installation, wereld.now + later, na=timedelta(0))
        with wereld.database.read() as session:
            assert len(session.exec(select(Idempotentie.id)).all()) == over
            assert len(session.exec(select(Limietteller.sleutel)).all()) == over
            assert len(session.exec(select(Sessie.id)).all()) == over


def test_the_worker_forgets_whom_a_code_was_for_a_month_after_it_stopped_working(stappen: Stappen) -> None:
    wereld = stappen.wereld
    opdracht = InviteMedewerker(
        naam="Jip", gebruikersnaam="jip", rollen=frozenset({Rol.VERBINDINGSREGISSEUR})
    )
    with wereld.werkplek(wereld.hire("ozj", Rol.COORDINATOR)) as desk:
        invite(desk, opdracht, "0" * 64)
    installation = Installation(
        Settings(var=Path("ongebruikt"), database_url=wereld.database.url), wereld.database, wereld.kluis
    )
    for later, over in ((timedelta(days=36), 1), (timedelta(days=38), 0)):
        assert look_over(installation, wereld.now + later, na=timedelta(0))
        with wereld.database.read() as session:
            assert len(session.exec(select(Uitnodiging.id)).all()) == over


def test_who_is_second_after_an_old_answer_made_room_does_not_do_it_again(
    stappen: Stappen, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(stappen, "/oud")
    stappen.wereld.later(hours=49)
    keren: list[object] = []

    def claim_late(session: Session, rij: Idempotentie) -> bool:
        """Just before the second try another request claims the key, and answers."""
        keren.append(rij.id)
        if len(keren) == 2:
            monkeypatch.setattr(idempotentie, "claim", claim)
            with_desk.append(do_once(desk, VERZOEK, lambda: Resultaat(201, "/ander")))
        return claim(session, rij)

    with_desk: list[Resultaat] = []
    monkeypatch.setattr(idempotentie, "claim", claim_late)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        zelf = do_once(desk, VERZOEK, lambda: Resultaat(201, "/zelf"))
    assert (zelf.locatie, [ander.locatie for ander in with_desk]) == ("/ander", ["/ander"])
    stappen.nothing_broken()
