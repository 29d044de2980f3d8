"""Organisaties: the directory, who serves which gemeente, and who can be reached (I11)."""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    Date,
    ScalarSelect,
    Select,
    String,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
)
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.actor import KETENROLLEN, OrganisatieSoort
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.keten.aanbod import Partij
from app.domain.keten.route import Schakelkandidaat
from app.models import ApiToken, Gemeente, Medewerker, MedewerkerRol, Organisatie, Werkgebied

#: A value, or the place of one in a statement that is composed once and asked often.
Dag = date | BindParameter[date]
Organisatiesleutel = UUID | BindParameter[UUID]
#: The blanks of what every offer asks.
DAG: BindParameter[date] = bindparam("dag", type_=Date())
EIGENAAR: BindParameter[UUID] = bindparam("eigenaar", type_=Uuid())
NAAR: BindParameter[UUID | str] = bindparam("naar")
GEMEENTE: BindParameter[str] = bindparam("gemeente", type_=String())


def is_active(vandaag: Dag) -> ColumnElement[bool]:
    """Active on that day (a successor takes over on ``actief_tot``)."""
    return and_(
        col(Organisatie.actief_van) <= vandaag,
        or_(col(Organisatie.actief_tot).is_(None), col(Organisatie.actief_tot) > vandaag),
    )


def is_employed(vandaag: Dag) -> ColumnElement[bool]:
    """This medewerker works here on that day."""
    return and_(
        col(Medewerker.actief_van) <= vandaag,
        or_(col(Medewerker.actief_tot).is_(None), col(Medewerker.actief_tot) > vandaag),
    )


def is_reachable(vandaag: Dag) -> ColumnElement[bool]:
    """I11: an active medewerker with a chain role, or a valid token that may route."""
    persoon = (
        exists()
        .where(
            col(Medewerker.organisatie_id) == col(Organisatie.id),
            is_employed(vandaag),
            exists()
            .where(
                col(MedewerkerRol.medewerker_id) == col(Medewerker.id),
                col(MedewerkerRol.rol).in_(KETENROLLEN),
            )
            .correlate(Medewerker),
        )
        .correlate(Organisatie)
    )
    token = (
        exists()
        .where(
            col(ApiToken.organisatie_id) == col(Organisatie.id),
            token_may_route(vandaag),
            or_(col(ApiToken.medewerker_id).is_(None), _holder_is_employed(vandaag)),
        )
        .correlate(Organisatie)
    )
    return and_(or_(persoon, token), col(Organisatie.toegang_geblokkeerd).is_(False))


@lru_cache(maxsize=16)
def unreachable(vandaag: Dag) -> CTE:
    """Where nobody can act that day; worked out once in a statement, however often it is asked."""
    return sa_select(col(Organisatie.id)).where(~is_reachable(vandaag)).cte("onbereikbaar")


def has_mailbox_only(vandaag: Dag) -> ColumnElement[bool]:
    """I11: nobody works there in Houvast, but its mailbox can be written to: a link and a code go there."""
    return and_(
        col(Organisatie.email).is_not(None),
        col(Organisatie.email) != "",
        col(Organisatie.toegang_geblokkeerd).is_(False),
        is_active(vandaag),
        ~is_reachable(vandaag),
    )


def may_receive(vandaag: date, *, stuurt_links: bool) -> ColumnElement[bool]:
    """I11: somebody can act there, or can be let in from here by a link."""
    bereikbaar = is_reachable(vandaag)
    return or_(bereikbaar, has_mailbox_only(vandaag)) if stuurt_links else bereikbaar


def without_account(session: Session, ids: Iterable[UUID], vandaag: date) -> frozenset[UUID]:
    """Which of these parties can only be reached at their mailbox."""
    query = select(Organisatie.id).where(col(Organisatie.id).in_(list(ids)), has_mailbox_only(vandaag))
    return frozenset(session.exec(query))


def token_may_route(vandaag: Dag) -> ColumnElement[bool]:
    """A token that works on that day and may accept and pass on."""
    return and_(token_works(vandaag), col(ApiToken.scopes).contains("routeren"))


def token_works(vandaag: Dag) -> ColumnElement[bool]:
    """A token that works on that day."""
    dag = vandaag if isinstance(vandaag, BindParameter) else literal(vandaag)
    return and_(
        col(ApiToken.ingetrokken_op).is_(None),
        func.date(col(ApiToken.verloopt_op)) > func.date(dag),
    )


def _holder_is_employed(vandaag: Dag) -> ColumnElement[bool]:
    """A token bound to a person works as long as that person does."""
    return (
        exists()
        .where(col(Medewerker.id) == col(ApiToken.medewerker_id), is_employed(vandaag))
        .correlate(ApiToken)
    )


def with_predecessors(organisatie_id: Organisatiesleutel) -> ScalarSelect[UUID]:
    """A party and every party it took over from: the history keeps the name of who acted then."""
    return (
        select(Organisatie.id)
        .where(
            or_(
                col(Organisatie.id) == organisatie_id,
                col(Organisatie.rechtsopvolger_id) == organisatie_id,
            )
        )
        .scalar_subquery()
    )


