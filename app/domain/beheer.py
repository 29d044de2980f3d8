"""Beheer: what happens to an organisatie itself: blocked, ended, succeeded (domain.md §1, §8, I11).

Pure rules and commands. Who ends keeps nothing: either its work was moved first, or a rechtsopvolger
takes over everything at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.actor import Actor, OrganisatieSoort, Rol
from app.domain.datum import datum_kort
from app.domain.errors import InvalidInputError, NotPermittedError, RefusedError, Veldfout
from app.domain.keten.niveaus import NIVEAUS
from app.domain.termen import Blokkadereden

#: One and more of each kind of work, in the order of ``OpenWerk``.
WERKWOORDEN = (
    (
        "casus waarvoor deze organisatie verantwoordelijk is",
        "casussen waarvoor deze organisatie verantwoordelijk is",
    ),
    ("aanbod dat op antwoord wacht", "aanbiedingen die op antwoord wachten"),
    ("belofte met een datum", "beloften met een datum"),
    ("melder die van deze organisatie antwoord krijgt", "melders die van deze organisatie antwoord krijgen"),
    ("open melding die hier binnenkwam", "open meldingen die hier binnenkwamen"),
    ("klacht in behandeling", "klachten in behandeling"),
    ("vraag om hulp", "vragen om hulp"),
    ("bericht dat nog verstuurd moet worden", "berichten die nog verstuurd moeten worden"),
    ("casuïstiektafel", "casuïstiektafels"),
)


@dataclass(frozen=True, slots=True)
class BlockOrganisatie:
    """Close the access of an organisatie (kenmerk or id), at once."""

    organisatie: str
    reden: Blokkadereden


@dataclass(frozen=True, slots=True)
class ProposeOpvolging:
    """``van`` goes up in ``naar`` (kenmerken or ids) from ``per`` on."""

    van: str
    naar: str
    per: date


@dataclass(frozen=True, slots=True)
class OpenWerk:
    """What lies with an organisatie, in numbers; any of it keeps the organisatie from ending."""

    casussen: int = 0
    aanbod: int = 0
    beloften: int = 0
    antwoorden: int = 0
    meldingen: int = 0
    klachten: int = 0
    hulpvragen: int = 0
    berichten: int = 0
    tafels: int = 0

    @property
    def is_leeg(self) -> bool:
        """Nothing lies here any more."""
        return not any(aantal for _, aantal in self.regels())

    def regels(self) -> tuple[tuple[str, int], ...]:
        """What it is in words, with how many."""
        aantallen = (
            self.casussen,
            self.aanbod,
            self.beloften,
            self.antwoorden,
            self.meldingen,
            self.klachten,
            self.hulpvragen,
            self.berichten,
            self.tafels,
        )
        return tuple(
            (een if aantal == 1 else meer, aantal)
            for (een, meer), aantal in zip(WERKWOORDEN, aantallen, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Partijstand:
    """An organisatie as the rules of ending and succession need it."""

    id: UUID
    naam: str
    soort: OrganisatieSoort
    is_actief: bool
    geblokkeerd: bool
    bereikbaar: bool


def is_stelselbeheerder(actor: Actor) -> bool:
    """The beheerder at the landelijke schakel looks after all organisaties; any other after none."""
    return Rol.BEHEERDER in actor.rollen and actor.organisatie_soort is OrganisatieSoort.OZJ


def require_stelselbeheerder(actor: Actor) -> None:
    """Refuse anybody but the beheerder of the directory."""
    if not is_stelselbeheerder(actor):
        raise NotPermittedError(
            "niet_uw_rol", "Dit kan alleen de landelijke beheerder. Vraag het daar aan, met de reden."
        )


def may_confirm(actor: Actor, naar_id: UUID) -> bool:
    """A coordinator or beheerder of the successor says yes for it."""
    return actor.organisatie_id == naar_id and bool(actor.rollen & {Rol.COORDINATOR, Rol.BEHEERDER})


def require_may_confirm(actor: Actor, naar: Partijstand) -> None:
    """Refuse anybody who cannot speak for the successor."""
    if not may_confirm(actor, naar.id):
        raise NotPermittedError(
            "niet_uw_opvolging",
            f"Dit bevestigt een coördinator of beheerder van {naar.naam}. Vraag het daar.",
        )


def refuse_vangnethouder(partij: Partijstand) -> None:
    """The vangnethouder cannot be blocked or end: it owns what nobody else can act on (§8)."""
    if partij.soort is OrganisatieSoort.OZJ:
        raise RefusedError(
            "vangnethouder",
            f"{partij.naam} vangt op wat nergens anders terecht kan, en kan daarom niet weg.",
        )


def refuse_ending_with_work(partij: Partijstand, werk: OpenWerk) -> None:
    """An orderly end: everything that lies here is moved first (§1). Says all that is left at once."""
    if not partij.is_actief:
        raise RefusedError("al_beeindigd", f"{partij.naam} werkt al niet meer met Houvast.")
    if werk.is_leeg:
        return
    rest = ", ".join(f"{aantal} {wat}" for wat, aantal in werk.regels() if aantal)
    raise RefusedError(
        "werk_open",
        f"Bij {partij.naam} ligt nog werk: {rest}. Zet dat eerst over, of wijs een rechtsopvolger aan.",
    )


def refuse_opvolging(van: Partijstand, naar: Partijstand, per: date, vandaag: date) -> None:
    """A succession is between two active parties of one kind, on a day to come; the successor has access."""
    fouten = []
    if per < vandaag:
        fouten.append(Veldfout("per", "Deze dag is al voorbij. Kies vandaag of later."))
    if van.id == naar.id:
        fouten.append(Veldfout("naar", "Kies een andere organisatie: deze houdt juist op."))
    elif van.soort is not naar.soort:
        fouten.append(Veldfout("naar", f"{naar.naam} is een ander soort organisatie dan {van.naam}."))
    elif van.soort not in NIVEAUS:
        fouten.append(
            Veldfout("van", f"{van.naam} is geen schakel in de keten en heeft geen werk over te dragen.")
        )
    if not naar.is_actief or naar.geblokkeerd:
        fouten.append(
            Veldfout("naar", f"{naar.naam} heeft nu geen toegang. Geef die eerst, of kies een ander.")
        )
    if fouten:
        raise InvalidInputError(fouten)
    refuse_vangnethouder(van)
    if not van.is_actief:
        raise RefusedError(
            "al_beeindigd", f"{van.naam} werkt al niet meer met Houvast, ook niet op {datum_kort(per)}."
        )


def refuse_unready_successor(naar: Partijstand) -> None:
    """Nothing moves to a party where nobody can act (I11)."""
    if not naar.is_actief or naar.geblokkeerd or not naar.bereikbaar:
        raise RefusedError(
            "opvolger_onbereikbaar",
            f"Bij {naar.naam} kan niemand aan het werk. Zorg eerst dat daar iemand kan inloggen.",
        )


def refuse_blocked_predecessor(van: Partijstand) -> None:
    """Nobody who was shut out gets in again by the door of another party."""
    if van.geblokkeerd:
        raise RefusedError(
            "voorganger_geblokkeerd",
            f"{van.naam} is geblokkeerd. Haar mensen zouden bij de opvolger weer binnenkomen. "
            "Zoek eerst uit wie toegang mag houden, en geef dan de toegang weer.",
        )


def in_order(opvolgingen: Sequence[tuple[UUID, UUID, UUID]]) -> list[UUID]:
    """Successions of one day as (id, van, naar), in the order that loses nothing.

    A goes up in B before B goes up in C. In a circle the first one goes first.
    """
    rest, klaar = list(opvolgingen), []
    while rest:
        ontvangers = {naar for _, _, naar in rest}
        eerste = next((o for o in rest if o[1] not in ontvangers), rest[0])
        rest.remove(eerste)
        klaar.append(eerste[0])
    return klaar
