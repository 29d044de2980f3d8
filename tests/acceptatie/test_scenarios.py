"""The twelve acceptance scenarios, each as far as this version goes.

Every docstring names what the version cannot do yet. The names are pseudonyms or invented.
"""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from app.domain.errors import DomainError
from app.domain.opdrachten import CorrectJeugdige, JeugdigeGegevens, MelderGegevens
from app.domain.termen import (
    Grondslag,
    Kanaal,
    LoketUitkomst,
    OverdrachtStatus,
    Overslagreden,
    Relatie,
    Teruggaafreden,
    Verblijf,
    WoonplaatsStatus,
)
from app.domain.termijnen.bereken import bereken, uiterste_verdaging
from app.domain.termijnen.regels import STANDAARDREGELBOEK, Termijncode, Variant
from app.queries.werkbeelden import Lijst, Werkfilter
from app.queries.werklijst import list_work
from app.referentie.lezer import standaardkalender
from app.services.jeugdige import correct_jeugdige
from tests.acceptatie.conftest import Verhaal
from tests.fixtures_web import Web
from tests.pages.rondgang import fetch, log_in

MOEDER = MelderGegevens(naam="Moeder Voorbeeld", relatie=Relatie.OUDER, email="moeder@voorbeeld.example")
LOKAAL = {"overgeslagen": Overslagreden.LOKAAL_VOLDOENDE}
KORT = {"overgeslagen": Overslagreden.KORTSTE_ROUTE}


def jeugdige(gemeente: str | None, geboren: date, **anders: object) -> tuple[JeugdigeGegevens, ...]:
    basis: dict[str, object] = {
        "voornamen": "Robin",
        "achternaam": "Voorbeeld",
        "geboortedatum": geboren,
        "woonplaats_gemeente": gemeente,
        "woonplaats_status": WoonplaatsStatus.VASTGESTELD if gemeente else None,
    }
    return (JeugdigeGegevens(**(basis | anders)),)  # type: ignore[arg-type]  # named by the scenario


def clock(verhaal: Verhaal, jaar: int, maand: int, dag: int, uur: int = 9) -> date:
    verhaal.wereld.now = datetime(jaar, maand, dag, uur, tzinfo=UTC)
    return date(jaar, maand, dag)


def move_to(verhaal: Verhaal, casus: object, gemeente: str) -> None:
    gegevens = JeugdigeGegevens(woonplaats_gemeente=gemeente, woonplaats_status=WoonplaatsStatus.VASTGESTELD)
    opdracht = CorrectJeugdige(
        casus_id=casus.id,  # type: ignore[attr-defined]  # a Casus
        gegevens=gegevens,
        gewijzigd=frozenset({"woonplaatsGemeente"}),
    )
    with verhaal.wereld.werkplek(verhaal.owner(opdracht.casus_id)) as desk:
        correct_jeugdige(desk, opdracht)


def test_01_teun_nobody_has_the_overview(verhaal: Verhaal) -> None:
    """Teun, 17: every desk does a bit; one party takes it, found by his woonplaats.

    Not yet: a plan with leefgebieden (debts and addiction as actions), consultatie by the RET, themes.
    """
    ontvangen = clock(verhaal, 2026, 11, 3)
    nieuw = verhaal.register(
        "juiste-loket",
        loket="juiste-loket",
        kanaal=Kanaal.MAIL,
        ontvangen_op=ontvangen,
        melder=MOEDER,
        hulpvraag="Elk loket doet een stukje. Niemand heeft overzicht.",
        jeugdigen=jeugdige(None, date(2009, 2, 1)),
    )
    casus, melding = nieuw.casussen[0], nieuw.melding.id
    assert verhaal.due(melding, Termijncode.ONTVANGSTBEVESTIGING) == date(2026, 11, 6)
    with pytest.raises(DomainError) as geweigerd:
        verhaal.offer("juiste-loket", "gemeente-gm0193", casus.id, **LOKAAL)
    assert geweigerd.value.code == "woonplaats_onbekend"
    move_to(verhaal, casus, "GM0193")
    keten = ["juiste-loket", "ozj", "en2", "ret-jz07", "gemeente-gm0193", "wijkteam-gm0193"]
    assert verhaal.route("juiste-loket", casus.id) == keten
    overdracht = verhaal.offer("juiste-loket", "gemeente-gm0193", casus.id, **LOKAAL)
    assert overdracht.uiterlijk == date(2026, 11, 5)
    clock(verhaal, 2026, 11, 4)
    verhaal.accept("gemeente-gm0193", overdracht)
    contact = [t for t in verhaal.termijnen() if t.code is Termijncode.EERSTE_CONTACT and t.is_open]
    assert min(t.uiterlijk for t in contact) == date(2026, 11, 11)
    beeld = verhaal.view("gemeente-gm0193", casus.id)
    assert beeld.risico.loketten == 2
    assert beeld.jeugdige is not None
    assert beeld.jeugdige.achttien_op == date(2027, 2, 1)


