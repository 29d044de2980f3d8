"""Dependencies: what a route may ask for. One session everywhere, committed before the answer.

``SessionDep`` is the only way to a session. GET gets one that can only read; every other method one
that writes, is committed when the route returns and rolled back when it raises, before any byte of the
answer leaves (``scope="function"``). A route asks for a desk (``…WerkplekDep``), not for parts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session
from uuid_utils.compat import uuid7

from app.audit.leeslog import Inzage, Leesactie, write_inzage
from app.db import Database
from app.domain.actor import Actor, Scope
from app.domain.errors import NotPermittedError
from app.domain.omgeving import Omgeving
from app.installatie import now_utc
from app.keuring import Keuring, keuring_of
from app.kluis import Kluis
from app.queries.gids import VERSIE, open_gids
from app.queries.werkplek import Werkplek
from app.security import Bekende, Ingelogd, NotLoggedInError, Sessieduur, mark_seen, resolve_sessie
from app.settings import Settings
from app.storingen import OnzekerError, storing_of

VEILIG = frozenset({"GET", "HEAD", "OPTIONS"})
MISLUKT = "mislukt"
AANVRAAG = "aanvraag"


@dataclass(frozen=True, slots=True)
class Demo:
    """The log-ins that a demo offers on its log-in page; empty everywhere else."""

    accounts: Sequence[Mapping[str, str]] = ()
    wachtwoord: str = ""


@dataclass(frozen=True, slots=True)
class Huis:
    """What one process holds: made once by ``create_app``, read by every request."""

    settings: Settings
    database: Database
    kluis: Kluis
    demo: Demo = field(default_factory=Demo)
    klok: Callable[[], datetime] = now_utc

    @property
    def sessieduur(self) -> Sessieduur:
        """How long a log-in lasts here."""
        return Sessieduur(
            timedelta(hours=self.settings.sessie_uren), timedelta(minutes=self.settings.sessie_rust_minuten)
        )

    @property
    def volgadres(self) -> str | None:
        """Where melders have a page of their own; a demo has one at its own address."""
        return self.settings.volgadres or (
            self.settings.basis_url.rstrip("/") if self.demo.accounts else None
        )

    @property
    def keuring(self) -> Keuring:
        """Who judges attachments here."""
        return keuring_of(self.settings)

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds a log-in."""
        return self.koekje("houvast")

    def koekje(self, naam: str) -> str:
        """The name of a cookie as browsers get it here: with https it is of this host alone."""
        return f"__Host-{naam}" if self.settings.cookies_alleen_https else naam


def get_huis(request: Request) -> Huis:
    """The house this request came into."""
    huis: Huis = request.app.state.huis
    return huis


HuisDep = Annotated[Huis, Depends(get_huis)]


def get_session(request: Request, huis: HuisDep) -> Iterator[Session]:
    """One session per request; see the module."""
    aanvraag = getattr(request.state, "aanvraag_id", None)
    if request.method in VEILIG:
        with huis.database.read() as session:
            session.info[AANVRAAG] = aanvraag
            yield session
        return
    with huis.database.write() as session:
        session.info[AANVRAAG] = aanvraag
        yield session
        if session.info.get(MISLUKT):
            session.rollback()
        else:
            _commit(session)


def _commit(session: Session) -> None:
    """Commit; when the connection breaks right then, nobody knows whether it was done (OnzekerError)."""
    session.flush()
    try:
        session.commit()
    except DBAPIError as error:
        if error.connection_invalidated:
            raise OnzekerError from error
        raise


SessionDep = Annotated[Session, Depends(get_session, scope="function")]


def get_now(huis: HuisDep) -> datetime:
    """What the clock of this house says; a test gives ``create_app`` another one."""
    return huis.klok()


NowDep = Annotated[datetime, Depends(get_now)]


def abandon(werkplek: Werkplek) -> None:
    """Nothing of this request is stored: for a page that shows a refused form again."""
    werkplek.session.info[MISLUKT] = True


def short_write(request: Request, huis: Huis, session: Session) -> AbstractContextManager[Session]:
    """Where a read writes: a transaction of its own, or the open one of a request that writes."""
    return huis.database.transaction() if request.method in VEILIG else nullcontext(session)


def get_ingelogd(request: Request, huis: HuisDep, now: NowDep) -> Ingelogd | None:
    """Who is logged in on this browser, or nobody. Fills what every page shows.

    In short sessions of its own, over before the request has one: no cookie holds the writer of SQLite.
    """
    with huis.database.read() as session:
        ingelogd = resolve_sessie(session, request.cookies.get(huis.cookie), huis.sessieduur, now)
    request.state.ingelogd = ingelogd
    if ingelogd is None:
        return None
    if ingelogd.gezien:
        _mark_seen(huis, ingelogd, now)
    request.state.actor = ingelogd.actor
    request.state.csrf_token = ingelogd.csrf
    return ingelogd


def _mark_seen(huis: Huis, ingelogd: Ingelogd, now: datetime) -> None:
    """Start the idle time again; a full disk or a busy database is no reason to show no page."""
    try:
        with huis.database.transaction() as session:
            mark_seen(session, ingelogd.sessie_id, now)
    except (DBAPIError, PoolTimeoutError) as error:
        if storing_of(error) is None:
            raise


