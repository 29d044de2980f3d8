"""Regels: the calendar and the rules as this installation keeps them (domain.md §4)."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import STANDAARDREGELS, Regel, Regelboek
from app.models import AangewezenDag, Termijnregel


def load_kalender(session: Session) -> Kalender:
    """The calendar with the decreed days of the table; other days give another version."""
    dagen = session.exec(select(AangewezenDag).order_by(col(AangewezenDag.datum))).all()
    aangewezen = {dag.datum: dag.grond for dag in dagen}
    return Kalender(aangewezen=aangewezen, versie=f"nl-{len(dagen)}-{_mark_of(aangewezen)}")


def load_regels(session: Session) -> Regelboek:
    """The shipped rules, with the norms that this installation changed."""
    regels = list(STANDAARDREGELS)
    for rij in session.exec(select(Termijnregel).order_by(col(Termijnregel.geldig_van))):
        regels = [deel for regel in regels for deel in _split(regel, rij)]
    return Regelboek(tuple(regels))


def changed_norms(session: Session, code: str, variant: str) -> list[Termijnregel]:
    """What this installation made of one norm, in order of the day it begins."""
    query = select(Termijnregel).where(Termijnregel.code == code, Termijnregel.variant == variant)
    return list(session.exec(query.order_by(col(Termijnregel.geldig_van))))


def _mark_of(dagen: Iterable[date]) -> str:
    """A mark of exactly these days: adding one and taking one away never gives the old one back."""
    return hashlib.sha256(",".join(dag.isoformat() for dag in dagen).encode()).hexdigest()[:8]


def _split(regel: Regel, rij: Termijnregel) -> list[Regel]:
    """End a norm where the changed one begins; it may be put off by at most its new length."""
    if (regel.code, regel.variant) != (rij.code, rij.variant) or regel.geldig_tot is not None:
        return [regel]
    nieuw = replace(
        regel,
        lengte=rij.lengte,
        eenheid=rij.eenheid,
        verdaging_lengte=rij.lengte if regel.verdaging_lengte else 0,
        verdaging_eenheid=rij.eenheid,
        versie=rij.versie,
        geldig_van=rij.geldig_van,
        geldig_tot=rij.geldig_tot,
    )
    return [replace(regel, geldig_tot=rij.geldig_van), nieuw]
