"""Idempotency-Key: the same request does its work once (I12)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlmodel import func, select

from app.models import Melding
from tests.api.opdrachten import BASIS, melding, pass_on, problem, register, sent
from tests.fixtures_web import Web

SLEUTEL = {"Idempotency-Key": "eerste-poging"}


def count(web: Web) -> int:
    with web.wereld.database.read() as session:
        return session.exec(select(func.count()).select_from(Melding)).one()


def test_the_same_request_gives_the_same_answer_and_is_done_once(web: Web) -> None:
    vws = web.client("vws-ucz")
    eerste = vws.post(f"{BASIS}/meldingen", json=melding(), headers=SLEUTEL)
    tweede = vws.post(f"{BASIS}/meldingen", json=melding(), headers=SLEUTEL)
    assert (tweede.status_code, tweede.json()) == (eerste.status_code, eerste.json())
    assert tweede.headers["Location"] == eerste.headers["Location"]
    assert count(web) == 1


def test_the_same_key_with_another_body_is_refused(web: Web) -> None:
    vws = web.client("vws-ucz")
    sent(vws.post(f"{BASIS}/meldingen", json=melding(), headers=SLEUTEL))
    anders = vws.post(f"{BASIS}/meldingen", json=melding(spoed=True), headers=SLEUTEL)
    assert problem(anders, 409)["code"] == "sleutel_al_gebruikt"
    assert count(web) == 1


def test_the_key_of_another_system_is_another_key(web: Web) -> None:
    sent(web.client("vws-ucz").post(f"{BASIS}/meldingen", json=melding(), headers=SLEUTEL))
    sent(web.client("ozj").post(f"{BASIS}/meldingen", json=melding(), headers=SLEUTEL))
    assert count(web) == 2


def test_an_error_is_not_stored_so_the_corrected_request_works(web: Web) -> None:
    vws = web.client("vws-ucz")
    problem(vws.post(f"{BASIS}/meldingen", json=melding(melder={}), headers=SLEUTEL), 400)
    sent(vws.post(f"{BASIS}/meldingen", json=melding(), headers=SLEUTEL))
    assert count(web) == 1


def test_at_the_same_moment_it_is_still_done_once(web: Web) -> None:
    vws = web.client("vws-ucz")
    with vws, ThreadPoolExecutor(6) as tegelijk:
        antwoorden = list(
            tegelijk.map(lambda _: vws.post(f"{BASIS}/meldingen", json=melding(), headers=SLEUTEL), range(6))
        )
    assert {antwoord.status_code for antwoord in antwoorden} == {201}
    assert len({antwoord.json()["id"] for antwoord in antwoorden}) == 1
    assert count(web) == 1


def test_after_two_days_the_key_is_free_again(sqlite_web: Web) -> None:
    vws = sqlite_web.client("vws-ucz")
    sent(vws.post(f"{BASIS}/meldingen", json=melding(), headers=SLEUTEL))
    sqlite_web.wereld.now += timedelta(hours=49)
    sent(vws.post(f"{BASIS}/meldingen", json=melding(spoed=True), headers=SLEUTEL))
    assert count(sqlite_web) == 2


def test_who_may_read_less_now_hears_that_it_was_done_without_the_words(web: Web) -> None:
    vws, ozj = web.client("vws-ucz"), web.client("ozj")
    casus = register(vws)["casussen"][0]["id"]
    pad, invoer = f"{BASIS}/casussen/{casus}/jeugdige", {"roepnaam": "Fem"}
    eerste = vws.patch(pad, json=invoer, headers=SLEUTEL)
    assert vws.patch(pad, json=invoer, headers=SLEUTEL).json() == eerste.json()
    pass_on(vws, ozj, casus, "ozj")
    later = vws.patch(pad, json=invoer, headers=SLEUTEL)
    assert (later.status_code, later.json()) == (200, {})
    assert later.headers["Location"] == eerste.headers["Location"]
    problem(vws.patch(pad, json=invoer), 403)
