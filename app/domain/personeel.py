"""Personeel: absence, a deputy, leaving, and giving the work of one colleague to another (domain.md §1).

Pure rules and commands. A plaatsvervanger has the same rights as who is absent; who leaves leaves no
casus behind.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.actor import KETENROLLEN, Actor, Rol
from app.domain.errors import InvalidInputError, NotPermittedError, RefusedError, Veldfout

#: So many casussen change hands in one act; more goes in several.
MEESTE_TEGELIJK = 500
#: First and last day; without a first day nothing, without a last day for ever.
Dagen = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAbsence:
    """Somebody is away from ``van`` up to and including ``tot``; without ``van`` is back."""

    medewerker_id: UUID
    van: date | None = None
    tot: date | None = None
    plaatsvervanger_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRollen:
    """What a colleague may do from now on: all roles, as they stand on the form."""

    medewerker_id: UUID
    rollen: frozenset[Rol]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignCasussen:
    """Give casussen of ``van`` (None: of nobody) to a colleague (``naar``), or back to nobody (None)."""

    casus_ids: tuple[UUID, ...]
    van: UUID | None
    naar: UUID | None


@dataclass(frozen=True, slots=True)
class Collega:
    """A colleague as the rules of absence need one."""

    id: UUID
    naam: str
    in_dienst: bool
    in_keten: bool
    afwezig_van: date | None
    afwezig_tot: date | None

    def is_absent_between(self, van: date, tot: date | None) -> bool:
        """Whether this colleague is away on any of these days; an open end lasts for ever."""
        if self.afwezig_van is None or not self.in_dienst:
            return not self.in_dienst
        begint_eerder = tot is None or self.afwezig_van <= tot
        duurt_langer = self.afwezig_tot is None or self.afwezig_tot >= van
        return begint_eerder and duurt_langer


@dataclass(frozen=True, slots=True, kw_only=True)
class Vertrek:
    """Somebody who would leave, or would do less, and what that would leave behind."""

    id: UUID
    naam: str
    casussen: int
    is_laatste_beheerder: bool
    is_laatste_in_keten: bool
    ligt_werk: bool


def require_may_staff(actor: Actor, medewerker_id: UUID | None = None) -> None:
    """A person tells of the own absence; a coordinator or beheerder manages all colleagues."""
    if medewerker_id is not None and medewerker_id == actor.medewerker_id:
        return
    if not actor.rollen & {Rol.COORDINATOR, Rol.BEHEERDER}:
        raise NotPermittedError(
            "niet_uw_rol", "Dit doet een coördinator of beheerder van uw organisatie. Vraag het daar."
        )


def may_divide(actor: Actor) -> bool:
    """A coordinator or beheerder who does chain work: without it there is no right to any casus (§5)."""
    return bool(actor.rollen & {Rol.COORDINATOR, Rol.BEHEERDER}) and actor.werkt_in_keten


def require_may_divide(actor: Actor) -> None:
    """Refuse who may not give the work of one colleague to another."""
    if not may_divide(actor):
        raise NotPermittedError("niet_uw_rol", "Werk verdelen doet een coördinator van uw organisatie.")


def refuse_leaving(actor: Actor, wie: Vertrek) -> None:
    """Nobody dismisses oneself; the last landelijke beheerder and the last who can act stay (§8)."""
    if wie.id == actor.medewerker_id:
        raise RefusedError("uzelf", "U kunt uzelf niet uit dienst melden. Vraag een collega.")
    refuse_loss(wie, frozenset())


def refuse_loss(wie: Vertrek, blijft: frozenset[Rol]) -> None:
    """With what is left no work lies where nobody can do it, and somebody manages the whole (§8)."""
    if wie.is_laatste_beheerder and Rol.BEHEERDER not in blijft:
        raise RefusedError(
            "laatste_beheerder",
            f"{wie.naam} is de laatste landelijke beheerder. Zorg eerst voor een ander.",
        )
    if blijft & KETENROLLEN:
        return
    if wie.casussen:
        hoeveel = "1 casus" if wie.casussen == 1 else f"{wie.casussen} casussen"
        raise RefusedError(
            "behandelt_nog", f"{wie.naam} behandelt nog {hoeveel}. Geef die eerst aan een ander."
        )
    if wie.is_laatste_in_keten and wie.ligt_werk:
        raise RefusedError(
            "laatste_medewerker",
            f"{wie.naam} is de laatste die hier casussen behandelt, en er ligt nog werk. "
            "Zorg eerst voor iemand anders, of zet het werk over.",
        )


def away_together(afwezig: Dagen, vervanger: Dagen, vandaag: date) -> bool:
    """Whether the deputy is away on a day, from today on, that the other is away as well."""
    if afwezig[0] is None or vervanger[0] is None:
        return False
    laatste = min(afwezig[1] or date.max, vervanger[1] or date.max)
    return max(afwezig[0], vervanger[0], vandaag) <= laatste


def refuse_absence(opdracht: ReportAbsence, collegas: dict[UUID, Collega], vandaag: date) -> None:
    """Dates in order, not wholly in the past, and a deputy who is there in those days."""
    fouten = []
    if opdracht.van is None:
        if opdracht.tot is not None or opdracht.plaatsvervanger_id is not None:
            fouten.append(Veldfout("van", "Vul de eerste dag in, of maak alles leeg als iemand er weer is."))
    elif opdracht.tot is not None and opdracht.tot < opdracht.van:
        fouten.append(Veldfout("tot", "De laatste dag ligt voor de eerste. Draai ze om."))
    elif opdracht.tot is not None and opdracht.tot < vandaag:
        fouten.append(Veldfout("tot", "Deze dagen zijn al voorbij. Kies een dag vanaf vandaag."))
    fouten += _deputy_errors(opdracht, collegas)
    if fouten:
        raise InvalidInputError(fouten)


def _deputy_errors(opdracht: ReportAbsence, collegas: dict[UUID, Collega]) -> list[Veldfout]:
    veld = "plaatsvervanger"
    if opdracht.plaatsvervanger_id is None or opdracht.van is None:
        return []
    vervanger = collegas.get(opdracht.plaatsvervanger_id)
    if vervanger is None or not vervanger.in_dienst or not vervanger.in_keten:
        return [Veldfout(veld, "Kies een collega die hier casussen behandelt.")]
    if vervanger.id == opdracht.medewerker_id:
        return [Veldfout(veld, "Iemand kan zichzelf niet vervangen. Kies een collega.")]
    if vervanger.is_absent_between(opdracht.van, opdracht.tot):
        return [Veldfout(veld, f"{vervanger.naam} is dan ook afwezig. Kies een ander.")]
    return []
