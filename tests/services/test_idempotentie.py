"""The same request does its work once, also when two of them come after the answer grew old (I12)."""

import pytest
from sqlmodel import Session

from app.models import Idempotentie
from app.queries.idempotentie import claim
from app.services import idempotentie
from app.services.idempotentie import Resultaat, Verzoek, do_once
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
