"""Klachtregister: the figures of a year, in numbers without persons (Awb 9:12a; published once a year)."""

from sqlalchemy import ColumnElement, and_, case, exists, extract, func
from sqlalchemy import select as sa_select
from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from app.domain.actor import Rol
from app.domain.errors import NotPermittedError
from app.domain.klachttermen import OPEN_KLACHT, KlachtUitkomst, Klachtvorm
from app.domain.termen import TermijnStatus
from app.domain.termijnen.regels import Termijncode
from app.models import Klacht, Klachtdoorzending, Termijn, Termijnwijziging
from app.queries.intern.vangnetregel import day_of
from app.queries.werkplek import Werkplek


def may_see_register(werkplek: Werkplek) -> bool:
    """Who handles klachten counts them."""
    return Rol.KLACHTBEHANDELAAR in werkplek.actor.rollen


def yearly_figures(werkplek: Werkplek, jaar: int) -> list[tuple[str, int]]:
    """Code and number for klachten that the own organisatie had in a year; three statements."""
    if not may_see_register(werkplek):
        raise NotPermittedError("niet_uw_rol", "Het klachtenregister is voor de klachtbehandelaar.")
    eigen, session = werkplek.actor.organisatie_id, werkplek.session
    in_jaar = extract("year", col(Klacht.bij_behandelaar_op)) == jaar
    van_ons = and_(col(Klacht.organisatie_id) == eigen, in_jaar)
    tellen = [
        _count(van_ons),
        _count(van_ons, col(Klacht.vorm) == Klachtvorm.MONDELING),
        _count(van_ons, col(Klacht.status).in_(sorted(OPEN_KLACHT))),
        *(_count(van_ons, col(Klacht.uitkomst) == uitkomst) for uitkomst in KlachtUitkomst),
    ]
    ontvangen, mondeling, open_, *uitkomsten = session.execute(sa_select(*tellen)).one()
    doorgestuurd = session.execute(
        sa_select(func.count(col(Klachtdoorzending.klacht_id).distinct())).where(
            col(Klachtdoorzending.van_organisatie_id) == eigen,
            extract("year", col(Klachtdoorzending.doorgezonden_op)) == jaar,
        )
    ).scalar_one()
    op_tijd, te_laat, verdaagd = session.execute(_punctuality(van_ons)).one()
    return [
        ("ontvangen", ontvangen or 0),
        ("mondeling", mondeling or 0),
        ("doorgestuurd", doorgestuurd),
        ("open", open_ or 0),
        *((str(uitkomst), aantal or 0) for uitkomst, aantal in zip(KlachtUitkomst, uitkomsten, strict=True)),
        ("op_tijd", op_tijd or 0),
        ("te_laat", te_laat or 0),
        ("verdaagd", verdaagd or 0),
    ]


def _count(*waar: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((and_(*waar), 1), else_=0))


def _punctuality(van_ons: ColumnElement[bool]) -> Select[int, int, int]:
    """Kept in time, kept too late, put off: the promise as it stood in the end, and the day it was told."""
    laat = day_of(col(Termijn.afgedaan_op)) > col(Termijn.uiterlijk)
    kwijt = col(Termijn.status) == TermijnStatus.VOLDAAN
    verzet = exists().where(
        col(Termijnwijziging.termijn_id) == col(Termijn.id), col(Termijnwijziging.soort) == "verdaging"
    )
    return (
        select(_count(kwijt, ~laat), _count(kwijt, laat), _count(verzet.correlate(Termijn)))
        .select_from(Klacht)
        .join(Termijn, col(Termijn.klacht_id) == col(Klacht.id))
        .where(van_ons, col(Termijn.code) == Termijncode.KLACHT_AFHANDELEN)
    )
