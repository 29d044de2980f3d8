"""The link of a melder: opened by a program, sent on, used twice, guessed, too old, taken back."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.domain.opdrachten import CorrectContact, MelderGegevens
from app.domain.termen import Voorkeurskanaal
from app.domain.toegangslink import Codeweg
from app.models import Gebeurtenis, Melder, Melding, Toegangscode, Toegangslink
from app.queries.werkplek import persoon_plek
from app.services.contact import correct_contact
from app.services.volgwijzer import renew_link, withdraw_link
from tests.fixtures_app import Wereld
from tests.pages.rondgang import log_in
from tests.pages.volgen import ADRES, Volgweb, say, token_of, type_code, volgweb_of

ONBEKEND = "0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0001"


@pytest.fixture
def volg(wereld: Wereld, tmp_path: Path) -> Iterator[Volgweb]:
    """On both engines: codes are claimed and counted by the database."""
    with volgweb_of(wereld, tmp_path) as volg:
        yield volg


@pytest.fixture
def sqlite_volg(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Volgweb]:
    with volgweb_of(sqlite_wereld, tmp_path) as volg:
        yield volg


def rows(volg: Volgweb, model: type) -> int:
    with volg.wereld.database.read() as session:
        return len(session.exec(select(model)).all())


def follow(volg: Volgweb, link: str) -> TestClient:
    client = volg.web.browser()
    antwoord = client.post(f"/volg/{link}")
    assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/volg/code")
    return client


def test_the_receipt_carries_the_link_and_only_its_hash_is_stored_openly(sqlite_volg: Volgweb) -> None:
    volg = sqlite_volg
    nieuw, link = volg.register()
    with volg.wereld.database.read() as session:
        rij = session.exec(select(Toegangslink)).one()
        assert rij.melding_id == nieuw.melding.id
        assert link.replace("-", "") not in (rij.hash, rij.waarde_verzegeld)
        assert len(rij.hash) == 64
    assert f"{ADRES}/volg/{link}" in volg.message("vws-ucz")


def test_link_and_code_give_a_page_without_the_link_in_its_address(sqlite_volg: Volgweb) -> None:
    volg = sqlite_volg
    nieuw, link = volg.register()
    client = follow(volg, link)
    code = volg.code(nieuw.melding, Codeweg.MAIL)
    antwoord = type_code(client, f"{code[:3]} {code[3:]}")
    assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/volg")
    koekje = next(k for k in antwoord.headers.get_list("set-cookie") if k.startswith("houvast-volg="))
    assert "HttpOnly" in koekje
    assert "samesite=strict" in koekje.lower()
    pagina = client.get("/volg")
    assert nieuw.melding.kenmerk in pagina.text
    assert link not in pagina.text
    assert ("melder", "eigen_melding") in volg.reads(nieuw.melding)


def test_a_code_of_mail_or_telephone_counts_once(volg: Volgweb) -> None:
    nieuw, link = volg.register()
    code = volg.phone_code(nieuw.melding)
    eerste, tweede = follow(volg, link), follow(volg, link)
    assert type_code(eerste, code).status_code == 303
    assert type_code(tweede, code).status_code == 422
    assert tweede.get("/volg").status_code == 303


def test_the_code_of_a_letter_counts_each_time_and_stands_on_each_letter(sqlite_volg: Volgweb) -> None:
    volg = sqlite_volg
    melder = MelderGegevens(
        naam="Dorien", adres="Straat 1\n8011 AB Zwolle", voorkeurskanaal=Voorkeurskanaal.BRIEF
    )
    nieuw, link = volg.register(melder=melder)
    code = volg.code(nieuw.melding, Codeweg.BRIEF)
    assert len(code) == 8
    # as somebody types it from paper, as a text editor makes dashes longer
    for getypt in (link.replace("-", "").upper(), link.replace("-", "\N{EN DASH}")):
        client = follow(volg, quote(getypt))
        assert type_code(client, f"{code[:4]} {code[4:]}").status_code == 303
    follow(volg, quote("\N{EURO SIGN}\N{NON-BREAKING HYPHEN}\N{LATIN SMALL LETTER E WITH ACUTE}"))
    volg.stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    brief = volg.message("ozj")
    assert f"{code[:4]} {code[4:]}" in brief
    assert link in brief


def test_a_link_that_was_taken_back_stops_with_its_visits_and_codes(volg: Volgweb) -> None:
    nieuw, link = volg.register()
    binnen, client = volg.enter(nieuw.melding), follow(volg, link)
    code = volg.phone_code(nieuw.melding)
    assert binnen.get("/volg").status_code == 200
    with volg.wereld.werkplek("vws-ucz") as desk:
        withdraw_link(desk, nieuw.melding.id)
    assert binnen.get("/volg").status_code == 403
    assert type_code(client, code).status_code == 422
    volg.stappen.nothing_broken()


BRIEF = MelderGegevens(
    naam="Dorien", email="d@voorbeeld.example", telefoon="06-12345678", adres="Oudekade 1",
    voorkeurskanaal=Voorkeurskanaal.BRIEF,
)  # fmt: skip


def test_who_moves_or_hides_is_not_found_by_the_old_letter(sqlite_volg: Volgweb) -> None:
    volg = sqlite_volg
    nieuw, oud = volg.register(melder=BRIEF)
    anders: dict[str, object]
    for anders in (
        {"adres": "Geheim 2"},
        {"email": "nieuw@voorbeeld.example"},
        {"veilig_bereiken": "Niet mailen"},
        {"afgeschermd": True},
    ):
        code, binnen = volg.code(nieuw.melding, Codeweg.BRIEF), volg.enter(nieuw.melding)
        correct(volg, nieuw.melding.id, **anders)
        assert binnen.get("/volg").status_code == 403
        assert type_code(follow(volg, oud), code).status_code == 422
        link, brief = volg.link(nieuw.melding), volg.message("vws-ucz")
        assert link != oud
        assert f"/volg/{link}" in brief
        assert oud not in brief
        nieuwe_code = volg.code(nieuw.melding, Codeweg.BRIEF)
        assert f"{nieuwe_code[:4]} {nieuwe_code[4:]}" in brief
        oud = link
    with volg.wereld.werkplek("vws-ucz") as desk:
        withdraw_link(desk, nieuw.melding.id)
    correct(volg, nieuw.melding.id, adres="Nog verder 3")
    assert "/volg/" not in volg.message("vws-ucz")  # what was taken back, a person makes again
    volg.stappen.nothing_broken()


def test_a_message_that_goes_another_way_carries_what_belongs_to_that_way(sqlite_volg: Volgweb) -> None:
    volg = sqlite_volg
    nieuw, link = volg.register(melder=BRIEF)
    code = volg.code(nieuw.melding, Codeweg.BRIEF)
    cijfers = f"{code[:4]} {code[4:]}"
    assert cijfers in volg.message("vws-ucz")
    for kanaal, heeft_link, heeft_code in (
        (Voorkeurskanaal.MAIL, True, False),  # link and code in one mail would be one factor
        (Voorkeurskanaal.TELEFOON, False, False),
        (Voorkeurskanaal.BRIEF, True, True),
    ):
        correct(volg, nieuw.melding.id, voorkeurskanaal=kanaal)
        tekst = volg.message("vws-ucz")
        assert (f"/volg/{link}" in tekst, cijfers in tekst) == (heeft_link, heeft_code), kanaal
    assert volg.link(nieuw.melding) == link  # who stayed where he or she was, keeps the link


def correct(volg: Volgweb, melding_id: UUID, **anders: object) -> None:
    """Correct the contact, from what is known now; only what is named changes."""
    with volg.wereld.werkplek("vws-ucz") as desk:
        melder = desk.session.exec(select(Melder).where(Melder.melding_id == melding_id)).one()
        melding = desk.session.exec(select(Melding).where(Melding.id == melding_id)).one()
        persoon = desk.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
        nu: dict[str, object] = {
            "email": persoon.get("email"),
            "telefoon": persoon.get("telefoon"),
            "adres": persoon.get("adres"),
            "veilig_bereiken": persoon.get("veiligBereiken"),
            "afgeschermd": melder.afgeschermd,
            "voorkeurskanaal": melder.voorkeurskanaal,
        }
        correct_contact(desk, CorrectContact(melding_id=melding_id, **(nu | anders)))  # type: ignore[arg-type]  # named


def test_messages_that_wait_carry_the_new_link_and_none_after_it_was_taken_back(sqlite_volg: Volgweb) -> None:
    volg = sqlite_volg
    nieuw, oud = volg.register()
    with volg.wereld.werkplek("vws-ucz") as desk:
        renew_link(desk, nieuw.melding.id)
    link = volg.link(nieuw.melding)
    tekst = volg.message("vws-ucz")
    assert link in tekst
    assert oud not in tekst
    with volg.wereld.werkplek("vws-ucz") as desk:
        withdraw_link(desk, nieuw.melding.id)
    assert "/volg/" not in volg.message("vws-ucz")
    volg.stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    assert rows(volg, Toegangslink) == 2  # no message makes a new one: only a person does
    soorten = _events(volg)
    assert soorten.count("toegangslink_gemaakt") == 2
    assert soorten.count("toegangslink_ingetrokken") == 1


def _events(volg: Volgweb) -> list[str]:
    with volg.wereld.database.read() as session:
        return list(session.exec(select(Gebeurtenis.soort).order_by(col(Gebeurtenis.id))))


@pytest.mark.parametrize("pad", ["/volg", "/vraag/formulier"])
def test_pages_without_an_account_load_nothing_from_elsewhere(sqlite_volg: Volgweb, pad: str) -> None:
    antwoord = sqlite_volg.web.browser().get(pad)
    assert antwoord.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in antwoord.headers["x-robots-tag"]
    assert antwoord.headers["cache-control"] == "no-store"
    assert "://" not in antwoord.headers["content-security-policy"]
    assert "cdn" not in antwoord.text


def test_a_visit_ends_by_itself_and_by_leaving(sqlite_volg: Volgweb) -> None:
    volg = sqlite_volg
    nieuw, _ = volg.register()
    rust, lang, weg = (volg.enter(nieuw.melding) for _ in range(3))
    assert weg.post("/volg/weg").status_code == 303
    assert weg.get("/volg").status_code == 403
    volg.wereld.later(minutes=50)
    assert lang.get("/volg").status_code == 200
    volg.wereld.later(minutes=50)
    assert rust.get("/volg").status_code == 403
    for _ in range(3):
        assert lang.get("/volg").status_code == 200
        volg.wereld.later(minutes=55)
    assert lang.get("/volg").status_code == 403


def test_what_was_typed_is_shown_again_when_the_visit_is_over(sqlite_volg: Volgweb) -> None:
    nieuw, _ = sqlite_volg.register()
    client = sqlite_volg.enter(nieuw.melding)
    token = token_of(client)
    sqlite_volg.wereld.later(hours=5)
    velden = {"soort": "vraag", "tekst": "Dit typte ik.", "volg_csrf": token}
    antwoord = client.post("/volg/berichten", data=velden)
    assert antwoord.status_code == 403
    assert "Dit typte ik." in antwoord.text
    assert token not in antwoord.text


def test_a_form_from_elsewhere_or_of_another_visit_says_nothing(sqlite_volg: Volgweb) -> None:
    nieuw, _ = sqlite_volg.register()
    client = sqlite_volg.enter(nieuw.melding)
    assert say(client, "vraag", "Iets", volg_csrf="van-een-ander").status_code == 403
    velden = {"soort": "vraag", "tekst": "Iets", "volg_csrf": token_of(client)}
    elders = client.post("/volg/berichten", data=velden, headers={"Sec-Fetch-Site": "cross-site"})
    assert elders.status_code == 403
    assert "/inloggen" not in elders.text
    assert 'href="/volg"' in elders.text
    assert "inbreng_ontvangen" not in _events(sqlite_volg)


def test_a_visit_is_no_log_in_and_a_log_in_is_no_visit(sqlite_volg: Volgweb) -> None:
    volg = sqlite_volg
    nieuw, _ = volg.register()
    melder = volg.enter(nieuw.melding)
    assert melder.get("/werkvoorraad").headers["location"].startswith("/inloggen")
    assert melder.get(f"/casussen/{nieuw.casussen[0].kenmerk}").status_code == 303
    medewerker = log_in(volg.web, volg.wereld.actors["vws-ucz"])
    assert medewerker.get("/volg").status_code == 403
    medewerker.cookies.update(dict(melder.cookies))
    assert say(medewerker, "vraag", "Met allebei in één browser.").status_code == 303


@pytest.mark.parametrize(
    "melder",
    [
        MelderGegevens(anoniem=True, email="iemand@voorbeeld.example"),
        MelderGegevens(naam="Zonder kanaal"),
        MelderGegevens(naam="Belt", telefoon="06-12345678"),
    ],
)
def test_no_link_for_who_is_anonymous_cannot_be_reached_or_is_phoned(
    sqlite_volg: Volgweb, melder: MelderGegevens
) -> None:
    sqlite_volg.stappen.register(melder=melder)
    assert rows(sqlite_volg, Toegangslink) == 0


@pytest.mark.parametrize("anders", [{"afgeschermd": True}, {"veilig_bereiken": "Niet mailen, hij leest mee"}])
def test_no_code_is_mailed_by_itself_where_a_person_must_look_first(
    sqlite_volg: Volgweb, anders: dict[str, object]
) -> None:
    melder = MelderGegevens(naam="D", email="d@voorbeeld.example", **anders)  # type: ignore[arg-type]  # named
    nieuw, link = sqlite_volg.register(melder=melder)
    client = follow(sqlite_volg, link)
    assert rows(sqlite_volg, Toegangscode) == 0
    assert type_code(client, sqlite_volg.phone_code(nieuw.melding)).status_code == 303


def test_without_a_public_address_no_link_is_made(sqlite_wereld: Wereld, tmp_path: Path) -> None:
    with volgweb_of(sqlite_wereld, tmp_path, adres="") as volg:
        nieuw = volg.stappen.register()
        assert rows(volg, Toegangslink) == 0
        client = log_in(volg.web, volg.wereld.actors["vws-ucz"])
        pad = f"/casussen/{nieuw.casussen[0].kenmerk}/meldingen/{nieuw.melding.kenmerk}/eigen-pagina"
        assert "Er gaan hier geen links weg." in client.get(pad).text
        assert client.post(pad, data={"doen": "nieuw"}).status_code == 409