def serves(gm_code: str | BindParameter[str] | None, vandaag: Dag) -> ColumnElement[bool]:
    """Serves that gemeente today, or the one it merged into; nobody serves an unknown one."""
    code = "" if gm_code is None else gm_code
    nu = select(Gemeente.opvolger_code).where(
        col(Gemeente.gm_code) == code, col(Gemeente.geldig_tot) <= vandaag
    )
    return (
        exists()
        .where(
            col(Werkgebied.organisatie_id) == col(Organisatie.id),
            or_(col(Werkgebied.gm_code) == code, col(Werkgebied.gm_code).in_(nu)),
            col(Werkgebied.van) <= vandaag,
            or_(col(Werkgebied.tot).is_(None), col(Werkgebied.tot) > vandaag),
        )
        .correlate(Organisatie)
    )


def matches_key(sleutel: str) -> ColumnElement[bool]:
    """Match an organisatie by kenmerk or by id."""
    id_ = _as_id(sleutel)
    return col(Organisatie.kenmerk) == sleutel if id_ is None else col(Organisatie.id) == id_


def _as_id(sleutel: str) -> UUID | None:
    try:
        return UUID(sleutel)
    except ValueError:
        return None


def find_organisatie(session: Session, sleutel: str, veld: str) -> Organisatie:
    """The row for input that names an organisatie; refuses an unknown one by field."""
    rij = session.exec(select(Organisatie).where(matches_key(sleutel))).first()
    if rij is None:
        raise InvalidInputError(
            [Veldfout(veld, f"“{sleutel}” staat niet in de lijst met organisaties. Zoek hem op.")]
        )
    return rij


@cache
def _both_sides(op_kenmerk: bool) -> Select[Any]:
    naar = col(Organisatie.kenmerk) == NAAR if op_kenmerk else col(Organisatie.id) == NAAR
    kolommen: tuple[Any, ...] = (
        Organisatie,
        and_(is_reachable(DAG), is_active(DAG)),
        serves(GEMEENTE, DAG),
        has_mailbox_only(DAG),
    )
    return (
        sa_select(*kolommen)
        .where(or_(col(Organisatie.id) == EIGENAAR, naar))
        .order_by(col(Organisatie.id))
        .with_for_update(read=True)
    )


def load_partijen(
    session: Session, eigenaar_id: UUID, naar: str, gm_code: str | None, vandaag: date
) -> tuple[Partij, Partij]:
    """Owner and receiver as the rules of offering need them; locks the receiver (I11)."""
    naar_id = _as_id(naar)
    waarden = {
        EIGENAAR.key: eigenaar_id,
        NAAR.key: naar if naar_id is None else naar_id,
        GEMEENTE.key: gm_code or "",
        DAG.key: vandaag,
    }
    partijen = [_partij(*rij) for rij in session.execute(_both_sides(naar_id is None), waarden)]
    eigenaar = next(partij for partij in partijen if partij.id == eigenaar_id)
    anderen = [partij for partij in partijen if partij.id != eigenaar_id]
    if not anderen and naar not in (str(eigenaar_id), _kenmerk_of(session, eigenaar_id)):
        raise InvalidInputError(
            [Veldfout("naarOrganisatie", f"“{naar}” staat niet in de lijst met organisaties.")]
        )
    return eigenaar, anderen[0] if anderen else eigenaar


def candidate(rij: Organisatie) -> Schakelkandidaat:
    """An organisatie as a possible link of the chain."""
    return Schakelkandidaat(rij.id, rij.kenmerk, rij.naam, rij.soort)


def _kenmerk_of(session: Session, id_: UUID) -> str:
    return session.exec(select(Organisatie.kenmerk).where(Organisatie.id == id_)).one()


def _partij(rij: Organisatie, bereikbaar: bool, bedient: bool, postbus: bool) -> Partij:
    return Partij(
        id=rij.id,
        naam=rij.naam,
        soort=rij.soort,
        bestuursorgaan=rij.bestuursorgaan,
        bereikbaar=bool(bereikbaar),
        geblokkeerd=rij.toegang_geblokkeerd,
        bedient_woonplaats=bool(bedient),
        postbus=bool(postbus),
    )


def active_and_serving(session: Session, organisatie_id: UUID, gm_code: str | None, vandaag: date) -> bool:
    """Whether this party is active, not blocked, and serves the woonplaats (or the whole country).

    Locks it: it may not end before it owns what is judged here (I11).
    """
    query = select(Organisatie, or_(serves(gm_code, vandaag), _serves_country())).where(
        Organisatie.id == organisatie_id,
        is_active(vandaag),
        col(Organisatie.toegang_geblokkeerd).is_(False),
    )
    rij = session.exec(query.with_for_update(read=True, key_share=True, of=Organisatie)).first()
    return rij is not None and bool(rij[1])


def lock_as_owner(session: Session, organisatie_id: UUID) -> Organisatie:
    """A party that is about to own something, as it is now; it may not end meanwhile (I11)."""
    query = select(Organisatie).where(Organisatie.id == organisatie_id)
    vast = query.with_for_update(read=True, key_share=True).execution_options(populate_existing=True)
    return session.exec(vast).one()


def _serves_country() -> ColumnElement[bool]:
    return col(Organisatie.soort).in_([OrganisatieSoort.LOKET, OrganisatieSoort.OZJ])
