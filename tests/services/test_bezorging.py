"""Messages are delivered: once, truly, and never by themselves where that may not be (I6)."""

import itertools
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from app.domain.berichttermen import BerichtStatus, Bezorguitkomst, Wachtreden
from app.domain.bezorging import Uitslag
from app.domain.errors import RefusedError
from app.domain.opdrachten import CorrectJeugdige, EscalateCasus, JeugdigeGegevens, MelderGegevens
from app.domain.termen import Escalatiereden, MeldingUitkomst, TermijnStatus
from app.domain.termijnen.regels import Termijncode
from app.installatie import Installation
from app.models import Bericht, Bezorgpoging, Melder, Organisatie, Terugkoppeling
from app.queries.intern.bezorging import hold_after_restore
from app.services.bezorging import begin_attempt, end_attempt, expire_attempt
from app.services.escalatie import escalate_casus
from app.services.jeugdige import correct_jeugdige
from app.services.versturen import hold_bericht, mark_bericht_sent, release_bericht
from app.settings import Settings
from app.worker.bezorging import Bezorgronde, deliver, mailer_of
from app.worker.bureau import open_desk
from app.worker.ronde import begin_ronde
from tests.fixtures_app import Wereld
from tests.services.klachtstappen import GEMEENTE, LOKET, Klachtstappen
from tests.services.postkantoor import Postkantoor, free_port, hang_up, odd_server, open_postkantoor
from tests.services.stappen import Stappen

BEDENKTIJD = timedelta(minutes=10)
ADRES = "dorien@voorbeeld.example"


@pytest.fixture
def post() -> Iterator[Postkantoor]:
    with open_postkantoor() as kantoor:
        yield kantoor


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    sqlite_wereld.bedenktijd = BEDENKTIJD
    return Stappen(sqlite_wereld)


def installation(wereld: Wereld, url: str) -> Installation:
    settings = Settings(
        var=Path("ongebruikt"),
        database_url=wereld.database.url,
        smtp_url=url,
        mail_van="houvast@voorbeeld.example",
    )
    return Installation(settings, wereld.database, wereld.kluis)


def go(wereld: Wereld, post: Postkantoor | str) -> Bezorgronde:
    """One round of the worker at the clock of the test."""
    huis = installation(wereld, post if isinstance(post, str) else post.url)
    return deliver(huis, mailer_of(huis.settings), begin_ronde(wereld.now))


def the_message(wereld: Wereld) -> Bericht:
    with wereld.database.read() as session:
        return session.exec(select(Bericht).order_by(col(Bericht.id))).all()[0]


def attempts(wereld: Wereld) -> list[tuple[Bezorguitkomst | None, int | None]]:
    with wereld.database.read() as session:
        rijen = session.exec(select(Bezorgpoging).order_by(col(Bezorgpoging.nummer))).all()
        return [(rij.uitkomst, rij.code) for rij in rijen]


def told(wereld: Wereld) -> list[Terugkoppeling]:
    with wereld.database.read() as session:
        return list(session.exec(select(Terugkoppeling)))


def test_a_receipt_goes_after_the_bedenktijd_and_then_the_melder_was_told(
    stappen: Stappen, post: Postkantoor
) -> None:
    nieuw = stappen.register()
    stappen.wereld.later(minutes=9)
    assert go(stappen.wereld, post) == Bezorgronde()
    stappen.wereld.later(minutes=2)
    assert go(stappen.wereld, post) == Bezorgronde(verstuurd=1)
    assert go(stappen.wereld, post) == Bezorgronde()
    bericht = the_message(stappen.wereld)
    assert bericht.status is BerichtStatus.VERSTUURD
    assert attempts(stappen.wereld) == [(Bezorguitkomst.VERSTUURD, 250)]
    (gezegd,) = told(stappen.wereld)
    assert (gezegd.bericht_id, gezegd.organisatie_id) == (bericht.id, stappen.id_of("vws-ucz"))
    bevestigd = [t for t in stappen.termijnen(nieuw.melding.id) if t.code is Termijncode.ONTVANGSTBEVESTIGING]
    assert [t.status for t in bevestigd] == [TermijnStatus.VOLDAAN]
    stappen.nothing_broken()


