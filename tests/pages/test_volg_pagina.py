"""The own page, per relation (domain.md §5): what it shows of the own melding, and what it never shows."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from app.domain.actor import Rol
from app.domain.klachtopdrachten import ForwardKlacht
from app.domain.leesbaarheid import B1, flesch_douma
from app.domain.opdrachten import CorrectMelding, JeugdigeGegevens, KlachtGegevens, MelderGegevens
from app.domain.termen import (
    Aard,
    Kanaal,
    MeldingUitkomst,
    Overslagreden,
    Relatie,
    TerugkoppelingSoort,
    WoonplaatsStatus,
)
from app.domain.toegangslink import Codeweg
from app.models import Klacht, Organisatie
from app.services.jeugdige import correct_melding
from app.services.klacht import forward_klacht
from tests.fixtures_app import Wereld
from tests.pages.rondgang import log_in
from tests.pages.volgen import Volgweb, say, token_of, volgweb_of

MOEDER = MelderGegevens(naam="Dorien Moeder", relatie=Relatie.OUDER, email="dorien@voorbeeld.example")
VADER = MelderGegevens(naam="Vincent Vader", relatie=Relatie.OUDER, email="vincent@voorbeeld.example")


@pytest.fixture
def volg(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Volgweb]:
    with volgweb_of(sqlite_wereld, tmp_path) as volg:
        yield volg
        volg.stappen.nothing_broken()


def kind(voornaam: str = "Femke", geboren: date = date(2010, 3, 14), **anders: object) -> JeugdigeGegevens:
    basis: dict[str, object] = {
        "voornamen": voornaam,
        "achternaam": "Voorbeeld",
        "geboortedatum": geboren,
        "woonplaats_gemeente": "GM0193",
        "woonplaats_status": WoonplaatsStatus.VASTGESTELD,
    }
    return JeugdigeGegevens(**(basis | anders))  # type: ignore[arg-type]  # named


def words(client: TestClient, pad: str = "/volg") -> str:
    """What somebody reads on the page, in one line."""
    html = client.get(pad).text.split("<main", 1)[1].split("</main>")[0]
    html = re.sub(r"(?s)<select.*?</select>", " ", html)  # names of gemeenten are no sentences
    kaal = re.sub(r"<(?:svg|input|style)\b.*?>|<path.*?>", "", html)
    einden = re.sub(r"</(?:p|li|h1|h2|h3|label|summary|button|blockquote|span|a)>", ". ", kaal)
    return re.sub(r"(?:\s*\.)+\s*", ". ", re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", einden)))


def test_it_says_who_answers_the_way_what_was_told_and_the_next_date(volg: Volgweb) -> None:
    nieuw, _ = volg.register(melder=MOEDER, jeugdigen=(kind(),))
    volg.stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    volg.stappen.tell_melder("ozj", nieuw.melding.id, soort=TerugkoppelingSoort.EERSTE_CONTACT)
    tekst = words(volg.enter(nieuw.melding, wie="ozj"))
    eigenaar = volg.wereld.actors["ozj"]
    assert f"U krijgt antwoord van. {eigenaar.naam}. {eigenaar.organisatie_naam}" in tekst
    assert f"{volg.wereld.actors['vws-ucz'].organisatie_naam} kreeg uw vraag" in tekst
    assert f"{eigenaar.organisatie_naam} helpt u nu" in tekst
    assert "nam contact met u op, aan de telefoon" in tekst
    assert "U hoort iets uiterlijk. Vrijdag 6 november. Dan weet u dat uw vraag er is." in tekst
    assert "Wie helpt ons?" in tekst
    assert "Femke" not in tekst


def test_a_date_that_passed_is_said_honestly(volg: Volgweb) -> None:
    nieuw, _ = volg.register(melder=MOEDER)
    volg.wereld.later(days=8)
    tekst = words(volg.enter(nieuw.melding))
    assert "U had uiterlijk vrijdag 6 november 2026 iets moeten horen. Dat is te laat." in tekst
    assert "U hoort nu uiterlijk dinsdag 17 november 2026 iets." in tekst


def test_words_of_organisaties_to_each_other_and_offers_are_not_shown(volg: Volgweb) -> None:
    nieuw, _ = volg.register(melder=MOEDER)
    casus = nieuw.casussen[0].id
    volg.stappen.move(casus, "vws-ucz", "ozj", reden="Ingewikkelde ouders", notitie="Let op")
    volg.stappen.tell_melder("ozj", nieuw.melding.id, inhoud="Wij zoeken met u mee.")
    volg.stappen.tell_loket("ozj", nieuw.melding.id, inhoud="Voor het loket alleen.")
    volg.stappen.offer("ozj", "en2", casus, reden="Nog een reden")
    tekst = words(volg.enter(nieuw.melding, wie="ozj"))
    assert "Wij zoeken met u mee." in tekst
    ander = volg.wereld.actors["en2"].organisatie_naam
    for geheim in ("Ingewikkelde", "Let op", "Voor het loket", "Nog een reden", ander):
        assert geheim not in tekst


def test_divorced_parents_each_see_their_own_melding_only(volg: Volgweb) -> None:
    """The casus was with ozj before the second parent came: that way is of the first melder."""
    eerste, _ = volg.register(melder=MOEDER, jeugdigen=(kind(),), hulpvraag="Moeders vraag.")
    casus = eerste.casussen[0]
    volg.stappen.move(casus.id, "vws-ucz", "ozj", "en2")
    volg.wereld.later(hours=1)
    tweede, _ = volg.register(
        "en2",
        loket="igj",
        melder=VADER,
        hulpvraag="Vaders vraag.",
        jeugdigen=(JeugdigeGegevens(casus=casus.kenmerk),),
    )
    van_moeder = words(volg.enter(eerste.melding, wie="en2"))
    van_vader = words(volg.enter(tweede.melding, wie="en2"))
    assert "Moeders vraag." in van_moeder
    assert "Vaders vraag." in van_vader
    for tekst, ander in ((van_moeder, "Vader"), (van_vader, "Moeder")):
        assert ander not in tekst
    assert volg.wereld.actors["ozj"].organisatie_naam in van_moeder
    assert volg.wereld.actors["ozj"].organisatie_naam not in van_vader
    assert tweede.melding.kenmerk not in van_moeder


def test_brothers_and_sisters_each_have_a_way_of_their_own(volg: Volgweb) -> None:
    nieuw, _ = volg.register(melder=MOEDER, jeugdigen=(kind("Femke"), kind("Sterre", date(2012, 5, 1))))
    volg.stappen.move(nieuw.casussen[1].id, "vws-ucz", "ozj")
    tekst = words(volg.enter(nieuw.melding))
    assert "De weg van uw vraag voor Femke" in tekst
    assert "De weg van uw vraag voor Sterre" in tekst
    buur, _ = volg.register(
        melder=MelderGegevens(naam="Buur", relatie=Relatie.OVERIG, email="buur@voorbeeld.example"),
        jeugdigen=(kind("Femke"), kind("Sterre")),
    )
    van_buur = words(volg.enter(buur.melding))
    assert "voor het 1e kind in uw vraag" in van_buur
    assert "Femke" not in van_buur


@pytest.mark.parametrize("wie", ["melder", "jeugdige"])
def test_who_is_shielded_reads_no_place(volg: Volgweb, wie: str) -> None:
    melder = MelderGegevens(
        naam="M", relatie=Relatie.OUDER, email="m@voorbeeld.example", afgeschermd=wie == "melder"
    )
    nieuw, _ = volg.register(melder=melder, jeugdigen=(kind(afgeschermd=wie == "jeugdige"),))
    volg.stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj", "en2", "ret-jz07", "gemeente-gm0193")
    volg.stappen.tell_melder("gemeente-gm0193", nieuw.melding.id, inhoud="Wij zien u in Zwolle.")
    with volg.wereld.werkplek("gemeente-gm0193") as desk:
        correct_melding(desk, CorrectMelding(melding_id=nieuw.melding.id, aanvulling="Woont nu in Zwolle."))
    html = volg.enter(nieuw.melding, wie="gemeente-gm0193").get("/volg").text
    for plaats in ("Zwolle", "IJsselland", "Overijssel", "038"):
        assert plaats not in html
    assert "Uw gemeente" in html
    assert "U bereikt hen via" in html or "Schrijf hieronder" in html


def test_a_parent_of_who_turned_18_sees_the_own_melding_and_nothing_of_the_child(volg: Volgweb) -> None:
    """Scenario 7: no consent; the read rests on that and says so."""
    nieuw, _ = volg.register(melder=VADER, jeugdigen=(kind("Bram", date(2008, 11, 20)),))
    with volg.wereld.werkplek("vws-ucz") as desk:
        correct_melding(desk, CorrectMelding(melding_id=nieuw.melding.id, aanvulling="Bram is opgenomen."))
    volg.stappen.tell_melder("vws-ucz", nieuw.melding.id, inhoud="Bram heeft een plek.")
    kort = Overslagreden.KORTSTE_ROUTE
    volg.stappen.move(nieuw.casussen[0].id, "vws-ucz", "wijkteam-gm0193", overgeslagen=kort)
    client = volg.enter(nieuw.melding, wie="wijkteam-gm0193")
    assert "Bram is opgenomen." in words(client)
    assert "ijkteam" in words(client)
    assert volg.reads(nieuw.melding)[-1] == ("melder", "eigen_melding")
    volg.wereld.later(days=30)
    tekst = words(volg.enter(nieuw.melding, wie="wijkteam-gm0193"))
    assert "ijkteam" not in tekst  # who helps a grown-up son, is his to tell
    assert volg.reads(nieuw.melding)[-1] == ("melder", "geen_toestemming")
    assert "Bram" not in tekst
    assert "De weg van uw vraag" not in tekst
    assert "Uw kind is 18 jaar of ouder" in tekst
    assert "U krijgt antwoord van" in tekst
    assert nieuw.melding.kenmerk in tekst


def test_a_melder_of_14_sees_the_own_question_and_whom_to_talk_to(volg: Volgweb) -> None:
    melder = MelderGegevens(naam="Sam", relatie=Relatie.JEUGDIGE, email="sam@voorbeeld.example")
    nieuw, _ = volg.register(melder=melder, jeugdigen=(kind("Sam", date(2012, 6, 1)),))
    tekst = words(volg.enter(nieuw.melding))
    assert "Kindertelefoon" in tekst
    assert "Wij sturen uw ouders geen bericht" in tekst
    volg.wereld.later(days=6 * 366)
    nu_groot = words(volg.enter(nieuw.melding))
    assert "Kindertelefoon" not in nu_groot
    assert "De weg van uw vraag" in nu_groot  # about oneself there is no consent to ask


def test_a_klacht_stands_beside_the_question_with_its_date_and_handler(volg: Volgweb) -> None:
    nieuw, _ = volg.register(
        melder=MOEDER,
        aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}),
        klacht=KlachtGegevens(tekst="Zij liegt."),
    )
    volg.stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    tekst = words(volg.enter(nieuw.melding, wie="ozj"))
    assert "Wij kregen uw klacht op dinsdag 3 november 2026." in tekst
    assert f"{volg.wereld.actors['vws-ucz'].organisatie_naam} behandelt uw klacht." in tekst
    assert "Zij liegt" not in tekst
    volg.wereld.later(days=60)
    te_laat = words(volg.enter(nieuw.melding, wie="ozj"))
    assert "U had uiterlijk dinsdag 15 december 2026 iets moeten horen." in te_laat


def test_the_klacht_of_who_hides_names_no_place_and_no_local_number(volg: Volgweb) -> None:
    nieuw, _ = volg.register(
        melder=replace(MOEDER, afgeschermd=True),
        aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}),
        klacht=KlachtGegevens(tekst="Zij liegt."),
    )
    assert nieuw.klacht is not None
    gemeente = volg.stappen.id_of("gemeente-gm0193")
    volg.wereld.hire("gemeente-gm0193", Rol.KLACHTBEHANDELAAR)
    with volg.wereld.werkplek("vws-ucz") as desk:
        door = ForwardKlacht(klacht_id=nieuw.klacht.id, naar_organisatie="gemeente-gm0193")
        forward_klacht(desk, door).aanspreekpunt_id = gemeente
    with volg.wereld.database.transaction() as session:
        partij = session.exec(select(Organisatie).where(Organisatie.id == gemeente)).one()
        partij.telefoon = "038-1234567"
    tekst = words(volg.enter(nieuw.melding))
    assert "Uw gemeente behandelt uw klacht." in tekst
    assert "Uw gemeente helpt u ook met uw vraag." in tekst
    assert "Zwolle" not in tekst
    assert "038-1234567" not in tekst


def test_everything_a_melder_reads_is_plain_dutch(volg: Volgweb) -> None:
    """Flesch-Douma of 60 or more (about B1) over each whole page, in each state."""
    nieuw, link = volg.register(melder=MOEDER, jeugdigen=(kind(),))
    client = volg.enter(nieuw.melding)
    volg.stappen.tell_melder("vws-ucz", nieuw.melding.id)
    paginas = {"open": words(client)}
    say(client, "vraag", "Wanneer belt u?")
    paginas["gevraagd"] = words(client)
    volg.stappen.tell_melder("vws-ucz", nieuw.melding.id)
    volg.stappen.close_melding("vws-ucz", nieuw.melding.id)
    paginas["gesloten"] = words(client)
    volg.wereld.later(days=100)
    client = volg.enter(nieuw.melding)
    paginas["lang geleden"] = words(client)
    niemand = volg.web.browser()
    for pad in (f"/volg/{link}", "/volg", "/vraag", "/vraag/formulier", "/vraag/bedankt"):
        paginas[pad] = words(niemand, pad)
    niemand.post(f"/volg/{link}")
    paginas["code"] = words(niemand, "/volg/code")
    assert {naam: maat for naam, tekst in paginas.items() if (maat := flesch_douma(tekst)) < B1} == {}


def test_a_closed_melding_says_how_it_ended_and_later_only_lets_come_back(volg: Volgweb) -> None:
    nieuw, _ = volg.register(melder=MOEDER)
    volg.stappen.tell_melder("vws-ucz", nieuw.melding.id)
    volg.stappen.close_melding("vws-ucz", nieuw.melding.id, MeldingUitkomst.NIET_GEHOLPEN)
    volg.wereld.later(days=91)  # closed on 3 November, so 3 February is the first day of only coming back
    tekst = words(volg.enter(nieuw.melding))
    assert "Het is niet gelukt om u te helpen." in tekst
    assert "Bent u geholpen?" in tekst
    volg.wereld.later(days=1)
    tekst = words(volg.enter(nieuw.melding))
    assert "Ik ben er weer" in tekst
    for weg in ("Bent u geholpen?", "De weg van uw vraag", "Wie helpt ons?", "Wat u van ons hoorde"):
        assert weg not in tekst


def test_the_page_of_a_staff_member_says_how_the_link_stands(volg: Volgweb) -> None:
    nieuw, link = volg.register(melder=MOEDER)
    casus = nieuw.casussen[0].kenmerk
    client = log_in(volg.web, volg.wereld.actors["vws-ucz"])
    pad = f"/casussen/{casus}/meldingen/{nieuw.melding.kenmerk}/eigen-pagina"
    assert pad in client.get(f"/casussen/{casus}").text
    pagina = client.get(pad).text
    assert "Nog nooit" in pagina
    assert link not in pagina
    assert client.post(pad, data={"doen": "code"}).status_code == 422
    assert client.post(pad, data={"doen": "code", "nagevraagd": "ja"}).status_code == 303
    code = volg.code(nieuw.melding, Codeweg.TELEFOON)
    assert f"{code[:3]} {code[3:]}" in client.get(pad).text
    collega = volg.wereld.hire("ozj")
    assert log_in(volg.web, collega).get(pad).status_code == 404
    assert client.post(pad, data={"doen": "intrekken"}).status_code == 303
    assert "Ingetrokken op" in client.get(pad).text


def test_an_attempt_in_vain_is_told_too(volg: Volgweb) -> None:
    nieuw, _ = volg.register(melder=MOEDER)
    volg.stappen.tell_melder("vws-ucz", nieuw.melding.id, kanaal=Kanaal.BRIEF, bereikt=False)
    assert "probeerde u te bereiken, per brief" in words(volg.enter(nieuw.melding))


def test_a_melder_complains_past_who_is_complained_about(volg: Volgweb) -> None:
    """Awb 9:1, 9:4: it comes in where the question came in; the owner, whom it is about, meets it nowhere."""
    nieuw, _ = volg.register(melder=MOEDER, jeugdigen=(kind(),))
    volg.stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    client = volg.enter(nieuw.melding, wie="ozj")
    leeg = complain(client)
    assert leeg.status_code == 422
    assert "Kies over wie uw klacht gaat." in leeg.text and "Schrijf op wat er niet goed ging." in leeg.text
    half = complain(client, klachtTekst="Niemand belt terug.")
    assert half.status_code == 422 and "Niemand belt terug." in half.text
    klaar = complain(client, klachtTekst="Niemand belt terug.", overWie="helper", klachtOver="Otto")
    assert (klaar.status_code, klaar.headers["location"]) == (303, "/volg?gedaan=klacht")
    nog_eens = complain(client, klachtTekst="Niemand belt terug.", overWie="helper", klachtOver="Otto")
    assert nog_eens.status_code == 303, "Back, and sent again: there is one klacht (below)"
    tekst = words(client)
    assert f"{volg.wereld.actors['vws-ucz'].organisatie_naam} behandelt uw klacht." in tekst
    assert flesch_douma(tekst) >= B1
    with volg.wereld.database.read() as session:
        klacht = session.exec(select(Klacht)).one()
    assert klacht.beklaagde_id == volg.stappen.id_of("ozj")
    assert klacht.organisatie_id == volg.stappen.id_of("vws-ucz")
    eigenaar = log_in(volg.web, volg.wereld.actors["ozj"])
    assert eigenaar.get(f"/klachten/{klacht.kenmerk}").status_code == 404
    assert klacht.kenmerk not in eigenaar.get(f"/casussen/{nieuw.casussen[0].kenmerk}").text
    loket = log_in(volg.web, volg.wereld.actors["vws-ucz"])
    assert "Niemand belt terug." in loket.get(f"/klachten/{klacht.kenmerk}").text
    assert complain(volg.web.browser(), klachtTekst="Ik ben niemand.").status_code != 303


def test_a_klacht_may_be_about_every_party_on_the_way(volg: Volgweb) -> None:
    """Who left the question lying is often not who has it now."""
    nieuw, _ = volg.register(melder=MOEDER, jeugdigen=(kind(),))
    volg.stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj", "en2")
    client = volg.enter(nieuw.melding, wie="en2")
    keuzes = set(re.findall(r'name="overWie"[^>]* value="([^"]+)"', client.get("/volg").text))
    assert keuzes == {"helper", "vws-ucz", "ozj", "ander"}
    assert complain(client, klachtTekst="Het lag er stil.", overWie="ret-jz07").status_code == 422
    assert complain(client, klachtTekst="Het lag er stil.", overWie="ozj").status_code == 303
    with volg.wereld.database.read() as session:
        assert session.exec(select(Klacht.beklaagde_id)).all() == [volg.stappen.id_of("ozj")]


def complain(client: TestClient, **velden: str) -> Response:
    token = {"volg_csrf": token_of(client)} if client.cookies else {}
    return client.post("/volg/klacht", data={"soort": "klacht"} | velden | token)


@pytest.mark.parametrize("soort", ["vraag", "niet_geholpen"])
def test_back_and_sent_again_is_one_message_until_somebody_took_it_up(volg: Volgweb, soort: str) -> None:
    """The page is shown anew, so its key is another one; the words that were typed are the same (I12)."""
    nieuw, _ = volg.register(melder=MOEDER)
    client = volg.enter(nieuw.melding)
    for tekst in ("Kan iemand mee?", "Kan iemand mee?", "En hoe laat?"):
        assert say(client, soort, tekst, idempotency_key=str(uuid4())).status_code == 303
    assert volg.stappen.open_codes(nieuw.melding.id).count("inbreng_beantwoorden") == 2
    volg.stappen.tell_melder("vws-ucz", nieuw.melding.id)
    say(client, soort, "Kan iemand mee?")
    assert volg.stappen.open_codes(nieuw.melding.id).count("inbreng_beantwoorden") == 1, "asked anew"


def test_what_was_written_to_the_melder_answers_what_the_melder_asked_before(volg: Volgweb) -> None:
    """A personal message counts as the answer, without counting as the answer to the whole question (I4)."""
    nieuw, _ = volg.register(melder=MOEDER)
    client = volg.enter(nieuw.melding)
    say(client, "vraag", "Kan iemand mee?")
    assert "inbreng_beantwoorden" in volg.stappen.open_codes(nieuw.melding.id)
    loket = log_in(volg.web, volg.wereld.actors["vws-ucz"])
    wortel = f"/casussen/{nieuw.casussen[0].kenmerk}/meldingen/{nieuw.melding.kenmerk}"
    assert "Dit bericht geldt als uw antwoord daarop." in loket.get(f"{wortel}/schrijven").text
    naar = loket.post(f"{wortel}/schrijven", data={"soort": "mededeling", "inhoud": "Ja, Ria kan mee."})
    volg.wereld.later(minutes=5)
    say(client, "vraag", "Hoe laat?")
    loket.post(f"{naar.headers['location']}/verstuurd", data={})
    open_ = volg.stappen.open_codes(nieuw.melding.id)
    assert open_.count("inbreng_beantwoorden") == 1, "what was asked later waits still"
    assert "antwoord_melder" in open_
    tekst = words(client)
    assert "Ja, Ria kan mee." in tekst and "/volg/" not in tekst
    velden = {"soort": "mededeling", "kanaal": "telefoon", "gedaanOp": "3-11-2026", "inhoud": "Om tien uur."}
    loket.post(f"{wortel}/terugkoppelen", data=velden)
    assert "inbreng_beantwoorden" in volg.stappen.open_codes(nieuw.melding.id)
    loket.post(f"{wortel}/terugkoppelen", data=velden | {"beantwoordt": "ja"})
    assert "inbreng_beantwoorden" not in volg.stappen.open_codes(nieuw.melding.id)
