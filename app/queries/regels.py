"""Regels: the calendar and the rules as this installation keeps them (domain.md §4)."""

from dataclasses import replace

from sqlmodel import Session, col, select

from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import STANDAARDREGELS, Regel, Regelboek
from app.models import AangewezenDag, Termijnregel


def load_kalender(session: Session) -> Kalender:
    """The calendar with the decreed days of the table; its version names how many and the last."""
    dagen = session.exec(select(AangewezenDag).order_by(col(AangewezenDag.datum))).all()
    laatste = dagen[-1].datum.isoformat() if dagen else "geen"
    return Kalender(aangewezen={dag.datum: dag.grond for dag in dagen}, versie=f"nl-{len(dagen)}-{laatste}")


def load_regels(session: Session) -> Regelboek:
    """The shipped rules, with the norms that this installation changed."""
    regels = list(STANDAARDREGELS)
    for rij in session.exec(select(Termijnregel).order_by(col(Termijnregel.geldig_van))):
        regels = [deel for regel in regels for deel in _split(regel, rij)]
    return Regelboek(tuple(regels))


def _split(regel: Regel, rij: Termijnregel) -> list[Regel]:
    """End a shipped norm where the changed one begins."""
    if (regel.code, regel.variant) != (rij.code, rij.variant) or regel.geldig_tot is not None:
        return [regel]
    nieuw = replace(
        regel,
        lengte=rij.lengte,
        eenheid=rij.eenheid,
        versie=rij.versie,
        geldig_van=rij.geldig_van,
        geldig_tot=rij.geldig_tot,
    )
    return [replace(regel, geldig_tot=rij.geldig_van), nieuw]
