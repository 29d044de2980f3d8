"""A message came back or could not be delivered: somebody restores the contact, and it goes again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from app.adapters.dsn import Terugmelding, read_dsn
from app.cli.hoofd import run
from app.domain.berichttermen import BerichtStatus, Bezorguitkomst, Wachtreden
from app.domain.bezorging import Uitslag
from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError
from app.domain.opdrachten import CorrectContact, MelderGegevens
from app.domain.termen import Kanaal, TerugkoppelingSoort, Voorkeurskanaal, Wijze
from app.models import Bericht, Terugkoppeling
from app.queries.casusbeeld import contact_of
from app.services.bezorging import begin_attempt, end_attempt
from app.services.contact import correct_contact, record_bounce
from app.settings import get_settings
from tests.fixtures_app import Wereld
from tests.fixtures_web import write_keys
from tests.services.stappen import Stappen, Wie

ID = UUID("0199a1b2-0000-7000-8000-00000000abcd")
DSN = """\
From: MAILER-DAEMON@relay.example
To: houvast@voorbeeld.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain; charset=us-ascii

Sorry.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
{envelop}
Final-Recipient: rfc822; dorien@voorbeeld.example
Action: {actie}
Status: 5.1.1

--x
Content-Type: {soort}

Message-ID: <{bericht}@voorbeeld.example>
Subject: x