def test_the_mail_says_who_speaks_and_holds_no_person_in_its_subject(
    stappen: Stappen, post: Postkantoor
) -> None:
    stappen.register()
    with stappen.wereld.database.transaction() as session:
        anders = update(Organisatie).where(col(Organisatie.kenmerk) == "vws-ucz")
        session.execute(anders.values(email="loket@vws.example"))
    stappen.wereld.later(minutes=11)
    go(stappen.wereld, post)
    (mail,) = post.mails
    assert mail["To"] == ADRES
    assert mail["From"].addresses[0].addr_spec == "houvast@voorbeeld.example"
    assert "VWS" in mail["From"].addresses[0].display_name
    assert mail["Reply-To"].addresses[0].addr_spec == "loket@vws.example"
    assert mail["Message-ID"] == f"<{the_message(stappen.wereld).id}@voorbeeld.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] is not None
    assert mail.get_content_type() == "text/plain"
    assert "Dorien" not in mail["Subject"]
    assert mail.get_content().startswith("Beste Dorien Voorbeeld,")


def test_what_the_server_refuses_for_now_is_tried_later_and_sent_once(
    stappen: Stappen, post: Postkantoor
) -> None:
    stappen.register()
    stappen.wereld.later(minutes=11)
    post.antwoord = "451 4.3.0 Later"
    assert go(stappen.wereld, post) == Bezorgronde(niet_verstuurd=1)
    assert go(stappen.wereld, post) == Bezorgronde()
    post.antwoord = "250 2.0.0 Ok"
    stappen.wereld.later(minutes=2)
    assert go(stappen.wereld, post) == Bezorgronde(verstuurd=1)
    assert attempts(stappen.wereld) == [(Bezorguitkomst.TIJDELIJK, 451), (Bezorguitkomst.VERSTUURD, 250)]
    assert len(post.mails) == 1


def test_an_address_that_does_not_exist_asks_somebody_to_restore_the_contact(
    stappen: Stappen, post: Postkantoor
) -> None:
    nieuw = stappen.register()
    stappen.wereld.later(minutes=11)
    post.bij_adres = "550 5.1.1 No such user"
    assert go(stappen.wereld, post) == Bezorgronde(niet_verstuurd=1)
    assert the_message(stappen.wereld).status is BerichtStatus.MISLUKT
    assert "contact_herstellen" in stappen.open_codes(nieuw.melding.id)
    assert "ontvangstbevestiging" in stappen.open_codes(nieuw.melding.id)
    with stappen.wereld.database.read() as session:
        assert session.exec(select(Bezorgpoging.uitgebreid)).one() == "5.1.1"
    stappen.nothing_broken()
    stappen.tell_melder("vws-ucz", nieuw.melding.id)
    assert "contact_herstellen" not in stappen.open_codes(nieuw.melding.id)
    stappen.nothing_broken()


def test_a_connection_that_breaks_after_the_last_line_is_uncertain_and_never_tried_again_by_itself(
    stappen: Stappen, post: Postkantoor
) -> None:
    stappen.register()
    stappen.wereld.later(minutes=11)
    post.na_inhoud = hang_up
    assert go(stappen.wereld, post) == Bezorgronde(niet_verstuurd=1)
    assert the_message(stappen.wereld).status is BerichtStatus.ONZEKER
    assert told(stappen.wereld) == []
    post.na_inhoud = None
    stappen.wereld.later(days=3)
    assert go(stappen.wereld, post) == Bezorgronde()
    assert len(post.mails) == 1
    stappen.nothing_broken()


@pytest.mark.parametrize(
    ("antwoord", "status"),
    [
        (b"251 2.0.0 Ok\r\n", BerichtStatus.VERSTUURD),
        (b"200 Ok\r\n", BerichtStatus.VERSTUURD),
        (b"354 Ga door\r\n", BerichtStatus.ONZEKER),
        (b"Mail ontvangen\r\n", BerichtStatus.ONZEKER),
    ],
)
def test_an_odd_answer_to_the_last_line_never_sends_the_mail_twice(
    stappen: Stappen, antwoord: bytes, status: BerichtStatus
) -> None:
    stappen.register()
    stappen.wereld.later(minutes=11)
    with odd_server(antwoord) as (url, ontvangen):
        for _ in range(3):
            go(stappen.wereld, url)
            stappen.wereld.later(hours=1)
    assert len(ontvangen) == 1
    assert the_message(stappen.wereld).status is status


