"""Piket: who can be phoned at an organisatie, at which hours; else it is "onbemand" (domain.md §4, spoed).

Hours are of the clock in Amsterdam. On a feestdag only the hours of the feestdagen count.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domain.actor import Actor, Rol
from app.domain.beheer import is_stelselbeheerder
from app.domain.errors import InvalidInputError, NotPermittedError, Veldfout
from app.domain.omgeving import AMSTERDAM
from app.domain.termijnen.kalender import erkende_feestdagen

#: Monday is 1, as in ISO 8601; one more row for the feestdagen.
FEESTDAG = 8
DAGEN = {
    1: "maandag", 2: "dinsdag", 3: "woensdag", 4: "donderdag", 5: "vrijdag", 6: "zaterdag", 7: "zondag",
    FEESTDAG: "feestdagen",
}  # fmt: skip
#: Minutes of a day; midnight at the end of it is 24:00.
HELE_DAG = 24 * 60
#: So far ahead somebody looks for the next hours.
DAGEN_VOORUIT = 14


@dataclass(frozen=True, slots=True, order=True)
class Dienst:
    """On this day of the week, from and until a minute of the day (the last not included)."""

    dag: int
    van: int
    tot: int


@dataclass(frozen=True, slots=True)
class Rooster:
    """One number, and when somebody answers it."""

    telefoon: str
    diensten: tuple[Dienst, ...]


@dataclass(frozen=True, slots=True)
class Piketstand:
    """Whether somebody answers now, until when; or from when on again, as far as that is known."""

    bemand: bool
    telefoon: str | None = None
    tot: datetime | None = None
    vanaf: datetime | None = None


@dataclass(frozen=True, slots=True)
class SetPiket:
    """The number and hours of an organisatie (kenmerk or id); without a number there is no piket."""

    organisatie: str
    telefoon: str | None
    diensten: tuple[Dienst, ...]


ONBEMAND = Piketstand(bemand=False)


def piket_now(rooster: Rooster | None, now: datetime) -> Piketstand:
    """How it stands at this moment."""
    if rooster is None:
        return ONBEMAND
    lokaal = now.astimezone(AMSTERDAM)
    minuut = lokaal.hour * 60 + lokaal.minute
    for dienst in _services_on(rooster, lokaal.date()):
        if dienst.van <= minuut < dienst.tot:
            return Piketstand(True, rooster.telefoon, tot=_moment(lokaal.date(), dienst.tot))
    return Piketstand(False, rooster.telefoon, vanaf=_next_hours(rooster, lokaal))


def may_keep(actor: Actor, organisatie_id: object) -> bool:
    """Coordinator or beheerder of that organisatie, or the landelijke beheerder."""
    eigen = actor.organisatie_id == organisatie_id and bool(actor.rollen & {Rol.COORDINATOR, Rol.BEHEERDER})
    return eigen or is_stelselbeheerder(actor)


def require_may_keep(actor: Actor, organisatie_id: object, wat: str = "Het piket") -> None:
    """Refuse anybody else."""
    if not may_keep(actor, organisatie_id):
        raise NotPermittedError(
            "niet_uw_rol", f"{wat} wijzigt een coördinator of beheerder van deze organisatie."
        )


def refuse_impossible(opdracht: SetPiket) -> None:
    """Each day once, from before until, within a day; hours need a number and a number needs hours."""
    fouten = [
        Veldfout(f"tot.{dienst.dag}", f"Op {DAGEN[dienst.dag]} ligt het einde vóór het begin.")
        for dienst in opdracht.diensten
        if not 0 <= dienst.van < dienst.tot <= HELE_DAG
    ]
    if len({dienst.dag for dienst in opdracht.diensten}) < len(opdracht.diensten):
        fouten.append(Veldfout("diensten", "Noem elke dag één keer."))
    if opdracht.diensten and not opdracht.telefoon:
        fouten.append(Veldfout("telefoon", "Vul het nummer in waarop iemand opneemt."))
    if opdracht.telefoon and not opdracht.diensten:
        fouten.append(Veldfout("van.1", "Vul in wanneer iemand opneemt, of maak het nummer leeg."))
    if fouten:
        raise InvalidInputError(fouten)


def _services_on(rooster: Rooster, dag: date) -> list[Dienst]:
    soort = FEESTDAG if dag in erkende_feestdagen(dag.year) else dag.isoweekday()
    return sorted(dienst for dienst in rooster.diensten if dienst.dag == soort)


def _next_hours(rooster: Rooster, lokaal: datetime) -> datetime | None:
    for verder in range(DAGEN_VOORUIT):
        dag = lokaal.date() + timedelta(days=verder)
        for dienst in _services_on(rooster, dag):
            begin = _moment(dag, dienst.van)
            if begin > lokaal:
                return begin
    return None


def _moment(dag: date, minuut: int) -> datetime:
    """A minute of a day by the clock of Amsterdam; 24:00 is midnight of the next day."""
    if minuut == HELE_DAG:
        return datetime.combine(dag + timedelta(days=1), time(), AMSTERDAM)
    return datetime.combine(dag, time(minuut // 60, minuut % 60), AMSTERDAM)
