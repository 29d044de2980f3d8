"""A date moves openly: once, told to the melder in the same act, and kept in the history."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlmodel import col, select

from app.domain.actor import Rol
from app.domain.berichttermen import BerichtStatus
from app.domain.errors import NotPermittedError, NotVisibleError, RefusedError
from app.domain.opdrachten import MelderGegevens
from app.domain.termen import Kanaal, Wijze
from app.domain.termijnen.verdaging import Instemming, PostponeTermijn
from app.domain.termijnen.wijziging import Verdagingsreden
from app.kluis import Plek
from app.models import Bericht, Gebeurtenis, Melding, Termijn, Termijnwijziging
from app.services.bezorging import begin_attempt
from app.services.controle import check_invariants
from app.services.melding import Geregistreerd
from app.services.verdaging import postpone_termijn
from app.services.versturen import mark_bericht_sent
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen, Wie

LATER = date(2026, 12, 1)
BEL_MIJ = MelderGegevens(naam="Dorien Voorbeeld", telefoon="0612345678", adres="Kade 1\n8011 AB Zwolle")


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    return Stappen(sqlite_wereld)


def termijn(stappen: Stappen, melding_id: UUID, code: str) -> Termijn:
    return next(t for t in stappen.termijnen(melding_id) if t.is_open and t.code == code)


def postpone(stappen: Stappen, wie: Wie, termijn_id: UUID, nieuw: date = LATER, **anders: object) -> Termijn:
    basis = PostponeTermijn(
        termijn_id=termijn_id,
        nieuwe_datum=nieuw,
        redencode=Verdagingsreden.ONDERZOEK,
        toelichting="Wij zoeken nog uit wie er kan helpen.",
    )
    with stappen.wereld.werkplek(wie) as desk:
        return postpone_termijn(desk, replace(basis, **anders)).termijn  # type: ignore[arg-type]  # named


def text_of(stappen: Stappen, moment: str = "verdaagd") -> str:
    with stappen.wereld.werkplek("vws-ucz") as desk:
        bericht = desk.session.exec(
            select(Bericht).where(Bericht.moment == moment).order_by(col(Bericht.id).desc())
        ).first()
        assert bericht is not None
        melding = desk.session.exec(select(Melding).where(Melding.id == bericht.melding_id)).one()
        return desk.unseal_person(melding, Plek("bericht", bericht.id, "inhoud"), bericht.inhoud_verzegeld)[
            "tekst"
        ]


def wijze_of_last(stappen: Stappen) -> Wijze:
    with stappen.wereld.database.read() as session:
        return session.exec(select(Bericht).order_by(col(Bericht.id).desc())).all()[0].wijze


@pytest.fixture
def gemeld(stappen: Stappen) -> Geregistreerd:
    return stappen.register()


def test_a_date_is_put_off_once_and_the_melder_is_told_in_the_same_act(
    stappen: Stappen, gemeld: Geregistreerd
) -> None:
    antwoord = termijn(stappen, gemeld.melding.id, "antwoord_melder")
    oud = antwoord.uiterlijk
    na = postpone(stappen, "vws-ucz", antwoord.id)
    assert (na.uiterlijk, na.status) == (LATER, "open")
    tekst = text_of(stappen)
    assert "U zou uiterlijk dinsdag 24 november 2026 van ons horen." in tekst
    assert "U hoort nu uiterlijk dinsdag 1 december 2026 van ons." in tekst
    assert "De reden: het uitzoeken kost meer tijd." in tekst
    assert "Wij zoeken nog uit wie er kan helpen." in tekst
    with stappen.wereld.database.read() as session:
        rij = session.exec(select(Termijnwijziging)).one()
        assert (rij.van, rij.naar, rij.nummer, rij.redencode) == (oud, LATER, 1, "onderzoek")
        assert rij.bericht_id is not None
        gebeurd = session.exec(select(Gebeurtenis).where(Gebeurtenis.soort == "termijn_verdaagd")).one()
        assert '"nieuw":"2026-12-01"' in gebeurd.gegevens
        assert "uitzoeken" not in gebeurd.gegevens
    with pytest.raises(RefusedError, match="al_verdaagd"):
        postpone(stappen, "vws-ucz", antwoord.id, date(2026, 12, 2))
    instemming = Instemming(datum=stappen.vandaag, wijze=Kanaal.TELEFOON)
    postpone(stappen, "vws-ucz", antwoord.id, date(2027, 1, 18), instemming=instemming)
    assert stappen.berichten().count(("verdaagd", "te_versturen")) == 2
    stappen.nothing_broken()


def test_the_work_list_and_the_first_date_follow(stappen: Stappen, gemeld: Geregistreerd) -> None:
    casus_id = gemeld.casussen[0].id
    eerste = termijn(stappen, gemeld.melding.id, "ontvangstbevestiging")
    assert stappen.casus(casus_id).eerste_datum == eerste.uiterlijk
    postpone(stappen, "vws-ucz", eerste.id, date(2026, 11, 9))
    assert stappen.casus(casus_id).eerste_datum == date(2026, 11, 9)


def test_telling_that_a_date_moved_keeps_no_promise(stappen: Stappen, gemeld: Geregistreerd) -> None:
    belofte = termijn(stappen, gemeld.melding.id, "tussenbericht")
    postpone(stappen, "vws-ucz", belofte.id, belofte.uiterlijk + timedelta(days=1))
    with stappen.wereld.werkplek("vws-ucz") as desk:
        bericht = desk.session.exec(select(Bericht).where(Bericht.moment == "verdaagd")).one()
        mark_bericht_sent(desk, bericht.id)
    na = termijn(stappen, gemeld.melding.id, "tussenbericht")
    assert (na.id, na.uiterlijk) == (belofte.id, belofte.uiterlijk + timedelta(days=1))
    assert ("verdaagd", "verstuurd") in stappen.berichten(BerichtStatus.VERSTUURD)
    stappen.nothing_broken()


def test_who_is_not_verantwoordelijk_does_not_move_a_date(stappen: Stappen, gemeld: Geregistreerd) -> None:
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    antwoord = termijn(stappen, gemeld.melding.id, "antwoord_melder")
    with pytest.raises(NotPermittedError, match="niet_uw_termijn"):
        postpone(stappen, "vws-ucz", antwoord.id)
    with pytest.raises(NotVisibleError):
        postpone(stappen, "ret-jz14", antwoord.id)
    with pytest.raises(NotVisibleError):
        postpone(stappen, "ozj", UUID(int=7))
    beheerder = stappen.wereld.hire("ozj", Rol.BEHEERDER)
    with pytest.raises(NotVisibleError):
        postpone(stappen, beheerder, antwoord.id)
    postpone(stappen, "ozj", antwoord.id)
    assert "Met vriendelijke groet,\n" in text_of(stappen)


def test_a_report_to_the_loket_is_put_off_by_who_owes_it_and_writes_no_melder(
    stappen: Stappen, gemeld: Geregistreerd
) -> None:
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj", "en2", "ret-jz07", "gemeente-gm0193")
    verslag = termijn(stappen, gemeld.melding.id, "terugkoppeling_loket")
    postpone(stappen, "ret-jz07", verslag.id, verslag.uiterlijk + timedelta(days=7))
    assert not any(moment == "verdaagd" for moment, _ in stappen.berichten())
    stappen.nothing_broken()


def test_what_was_kept_cannot_be_put_off(stappen: Stappen, gemeld: Geregistreerd) -> None:
    antwoord = termijn(stappen, gemeld.melding.id, "antwoord_melder")
    stappen.tell_melder("vws-ucz", gemeld.melding.id)
    with pytest.raises(RefusedError, match="termijn_afgedaan"):
        postpone(stappen, "vws-ucz", antwoord.id)
    with pytest.raises(NotVisibleError):
        postpone(stappen, "ret-jz14", antwoord.id)


def test_without_a_channel_the_date_of_our_own_moves_and_nobody_is_written_to(stappen: Stappen) -> None:
    gemeld = stappen.register(melder=MelderGegevens(anoniem=True))
    nakijken = termijn(stappen, gemeld.melding.id, "tussenbericht")
    postpone(stappen, "vws-ucz", nakijken.id, nakijken.uiterlijk + timedelta(days=1))
    assert stappen.berichten() == []
    stappen.nothing_broken()


def last_message(stappen: Stappen) -> Bericht:
    with stappen.wereld.database.read() as session:
        return session.exec(select(Bericht).order_by(col(Bericht.id).desc())).all()[0]


def test_a_date_that_was_kept_is_not_announced_any_more(stappen: Stappen, gemeld: Geregistreerd) -> None:
    postpone(stappen, "vws-ucz", termijn(stappen, gemeld.melding.id, "antwoord_melder").id)
    assert ("verdaagd", "te_versturen") in stappen.berichten()
    stappen.tell_melder("vws-ucz", gemeld.melding.id)
    assert ("verdaagd", "vervallen") in stappen.berichten()
    stappen.nothing_broken()


def test_the_worker_looks_again_whether_the_announced_date_still_stands(stappen: Stappen) -> None:
    stappen.wereld.bedenktijd = timedelta(minutes=10)
    gemeld = stappen.register()
    postpone(stappen, "vws-ucz", termijn(stappen, gemeld.melding.id, "antwoord_melder").id)
    with stappen.wereld.database.transaction() as session:
        voorbij = update(Termijn).where(col(Termijn.code) == "antwoord_melder")
        session.execute(
            voorbij.values(
                is_open=False, status="vervallen", vervalreden="vervangen", afgedaan_op=stappen.wereld.now
            )
        )
    with stappen.wereld.later(minutes=11).werkplek(stappen.worker) as desk:
        assert begin_attempt(desk, last_message(stappen).id) is None
    assert ("verdaagd", "vervallen") in stappen.berichten()


@pytest.mark.parametrize(
    "opdracht",
    [
        "DELETE FROM termijnwijziging",
        "UPDATE termijnwijziging SET van = '2026-11-20'",
        "UPDATE termijnwijziging SET redencode = 'overleg'",
    ],
)
def test_a_date_that_moved_without_its_steps_is_found(
    stappen: Stappen, gemeld: Geregistreerd, opdracht: str
) -> None:
    postpone(stappen, "vws-ucz", termijn(stappen, gemeld.melding.id, "antwoord_melder").id)
    with stappen.wereld.database.transaction() as session:
        session.connection().execute(text(opdracht))
    with stappen.wereld.database.read() as session:
        bevindingen = check_invariants(session, stappen.wereld.omgeving)
    assert [(b.invariant, "elke stap" in b.melding) for b in bevindingen] == [("I5", True)]