@pytest.mark.parametrize("adres", ["jan@[", "jan@", "jan@x.nl, piet@x.nl", "jan@x.nl\r\nBcc: piet@x.nl"])
def test_what_is_no_address_is_refused_and_keeps_no_other_mail_back(
    stappen: Stappen, post: Postkantoor, adres: str
) -> None:
    stappen.register(melder=MelderGegevens(naam="Jan", email=adres))
    stappen.register()
    stappen.wereld.later(minutes=11)
    assert go(stappen.wereld, post) == Bezorgronde(verstuurd=1, niet_verstuurd=1)
    assert the_message(stappen.wereld).status is BerichtStatus.MISLUKT


def test_a_mailbox_that_was_written_down_wrong_keeps_no_mail_from_the_melder(
    stappen: Stappen, post: Postkantoor
) -> None:
    stappen.register()
    with stappen.wereld.database.transaction() as session:
        session.execute(update(Organisatie).where(col(Organisatie.kenmerk) == "vws-ucz").values(email="x@"))
    stappen.wereld.later(minutes=11)
    assert go(stappen.wereld, post) == Bezorgronde(verstuurd=1)
    assert post.mails[0]["Reply-To"] is None


def test_words_that_cannot_be_opened_keep_no_other_message_back(stappen: Stappen, post: Postkantoor) -> None:
    stappen.register()
    bedorven = the_message(stappen.wereld).id
    stappen.register()
    with stappen.wereld.database.transaction() as session:
        session.execute(update(Bericht).where(col(Bericht.id) == bedorven).values(inhoud_verzegeld=b"x" * 40))
    stappen.wereld.later(minutes=11)
    assert go(stappen.wereld, post) == Bezorgronde(verstuurd=1, mislukt=1)


