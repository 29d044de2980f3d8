"""Meldingen from another system: what is there is taken over, nothing is made up, nobody is told."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from app.adapters.csvbestand import Csvbestand, UnreadableFileError, Verslag
from app.domain.actor import ActorSoort
from app.domain.errors import InvalidInputError
from app.domain.importregel import Importuitkomst
from app.domain.klachttermen import KlachtStatus
from app.domain.omgeving import AMSTERDAM
from app.domain.termen import CasusStatus, CasusUitkomst, MeldingStatus, MeldingUitkomst
from app.domain.termijnen.regels import Termijncode
from app.models import (
    Antwoordplicht,
    Bericht,
    Casus,
    Eigenaarschap,
    Gebeurtenis,
    Klacht,
    Melding,
    Organisatie,
    Termijn,
)
from app.schemas.importregel import KOLOMMEN, KOLOMMEN_JEUGDIGE, all_errors, check_header, parse_row
from app.services.controle import check_invariants
from app.services.importeer import IMPORT_ID, import_melding
from tests.fixtures_app import START, Wereld

HANDLEIDING = Path(__file__).parents[2] / "docs" / "beheer" / "importeren.md"


def row(**anders: str) -> dict[str, str]:
    """A line of a file; ``melder_naam`` stands for the column ``melder.naam``."""
    basis = {
        "loket": "vws-ucz",
        "externKenmerk": "UCZ-1",
        "ontvangenOp": "2026-09-01",
        "aard": "hulpvraag",
        "hulpvraag": "Wie helpt ons verder?",
        "melder.naam": "Dorien Voorbeeld",
        "melder.email": "dorien@voorbeeld.example",
        "jeugdige1.voornamen": "Femke",
        "jeugdige1.woonplaatsGemeente": "GM0193",
    }
    return basis | {kolom.replace("_", "."): waarde for kolom, waarde in anders.items()}


def take_in(wereld: Wereld, rij: dict[str, str]) -> Importuitkomst:
    with wereld.database.transaction() as session:
        return import_melding(session, wereld.omgeving, wereld.kluis, parse_row(rij))


def refused(wereld: Wereld, rij: dict[str, str]) -> dict[str, str]:
    regel = parse_row(rij)
    with wereld.database.transaction() as session, pytest.raises(InvalidInputError) as geweigerd:
        import_melding(session, wereld.omgeving, wereld.kluis, regel)
    return {fout.veld: fout.melding for fout in all_errors(regel, geweigerd.value.fouten, rij)}


def assert_sound(wereld: Wereld) -> None:
    with wereld.database.read() as session:
        assert check_invariants(session, wereld.omgeving) == []
        assert session.exec(select(func.count()).select_from(Bericht)).one() == 0


def test_an_open_melding_gets_one_promise_from_today_and_belongs_to_its_loket(wereld: Wereld) -> None:
    assert take_in(wereld, row()) is Importuitkomst.NIEUW
    with wereld.database.read() as session:
        melding, casus = session.exec(select(Melding)).one(), session.exec(select(Casus)).one()
        termijn = session.exec(select(Termijn)).one()
        loket = session.exec(select(Organisatie.id).where(Organisatie.kenmerk == "vws-ucz")).one()
        assert (termijn.code, termijn.begint_op) == (Termijncode.TUSSENBERICHT, START.date())
        assert (melding.ontvangen_op, melding.import_kenmerk) == (date(2026, 9, 1), "UCZ-1")
        assert (casus.eigenaar_id, casus.status) == (loket, CasusStatus.OPEN)
        assert session.exec(select(Eigenaarschap.behandelaar_id)).one() is None
        acteur = session.exec(select(Gebeurtenis.actor_soort, Gebeurtenis.actor_id).distinct()).one()
        assert acteur == (ActorSoort.SYSTEEM, IMPORT_ID)
    assert_sound(wereld)


def test_a_closed_melding_is_closed_on_its_own_date_with_its_casus(wereld: Wereld) -> None:
    take_in(wereld, row(afgeslotenOp="2026-10-05", uitkomst="geholpen"))
    with wereld.database.read() as session:
        melding, casus = session.exec(select(Melding)).one(), session.exec(select(Casus)).one()
        eigenaarschap = session.exec(select(Eigenaarschap)).one()
        begin, einde = (datetime(2026, 9, 1, tzinfo=AMSTERDAM), datetime(2026, 10, 5, 17, tzinfo=AMSTERDAM))
        assert (melding.status, melding.gesloten_op) == (MeldingStatus.GESLOTEN, einde)
        assert melding.uitkomst is MeldingUitkomst.GEHOLPEN
        assert (casus.status, casus.uitkomst) == (CasusStatus.GESLOTEN, CasusUitkomst.OPGELOST)
        assert (eigenaarschap.van, eigenaarschap.tot) == (begin, einde)
        assert session.exec(select(Termijn)).all() == []
        assert session.exec(select(Antwoordplicht.tot)).one() == einde
        op = session.exec(select(func.min(col(Gebeurtenis.op)))).one()
        assert op >= START  # recorded now, whatever the date of the paper
    assert_sound(wereld)


def test_an_outcome_nobody_told_stays_unknown(wereld: Wereld) -> None:
    take_in(wereld, row(afgeslotenOp="2026-09-01"))
    with wereld.database.read() as session:
        assert session.exec(select(Melding.uitkomst)).one() is None
        assert session.exec(select(Casus.uitkomst)).one() is None
    assert_sound(wereld)


def test_something_received_and_closed_today_fits_too(wereld: Wereld) -> None:
    vandaag = START.date().isoformat()
    take_in(wereld, row(ontvangenOp=vandaag, afgeslotenOp=vandaag))
    assert_sound(wereld)


def test_a_klacht_keeps_its_legal_date_while_open_and_ends_with_a_closed_melding(wereld: Wereld) -> None:
    klacht = {"aard": "hulpvraag|klacht", "klacht.tekst": "Ik werd niet gebeld."}
    take_in(wereld, row() | klacht)
    take_in(wereld, row(externKenmerk="UCZ-2", afgeslotenOp="2026-10-05") | klacht)
    with wereld.database.read() as session:
        open_ = session.exec(select(Termijn).where(col(Termijn.is_open).is_(True))).all()
        van_klacht = {t.code for t in open_ if t.klacht_id is not None}
        assert {t.code for t in open_ if t.klacht_id is None} == {Termijncode.TUSSENBERICHT}
        assert Termijncode.KLACHT_AFHANDELEN in van_klacht
        statussen = {k.status for k in session.exec(select(Klacht))}
        assert statussen == {KlachtStatus.ONTVANGEN, KlachtStatus.AFGEDAAN}
    assert_sound(wereld)


def test_an_unknown_jeugdige_asks_to_be_completed_only_while_open(wereld: Wereld) -> None:
    leeg = {"jeugdige1.voornamen": "", "jeugdige1.woonplaatsGemeente": ""}
    take_in(wereld, row() | leeg)
    take_in(wereld, row(externKenmerk="UCZ-2", afgeslotenOp="2026-10-05") | leeg)
    with wereld.database.read() as session:
        codes = session.exec(select(Termijn.code)).all()
        assert codes.count(Termijncode.GEGEVENS_AANVULLEN) == 1
    assert_sound(wereld)


def test_brothers_and_sisters_get_a_casus_each(wereld: Wereld) -> None:
    take_in(wereld, row() | {"jeugdige3.voornamen": "Sem", "jeugdige3.woonplaatsGemeente": "GM0150"})
    with wereld.database.read() as session:
        gezinnen = session.exec(select(Casus.gezin_id)).all()
        assert len(gezinnen) == 2
        assert len(set(gezinnen)) == 1
    assert_sound(wereld)


def test_importing_twice_adds_nothing(wereld: Wereld) -> None:
    assert take_in(wereld, row()) is Importuitkomst.NIEUW
    assert take_in(wereld, row(hulpvraag="Iets anders")) is Importuitkomst.BEKEND
    assert take_in(wereld, row(loket="igj")) is Importuitkomst.NIEUW
    with wereld.database.read() as session:
        assert session.exec(select(func.count()).select_from(Melding)).one() == 2


def test_a_line_is_refused_with_everything_that_is_wrong(sqlite_wereld: Wereld) -> None:
    fouten = refused(
        sqlite_wereld,
        row(
            loket="bestaat-niet",
            ontvangenOp="1-9-2026",
            aard="hulpvraag|roddel",
            spoed="misschien",
            afgeslotenOp="2027-01-01",
            melder_naam="",
        )
        | {"jeugdige2.geboortedatum": "2030-01-01", "jeugdige2.woonplaatsGemeente": "GM9999"},
    )
    assert set(fouten) == {
        "loket",
        "ontvangenOp",
        "aard",
        "spoed",
        "afgeslotenOp",
        "melder.naam",
        "jeugdige2.geboortedatum",
        "jeugdige2.woonplaatsGemeente",
    }
    with sqlite_wereld.database.read() as session:
        assert session.exec(select(Melding)).all() == []


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"afgeslotenOp": "2026-08-01"}, "afgeslotenOp"),
        ({"uitkomst": "geholpen"}, "afgeslotenOp"),
        ({"loket": ""}, "loket"),
        ({"externKenmerk": ""}, "externKenmerk"),
        ({"ontvangenOp": "2027-01-01"}, "ontvangenOp"),
        ({"hulpvraag": ""}, "hulpvraag"),
        ({"aard": ""}, "aard"),
        ({"aard": "klacht"}, "klacht"),
        ({"klacht_over": "Iemand"}, "klacht.tekst"),
        ({"melder_naam": "", "melder_email": ""}, "melder.naam"),
        ({"melder_relatie": "buurman"}, "melder.relatie"),
        ({"jeugdige1_verblijf": "kasteel"}, "jeugdige1.verblijf"),
    ],
)
def test_each_mistake_is_told_at_its_column(sqlite_wereld: Wereld, anders: dict[str, str], veld: str) -> None:
    assert list(refused(sqlite_wereld, row(**anders))) == [veld]


def test_only_a_party_that_can_own_is_a_loket_of_an_import(sqlite_wereld: Wereld) -> None:
    with sqlite_wereld.database.transaction() as session:
        rij = session.exec(select(Organisatie).where(Organisatie.kenmerk == "igj")).one()
        rij.soort = "gi"  # type: ignore[assignment]  # stored by value
    assert list(refused(sqlite_wereld, row(loket="igj"))) == ["loket"]


def test_a_header_is_refused_with_all_its_mistakes() -> None:
    assert check_header(["loket", "externKenmerk", "ontvangenOp", "aard", "jeugdige12.voornamen"]) == []
    fouten = check_header(["loket", "loket", "aardd", "jeugdige13.voornamen", "jeugdige1.casus"])
    assert len(fouten) == 3 + 1 + 3


def test_the_manual_names_every_column() -> None:
    tekst = HANDLEIDING.read_text(encoding="utf-8")
    assert [kolom for kolom in KOLOMMEN if f"`{kolom}`" not in tekst] == []
    assert [kolom for kolom in KOLOMMEN_JEUGDIGE if f".{kolom}`" not in tekst] == []


@pytest.mark.parametrize("scheiding", [",", ";", "\t"])
def test_a_file_is_read_with_the_separator_it_has(tmp_path: Path, scheiding: str) -> None:
    pad = tmp_path / "in.csv"
    kop, regel = scheiding.join(["loket", "hulpvraag"]), scheiding.join(["igj", '"twee\nregels"'])
    pad.write_bytes(f"\ufeff{kop}\r\n{regel}\r\n\r\n{regel}\r\n".encode())
    bestand = Csvbestand(pad)
    assert bestand.kolommen == ["loket", "hulpvraag"]
    assert [(rij.nummer, rij.waarden["hulpvraag"]) for rij in bestand.rows()] == [
        (2, "twee\nregels"),
        (5, "twee\nregels"),
    ]


@pytest.mark.parametrize("inhoud", [b"", b"loket\n\xe9\n", b'loket,aard\n"igj"x,"\n'])
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path, inhoud: bytes) -> None:
    pad = tmp_path / "in.csv"
    pad.write_bytes(inhoud)
    with pytest.raises(UnreadableFileError):
        list(Csvbestand(pad).rows())


def test_the_report_holds_no_formula(tmp_path: Path) -> None:
    pad = tmp_path / "in.csv"
    pad.write_text("loket,externKenmerk\nigj,=1+1\n", encoding="utf-8")
    bestand = Csvbestand(pad)
    with Verslag(bestand) as verslag:
        verslag.refuse(next(bestand.rows()), ["fout"])
    assert (tmp_path / "in.verslag.csv").read_text(encoding="utf-8-sig").splitlines()[1] == "2,igj,'=1+1,fout"