def test_02_peter_is_21_and_is_not_dropped(verhaal: Verhaal) -> None:
    """Peter, 21: no Jeugdwet, and still the desk keeps him until the gemeente takes over; Awb 2:3.

    Not yet: the doorbraak with its steps, costs and benefits, and the presence of the inwoner.
    """
    verhaal.hire("gemeente-gm0141")
    nieuw = verhaal.register(
        melder=MelderGegevens(naam="Peter", relatie=Relatie.JEUGDIGE, adres="Straat 1, Almelo"),
        hulpvraag="Ik moet de eerste huur vooruit betalen. De gemeente zegt dat het niet mag.",
        jeugdigen=jeugdige("GM0141", date(2005, 6, 1), verblijf=Verblijf.DETENTIE),
    )
    casus = nieuw.casussen[0]
    voor = len(verhaal.berichten())
    overdracht = verhaal.offer("vws-ucz", "gemeente-gm0141", casus.id, **LOKAAL)
    assert overdracht.grondslag is Grondslag.AWB_2_3
    assert len(verhaal.berichten()) == voor + 1
    assert verhaal.owner(casus.id) == "vws-ucz"
    assert verhaal.duties(nieuw.melding.id) == {"hulpvraag": "vws-ucz"}
    verhaal.wereld.later(hours=2)
    verhaal.accept("gemeente-gm0141", overdracht)
    assert verhaal.duties(nieuw.melding.id) == {"hulpvraag": "gemeente-gm0141"}


def test_03_jamila_almost_18_is_seen_in_time(verhaal: Verhaal) -> None:
    """Jamila, 17: the route of Groningen, and her birthday stands on the casus.

    Not yet: the alarm at 17.5 when inkomen or wonen is not judged, maatwerk with an end condition.
    """
    verhaal.hire("en1", "ret-jz01", "gemeente-gm0014")
    nieuw = verhaal.register(
        hulpvraag="Zij kan zelfstandig wonen, maar heeft bijna geen inkomen. Na haar 18e dreigt dakloosheid.",
        melder=MelderGegevens(naam="Begeleider", relatie=Relatie.PROFESSIONAL, telefoon="06-11111111"),
        jeugdigen=jeugdige("GM0014", date(2009, 3, 1), verblijf=Verblijf.INSTELLING),
    )
    casus = nieuw.casussen[0]
    assert verhaal.route("vws-ucz", casus.id)[2:5] == ["en1", "ret-jz01", "gemeente-gm0014"]
    verhaal.move(casus.id, "vws-ucz", "gemeente-gm0014", **LOKAAL)
    with verhaal.wereld.werkplek("gemeente-gm0014") as desk:
        (rij,) = list_work(desk, Werkfilter(lijst=Lijst.ONS)).rijen
    assert rij.achttien_op == date(2027, 3, 1)