--x--
"""


def dsn(
    bericht: UUID | str = ID, actie: str = "failed", soort: str = "text/rfc822-headers", envelop: str = ""
) -> bytes:
    regel = f"Original-Envelope-Id: {envelop}\n" if envelop else ""
    return DSN.format(bericht=bericht, actie=actie, soort=soort, envelop=regel).encode()


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    sqlite_wereld.bedenktijd = timedelta(minutes=10)
    return Stappen(sqlite_wereld)


def the_message(stappen: Stappen) -> Bericht:
    with stappen.wereld.database.read() as session:
        return session.exec(select(Bericht)).all()[0]


def attempt(stappen: Stappen, uitkomst: Bezorguitkomst) -> None:
    wereld = stappen.wereld.later(minutes=11)
    with wereld.werkplek(stappen.worker) as desk:
        zending = begin_attempt(desk, the_message(stappen).id)
        assert zending is not None
    with wereld.werkplek(stappen.worker) as desk:
        end_attempt(desk, zending.poging_id, Uitslag(uitkomst))


def bounce(stappen: Stappen) -> bool:
    with stappen.wereld.werkplek(stappen.worker) as desk:
        return record_bounce(desk, the_message(stappen).id)


@contextmanager
def on_its_way(stappen: Stappen) -> Iterator[None]:
    """The message is being sent; in the end the server took it."""
    wereld = stappen.wereld.later(minutes=11)
    with wereld.werkplek(stappen.worker) as desk:
        zending = begin_attempt(desk, the_message(stappen).id)
        assert zending is not None
    yield
    with wereld.werkplek(stappen.worker) as desk:
        end_attempt(desk, zending.poging_id, Uitslag(Bezorguitkomst.VERSTUURD))


def correct(stappen: Stappen, melding_id: UUID, wie: Wie = "vws-ucz", **anders: object) -> None:
    waarden: dict[str, object] = {
        "email": "nieuw@voorbeeld.example",
        "telefoon": None,
        "adres": None,
        "voorkeurskanaal": Voorkeurskanaal.MAIL,
    }
    with stappen.wereld.werkplek(wie) as desk:
        correct_contact(desk, CorrectContact(melding_id=melding_id, **(waarden | anders)))  # type: ignore[arg-type]  # fields by name


def test_what_came_back_asks_the_owner_to_restore_the_contact_once(stappen: Stappen) -> None:
    melding = stappen.register().melding
    attempt(stappen, Bezorguitkomst.VERSTUURD)
    assert bounce(stappen) is True
    assert bounce(stappen) is False
    assert the_message(stappen).status is BerichtStatus.TERUGGEKOMEN
    assert stappen.open_codes(melding.id).count("contact_herstellen") == 1
    assert "ontvangstbevestiging" not in stappen.open_codes(melding.id)
    stappen.nothing_broken()


def test_what_comes_back_before_its_result_was_stored_came_back(stappen: Stappen) -> None:
    melding = stappen.register().melding
    with on_its_way(stappen):
        assert bounce(stappen) is True
    assert the_message(stappen).status is BerichtStatus.TERUGGEKOMEN
    assert {"contact_herstellen", "ontvangstbevestiging"} <= set(stappen.open_codes(melding.id))
    stappen.nothing_broken()


def test_what_went_by_mail_went_by_mail_also_when_the_way_changed_meanwhile(stappen: Stappen) -> None:
    melding = stappen.register().melding
    with on_its_way(stappen):
        correct(stappen, melding.id, adres="Straat 1", voorkeurskanaal=Voorkeurskanaal.BRIEF)
    with stappen.wereld.database.read() as session:
        (gezegd,) = session.exec(select(Terugkoppeling)).all()
    assert (gezegd.kanaal, the_message(stappen).wijze) == (Kanaal.MAIL, Wijze.MAIL)


@pytest.mark.parametrize("melder", [MelderGegevens(naam="Dorien"), MelderGegevens(anoniem=True)])
def test_who_can_be_reached_at_last_is_promised_contact_and_an_answer(
    stappen: Stappen, melder: MelderGegevens
) -> None:
    """I4: what was a review among ourselves is a date for the melder from now on."""
    nieuw = stappen.register(melder=melder)
    assert stappen.open_codes(nieuw.melding.id) == ["tussenbericht"]
    stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    stappen.wereld.later(days=7)
    correct(
        stappen, nieuw.melding.id, "ozj", email=None, telefoon="06", voorkeurskanaal=Voorkeurskanaal.TELEFOON
    )
    lopend = [t for t in stappen.termijnen(nieuw.melding.id) if t.is_open and t.voor != "loket"]
    assert sorted(str(t.code) for t in lopend) == ["antwoord_melder", "eerste_contact", "tussenbericht"]
    assert {t.begint_op for t in lopend if t.code != "tussenbericht"} == {nieuw.melding.ontvangen_op}
    assert {t.verantwoordelijke_id for t in lopend} == {stappen.id_of("ozj")}
    assert "zonder_kanaal" not in {t.variant for t in lopend}
    stappen.nothing_broken()
    stappen.move(nieuw.casussen[0].id, "ozj", "en2")
    assert ("overgenomen", "te_versturen") in stappen.berichten(), (
        "from now on the melder hears who takes over"
    )
    stappen.nothing_broken()


@pytest.mark.parametrize(
    ("soort", "nog"),
    [
        (TerugkoppelingSoort.MEDEDELING, {"antwoord_melder", "eerste_contact"}),
        (TerugkoppelingSoort.EERSTE_CONTACT, {"antwoord_melder"}),
        (TerugkoppelingSoort.INHOUDELIJK, set()),
    ],
)
def test_who_was_found_and_told_before_is_not_promised_that_again(
    stappen: Stappen, soort: TerugkoppelingSoort, nog: set[str]
) -> None:
    nieuw = stappen.register(melder=MelderGegevens(naam="Dorien"))
    gezegd = stappen.tell_melder("vws-ucz", nieuw.melding.id, soort=soort)
    stappen.wereld.later(days=42)
    correct(stappen, nieuw.melding.id)
    assert set(stappen.open_codes(nieuw.melding.id)) == {"tussenbericht"} | nog
    with pytest.raises(RefusedError):
        stappen.take_back("vws-ucz", gezegd)
    stappen.nothing_broken()


def test_the_task_moves_with_the_casus(stappen: Stappen) -> None:
    nieuw = stappen.register()
    attempt(stappen, Bezorguitkomst.VERSTUURD)
    bounce(stappen)
    stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    (taak,) = [t for t in stappen.termijnen(nieuw.melding.id) if t.code == "contact_herstellen"]
    assert taak.verantwoordelijke_id == stappen.id_of("ozj")
    stappen.nothing_broken()


def test_corrected_contact_restores_it_and_what_failed_goes_again(stappen: Stappen) -> None:
    melding = stappen.register().melding
    attempt(stappen, Bezorguitkomst.GEWEIGERD)
    assert the_message(stappen).status is BerichtStatus.MISLUKT
    correct(stappen, melding.id)
    bericht = the_message(stappen)
    assert (bericht.status, bericht.wachtreden) == (BerichtStatus.TE_VERSTUREN, None)
    assert "contact_herstellen" not in stappen.open_codes(melding.id)
    stappen.nothing_broken()


def test_what_waits_goes_in_the_new_way(stappen: Stappen) -> None:
    melding = stappen.register().melding
    correct(stappen, melding.id, adres="Straat 1", voorkeurskanaal=Voorkeurskanaal.BRIEF)
    assert (the_message(stappen).wijze, the_message(stappen).wachtreden) == (
        Wijze.BRIEF,
        Wachtreden.MET_DE_HAND,
    )
    correct(stappen, melding.id, veilig_bereiken="Niet thuis bellen")
    assert the_message(stappen).wachtreden is Wachtreden.VEILIG_BEREIKEN


def test_a_way_without_its_address_is_refused(stappen: Stappen) -> None:
    melding = stappen.register().melding
    with pytest.raises(InvalidInputError, match="vul dat adres"):
        correct(stappen, melding.id, voorkeurskanaal=Voorkeurskanaal.BRIEF)
    with pytest.raises((NotPermittedError, NotVisibleError)):
        correct(stappen, melding.id, wie="ret-jz14")


def test_a_shielded_address_that_nobody_was_shown_is_kept(stappen: Stappen) -> None:
    nieuw = stappen.register()
    correct(stappen, nieuw.melding.id, adres="Straat 1", afgeschermd=True)
    correct(stappen, nieuw.melding.id, adres=None, afgeschermd=False)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert contact_of(desk, nieuw.melding.id, nieuw.casussen[0].id).adres == "Straat 1"


@pytest.mark.parametrize("soort", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_names_our_message_by_its_message_id(soort: str) -> None:
    assert read_dsn(dsn(soort=soort)) == Terugmelding(ID, definitief=True)


def test_a_report_names_our_message_by_its_envelope_and_a_delay_is_no_end() -> None:
    gevonden = read_dsn(dsn(bericht="onbekend", envelop=str(ID), actie="delayed"))
    assert gevonden == Terugmelding(ID, definitief=False)


@pytest.mark.parametrize(
    "inhoud", [b"", b"Subject: hallo\n\nIk ben er niet.", dsn(bericht="van-iemand-anders")]
)
def test_a_mail_that_is_no_report_about_us_says_nothing(inhoud: bytes) -> None:
    assert read_dsn(inhoud) is None


def test_houvast_bounce_reads_a_file_and_says_what_it_did(
    stappen: Stappen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stappen.register()
    attempt(stappen, Bezorguitkomst.VERSTUURD)
    bestand = tmp_path / "terug.eml"
    bestand.write_bytes(dsn(bericht=the_message(stappen).id))
    for naam, waarde in (
        ("HOUVAST_DATABASE_URL", stappen.wereld.database.url),
        ("HOUVAST_SLEUTELBESTAND", str(write_keys(tmp_path))),
    ):
        monkeypatch.setenv(naam, waarde)

    get_settings.cache_clear()
    try:
        assert run(["bounce", str(bestand)]) == 0
        bestand.write_bytes(b"Subject: hallo\n\n")
        assert run(["bounce", str(bestand)]) == 1
    finally:
        get_settings.cache_clear()
    assert "kwam terug" in capsys.readouterr().err
    assert the_message(stappen).status is BerichtStatus.TERUGGEKOMEN
