"""Dagbericht: on a werkdag from seven on, the digests of today are made once, and each is mailed once.

Making reads the whole house and takes a moment, so it is done once a day (a sign of life keeps the day); the
rows themselves are unique per reader and day, whoever makes them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.domain.aandringen import has_day_begun
from app.domain.berichttermen import Bezorguitkomst
from app.domain.bezorging import LEASE, next_try
from app.domain.dagbericht import Dagberichtstatus
from app.domain.omgeving import local_date
from app.installatie import Installation, surroundings
from app.ports import Mail, Mailer
from app.queries.intern.dagberichten import (
    Geclaimd,
    claim_digest,
    close_stale,
    due_digests,
    forget_old,
    postpone_digest,
    settle_digest,
)
from app.queries.intern.hartslag import DAGBERICHT, beat, find_hartslag
from app.services.dagbericht import Wegwijzer, gather_points, make_digests
from app.services.partijpost import mailbox_key
from app.worker.bezorging import LANGSTE_RONDE
from app.worker.ronde import Werkronde

log = structlog.get_logger("houvast.dagbericht")
U, D = Bezorguitkomst, Dagberichtstatus
AFLOOP = {U.VERSTUURD: D.VERSTUURD, U.GEWEIGERD: D.MISLUKT, U.ONZEKER: D.ONZEKER}


@dataclass(frozen=True, slots=True)
class Dagronde:
    """How many digests went out, and how many did not."""

    verstuurd: int = 0
    niet_verstuurd: int = 0


def send_digests(installation: Installation, mailer: Mailer | None, ronde: Werkronde) -> Dagronde:
    """Make what today asks for, and send what is due; nothing where Houvast does not mail."""
    if mailer is None or ronde.stop.is_set():
        return Dagronde()
    klok = ronde.klok
    with installation.database.read() as session:
        omgeving = surroundings(session, klok())
    if not has_day_begun(omgeving.now, omgeving.kalender):
        return Dagronde()
    make_once(installation, klok())
    vandaag = omgeving.vandaag
    with installation.database.read() as session:
        te_doen = due_digests(session, vandaag, klok())
    verstuurd = niet = 0
    einde = klok() + LANGSTE_RONDE
    for id_ in ronde.each(te_doen):
        uitkomst = _send(installation, mailer, id_, klok)
        verstuurd += uitkomst is U.VERSTUURD
        niet += uitkomst not in (None, U.VERSTUURD)
        if uitkomst is U.GEEN_VERBINDING or klok() > einde:
            break
    return Dagronde(verstuurd, niet)


def make_once(installation: Installation, now: datetime) -> int:
    """Put the digests of today ready, unless that was done; how many there are to send."""
    with installation.database.read() as session:
        laatste = find_hartslag(session, DAGBERICHT)
        if laatste is not None and local_date(laatste.op) == local_date(now):
            return 0
        omgeving = surroundings(session, now)
        punten = gather_points(session, omgeving)
    with installation.database.transaction() as session:
        close_stale(session, omgeving.vandaag, now)
        forget_old(session, omgeving.vandaag)
        gemaakt = make_digests(session, omgeving, punten, _ways_in(installation))
        beat(session, DAGBERICHT, now)
    return gemaakt


def _ways_in(installation: Installation) -> Wegwijzer:
    """With an account to the work; without, where links go out, to where new ones are asked for."""
    settings = installation.settings
    volgadres = settings.volgadres if settings.smtp_url else None

    def nieuwe_links(organisatie_id: UUID) -> str:
        return f"{volgadres}/partij/postvak/{mailbox_key(installation.kluis, organisatie_id)}"

    return Wegwijzer(settings.basis_url.rstrip("/"), nieuwe_links if volgadres else None)


def _send(
    installation: Installation, mailer: Mailer, id_: UUID, klok: Callable[[], datetime]
) -> Bezorguitkomst | None:
    """Claim, send, settle: each in a transaction of its own; None when it is not ours to send."""
    try:
        geclaimd = _claim(installation, id_, klok())
        if geclaimd is None:
            return None
        uitslag = mailer.send(_mail(geclaimd))
        _settle(installation, geclaimd, uitslag.uitkomst, klok())
    except (DBAPIError, PoolTimeoutError) as error:
        log.warning("dagbericht_mislukt", stuk=str(id_), fout=type(error).__name__)
        return None
    log.info("dagbericht_geprobeerd", stuk=str(id_), uitkomst=uitslag.uitkomst)
    return uitslag.uitkomst


def _claim(installation: Installation, id_: UUID, now: datetime) -> Geclaimd | None:
    with installation.database.transaction() as session:
        close_stale(session, local_date(now), now)
        return claim_digest(session, id_, now, LEASE)


def _settle(
    installation: Installation, dagbericht: Geclaimd, uitkomst: Bezorguitkomst, now: datetime
) -> None:
    """What may still go well is tried again today; there is no use in yesterday's."""
    with installation.database.transaction() as session:
        later = next_try(dagbericht.pogingen, now)
        if uitkomst in AFLOOP:
            settle_digest(session, dagbericht.id, AFLOOP[uitkomst], now)
        elif later is None or local_date(later) != local_date(now):
            settle_digest(session, dagbericht.id, D.MISLUKT, now)
        else:
            postpone_digest(session, dagbericht.id, later)


def _mail(dagbericht: Geclaimd) -> Mail:
    return Mail(
        bericht_id=dagbericht.id,
        aan=dagbericht.adres,
        van_naam="Houvast",
        antwoord_aan=None,
        onderwerp=dagbericht.onderwerp,
        tekst=dagbericht.tekst,
    )
