"""Logging in: counted, rotated, ended; and what loses access at once."""

from datetime import timedelta

import pytest
from sqlmodel import select

from app.domain.errors import NotPermittedError, TooManyAttemptsError
from app.domain.omgeving import local_date
from app.models import Limietteller, Medewerker, Organisatie, Sessie
from app.queries.toegang import actor_of_medewerker
from app.security import (
    POGINGEN_PER_NAAM,
    Inlog,
    Inlogpoging,
    hash_of,
    hash_password,
    log_in,
    resolve_sessie,
    resolve_token,
)
from tests.fixtures_web import Web

WACHTWOORD = "een lang wachtwoord om te proeven"


def with_password(web: Web, kenmerk: str = "ozj") -> str:
    with web.wereld.database.transaction() as session:
        rij = session.exec(select(Medewerker).where(Medewerker.id == web.wereld.actors[kenmerk].id)).one()
        rij.wachtwoord_hash = hash_password(WACHTWOORD)
        return rij.gebruikersnaam


def attempt(web: Web, naam: str, wachtwoord: str = WACHTWOORD, vorige: str | None = None) -> Inlog | None:
    duur = web.app.state.huis.sessieduur
    poging = Inlogpoging(naam, wachtwoord, "192.0.2.1")
    return log_in(web.wereld.database, poging, duur, web.wereld.now, vorige)


def is_in(web: Web, inlog: Inlog) -> bool:
    with web.wereld.database.read() as session:
        duur = web.app.state.huis.sessieduur
        return resolve_sessie(session, inlog.waarde, duur, web.wereld.now) is not None


def test_a_log_in_stores_only_a_hash_and_replaces_the_one_before(web: Web) -> None:
    naam = with_password(web)
    eerste = attempt(web, naam)
    assert eerste is not None and is_in(web, eerste)
    tweede = attempt(web, naam, vorige=eerste.waarde)
    assert tweede is not None and is_in(web, tweede)
    assert not is_in(web, eerste)
    with web.wereld.database.read() as session:
        assert [rij.id for rij in session.exec(select(Sessie))] == [hash_of(tweede.waarde)]


def test_wrong_unknown_and_too_often(web: Web) -> None:
    naam = with_password(web)
    assert attempt(web, "niemand") is None
    for _ in range(POGINGEN_PER_NAAM):
        assert attempt(web, naam, "fout") is None
    with pytest.raises(TooManyAttemptsError):
        attempt(web, naam)
    web.wereld.now += timedelta(minutes=16)
    assert attempt(web, naam) is not None


def test_a_log_in_ends_after_rest_and_after_its_length(sqlite_web: Web) -> None:
    inlog = attempt(sqlite_web, with_password(sqlite_web))
    assert inlog is not None
    sqlite_web.wereld.now += timedelta(minutes=59)
    assert is_in(sqlite_web, inlog)
    sqlite_web.wereld.now += timedelta(minutes=1)
    assert not is_in(sqlite_web, inlog)


def test_a_blocked_organisatie_is_out_at_once(web: Web) -> None:
    inlog = attempt(web, with_password(web))
    token = web.token("ozj")
    assert inlog is not None
    with web.wereld.database.transaction() as session:
        rij = session.exec(select(Organisatie).where(Organisatie.kenmerk == "ozj")).one()
        rij.toegang_geblokkeerd = True
    assert not is_in(web, inlog)
    with web.wereld.database.read() as session:
        assert resolve_token(session, token, web.wereld.now) is None


def test_a_plaatsvervanger_stands_in_while_a_colleague_is_away(web: Web) -> None:
    collega, ik = web.wereld.actors["ozj"], web.wereld.hire("ozj")
    vandaag = local_date(web.wereld.now)
    with web.wereld.database.transaction() as session:
        rij = session.exec(select(Medewerker).where(Medewerker.id == collega.id)).one()
        rij.plaatsvervanger_id, rij.afwezig_van, rij.afwezig_tot = ik.id, vandaag, vandaag
    with web.wereld.database.read() as session:
        nu = actor_of_medewerker(session, ik.id, vandaag)
        morgen = actor_of_medewerker(session, ik.id, vandaag + timedelta(days=1))
    assert nu is not None and nu.vervangt == {collega.id}
    assert morgen is not None and not morgen.vervangt


def test_an_old_or_strange_cookie_never_stands_in_the_way_of_a_log_in(web: Web) -> None:
    with web.wereld.database.transaction() as session:
        medewerker = session.exec(select(Medewerker)).first()
        assert medewerker is not None
        medewerker.wachtwoord_hash = hash_password("een lang wachtwoord")
        naam = medewerker.gebruikersnaam
    browser = web.browser(Cookie="houvast=verlopen-of-verzonnen")
    antwoord = browser.post("/inloggen", data={"gebruikersnaam": naam, "wachtwoord": "een lang wachtwoord"})
    assert antwoord.status_code == 303
    assert "houvast" in antwoord.headers["set-cookie"]


def test_an_address_that_many_people_share_is_not_locked_by_their_successes(sqlite_web: Web) -> None:
    with sqlite_web.wereld.database.transaction() as session:
        medewerker = session.exec(select(Medewerker)).first()
        assert medewerker is not None
        medewerker.wachtwoord_hash = hash_password("een lang wachtwoord")
        naam = medewerker.gebruikersnaam
    for _ in range(3):
        sqlite_web.browser().post(
            "/inloggen", data={"gebruikersnaam": naam, "wachtwoord": "een lang wachtwoord"}
        )
    with sqlite_web.wereld.database.read() as session:
        assert [teller.aantal for teller in session.exec(select(Limietteller))] == [0]


def test_who_knows_the_password_and_has_no_access_hears_that_and_nobody_else_does(web: Web) -> None:
    """It said that name and password do not fit: somebody of a blocked party asked for another one."""
    naam = with_password(web)
    with web.wereld.database.transaction() as session:
        session.exec(select(Organisatie).where(Organisatie.kenmerk == "ozj")).one().toegang_geblokkeerd = True
    with pytest.raises(NotPermittedError, match="Uw wachtwoord klopt, maar u hebt nu geen toegang"):
        attempt(web, naam)
    assert attempt(web, naam, "een ander wachtwoord") is None
    pagina = web.browser().post("/inloggen", data={"gebruikersnaam": naam, "wachtwoord": WACHTWOORD})
    assert "maar u hebt nu geen toegang" in pagina.text
    assert "houvast" not in pagina.cookies