def test_04_tim_two_meldingen_one_casus(verhaal: Verhaal) -> None:
    """Tim: his parents phone the gemeente and write the minister; one casus, and VWS hears "al bekend".

    Not yet: hardheidsclausule and maatwerk as acts, the task until 21, its reminder one year before.
    """
    verhaal.hire("gemeente-gm1742")
    eerste = verhaal.register(
        "gemeente-gm1742",
        loket="gemeente-gm1742",
        kanaal=Kanaal.TELEFOON,
        hulpvraag="Wij moeten Wlz aanvragen maar de boerderij levert geen Wlz.",
        jeugdigen=jeugdige("GM1742", date(2008, 12, 20)),
    )
    casus = eerste.casussen[0]
    verhaal.wereld.later(days=1)
    tweede = verhaal.register(
        "gemeente-gm1742",
        loket="vws-ucz",
        ontvangen_op=verhaal.vandaag,
        hulpvraag="Dan is hij zijn plek weer kwijt.",
        jeugdigen=(JeugdigeGegevens(casus=casus.kenmerk),),
    )
    assert [c.id for c in tweede.casussen] == [casus.id]
    assert verhaal.due(tweede.melding.id, Termijncode.TERUGKOPPELING_LOKET) == date(2026, 12, 2)
    verhaal.tell_loket(
        "gemeente-gm1742",
        tweede.melding.id,
        uitkomst=LoketUitkomst.AL_BEKEND,
        inhoud="De gemeente zoekt een plek met Wlz.",
        geen_zorginhoud=True,
    )
    (gezien,) = verhaal.view("vws-ucz", casus.id).meldingen
    assert gezien.kenmerk == tweede.melding.kenmerk
    assert gezien.terugkoppelingen[0].uitkomst is LoketUitkomst.AL_BEKEND
    assert gezien.terugkoppelingen[0].inhoud == "De gemeente zoekt een plek met Wlz."


def test_05_a_girl_of_16_four_hand_overs_one_answering_party(verhaal: Verhaal) -> None:
    """A letter to the king: four hand-overs, one lapse, and at any moment exactly one antwoordplichtige.

    Not yet: consultatie and procesregie as trajecten, K-EET, the page of the mother, wishes apart.
    """
    ontvangen = clock(verhaal, 2026, 3, 16)
    verhaal.hire("en6", "ret-jz29", "gemeente-gm0599")
    nieuw = verhaal.register(
        ontvangen_op=ontvangen,
        melder=MOEDER,
        hulpvraag="Zij zegt zelf goed wat zij nodig heeft, niemand luistert.",
        jeugdigen=jeugdige("GM0599", date(2010, 1, 5), verblijf=Verblijf.ZIEKENHUIS),
    )
    casus, melding = nieuw.casussen[0], nieuw.melding.id
    weg = ["vws-ucz", "ozj", "en6", "ret-jz29", "gemeente-gm0599"]
    assert verhaal.route("vws-ucz", casus.id)[:5] == weg
    verlopen = verhaal.offer("vws-ucz", "ozj", casus.id)
    clock(verhaal, 2026, 3, 19)
    assert verhaal.expire(verlopen)
    assert verhaal.duties(melding) == {"hulpvraag": "vws-ucz"}
    for van, naar in pairwise(weg):
        verhaal.move(casus.id, van, naar)
        assert verhaal.duties(melding) == {"hulpvraag": naar}
        if naar == "ret-jz29":
            contact = verhaal.termijnen()
            assert any(
                t.code is Termijncode.EERSTE_CONTACT and t.is_open and t.uiterlijk == date(2026, 3, 26)
                for t in contact
            )
    terug = verhaal.promise(melding, Termijncode.TERUGKOPPELING_LOKET)
    assert terug.uiterlijk == date(2026, 4, 13)
    assert terug.verantwoordelijke_id == verhaal.id_of("ret-jz29")
    beeld = verhaal.view("gemeente-gm0599", casus.id)
    assert beeld.jeugdige is not None
    assert beeld.jeugdige.verblijf is Verblijf.ZIEKENHUIS
    assert (beeld.risico.overdrachten, beeld.risico.verlopen) == (4, 1)


def test_06_the_guardian_stops_at_18(verhaal: Verhaal) -> None:
    """17 years and 10 months: the route of Leeuwarden, and the birthday is on every list.

    Not yet: a GI as betrokkene that cannot last beyond 18, the alert before, consent asked again.
    """
    verhaal.hire("en1", "ret-jz02")
    nieuw = verhaal.register(
        melder=MelderGegevens(
            naam="Jeugdbeschermer", relatie=Relatie.PROFESSIONAL, email="gi@voorbeeld.example"
        ),
        hulpvraag="Geen vervolgplek gevonden, over twee maanden mag ik niet meer.",
        jeugdigen=jeugdige("GM0080", date(2009, 1, 3)),
    )
    casus = nieuw.casussen[0]
    assert verhaal.route("vws-ucz", casus.id)[2:4] == ["en1", "ret-jz02"]
    verhaal.move(casus.id, "vws-ucz", "ret-jz02", **KORT)
    beeld = verhaal.view("ret-jz02", casus.id)
    assert beeld.jeugdige is not None
    assert (beeld.jeugdige.leeftijd, beeld.jeugdige.achttien_op) == (17, date(2027, 1, 3))


