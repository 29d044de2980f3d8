"""A digest: at most one per reader and werkdag, none when nothing changed, sent once by several workers."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from app.domain.actor import Actor, Rol
from app.domain.berichttermen import BerichtStatus
from app.domain.bezorging import LEASE
from app.domain.dagbericht import Dagberichtstatus, Ontvanger, Punt, Puntsoort
from app.models import Bericht, Dagbericht, Medewerker, Organisatie
from app.queries.intern.dagberichten import claim_digest, due_digests
from app.services.dagbericht import gather_points
from app.worker.bezorging import mailer_of
from app.worker.dagbericht import Dagronde, make_once, send_digests
from app.worker.ronde import Werkronde
from tests.fixtures_app import Wereld
from tests.services.postkantoor import Postkantoor, free_port, hang_up, open_postkantoor
from tests.services.stappen import Stappen
from tests.services.test_bezorging import installation

P, D = Puntsoort, Dagberichtstatus


@pytest.fixture
def post() -> Iterator[Postkantoor]:
    with open_postkantoor() as kantoor:
        yield kantoor


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    return furnished(sqlite_wereld)


def furnished(wereld: Wereld) -> Stappen:
    """Wednesday 4 November 2026, ten in the morning; everybody has an address."""
    wereld.later(days=1)
    with wereld.database.transaction() as session:
        for rij in session.exec(select(Medewerker)):
            rij.email = f"{rij.gebruikersnaam}@werk.example"
        for partij in session.exec(select(Organisatie)):
            partij.email = f"postvak@{partij.kenmerk}.example"
    return Stappen(wereld)


def mail(wereld: Wereld, post: Postkantoor | str) -> Dagronde:
    huis = installation(wereld, post if isinstance(post, str) else post.url)
    return send_digests(huis, mailer_of(huis.settings), Werkronde(lambda: wereld.now))


def points(stappen: Stappen, wie: Ontvanger | Actor) -> dict[Puntsoort, list[Punt]]:
    ontvanger = Ontvanger(wie.id) if isinstance(wie, Actor) else wie
    with stappen.wereld.database.read() as session:
        gevonden: dict[Puntsoort, list[Punt]] = {}
        for punt in gather_points(session, stappen.wereld.omgeving).get(ontvanger, []):
            gevonden.setdefault(punt.soort, []).append(punt)
        return gevonden


def digests(wereld: Wereld) -> list[Dagbericht]:
    with wereld.database.read() as session:
        return list(session.exec(select(Dagbericht).order_by(col(Dagbericht.dag), col(Dagbericht.id))))


def mailbox(stappen: Stappen, kenmerk: str) -> Ontvanger:
    return Ontvanger(stappen.id_of(kenmerk), is_organisatie=True)


def set_person(stappen: Stappen, id_: UUID, **waarden: object) -> None:
    with stappen.wereld.database.transaction() as session:
        session.execute(update(Medewerker).where(col(Medewerker.id) == id_).values(**waarden))


def test_a_behandelaar_hears_what_nears_what_is_today_and_what_is_late(stappen: Stappen) -> None:
    nieuw = stappen.register(ontvangen_op=stappen.wereld.now.date())
    loket = stappen.wereld.actors["vws-ucz"]
    assert points(stappen, loket) == {}
    stappen.wereld.later(days=1)  # the receipt is due on Monday
    assert [p.kenmerk for p in points(stappen, loket)[P.NADERT]] == [nieuw.casussen[0].kenmerk]
    stappen.wereld.later(days=4)
    assert P.VANDAAG in points(stappen, loket)
    stappen.wereld.later(days=1)
    (punt,) = points(stappen, loket)[P.TE_LAAT]
    assert punt.wat == "Bevestig de ontvangst aan de melder, 1 werkdag te laat"


def test_a_samenloop_to_judge_is_told_to_who_has_the_casus_by_kenmerk_only(stappen: Stappen) -> None:
    stappen.wereld.opent_samenlopen = True
    eerste = stappen.register().casussen[0]
    stappen.register("igj")
    stappen.wereld.later(days=6)
    punten = [p for p in points(stappen, stappen.wereld.actors["vws-ucz"])[P.NADERT] if "samenloop" in p.wat]
    assert [(p.kenmerk, p.wat) for p in punten] == [
        (eerste.kenmerk, "Beoordeel de mogelijke samenloop, nog 1 werkdag")
    ]


def test_a_late_date_reaches_the_coordinator_after_three_werkdagen_with_the_name(stappen: Stappen) -> None:
    leidt = stappen.wereld.hire("vws-ucz", Rol.COORDINATOR)
    stappen.register(ontvangen_op=stappen.wereld.now.date())
    stappen.wereld.later(days=7)  # Wednesday: two werkdagen late
    assert P.ESCALATIE not in points(stappen, leidt)
    stappen.wereld.later(days=1)
    (punt,) = points(stappen, leidt)[P.ESCALATIE]
    assert punt.bij == stappen.wereld.actors["vws-ucz"].naam
    assert P.ESCALATIE not in points(stappen, stappen.wereld.actors["vws-ucz"])


def test_the_deputy_has_what_the_absent_has_and_without_one_the_mailbox_has_it(stappen: Stappen) -> None:
    loket = stappen.wereld.actors["vws-ucz"]
    vervanger = stappen.wereld.hire("vws-ucz")
    stappen.register(ontvangen_op=stappen.wereld.now.date())
    stappen.wereld.later(days=1)
    weg = stappen.wereld.now.date()
    set_person(stappen, loket.id, afwezig_van=weg)
    assert points(stappen, loket) == {}
    postvak = points(stappen, mailbox(stappen, "vws-ucz"))
    assert [p.bij for p in postvak[P.NADERT]] == [f"voor {loket.naam}"]
    assert loket.naam in postvak[P.AFWEZIG][0].wat
    set_person(stappen, loket.id, plaatsvervanger_id=vervanger.id)
    assert [p.bij for p in points(stappen, vervanger)[P.NADERT]] == [f"voor {loket.naam}"]
    assert points(stappen, mailbox(stappen, "vws-ucz")) == {}


def test_work_of_nobody_and_offers_are_for_the_mailbox_and_who_leads(stappen: Stappen) -> None:
    (casus,) = stappen.register().casussen
    stappen.offer("vws-ucz", "ozj", casus.id)
    assert list(points(stappen, mailbox(stappen, "ozj"))) == [P.AANBOD]
    assert list(points(stappen, stappen.wereld.actors["ozj"])) == [P.AANBOD]
    set_person(stappen, stappen.wereld.actors["vws-ucz"].id, actief_tot=stappen.wereld.now.date())
    stappen.wereld.hire("vws-ucz")
    (punt,) = points(stappen, mailbox(stappen, "vws-ucz"))[P.ZONDER_BEHANDELAAR]
    assert punt.kenmerk == casus.kenmerk


def test_an_expired_offer_and_a_failed_message_are_told_to_who_has_the_casus(stappen: Stappen) -> None:
    leidt = stappen.wereld.hire("vws-ucz", Rol.COORDINATOR)
    (casus,) = stappen.register().casussen
    overdracht = stappen.offer("vws-ucz", "ozj", casus.id)
    with stappen.wereld.database.transaction() as session:
        for bericht in session.exec(select(Bericht).where(Bericht.casus_id == casus.id)):
            bericht.status, bericht.wachtreden = BerichtStatus.ONZEKER, None
    stappen.wereld.later(days=3)
    stappen.expire(overdracht)
    eigen = points(stappen, stappen.wereld.actors["vws-ucz"])
    assert P.BERICHT in eigen
    assert [p.wat for p in eigen[P.VANGNET]] == ["Aanbod niet beantwoord"]
    assert [p.kenmerk for p in points(stappen, leidt)[P.ESCALATIE]][:1] == [casus.kenmerk]


def test_one_digest_a_werkdag_none_without_a_change_none_in_a_weekend(
    stappen: Stappen, post: Postkantoor
) -> None:
    stappen.register(ontvangen_op=stappen.wereld.now.date())
    assert mail(stappen.wereld, post) == Dagronde()
    stappen.wereld.later(days=1)  # Thursday: it nears
    assert (mail(stappen.wereld, post), mail(stappen.wereld, post)) == (Dagronde(1), Dagronde())
    for _ in range(3):  # Friday: nothing changed; Saturday and Sunday
        stappen.wereld.later(days=1)
        assert mail(stappen.wereld, post) == Dagronde()
    stappen.wereld.later(days=1)  # Monday: today
    assert mail(stappen.wereld, post) == Dagronde(1)
    assert len(set(post.nummers)) == 2
    assert [d.status for d in digests(stappen.wereld)] == [D.VERSTUURD, D.VERSTUURD]
    assert {d.tekst for d in digests(stappen.wereld)} == {None}


def test_the_mail_names_no_person_the_work_is_about_and_leads_to_the_work(
    stappen: Stappen, post: Postkantoor
) -> None:
    nieuw = stappen.register(ontvangen_op=stappen.wereld.now.date())
    stappen.wereld.later(days=1)
    mail(stappen.wereld, post)
    (gekregen,) = post.mails
    tekst = gekregen.get_content()
    assert gekregen["Subject"] == "Houvast: 1 zaak vraagt uw aandacht"
    assert gekregen["Auto-Submitted"] == "auto-generated"
    assert nieuw.casussen[0].kenmerk in tekst
    assert "http://127.0.0.1:8000/dagbericht" in tekst
    assert not any(naam in tekst for naam in ("Femke", "Dorien", "Voorbeeld"))


def test_before_seven_and_without_a_mail_server_nothing_is_made(stappen: Stappen, post: Postkantoor) -> None:
    stappen.register(ontvangen_op=stappen.wereld.now.date())
    stappen.wereld.later(hours=20, minutes=59)
    assert mail(stappen.wereld, post) == Dagronde()
    huis = installation(stappen.wereld, post.url)
    acht_uur = Werkronde(lambda: stappen.wereld.now + timedelta(hours=1))
    assert send_digests(huis, None, acht_uur) == Dagronde()
    assert digests(stappen.wereld) == []


@pytest.mark.parametrize(
    "waarden", [{"dagbericht": False}, {"email": None}], ids=["switched off", "no address"]
)
def test_who_does_not_want_it_or_has_no_address_gets_none(
    stappen: Stappen, post: Postkantoor, waarden: dict[str, object]
) -> None:
    stappen.register(ontvangen_op=stappen.wereld.now.date())
    stappen.wereld.later(days=1)
    set_person(stappen, stappen.wereld.actors["vws-ucz"].id, **waarden)
    assert mail(stappen.wereld, post) == Dagronde()
    assert digests(stappen.wereld) == []


def test_who_switched_it_off_after_it_was_made_does_not_get_it(stappen: Stappen, post: Postkantoor) -> None:
    stappen.register(ontvangen_op=stappen.wereld.now.date())
    stappen.wereld.later(days=1)
    assert make_once(installation(stappen.wereld, post.url), stappen.wereld.now) == 1
    set_person(stappen, stappen.wereld.actors["vws-ucz"].id, dagbericht=False)
    assert mail(stappen.wereld, post) == Dagronde()
    assert [d.status for d in digests(stappen.wereld)] == [D.MISLUKT]


def test_a_server_that_is_away_is_tried_again_that_day_and_the_next_day_tells_it_anew(
    stappen: Stappen, post: Postkantoor
) -> None:
    stappen.register(ontvangen_op=stappen.wereld.now.date())
    stappen.wereld.later(days=1)
    weg = f"smtp://127.0.0.1:{free_port()}"
    assert mail(stappen.wereld, weg) == Dagronde(0, 1)
    assert mail(stappen.wereld, post) == Dagronde()  # not yet
    stappen.wereld.later(minutes=2)
    assert mail(stappen.wereld, weg) == Dagronde(0, 1)
    stappen.wereld.later(days=1)
    assert mail(stappen.wereld, post) == Dagronde(1)
    assert [d.status for d in digests(stappen.wereld)] == [D.MISLUKT, D.VERSTUURD]


@pytest.mark.parametrize(
    ("antwoord", "status"),
    [("550 5.1.1 Onbekend", D.MISLUKT), (None, D.ONZEKER)],
    ids=["refused", "broke off"],
)
def test_what_was_refused_or_broke_off_is_not_sent_again_that_day(
    stappen: Stappen, post: Postkantoor, antwoord: str | None, status: Dagberichtstatus
) -> None:
    stappen.register(ontvangen_op=stappen.wereld.now.date())
    stappen.wereld.later(days=1)
    if antwoord:
        post.bij_adres = antwoord
    else:
        post.na_inhoud = hang_up
    assert mail(stappen.wereld, post) == Dagronde(0, 1)
    stappen.wereld.later(hours=2)
    assert mail(stappen.wereld, post) == Dagronde()
    assert [d.status for d in digests(stappen.wereld)] == [status]


def test_a_worker_that_never_came_back_leaves_an_uncertain_one(stappen: Stappen, post: Postkantoor) -> None:
    stappen.register(ontvangen_op=stappen.wereld.now.date())
    stappen.wereld.later(days=1)
    huis = installation(stappen.wereld, post.url)
    make_once(huis, stappen.wereld.now)
    with stappen.wereld.database.transaction() as session:
        (id_,) = due_digests(session, stappen.wereld.omgeving.vandaag, stappen.wereld.now)
        assert claim_digest(session, id_, stappen.wereld.now, LEASE)
        assert claim_digest(session, id_, stappen.wereld.now, LEASE) is None
    assert mail(stappen.wereld, post) == Dagronde()
    stappen.wereld.later(days=1)
    assert mail(stappen.wereld, post) == Dagronde(1)
    assert [d.status for d in digests(stappen.wereld)] == [D.ONZEKER, D.VERSTUURD]


def test_several_workers_at_once_make_and_send_each_digest_once(wereld: Wereld) -> None:
    stappen = furnished(wereld)
    for nummer in range(3):
        collega = wereld.hire("vws-ucz")
        set_person(stappen, collega.id, email=f"collega-{nummer}@werk.example")
        stappen.register(collega, ontvangen_op=wereld.now.date())
    wereld.later(days=1)
    begin, fouten = threading.Barrier(4), []

    def work() -> None:
        huis = installation(wereld, post.url)
        begin.wait()
        try:
            send_digests(huis, mailer_of(huis.settings), Werkronde(lambda: wereld.now))
        except Exception as fout:  # told by the main thread
            fouten.append(fout)

    with open_postkantoor() as post:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert fouten == []
        aan = [str(m["To"]) for m in post.mails]
    assert sorted(aan) == sorted(set(aan))
    assert len([adres for adres in aan if adres.startswith("collega-")]) == 3
    assert {d.status for d in digests(wereld)} == {D.VERSTUURD}
    assert len(digests(wereld)) == len(aan)


def test_a_name_of_another_organisatie_stands_in_no_digest(stappen: Stappen) -> None:
    """A behandelaar who went to another party is nobody here."""
    loket = stappen.wereld.actors["vws-ucz"]
    stappen.register(ontvangen_op=stappen.wereld.now.date())
    set_person(stappen, loket.id, organisatie_id=stappen.id_of("ozj"))
    stappen.wereld.later(days=1)
    assert points(stappen, replace(loket)) == {}
    assert P.NADERT in points(stappen, mailbox(stappen, "vws-ucz"))
