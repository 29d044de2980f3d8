"""Nobody reads what is not theirs: one casus of unmistakable words, read by everybody through every door.

The rows are those of domain.md §5. For each actor every page, list, export and API answer is fetched;
what is found must be exactly the row, no word more and no word less.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.actor import Actor, Rol
from app.domain.berichttermen import BerichtStatus
from app.domain.opdrachten import JeugdigeGegevens, KlachtGegevens, MelderGegevens
from app.domain.termen import Aard, Overslagreden, Teruggaafreden, WoonplaatsStatus
from app.queries.berichtenlijst import list_berichten
from app.services.versturen import mark_bericht_sent
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import Antwoord, fetch, log_in, walk
from tests.services.stappen import Stappen

#: What stands in the casus, by what it is; every value occurs nowhere else.
WOORDEN = {
    "hulpvraag": "Vraagwoord",
    "geholpen met": "Helpwoord",
    "onderwerp": "Onderwerpwoord",
    "extern kenmerk": "EXTERN-77",
    "melder": "Melderina Zichtbaar",
    "mail": "melderina@zichtbaar.example",
    "telefoon": "0611223344",
    "adres": "Contactlaan",
    "veilig bereiken": "Naachtenbellen",
    "kind": "Kindina",
    "achternaam": "Geheimers",
    "geboortedatum": "14 maart 2010",
    "geboortedatum (api)": "2010-03-14",
    "postcode": "8011ZX",
    "klacht": "Klaagwoord",
    "beklaagde": "Beklaagdenaam",
    "notitie van het loket": "Loketnotitie",
    "notitie van ozj": "Schakelnotitie",
    "notitie van ret": "Expertnotitie",
    "verteld aan melder": "Gezegdwoord",
    "teruggaaf": "Terugwoord",
}
VRAAG = {"hulpvraag", "geholpen met", "onderwerp"}
MELDER = {"melder", "veilig bereiken", "extern kenmerk"}
KIND = {"kind", "achternaam", "geboortedatum", "geboortedatum (api)", "postcode"}
NIETS: set[str] = set()


@dataclass
class Verhaal:
    """The casus after it went from the loket by ozj (returned once by the netwerk) to the RET."""

    web: Web
    stappen: Stappen
    casus: UUID
    kenmerk: str
    melding: UUID
    melding_kenmerk: str
    overdracht: UUID


@pytest.fixture
def verhaal(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Verhaal]:
    web, stappen = make_web(sqlite_wereld, tmp_path), Stappen(sqlite_wereld)
    nieuw = stappen.register(**melding())
    casus = nieuw.casussen[0]
    sqlite_wereld.later(hours=1)
    stappen.accept("ozj", stappen.offer("vws-ucz", "ozj", casus.id, notitie=WOORDEN["notitie van het loket"]))
    send_letters(sqlite_wereld, "ozj")
    sqlite_wereld.later(hours=1)
    terug = stappen.offer("ozj", "en2", casus.id, notitie=WOORDEN["notitie van ozj"])
    stappen.give_back("en2", terug, redencode=Teruggaafreden.ANDERS, toelichting=WOORDEN["teruggaaf"])
    sqlite_wereld.later(hours=1)
    overslaan = Overslagreden.KORTSTE_ROUTE
    naar_ret = stappen.offer("ozj", "ret-jz07", casus.id, notitie="Kort.", overgeslagen=overslaan)
    stappen.accept("ret-jz07", naar_ret)
    sqlite_wereld.later(hours=1)
    stappen.tell_melder("ret-jz07", nieuw.melding.id, inhoud=WOORDEN["verteld aan melder"])
    aanbod = stappen.offer("ret-jz07", "wijkteam-gm0193", casus.id, notitie=WOORDEN["notitie van ret"])
    yield Verhaal(web, stappen, casus.id, casus.kenmerk, nieuw.melding.id, nieuw.melding.kenmerk, aanbod.id)
    web.app.state.huis.database.dispose()


def send_letters(wereld: Wereld, kenmerk: str) -> None:
    with wereld.werkplek(kenmerk) as desk:
        wachtend, _ = list_berichten(desk, BerichtStatus.TE_VERSTUREN, None)
        for bericht in wachtend:
            mark_bericht_sent(desk, bericht.id)


def melding() -> dict[str, object]:
    w = WOORDEN
    return {
        "aard": frozenset({Aard.HULPVRAAG, Aard.KLACHT}),
        "hulpvraag": f"{w['hulpvraag']} staat hier.",
        "geholpen_met": w["geholpen met"],
        "onderwerp": w["onderwerp"],
        "extern_kenmerk": w["extern kenmerk"],
        "melder": MelderGegevens(
            naam=w["melder"],
            email=w["mail"],
            telefoon=w["telefoon"],
            adres=w["adres"],
            veilig_bereiken=w["veilig bereiken"],
        ),
        "jeugdigen": (
            JeugdigeGegevens(
                voornamen=w["kind"],
                achternaam=w["achternaam"],
                geboortedatum=date(2010, 3, 14),
                postcode=w["postcode"],
                huisnummer="1",
                woonplaats_gemeente="GM0193",
                woonplaats_status=WoonplaatsStatus.VASTGESTELD,
            ),
        ),
        "klacht": KlachtGegevens(tekst=w["klacht"], over=w["beklaagde"]),
    }


def read_pages(verhaal: Verhaal, actor: Actor) -> list[Antwoord]:
    """All pages in reach, and those of the casus by their address."""
    client = log_in(verhaal.web, actor)
    adressen = (
        f"/casussen/{verhaal.kenmerk}", f"/casussen/{verhaal.kenmerk}?geschiedenis=alles",
        f"/overdrachten/{verhaal.overdracht}",
        *(f"/casussen/{verhaal.kenmerk}/{f}" for f in ("doorzetten", "jeugdige", "afsluiten", "escaleren")),
        *(
            f"/casussen/{verhaal.kenmerk}/meldingen/{verhaal.melding_kenmerk}/{f}"
            for f in ("terugkoppelen", "loket", "afsluiten", "aanvullen")
        ),
    )  # fmt: skip
    return [*walk(client), *(fetch(client, pad) for pad in adressen)]


def read_api(verhaal: Verhaal, kenmerk: str, rol: Rol | None = None) -> list[Antwoord]:
    """Every API answer that could tell something of this casus."""
    client = verhaal.web.client(kenmerk, rol)
    casus, melding_ = f"/api/v1/casussen/{verhaal.casus}", f"/api/v1/meldingen/{verhaal.melding}"
    paden = (
        casus, f"{casus}/gebeurtenissen", melding_, f"{melding_}/terugkoppelingen", "/api/v1/casussen",
        "/api/v1/casussen?teAanvaarden=true", "/api/v1/meldingen", "/api/v1/termijnen",
        f"/api/v1/meldingen?q={verhaal.melding_kenmerk}",
    )  # fmt: skip
    return [fetch(client, pad) for pad in paden]


def found(antwoorden: list[Antwoord]) -> set[str]:
    tekst = "\n".join(antwoord.tekst for antwoord in antwoorden)
    return {wat for wat, woord in WOORDEN.items() if woord in tekst}


def mentions(antwoorden: list[Antwoord], woord: str) -> list[str]:
    return [antwoord.pad for antwoord in antwoorden if woord in antwoord.tekst.lower()]


BEREIKEN = {"mail", "telefoon", "adres"}
#: Relation → who has it here, and what its pages show: the rows of §5. The owner and the loket have a
#: letter to send, and that carries the address; ozj sent its letter, and no longer reads it.
RIJEN = {
    "eigenaar": (
        "ret-jz07",
        VRAAG | MELDER | BEREIKEN | KIND | {"verteld aan melder", "teruggaaf"},
    ),
    "aangesprokene": ("wijkteam-gm0193", VRAAG | {"notitie van ret"}),
    "eerdere schakel": ("ozj", {"teruggaaf"}),
    "gaf terug": ("en2", {"teruggaaf"}),
    "loket van herkomst": (
        "vws-ucz",
        {"hulpvraag", "geholpen met", "klacht", "beklaagde"} | MELDER | BEREIKEN,
    ),
    "vreemde": ("gemeente-gm0153", NIETS),
    "ander loket": ("juiste-loket", NIETS),
}
#: What only the API has words for.
ALLEEN_API = {"notitie van het loket", "notitie van ozj", "geboortedatum (api)"}


@pytest.mark.parametrize("relatie", RIJEN)
def test_pages_show_exactly_what_the_relation_allows(verhaal: Verhaal, relatie: str) -> None:
    kenmerk, verwacht = RIJEN[relatie]
    gezien = read_pages(verhaal, verhaal.stappen.wereld.actors[kenmerk])
    assert found(gezien) == verwacht - ALLEEN_API
    assert {antwoord.status for antwoord in gezien} <= {200, 403, 404}


@pytest.mark.parametrize("relatie", RIJEN)
def test_the_api_shows_nothing_beyond_the_relation(verhaal: Verhaal, relatie: str) -> None:
    kenmerk, verwacht = RIJEN[relatie]
    mag = verwacht | ALLEEN_API | {"notitie van ret"} if relatie == "eigenaar" else verwacht
    assert found(read_api(verhaal, kenmerk)) <= mag


@pytest.mark.parametrize("relatie", ["eigenaar", "aangesprokene", "eerdere schakel", "gaf terug"])
def test_that_it_is_also_a_klacht_stays_with_its_place_of_receipt(verhaal: Verhaal, relatie: str) -> None:
    kenmerk, _ = RIJEN[relatie]
    paginas, api = read_pages(verhaal, verhaal.stappen.wereld.actors[kenmerk]), read_api(verhaal, kenmerk)
    for woord in ("k-2026-", "9:6", "klacht_"):
        assert mentions([*paginas, *api], woord) == []
    assert [rij.pad for rij in api if "klacht" in rij.tekst.replace('"klacht":null', "")] == []


def test_the_place_of_receipt_still_sees_that_it_is_a_klacht(verhaal: Verhaal) -> None:
    gezien = read_pages(verhaal, verhaal.stappen.wereld.actors["vws-ucz"])
    assert mentions(gezien, "k-2026-000001")


def test_who_handles_klachten_reads_the_klacht_and_not_the_casus(verhaal: Verhaal) -> None:
    gezien = read_pages(verhaal, verhaal.stappen.wereld.hire("vws-ucz", Rol.KLACHTBEHANDELAAR))
    assert found(gezien) >= {"klacht", "beklaagde", "melder"}
    assert not found(gezien) & (VRAAG | KIND | {"notitie van het loket", "verteld aan melder", "teruggaaf"})
    assert mentions(gezien, verhaal.kenmerk.lower()) == []
    api = read_api(verhaal, "vws-ucz", Rol.KLACHTBEHANDELAAR)
    assert mentions(api, verhaal.kenmerk.lower()) == []


@pytest.mark.parametrize(
    ("organisatie", "rol"),
    [
        ("ozj", Rol.BEHEERDER),
        ("ret-jz07", Rol.PRIVACY_OFFICER),
        ("ret-jz07", Rol.TAFELSECRETARIS),
        ("ozj", Rol.KLACHTBEHANDELAAR),
    ],
)
def test_a_role_outside_the_chain_finds_nothing_not_even_the_kenmerk(
    verhaal: Verhaal, organisatie: str, rol: Rol
) -> None:
    gezien = read_pages(verhaal, verhaal.stappen.wereld.hire(organisatie, rol))
    assert found(gezien) == NIETS
    assert mentions(gezien, verhaal.kenmerk.lower()) == []
    api = read_api(verhaal, organisatie, rol)
    assert found(api) == NIETS
    assert mentions(api, verhaal.kenmerk.lower()) == []


def test_strangers_get_the_same_answer_for_a_casus_that_is_and_one_that_is_not(verhaal: Verhaal) -> None:
    client = log_in(verhaal.web, verhaal.stappen.wereld.actors["gemeente-gm0153"])
    echt, verzonnen = (fetch(client, f"/casussen/{k}") for k in (verhaal.kenmerk, "C-2026-999999"))
    assert (echt.status, echt.tekst) == (404, verzonnen.tekst)


def test_contact_details_are_shown_on_request_to_the_owner_alone(verhaal: Verhaal) -> None:
    pad = f"/casussen/{verhaal.kenmerk}/meldingen/{verhaal.melding}/contact"
    for kenmerk, (organisatie, _) in RIJEN.items():
        client = log_in(verhaal.web, verhaal.stappen.wereld.actors[organisatie])
        antwoord = client.post(pad)
        if kenmerk == "eigenaar":
            assert WOORDEN["mail"] in antwoord.text
            assert WOORDEN["adres"] in antwoord.text
        else:
            assert antwoord.status_code == 404
            assert WOORDEN["mail"] not in antwoord.text


def test_a_colleague_in_a_wijkteam_sees_progress_until_nobody_has_the_casus(verhaal: Verhaal) -> None:
    """§5 rows 2 and 3: where teamtoegang is `behandelaar`, only who treats it reads the words."""
    wereld = verhaal.stappen.wereld
    behandelaar, collega = wereld.actors["wijkteam-gm0193"], wereld.hire("wijkteam-gm0193")
    coordinator = wereld.hire("wijkteam-gm0193", Rol.COORDINATOR)
    wereld.later(hours=1)
    verhaal.stappen.accept(behandelaar, verhaal.stappen.overdracht(verhaal.overdracht))
    alles = VRAAG | MELDER | KIND - {"geboortedatum (api)"}
    assert found(read_pages(verhaal, behandelaar)) >= alles
    assert found(read_pages(verhaal, coordinator)) >= alles
    gezien = read_pages(verhaal, collega)
    assert found(gezien) == NIETS
    assert mentions(gezien, verhaal.kenmerk.lower())
    assert mentions(gezien, "k-2026-") == []