def test_07_a_father_of_an_18_year_old_is_answered(verhaal: Verhaal) -> None:
    """Received on Friday: a receipt within 3 werkdagen, and no message holds anything of the adult son.

    Not yet: consent of the son, the own page of the father, "geen toestemming" as ground in the log.
    """
    vrijdag = clock(verhaal, 2026, 11, 13)
    verhaal.hire("en7", "ret-jz34")
    nieuw = verhaal.register(
        kanaal=Kanaal.WEBFORMULIER,
        ontvangen_op=vrijdag,
        melder=MelderGegevens(naam="Vader", relatie=Relatie.OUDER, email="vader@voorbeeld.example"),
        hulpvraag="Mijn zoon is 18 geworden en ineens mag ik niets weten.",
        jeugdigen=jeugdige("GM0758", date(2008, 10, 1), voornamen="Zoonnaam", achternaam="Geheim"),
    )
    casus = nieuw.casussen[0]
    assert verhaal.due(nieuw.melding.id, Termijncode.ONTVANGSTBEVESTIGING) == date(2026, 11, 18)
    assert verhaal.route("vws-ucz", casus.id)[2:4] == ["en7", "ret-jz34"]
    verhaal.move(casus.id, "vws-ucz", "ozj", "en7", "ret-jz34")
    for wie in ("vws-ucz", "ozj", "en7", "ret-jz34"):
        for tekst in verhaal.letters(wie):
            assert "Zoonnaam" not in tekst
            assert "Geheim" not in tekst


@pytest.mark.parametrize(
    ("variant", "ontvangen", "uiterlijk", "verdaagd"),
    [
        (Variant.STANDAARD, date(2027, 3, 16), date(2027, 4, 28), date(2027, 5, 25)),
        (Variant.STANDAARD, date(2027, 3, 18), date(2027, 4, 29), date(2027, 5, 27)),
        (Variant.STANDAARD, date(2026, 11, 14), date(2026, 12, 28), date(2027, 1, 25)),
        (Variant.COMMISSIE, date(2027, 3, 18), date(2027, 5, 27), date(2027, 6, 24)),
    ],
)
def test_08_and_12_the_terms_of_the_law_fall_on_the_day_of_the_law(
    variant: Variant, ontvangen: date, uiterlijk: date, verdaagd: date
) -> None:
    """6 weken, or 10 with a committee; a last day on a feestdag moves on; verdaging at most 4 weken."""
    regel = STANDAARDREGELBOEK.regel(Termijncode.KLACHT_AFHANDELEN, ontvangen, variant)
    kalender = standaardkalender()
    berekening = bereken(regel, ontvangen, kalender)
    assert berekening.uiterlijk == uiterlijk
    assert uiterste_verdaging(regel, berekening.uitleg, kalender) == verdaagd


def test_09_one_boy_at_three_tables(verhaal: Verhaal) -> None:
    """The RET of Noordoost Brabant gets a melding; two registrations stay two, nothing is merged by itself.

    Not yet: matching and samenloop, tafels, one procesregisseur with the role of each party.
    """
    verhaal.hire("en7", "ret-jz33")
    gegevens = jeugdige("GM0796", date(2011, 5, 5))
    eerste = verhaal.register("ret-jz33", loket="ret-jz33", jeugdigen=gegevens)
    tweede = verhaal.register("ret-jz33", loket="ret-jz33", jeugdigen=gegevens)
    assert eerste.casussen[0].id != tweede.casussen[0].id
    assert verhaal.route("ret-jz33", eerste.casussen[0].id)[:3] == ["ozj", "en7", "ret-jz33"]
    assert verhaal.owner(eerste.casussen[0].id) == verhaal.owner(tweede.casussen[0].id) == "ret-jz33"


def test_10_a_sixth_place_in_four_years(verhaal: Verhaal) -> None:
    """Enschede by the netwerk Overijssel to the RET Twente, which treats it from its own list.

    Not yet: moves counted, a binding advice with its opvolging per party, the signal report.
    """
    nieuw = verhaal.register(
        melder=MelderGegevens(naam="Pleegmoeder", relatie=Relatie.PLEEGOUDER, telefoon="06-22222222"),
        hulpvraag="Zesde plek in vier jaar. Bij elke escalatie moet hij weg.",
        jeugdigen=jeugdige("GM0153", date(2012, 9, 9), verblijf=Verblijf.PLEEGGEZIN),
    )
    casus = nieuw.casussen[0]
    assert verhaal.route("vws-ucz", casus.id)[2:4] == ["en2", "ret-jz14"]
    verhaal.move(casus.id, "vws-ucz", "ozj", "en2", "ret-jz14")
    with verhaal.wereld.werkplek("ret-jz14") as desk:
        assert [rij.kenmerk for rij in list_work(desk, Werkfilter(lijst=Lijst.MIJN)).rijen] == [casus.kenmerk]


