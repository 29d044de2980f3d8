"""Personeel: absence, a deputy, leaving, and giving the work of one colleague to another (domain.md §1).

Pure rules and commands. A plaatsvervanger has the same rights as who is absent; who leaves leaves no
casus behind.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.actor import Actor, Rol
from app.domain.errors import InvalidInputError, NotPermittedError, Veldfout

#: So many casussen change hands in one act; more goes in several.
MEESTE_TEGELIJK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAbsence:
    """Somebody is away from ``van`` up to and including ``tot``; without ``van`` is back."""

    medewerker_id: UUID
    van: date | None = None
    tot: date | None = None
    plaatsvervanger_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignCasussen:
    """Give casussen to a colleague (``naar``), or back to nobody (None)."""

    casus_ids: tuple[UUID, ...]
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


def require_may_staff(actor: Actor, medewerker_id: UUID | None = None) -> None:
    """A person tells of the own absence; a coordinator or beheerder manages all colleagues."""
    if medewerker_id is not None and medewerker_id == actor.medewerker_id:
        return
    if not actor.rollen & {Rol.COORDINATOR, Rol.BEHEERDER}:
        raise NotPermittedError(
            "niet_uw_rol", "Dit doet een coördinator of beheerder van uw organisatie. Vraag het daar."
        )


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
