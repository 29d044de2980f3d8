"""A worker that is killed or told to stop while it mails: nothing is lost or sent twice by itself."""

import os
import signal
import threading
from datetime import timedelta

from aiosmtpd.smtp import SMTP
from sqlmodel import col, select

from app.domain.berichttermen import BerichtStatus, Bezorguitkomst
from app.models import Bericht, Bezorgpoging
from tests.faults.proces import GEDULD, Huis, wait_until
from tests.services.postkantoor import open_postkantoor
from tests.services.stappen import Stappen


def test_a_worker_that_dies_after_sending_leaves_an_uncertain_message_that_a_person_settles(
    huis: Huis,
) -> None:
    wereld = huis.wereld
    wereld.bedenktijd = timedelta(minutes=10)
    stappen = Stappen(wereld)
    stappen.register()
    huis.set_clock(wereld.now + timedelta(minutes=11))
    ontvangen, verder = threading.Event(), threading.Event()

    def keep_waiting(_server: SMTP) -> None:
        ontvangen.set()
        verder.wait(GEDULD)

    with open_postkantoor() as post:
        post.na_inhoud = keep_waiting
        smtp = {"HOUVAST_SMTP_URL": post.url, "HOUVAST_MAIL_VAN": "houvast@voorbeeld.example"}
        pid = huis.start("werk", "--eenmalig", **smtp)
        assert ontvangen.wait(GEDULD), huis.said()
        os.kill(pid, signal.SIGKILL)
        assert huis.kraam.wait(pid) == -signal.SIGKILL
        verder.set()
        post.na_inhoud = None
        for minuten in (1, 20, 3000):
            huis.set_clock(wereld.now + timedelta(minutes=minuten))
            assert huis.kraam.wait(huis.start("werk", "--eenmalig", **smtp)) == 0, huis.said()
        assert len(post.mails) == 1
    with wereld.database.read() as session:
        assert session.exec(select(Bericht.status)).one() is BerichtStatus.ONZEKER
        pogingen = session.exec(select(Bezorgpoging.uitkomst).order_by(col(Bezorgpoging.nummer))).all()
    assert pogingen == [Bezorguitkomst.ONZEKER]
    stappen.nothing_broken()


def test_a_worker_that_is_told_to_stop_finishes_its_mail_and_leaves_the_rest_for_the_next_round(
    sqlite_huis: Huis,
) -> None:
    huis, wereld = sqlite_huis, sqlite_huis.wereld
    wereld.bedenktijd = timedelta(minutes=10)
    stappen = Stappen(wereld)
    for _ in range(4):
        stappen.register()
    huis.set_clock(wereld.now + timedelta(minutes=11))
    werkers: list[int] = []

    def tell_to_stop(_server: SMTP) -> None:
        wait_until(lambda: bool(werkers), "nobody knows yet which process mails")
        os.kill(werkers[0], signal.SIGTERM)

    with open_postkantoor() as post:
        post.na_inhoud = tell_to_stop
        smtp = {"HOUVAST_SMTP_URL": post.url, "HOUVAST_MAIL_VAN": "houvast@voorbeeld.example"}
        werkers.append(huis.start("werk", **smtp))
        assert huis.kraam.wait(werkers[0]) == 0, huis.said()
        assert len(post.mails) == 1
        post.na_inhoud = None
        assert huis.kraam.wait(huis.start("werk", "--eenmalig", **smtp)) == 0, huis.said()
        assert len(set(post.nummers)) == len(post.mails) == 4
    with wereld.database.read() as session:
        assert set(session.exec(select(Bericht.status))) == {BerichtStatus.VERSTUURD}
    stappen.nothing_broken()