IngelogdDep = Annotated[Ingelogd | None, Depends(get_ingelogd)]


def get_page_actor(ingelogd: IngelogdDep) -> Actor:
    """The person on the page; nobody is sent to the log-in page."""
    if ingelogd is None:
        raise NotLoggedInError
    return ingelogd.actor


PageActorDep = Annotated[Actor, Depends(get_page_actor)]


def get_bekende(request: Request) -> Bekende:
    """Who was recognised at the threshold (``app.routers.api.drempel``); nobody else gets further."""
    bekende: Bekende | None = getattr(request.state, "bekende", None)
    if bekende is None:
        raise NotLoggedInError
    return bekende


BekendeDep = Annotated[Bekende, Depends(get_bekende)]


def surroundings(session: Session, now: datetime, huis: Huis) -> Omgeving:
    """Clock, ids, calendar and rules of this request, its number, and how this house reaches melders."""
    gids = open_gids(session)
    return Omgeving(
        now,
        uuid7,
        gids.kalender,
        gids.regels,
        aanvraag=session.info.get(AANVRAAG),
        bedenktijd=huis.settings.bedenktijd,
        volgadres=huis.volgadres,
        opent_samenlopen=huis.settings.samenlopen_openen,
    )


def get_page_werkplek(
    session: SessionDep, actor: PageActorDep, ingelogd: IngelogdDep, now: NowDep, huis: HuisDep
) -> Werkplek:
    """The desk of the person on the page."""
    if ingelogd is not None:
        session.info[VERSIE] = ingelogd.stelselversie
    return Werkplek(session, actor, surroundings(session, now, huis), huis.kluis)


PageWerkplekDep = Annotated[Werkplek, Depends(get_page_werkplek)]


def require_scope(actor: Actor, *een_van: Scope) -> None:
    """Refuse a token that has none of these scopes (403)."""
    if not actor.scopes & set(een_van):
        scopes = "” of “".join(een_van)
        raise NotPermittedError(
            "scope_ontbreekt",
            f"Dit token mag dit niet: de scope “{scopes}” ontbreekt. Vraag een ander token.",
        )


def api_werkplek(*een_van: Scope) -> Callable[[Session, Bekende, datetime, Huis], Werkplek]:
    """A dependency: the desk behind a token that has one of these scopes; 403 without."""

    def get_api_werkplek(session: SessionDep, bekende: BekendeDep, now: NowDep, huis: HuisDep) -> Werkplek:
        require_scope(bekende.actor, *een_van)
        session.info[VERSIE] = bekende.stelselversie
        return Werkplek(session, bekende.actor, surroundings(session, now, huis), huis.kluis)

    return get_api_werkplek


LeesWerkplekDep = Annotated[Werkplek, Depends(api_werkplek(Scope.LEZEN))]
MeldWerkplekDep = Annotated[Werkplek, Depends(api_werkplek(Scope.MELDEN))]
RouteerWerkplekDep = Annotated[Werkplek, Depends(api_werkplek(Scope.ROUTEREN))]
TerugkoppelWerkplekDep = Annotated[Werkplek, Depends(api_werkplek(Scope.TERUGKOPPELEN))]
TafelWerkplekDep = Annotated[Werkplek, Depends(api_werkplek(Scope.TAFEL))]
#: A samenloop may be with a tafel; which of both scopes an act needs, follows from that.
PaarWerkplekDep = Annotated[Werkplek, Depends(api_werkplek(Scope.ROUTEREN, Scope.TAFEL))]
BeheerWerkplekDep = Annotated[Werkplek, Depends(api_werkplek(Scope.BEHEER))]


@dataclass(frozen=True, slots=True)
class Leeslog:
    """The read log of one request (I10): committed before the answer; if it fails, the answer fails."""

    request: Request
    huis: Huis
    session: Session

    def noteer(
        self,
        werkplek: Werkplek,
        actie: Leesactie,
        object_soort: str,
        object_ids: Sequence[UUID] = (),
        doel: str = "behandeling",
    ) -> None:
        """Write who saw which objects; without ids one row for the request.

        After a refused form nothing of the request is stored, but what the page shows was read: then
        this is a transaction of its own too, and the refused one lets go of the database first.
        """
        aanvraag = getattr(self.request.state, "aanvraag_id", "")
        inzage = Inzage(actie, object_soort, object_ids, doel, aanvraag)
        mislukt = bool(self.session.info.get(MISLUKT))
        if mislukt:
            self.session.rollback()
        apart = self.huis.database.transaction() if mislukt else None
        with apart or short_write(self.request, self.huis, self.session) as schrijf:
            write_inzage(schrijf, werkplek.actor, werkplek.omgeving, inzage)


def get_leeslog(request: Request, huis: HuisDep, session: SessionDep) -> Leeslog:
    """The read log of this request."""
    return Leeslog(request, huis, session)


LeeslogDep = Annotated[Leeslog, Depends(get_leeslog)]