def test_11_the_family_had_moved(verhaal: Verhaal) -> None:
    """The RET of Haarlem returns it: the sender still owns it; Zeewolde has another region; one message.

    Not yet: a flag for a question about the woonplaatsbeginsel.
    """
    verhaal.hire("en4", "en5", "ret-jz11", "ret-jz12")
    ontvangen = verhaal.vandaag
    nieuw = verhaal.register(
        "igj",
        loket="igj",
        ontvangen_op=ontvangen,
        melder=MOEDER,
        jeugdigen=jeugdige("GM0392", date(2012, 1, 1)),
    )
    casus, melding = nieuw.casussen[0], nieuw.melding.id
    verhaal.move(casus.id, "igj", "ozj")
    klok = verhaal.due(melding, Termijncode.ANTWOORD_MELDER)
    verteld = len(verhaal.berichten())
    verhaal.wereld.later(hours=2)
    eerste = verhaal.offer("ozj", "ret-jz11", casus.id, **KORT)
    terug = verhaal.give_back("ret-jz11", eerste, redencode=Teruggaafreden.VERKEERDE_REGIO)
    assert terug.status is OverdrachtStatus.TERUGGEGEVEN
    assert verhaal.owner(casus.id) == "ozj"
    verhaal.wereld.later(hours=2)
    move_to(verhaal, casus, "GM0050")
    assert verhaal.route("ozj", casus.id)[:3] == ["ozj", "en3", "ret-jz12"]
    verhaal.accept("ret-jz12", verhaal.offer("ozj", "ret-jz12", casus.id, **KORT))
    assert len(verhaal.berichten()) == verteld + 1
    assert verhaal.due(melding, Termijncode.ANTWOORD_MELDER) == klok
    assert verhaal.melding(melding).ontvangen_op == ontvangen


def test_12_a_crisis_on_saturday(verhaal: Verhaal) -> None:
    """A grandmother on Saturday: spoed counts the same day, stands above everything and may skip levels.

    Not yet: the warning that the form is not watched in the weekend, a piket, the meldcode steps.
    """
    gewoon = verhaal.register()
    zaterdag = clock(verhaal, 2026, 11, 14)
    nieuw = verhaal.register(
        kanaal=Kanaal.WEBFORMULIER,
        ontvangen_op=zaterdag,
        spoed=True,
        veilig_thuis_gebeld=True,
        hulpvraag="Mijn kleinzoon zegt dat hij zichzelf iets aandoet, vader slaat.",
        jeugdigen=jeugdige("GM0193", date(2012, 4, 4)),
    )
    casus = nieuw.casussen[0]
    assert verhaal.due(nieuw.melding.id, Termijncode.SPOED) == zaterdag
    with verhaal.wereld.werkplek("vws-ucz") as desk:
        bovenaan = [rij.kenmerk for rij in list_work(desk, Werkfilter(lijst=Lijst.ONS)).rijen]
    assert bovenaan == [casus.kenmerk, gewoon.casussen[0].kenmerk]
    overdracht = verhaal.offer("vws-ucz", "wijkteam-gm0193", casus.id, overgeslagen=Overslagreden.SPOED)
    assert verhaal.owner(casus.id) == "vws-ucz"
    verhaal.accept("wijkteam-gm0193", overdracht)
    assert verhaal.owner(casus.id) == "wijkteam-gm0193"


def test_12_who_to_phone_stands_before_the_button(sqlite_web: Web) -> None:
    """112, Veilig Thuis and 113 are on the intake page before anything is sent."""
    pagina = fetch(log_in(sqlite_web, sqlite_web.wereld.actors["vws-ucz"]), "/meldingen/nieuw").tekst
    knop = pagina.index("Registreer de melding")
    for nummer in ("tel:112", "tel:08002000", "tel:113"):
        assert pagina.index(nummer) < knop
