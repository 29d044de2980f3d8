"""Werk: what happens by itself. Offers that ran out end as ``verlopen``; the sender stays owner (I3). A
rechtsopvolging that was confirmed is carried out on its day. Who should answer an offer is reminded.
What a tafel may not keep any longer leaves its agenda.
Messages are delivered, and on a werkdag the digests. Once an hour all is looked over for the vangnet, and
what no longer counts is forgotten.

Each has a transaction of its own: one that fails leaves the others alone, and a crash in between
leaves a state that the next round understands (I12).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event
from uuid import UUID

import structlog
from structlog.contextvars import bound_contextvars

from app.domain.omgeving import local_date
from app.domain.uitnodigen import BEWAARD_NA
from app.installatie import Installation, now_utc, surroundings
from app.logboek import place_of
from app.queries.dossier import load_dossier_of_overdracht
from app.queries.intern.hartslag import NAZIEN, WERK, beat, find_hartslag
from app.queries.intern.opruimen import forget_answers, forget_counts, forget_invitations, forget_logins
from app.queries.intern.overdrachten import overdue_offers
from app.queries.intern.overgang import due_successions
from app.queries.tafelwerk import expired_agenderingen
from app.queries.werkplek import Werkplek
from app.services.agendering import expire_agendering
from app.services.idempotentie import BEWAARD
from app.services.overdracht import expire_overdracht
from app.services.rechtsopvolging import carry_out_opvolging
from app.services.vangnet import keep_findings, look_for_findings
from app.worker.aandringen import offers_with_step, remind
from app.worker.bezorging import STORING, deliver, mailer_of
from app.worker.bureau import open_desk
from app.worker.dagbericht import send_digests
from app.worker.ronde import Werkronde, begin_ronde
from app.worker.toegangscodes import send_codes

log = structlog.get_logger("houvast.werk")

#: Seconds between two rounds.
RONDE = 30.0
#: So often everything is looked over: it reads every casus.
NAZIEN_NA = timedelta(hours=1)
Stap = Callable[[Installation, UUID, datetime], bool]


@dataclass(frozen=True, slots=True)
class Ronde:
    """What one round did: offers that ended or were brought to mind, successions carried out, what left an
    agenda, messages and digests delivered or not, and what could not be done now."""

    verlopen: int = 0
    opgevolgd: int = 0
    mislukt: int = 0
    verstuurd: int = 0
    niet_verstuurd: int = 0
    herinnerd: int = 0
    van_agenda: int = 0


def run_once(installation: Installation, now: datetime, stop: Event | None = None) -> Ronde:
    """One round: carry out the successions of today, end every offer that ran out or waits on a blocked
    organisatie, and then deliver what is still true.

    What a person did in the meantime is left as it is. Once ``stop`` is set nothing new begins.
    """
    werkronde = begin_ronde(now, stop)
    with installation.database.read() as session:
        opvolgingen = due_successions(session, local_date(now))
        aanbod = overdue_offers(session, local_date(now))
        agenda = expired_agenderingen(session, local_date(now))
    opgevolgd, niet_opgevolgd = _each(installation, opvolgingen, _succeed, werkronde)
    verlopen, niet_verlopen = _each(installation, aanbod, _expire, werkronde)
    van_agenda, niet_van_agenda = _each(installation, agenda, _take_off_agenda, werkronde)
    aan_te_dringen = offers_with_step(installation, werkronde.klok())
    herinnerd, niet_herinnerd = _each(installation, aan_te_dringen, remind, werkronde)
    mailer = mailer_of(installation.settings)
    codes = send_codes(installation, mailer, werkronde)
    bezorgd = deliver(installation, mailer, werkronde)
    dag = send_digests(installation, mailer, werkronde)
    ronde = Ronde(
        verlopen=verlopen,
        opgevolgd=opgevolgd,
        herinnerd=herinnerd,
        van_agenda=van_agenda,
        mislukt=niet_opgevolgd + niet_verlopen + niet_van_agenda + niet_herinnerd + bezorgd.mislukt,
        verstuurd=codes.verstuurd + bezorgd.verstuurd + dag.verstuurd,
        niet_verstuurd=codes.niet_verstuurd + bezorgd.niet_verstuurd + dag.niet_verstuurd,
    )
    with installation.database.transaction() as session:
        beat(session, WERK, now_utc(), verlopen=ronde.verlopen, mislukt=ronde.mislukt)
    if not werkronde.stop.is_set():
        look_over(installation, werkronde.klok())
    return ronde


def look_over(installation: Installation, now: datetime, na: timedelta = NAZIEN_NA) -> bool:
    """Look for what is too slow to look for on a page, when the last time is long enough ago.

    Reading takes seconds and holds nobody up; keeping what was found is a short transaction.
    """
    with installation.database.read() as session:
        laatste = find_hartslag(session, NAZIEN)
        if laatste is not None and now_utc() - laatste.op < na:
            return False
        omgeving = surroundings(session, now)
        gevonden = look_for_findings(session, omgeving, installation.kluis)
    with installation.database.transaction() as session:
        keep_findings(session, omgeving, gevonden)
        forget_answers(session, now - BEWAARD)
        forget_counts(session, now - BEWAARD)
        forget_logins(session, now - BEWAARD)
        forget_invitations(session, now - BEWAARD_NA)
        beat(session, NAZIEN, now_utc())
    return True


def _each(installation: Installation, ids: list[UUID], stap: Stap, werkronde: Werkronde) -> tuple[int, int]:
    """How many were done and how many failed; one that fails leaves the others alone."""
    gedaan = mislukt = 0
    for id_ in werkronde.each(ids):
        try:
            gedaan += stap(installation, id_, werkronde.klok())
        except STORING as error:
            mislukt += 1
            log.warning("stap_mislukt", soort=stap.__name__, stuk=str(id_), fout=type(error).__name__)
    return gedaan, mislukt


def run_until(installation: Installation, stop: Event, interval: float = RONDE) -> None:
    """Round after round until ``stop`` is set, which breaks off a round too; no error ends it: nobody would
    see that it stopped."""
    while not stop.is_set():
        try:
            ronde = run_once(installation, now_utc(), stop)
            if ronde != Ronde():
                log.info(
                    "ronde",
                    verlopen=ronde.verlopen,
                    opgevolgd=ronde.opgevolgd,
                    herinnerd=ronde.herinnerd,
                    van_agenda=ronde.van_agenda,
                    verstuurd=ronde.verstuurd,
                    niet_verstuurd=ronde.niet_verstuurd,
                    mislukt=ronde.mislukt,
                )
        except Exception as error:
            log.warning("ronde_mislukt", fout=type(error).__name__, plaats=place_of(error))
        stop.wait(interval)


def expire_due(werkplek: Werkplek) -> int:
    """End all offers that ran out, inside one transaction that somebody else commits (demo data)."""
    gevonden = overdue_offers(werkplek.session, werkplek.omgeving.vandaag)
    return sum(expire_overdracht(werkplek, overdracht_id) for overdracht_id in gevonden)


def _expire(installation: Installation, overdracht_id: UUID, now: datetime) -> bool:
    """Lock, look again, then end it: somebody may just have taken it in beoordeling.

    What is logged carries the number of the request that made the offer.
    """
    with installation.database.transaction() as session:
        aanvraag = load_dossier_of_overdracht(session, overdracht_id)[1].aanvraag
        if overdracht_id not in overdue_offers(session, local_date(now)):
            return False
        desk = open_desk(installation, session, now)
        desk = replace(desk, omgeving=replace(desk.omgeving, aanvraag=aanvraag))
        verlopen = expire_overdracht(desk, overdracht_id)
    with bound_contextvars(aanvraag=aanvraag):
        log.info("aanbod_verlopen", stuk=str(overdracht_id))
    return verlopen


def _succeed(installation: Installation, opvolging_id: UUID, now: datetime) -> bool:
    with installation.database.transaction() as session:
        return carry_out_opvolging(open_desk(installation, session, now), opvolging_id)


def _take_off_agenda(installation: Installation, agendering_id: UUID, now: datetime) -> bool:
    """The retention of its tafel is over: gone, with everything that was sealed."""
    with installation.database.transaction() as session:
        return expire_agendering(open_desk(installation, session, now), agendering_id)
