"""Toegangscodes: mails the codes that somebody asked for on the own page. First of all: that person waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from app.domain.berichttermen import Bezorguitkomst
from app.installatie import Installation
from app.ports import Mail, Mailer
from app.queries.intern.toegangscodes import claim_mail, due_codes, mail_later
from app.services.toegangsmail import compose_code_mail
from app.worker.bezorging import STORING
from app.worker.bureau import open_desk
from app.worker.ronde import Werkronde

log = structlog.get_logger("houvast.toegangscodes")
U = Bezorguitkomst
#: What did not go for now is tried again soon: the code counts for a quarter of an hour.
OPNIEUW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Coderonde:
    """How many codes went out, and how many did not."""

    verstuurd: int = 0
    niet_verstuurd: int = 0


def send_codes(installation: Installation, mailer: Mailer | None, ronde: Werkronde) -> Coderonde:
    """Mail what waits; nothing where Houvast does not mail. A server that is away ends the round."""
    if mailer is None:
        return Coderonde()
    with installation.database.read() as session:
        te_doen = due_codes(session, ronde.klok())
    verstuurd = niet = 0
    for code_id in ronde.each(te_doen):
        uitkomst = _send(installation, mailer, code_id, ronde.klok)
        verstuurd += uitkomst is U.VERSTUURD
        niet += uitkomst not in (None, U.VERSTUURD)
        if uitkomst is U.GEEN_VERBINDING:
            break
    return Coderonde(verstuurd, niet)


def _send(
    installation: Installation, mailer: Mailer, code_id: UUID, klok: Callable[[], datetime]
) -> Bezorguitkomst | None:
    """Claim, send, and try again later what may still go well; None when it is not ours to send."""
    try:
        mail = _claim(installation, code_id, klok())
        if mail is None:
            return None
        uitslag = mailer.send(mail)
        if uitslag.uitkomst in (U.TIJDELIJK, U.GEEN_VERBINDING):
            with installation.database.transaction() as session:
                mail_later(session, code_id, klok() + OPNIEUW)
    except STORING as error:
        log.warning("code_mislukt", stuk=str(code_id), fout=type(error).__name__)
        return None
    log.info("code_geprobeerd", stuk=str(code_id), uitkomst=uitslag.uitkomst)
    return uitslag.uitkomst


def _claim(installation: Installation, code_id: UUID, now: datetime) -> Mail | None:
    with installation.database.transaction() as session:
        rij = claim_mail(session, code_id, now)
        return compose_code_mail(open_desk(installation, session, now), rij) if rij is not None else None