def test_a_slow_mail_server_leaves_the_rest_for_the_next_round(
    stappen: Stappen, post: Postkantoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        stappen.register()
    stappen.wereld.later(minutes=11)
    tikken = itertools.count(step=20)
    traag = SimpleNamespace(monotonic=lambda: next(tikken))
    monkeypatch.setattr("app.worker.ronde.time", traag)
    ronde = go(stappen.wereld, post)
    assert 0 < ronde.verstuurd < 3
    monkeypatch.undo()
    assert ronde.verstuurd + go(stappen.wereld, post).verstuurd == 3


def test_a_person_decides_about_an_uncertain_message_and_a_second_mail_is_the_same_mail(
    stappen: Stappen, post: Postkantoor
) -> None:
    stappen.register()
    stappen.wereld.later(minutes=11)
    post.na_inhoud = hang_up
    go(stappen.wereld, post)
    post.na_inhoud = None
    with stappen.wereld.werkplek("vws-ucz") as desk:
        release_bericht(desk, the_message(stappen.wereld).id)
    stappen.wereld.later(minutes=1)
    assert go(stappen.wereld, post) == Bezorgronde(verstuurd=1)
    assert len(set(post.nummers)) == 1
    stappen.nothing_broken()


def test_an_uncertain_message_that_did_arrive_is_ticked_off(stappen: Stappen, post: Postkantoor) -> None:
    stappen.register()
    stappen.wereld.later(minutes=11)
    post.na_inhoud = hang_up
    go(stappen.wereld, post)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        mark_bericht_sent(desk, the_message(stappen.wereld).id)
    assert the_message(stappen.wereld).status is BerichtStatus.VERSTUURD
    assert len(told(stappen.wereld)) == 1


def test_a_server_that_is_away_for_a_day_costs_nobody_a_message(stappen: Stappen) -> None:
    wereld = stappen.wereld
    for _ in range(3):
        stappen.register()
    dicht = f"smtp://127.0.0.1:{free_port()}"
    for _ in range(8):
        wereld.later(hours=3)
        assert go(wereld, dicht).verstuurd == 0
    assert stappen.berichten() == [("ontvangstbevestiging", "te_versturen")] * 3
    with open_postkantoor() as kantoor:
        for _ in range(3):
            wereld.later(hours=9)
            go(wereld, kantoor)
        assert len(kantoor.mails) == len(set(kantoor.nummers)) == 3
    assert stappen.berichten() == [("ontvangstbevestiging", "verstuurd")] * 3


def test_after_two_days_without_an_answer_a_person_is_asked(stappen: Stappen, post: Postkantoor) -> None:
    stappen.register()
    post.antwoord = "451 4.3.0 Later"
    for _ in range(14):
        stappen.wereld.later(hours=9)
        go(stappen.wereld, post)
    assert the_message(stappen.wereld).status is BerichtStatus.MISLUKT
    assert len(attempts(stappen.wereld)) == 13


@pytest.mark.parametrize(
    ("melder", "reden"),
    [
        (MelderGegevens(naam="D", email=ADRES, afgeschermd=True), Wachtreden.AFGESCHERMD),
        (MelderGegevens(naam="D", email=ADRES, veilig_bereiken="Bel overdag"), Wachtreden.VEILIG_BEREIKEN),
        (MelderGegevens(naam="D", telefoon="06-12345678"), Wachtreden.MET_DE_HAND),
        (MelderGegevens(naam="D", adres="Straat 1"), Wachtreden.MET_DE_HAND),
    ],
)
def test_who_may_not_be_mailed_by_itself_waits_for_a_person(
    stappen: Stappen, post: Postkantoor, melder: MelderGegevens, reden: Wachtreden
) -> None:
    stappen.register(melder=melder)
    stappen.wereld.later(days=1)
    assert go(stappen.wereld, post) == Bezorgronde()
    assert the_message(stappen.wereld).wachtreden is reden
    assert post.mails == []


def test_a_person_who_looked_lets_it_go_all_the_same(stappen: Stappen, post: Postkantoor) -> None:
    stappen.register(melder=MelderGegevens(naam="D", email=ADRES, veilig_bereiken="Alleen mail"))
    with stappen.wereld.werkplek("vws-ucz") as desk:
        release_bericht(desk, the_message(stappen.wereld).id)
    assert go(stappen.wereld, post) == Bezorgronde(verstuurd=1)


def test_a_shielded_jeugdige_holds_the_message_and_being_shielded_later_too(
    stappen: Stappen, post: Postkantoor
) -> None:
    jeugdige = JeugdigeGegevens(voornamen="Femke", achternaam="V", afgeschermd=True)
    stappen.register(jeugdigen=(jeugdige,))
    assert the_message(stappen.wereld).wachtreden is Wachtreden.AFGESCHERMD
    stappen.wereld.later(days=1)
    assert go(stappen.wereld, post) == Bezorgronde()


def test_who_goes_into_hiding_can_be_shielded_also_when_a_message_failed(
    stappen: Stappen, post: Postkantoor
) -> None:
    nieuw = stappen.register()
    stappen.wereld.later(minutes=11)
    post.bij_adres = "550 5.1.1 No such user"
    go(stappen.wereld, post)
    schild = CorrectJeugdige(
        casus_id=nieuw.casussen[0].id,
        gegevens=JeugdigeGegevens(afgeschermd=True),
        gewijzigd=frozenset({"afgeschermd"}),
    )
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert correct_jeugdige(desk, schild).afgeschermd
    assert the_message(stappen.wereld).status is BerichtStatus.MISLUKT
    stappen.nothing_broken()


def test_under_the_lock_it_is_looked_at_again(stappen: Stappen, post: Postkantoor) -> None:
    stappen.register()
    with stappen.wereld.database.transaction() as session:
        session.execute(update(Melder).values(afgeschermd=True))
    stappen.wereld.later(minutes=11)
    assert go(stappen.wereld, post) == Bezorgronde()
    assert the_message(stappen.wereld).wachtreden is Wachtreden.AFGESCHERMD
    assert attempts(stappen.wereld) == []


def test_a_dropped_message_is_never_sent(stappen: Stappen, post: Postkantoor) -> None:
    nieuw = stappen.register()
    stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.close_melding("vws-ucz", nieuw.melding.id, MeldingUitkomst.GEHOLPEN)
    stappen.wereld.later(days=1)
    assert go(stappen.wereld, post) == Bezorgronde()
    assert post.mails == []


def test_what_is_held_does_not_go_and_what_goes_cannot_be_held(stappen: Stappen, post: Postkantoor) -> None:
    stappen.register()
    wereld = stappen.wereld
    bericht_id = the_message(wereld).id
    with wereld.werkplek("vws-ucz") as desk:
        hold_bericht(desk, bericht_id)
    wereld.later(days=1)
    assert go(wereld, post) == Bezorgronde()
    with wereld.werkplek("vws-ucz") as desk:
        release_bericht(desk, bericht_id)
    start_attempt(wereld, bericht_id, post)
    with wereld.werkplek("vws-ucz") as desk, pytest.raises(RefusedError, match="wordt_verstuurd"):
        hold_bericht(desk, bericht_id)


def test_an_attempt_that_never_came_back_is_uncertain_once_its_time_is_over(
    stappen: Stappen, post: Postkantoor
) -> None:
    stappen.register()
    wereld = stappen.wereld.later(minutes=11)
    start_attempt(wereld, the_message(wereld).id, post)
    assert go(wereld, post) == Bezorgronde()
    wereld.later(minutes=16)
    assert go(wereld, post) == Bezorgronde()
    assert the_message(wereld).status is BerichtStatus.ONZEKER
    assert attempts(wereld) == [(Bezorguitkomst.ONZEKER, None)]
    assert post.mails == []
    stappen.nothing_broken()


def start_attempt(wereld: Wereld, bericht_id: UUID, post: Postkantoor) -> None:
    """A worker that dies right after storing its attempt."""
    huis = installation(wereld, post.url)
    with wereld.database.transaction() as session:
        assert begin_attempt(open_desk(huis, session, wereld.now), bericht_id) is not None


@pytest.mark.parametrize("uitkomst", [Bezorguitkomst.GEWEIGERD, Bezorguitkomst.TIJDELIJK])
def test_a_late_failure_says_nothing_of_the_attempt_after_it(
    stappen: Stappen, uitkomst: Bezorguitkomst
) -> None:
    nieuw = stappen.register()
    wereld, bericht_id = stappen.wereld.later(minutes=11), the_message(stappen.wereld).id
    eerste = begin(stappen, bericht_id)
    wereld.later(minutes=16)
    with wereld.werkplek(stappen.worker) as desk:
        assert expire_attempt(desk, eerste)
    with wereld.werkplek("vws-ucz") as desk:
        release_bericht(desk, bericht_id)
    wereld.later(minutes=1)
    tweede = begin(stappen, bericht_id)
    for poging, afloop in ((eerste, uitkomst), (tweede, Bezorguitkomst.VERSTUURD)):
        with wereld.werkplek(stappen.worker) as desk:
            end_attempt(desk, poging, Uitslag(afloop))
    assert the_message(wereld).status is BerichtStatus.VERSTUURD
    assert "contact_herstellen" not in stappen.open_codes(nieuw.melding.id)
    stappen.nothing_broken()


def begin(stappen: Stappen, bericht_id: UUID) -> UUID:
    with stappen.wereld.werkplek(stappen.worker) as desk:
        zending = begin_attempt(desk, bericht_id)
        assert zending is not None
        return zending.poging_id


def test_a_call_for_help_goes_to_the_board_at_once(stappen: Stappen, post: Postkantoor) -> None:
    wereld = stappen.wereld
    with wereld.database.transaction() as session:
        waar = update(Organisatie).where(col(Organisatie.kenmerk) == "ret-jz07")
        session.execute(waar.values(bestuurlijk_contact="bestuur@ret.example"))
    casus = stappen.register("ret-jz07").casussen[0]
    with wereld.werkplek("ret-jz07") as desk:
        opdracht = EscalateCasus(
            casus_id=casus.id, redencode=Escalatiereden.GEEN_CAPACITEIT, toelichting="Vol"
        )
        escalate_casus(desk, opdracht)
    assert go(wereld, post) == Bezorgronde(verstuurd=1)
    assert post.mails[0]["To"] == "bestuur@ret.example"
    stappen.nothing_broken()


def test_without_a_mail_server_everything_goes_by_hand(sqlite_wereld: Wereld, post: Postkantoor) -> None:
    Stappen(sqlite_wereld).register()
    assert the_message(sqlite_wereld).wachtreden is Wachtreden.MET_DE_HAND
    sqlite_wereld.later(days=1)
    assert go(sqlite_wereld, post) == Bezorgronde()
    sqlite_wereld.bedenktijd = BEDENKTIJD
    with sqlite_wereld.werkplek("vws-ucz") as desk:
        release_bericht(desk, the_message(sqlite_wereld).id)
    assert go(sqlite_wereld, post) == Bezorgronde(verstuurd=1)


def test_two_workers_at_once_send_each_message_once(wereld: Wereld, post: Postkantoor) -> None:
    wereld.bedenktijd = BEDENKTIJD
    stappen = Stappen(wereld)
    for _ in range(8):
        stappen.register()
    wereld.later(minutes=11)
    huis, begin = installation(wereld, post.url), threading.Barrier(2)
    rondes: list[Bezorgronde] = []

    def work() -> None:
        begin.wait()
        rondes.extend(deliver(huis, mailer_of(huis.settings), begin_ronde(wereld.now)) for _ in range(2))

    draden = [threading.Thread(target=work) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=60)
    assert sum(ronde.verstuurd for ronde in rondes) == 8
    assert len(post.nummers) == len(set(post.nummers)) == 8
    stappen.nothing_broken()


def test_a_successor_speaks_for_itself_in_what_still_waits(stappen: Stappen, post: Postkantoor) -> None:
    nieuw = stappen.register()
    overdracht = stappen.offer("vws-ucz", "ozj", nieuw.casussen[0].id)
    stappen.accept("ozj", overdracht)
    stappen.wereld.later(minutes=11)
    assert go(stappen.wereld, post).verstuurd == 2
    afzenders = {rij.organisatie_id for rij in told(stappen.wereld)}
    assert afzenders == {stappen.id_of("vws-ucz"), stappen.id_of("ozj")}
    stappen.nothing_broken()


def test_a_setting_that_cannot_work_stops_the_start() -> None:
    for url in ("mail.example", "smtp://", "smtp://x:y@relay.example?starttls=nee", "smtp://relay?tls=1"):
        with pytest.raises(ValueError, match="smtp"):
            Settings(smtp_url=url, mail_van="a@b.example")
    with pytest.raises(ValueError, match="HOUVAST_MAIL_VAN"):
        Settings(smtp_url="smtps://mail.example")


def test_a_mail_over_an_open_line_reads_no_certificates(
    stappen: Stappen, post: Postkantoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading them takes longer than sending the mail."""

    def refuse() -> None:
        raise AssertionError("read all certificates of this machine")

    monkeypatch.setattr("ssl.create_default_context", refuse)
    stappen.register()
    stappen.wereld.later(minutes=11)
    assert go(stappen.wereld, post).verstuurd == 1


def test_after_a_restore_nothing_goes_by_itself(stappen: Stappen, post: Postkantoor) -> None:
    """It may have been sent after the copy was made."""
    stappen.register()
    with stappen.wereld.database.transaction() as session:
        hold_after_restore(session.connection())
    stappen.wereld.later(days=1)
    assert go(stappen.wereld, post) == Bezorgronde()
    assert the_message(stappen.wereld).wachtreden is Wachtreden.NA_HERSTEL


def test_a_message_about_a_klacht_is_mailed_too(wereld: Wereld, post: Postkantoor) -> None:
    """It names the klacht and neither casus nor melding: another lock, the same delivery."""
    wereld.bedenktijd = BEDENKTIJD
    stappen = Klachtstappen(wereld)
    stappen.confirm(stappen.at_gemeente())
    wereld.later(minutes=11)
    while go(wereld, post).verstuurd:
        pass
    with wereld.database.read() as session:
        over_klacht = session.exec(select(Bericht).where(col(Bericht.klacht_id).is_not(None))).all()
    verstuurd = {
        (bericht.organisatie_id, str(bericht.moment))
        for bericht in over_klacht
        if bericht.status is BerichtStatus.VERSTUURD
    }
    vws, gemeente = stappen.id_of(LOKET), stappen.id_of(GEMEENTE)
    assert verstuurd == {(vws, "klacht_doorgezonden"), (gemeente, "klacht_ontvangen")}
    stappen.nothing_broken()


def test_words_that_promise_a_day_that_has_passed_do_not_go_by_themselves(
    stappen: Stappen, post: Postkantoor
) -> None:
    """A letter of confirmation that lay too long would say "uiterlijk" of a day before it came."""
    stappen.register()
    post.antwoord = "451 4.3.0 Later"
    go(stappen.wereld, post)
    stappen.wereld.later(days=60)
    post.antwoord = Postkantoor.antwoord
    go(stappen.wereld, post)
    assert post.mails == []
    assert the_message(stappen.wereld).wachtreden is Wachtreden.AANGEHOUDEN
    with stappen.wereld.werkplek("vws-ucz") as desk:
        release_bericht(desk, the_message(stappen.wereld).id)
    assert go(stappen.wereld, post) == Bezorgronde(verstuurd=1), "a person may say that they go"
