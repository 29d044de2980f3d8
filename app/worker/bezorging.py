"""Bezorging: sends what is due, one message at a time, and finds attempts that never came back.

Several workers may run: a message is claimed in a transaction of its own before anything is sent, so each is
sent by one of them (architecture.md §3.11).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from structlog.contextvars import bound_contextvars

from app.adapters.mail import SmtpMailer, read_smtp_url
from app.domain.berichttermen import BerichtStatus, Bezorguitkomst
from app.domain.errors import DomainError
from app.installatie import Installation
from app.kluis import KluisError
from app.ports import Mailer
from app.queries.intern.bezorging import aanvraag_of, due_berichten, expired_attempts
from app.queries.werkplek import Werkplek
from app.services.bezorging import Zending, begin_attempt, end_attempt, expire_attempt
from app.settings import Settings
from app.worker.bureau import open_desk
from app.worker.ronde import Werkronde

log = structlog.get_logger("houvast.bezorging")
#: What keeps one message here and leaves the others alone.
STORING = (DomainError, DBAPIError, PoolTimeoutError, KluisError)
#: After so long the rest waits for the next round: a slow mail server holds up no offer and no sign of life.
LANGSTE_RONDE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Bezorgronde:
    """What one round delivered, what waits or failed, and what could not be done now."""

    verstuurd: int = 0
    niet_verstuurd: int = 0
    mislukt: int = 0


def mailer_of(settings: Settings) -> Mailer | None:
    """How this installation mails; None where messages go by hand."""
    if not settings.smtp_url:
        return None
    return SmtpMailer(read_smtp_url(settings.smtp_url), settings.mail_van)


def deliver(installation: Installation, mailer: Mailer | None, ronde: Werkronde) -> Bezorgronde:
    """One round: attempts without a result are uncertain, then everything that is due is sent.

    A mail server that cannot be reached ends the round: the other messages have nothing to do with it. So
    does the word to stop: what was not begun is due in the next round.
    """
    klok = ronde.klok
    einde = klok() + LANGSTE_RONDE
    mislukt = _expire(installation, ronde)
    if mailer is None:
        return Bezorgronde(mislukt=mislukt)
    with installation.database.read() as session:
        te_doen = due_berichten(session, klok())
    verstuurd = niet = 0
    for bericht_id in ronde.each(te_doen):
        if klok() > einde:
            break
        try:
            uitkomst = _send(installation, mailer, bericht_id, klok)
        except STORING as error:
            mislukt += 1
            log.warning("bezorgen_mislukt", stuk=str(bericht_id), fout=type(error).__name__)
            continue
        verstuurd += uitkomst is Bezorguitkomst.VERSTUURD
        niet += uitkomst not in (None, Bezorguitkomst.VERSTUURD)
        if uitkomst is Bezorguitkomst.GEEN_VERBINDING:
            break
    return Bezorgronde(verstuurd, niet, mislukt)


def _send(
    installation: Installation, mailer: Mailer, bericht_id: UUID, klok: Callable[[], datetime]
) -> Bezorguitkomst | None:
    """Store the attempt, send, store the result; None when it may not go now."""
    zending = _begin(installation, bericht_id, klok())
    if zending is None:
        return None
    uitslag = mailer.send(zending.mail)
    with installation.database.transaction() as session:
        aanvraag = aanvraag_of(session, zending.poging_id)
        desk = _under(open_desk(installation, session, klok()), aanvraag)
        status = end_attempt(desk, zending.poging_id, uitslag)
    with bound_contextvars(aanvraag=aanvraag):
        log.info("bericht_geprobeerd", stuk=str(bericht_id), uitkomst=uitslag.uitkomst, status=status)
    return uitslag.uitkomst


def _begin(installation: Installation, bericht_id: UUID, now: datetime) -> Zending | None:
    with installation.database.transaction() as session:
        return begin_attempt(open_desk(installation, session, now), bericht_id)


def _expire(installation: Installation, ronde: Werkronde) -> int:
    """How many could not be judged now."""
    klok = ronde.klok
    with installation.database.read() as session:
        verlopen = expired_attempts(session, klok())
    mislukt = 0
    for poging_id in ronde.each(verlopen):
        try:
            with installation.database.transaction() as session:
                if expire_attempt(open_desk(installation, session, klok()), poging_id):
                    log.warning("bericht_onzeker", stuk=str(poging_id), status=BerichtStatus.ONZEKER)
        except STORING as error:
            mislukt += 1
            log.warning("bezorgen_mislukt", stuk=str(poging_id), fout=type(error).__name__)
    return mislukt


def _under(desk: Werkplek, aanvraag: str | None) -> Werkplek:
    """The same desk, under the number of the request that caused this."""
    return replace(desk, omgeving=replace(desk.omgeving, aanvraag=aanvraag))
