"""Tafel: the register of casuïstiektafels, and what may stand on an agenda (domain.md §1; R032–R035).

No ground, no matching: a tafel without a legal ground stands in the register, so that others can find it,
and nothing can be put on its agenda. Sources: design/linkage.md §3, law-and-facts §4.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.actor import Actor, Rol
from app.domain.beheer import is_stelselbeheerder
from app.domain.errors import InvalidInputError, NotPermittedError, RefusedError, Veldfout
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.tafeltermen import (
    Agenderingsoort,
    Besprekinguitkomst,
    Gebiedsoort,
    Tafelgrond,
    Tafelsoort,
)
from app.domain.toegang import Relatie

#: Verwijsindex: nothing is kept for longer than two years (law-and-facts §4).
LANGSTE_BEWAARTIJD = 24
_GEBIED = {Gebiedsoort.JEUGDREGIO: re.compile(r"JZ\d{2}"), Gebiedsoort.GEMEENTE: re.compile(r"GM\d{4}")}
#: Who may change the register entry of the own organisatie, beside the tafelsecretaris.
LEIDT = frozenset({Rol.COORDINATOR, Rol.BEHEERDER})


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeTafel:
    """Everything about a tafel; without ``tafel_id`` a new one. ``tafelhouder``: None for the own party."""

    soort: Tafelsoort
    naam: str
    gebied: Gebiedsoort
    bewaartermijn_maanden: int
    contact_naam: str
    gebied_code: str | None = None
    tafelhouder: str | None = None
    secretaris_id: UUID | None = None
    contact_telefoon: str | None = None
    contact_email: str | None = None
    grond: Tafelgrond | None = None
    grond_tekst: str | None = None
    tafel_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnAgenda:
    """An own casus, or a person; ``bespreken_op``: the day of the meeting, when it is known."""

    tafel_id: UUID
    reden: str
    casus_id: UUID | None = None
    persoon: JeugdigeGegevens | None = None
    bespreken_op: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBespreking:
    """One discussion with its outcome; the words are care content."""

    agendering_id: UUID
    besproken_op: date
    uitkomst: Besprekinguitkomst
    verslag: str
    volgende_op: date | None = None


def tafel_relations(actor: Actor, tafelhouder_id: UUID, secretaris_id: UUID | None) -> frozenset[Relatie]:
    """What somebody is to a tafel: its secretaris reads the agenda, who leads its organisatie the register.

    ``secretaris_id`` names the person to turn to; any tafelsecretaris of the tafelhouder stands in, so that
    an agenda never waits for one person.
    """
    if is_stelselbeheerder(actor):
        return frozenset({Relatie.TAFELBEHEER})
    if actor.organisatie_id != tafelhouder_id:
        return frozenset()
    secretaris = Rol.TAFELSECRETARIS in actor.rollen or actor.id == secretaris_id
    regels = (
        (secretaris, Relatie.TAFELSECRETARIS),
        (bool(actor.rollen & LEIDT), Relatie.TAFELBEHEER),
    )
    return frozenset(relatie for geldt, relatie in regels if geldt)


def may_make_tafel(actor: Actor) -> bool:
    """Who may add a tafel to the register: a tafelsecretaris, coordinator or beheerder, for the own party."""
    return bool(actor.rollen & (LEIDT | {Rol.TAFELSECRETARIS}))


def require_may_make(actor: Actor, tafelhouder_id: UUID) -> None:
    """Refuse who does not speak for that tafelhouder; the landelijke beheerder may for every party."""
    if is_stelselbeheerder(actor) or (may_make_tafel(actor) and actor.organisatie_id == tafelhouder_id):
        return
    raise NotPermittedError(
        "niet_uw_tafel",
        "Een tafel toevoegen doet de tafelsecretaris, de coördinator of de beheerder van de tafelhouder.",
    )


def check_tafel(opdracht: DescribeTafel, gebieden: Sequence[str]) -> None:
    """Refuse what others could not use: no name, no area, nobody to reach, a ground without words."""
    fouten = [*_area_faults(opdracht, gebieden), *_contact_faults(opdracht)]
    if not opdracht.naam.strip():
        fouten.append(Veldfout("naam", "Vul in hoe de tafel heet."))
    if not 1 <= opdracht.bewaartermijn_maanden <= LANGSTE_BEWAARTIJD:
        fouten.append(
            Veldfout("bewaartermijnMaanden", f"Kies een aantal maanden, van 1 tot {LANGSTE_BEWAARTIJD}.")
        )
    if opdracht.grond is not None and not (opdracht.grond_tekst or "").strip():
        fouten.append(Veldfout("grondTekst", "Schrijf op waar deze grond staat, zoals een convenant."))
    if fouten:
        raise InvalidInputError(fouten)


def _area_faults(opdracht: DescribeTafel, gebieden: Sequence[str]) -> list[Veldfout]:
    vorm = _GEBIED.get(opdracht.gebied)
    code = opdracht.gebied_code
    if vorm is None:
        return [Veldfout("gebiedCode", "Een landelijke tafel heeft geen gebied.")] if code else []
    if not code or not vorm.fullmatch(code) or code not in gebieden:
        wat = "jeugdregio" if opdracht.gebied is Gebiedsoort.JEUGDREGIO else "gemeente"
        return [Veldfout("gebiedCode", f"Kies voor welke {wat} deze tafel werkt.")]
    return []


def _contact_faults(opdracht: DescribeTafel) -> list[Veldfout]:
    fouten = []
    if not opdracht.contact_naam.strip():
        fouten.append(Veldfout("contactNaam", "Vul in wie men kan bellen of mailen."))
    if not opdracht.contact_telefoon and not opdracht.contact_email:
        fouten.append(Veldfout("contactTelefoon", "Vul een telefoonnummer of een mailadres in."))
    return fouten


def refuse_agenda(grond: Tafelgrond | None, soort: Agenderingsoort) -> None:
    """No ground, nothing on the agenda; a ground for keys only takes no persons (law-and-facts §4)."""
    if grond is None:
        raise RefusedError(
            "geen_grond",
            "Deze tafel heeft nog geen wettelijke grond. Leg die eerst vast, dan kan er iets op de agenda.",
        )
    if grond is Tafelgrond.ALLEEN_SLEUTELS and soort is not Agenderingsoort.SLEUTELS:
        raise RefusedError(
            "alleen_sleutels",
            "Deze tafel mag geen personen delen. Maak sleutels van uw lijst en zet die op de agenda.",
        )


def check_bespreking(opdracht: RecordBespreking, vandaag: date) -> None:
    """A discussion was held, today or before, and has words; a next one lies ahead."""
    fouten = []
    if opdracht.besproken_op > vandaag:
        fouten.append(Veldfout("besprokenOp", "Deze dag moet nog komen. Kies vandaag of eerder."))
    if not opdracht.verslag.strip():
        fouten.append(Veldfout("verslag", "Schrijf op wat er is besproken en afgesproken."))
    if opdracht.volgende_op is not None and opdracht.volgende_op < vandaag:
        fouten.append(Veldfout("volgendeOp", "Kies vandaag of een dag die nog komt."))
    if fouten:
        raise InvalidInputError(fouten)


def months_later(dag: date, maanden: int) -> date:
    """The same day that many months on; the last of the month where that day does not exist."""
    maand = dag.month - 1 + maanden
    jaar, maand = dag.year + maand // 12, maand % 12 + 1
    return date(jaar, maand, min(dag.day, calendar.monthrange(jaar, maand)[1]))
