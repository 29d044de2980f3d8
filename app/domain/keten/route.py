"""Route: the whole chain for a woonplaats, and which link comes next, with the reason (R004, R011)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.actor import OrganisatieSoort as Soort
from app.domain.keten.niveaus import RouteVoorkeur, niveau
from app.domain.termen import Overslagreden


@dataclass(frozen=True, slots=True)
class Schakelkandidaat:
    """A party that serves the woonplaats (or the whole country)."""

    id: UUID
    kenmerk: str
    naam: str
    soort: Soort


@dataclass(frozen=True, slots=True)
class Schakel:
    """One link of the advised chain. ``overgeslagen``: prefilled reason if taking it skips levels."""

    organisatie: Schakelkandidaat
    niveau: int
    reden: str
    voorgesteld: bool
    overgeslagen: Overslagreden | None = None


REDENEN: dict[Soort, str] = {
    Soort.LOKET: "Hier kwam de vraag binnen.",
    Soort.OZJ: "De landelijke schakel verbindt de vraag met de regio.",
    Soort.EXPERTISENETWERK: "Het netwerk ondersteunt de regio waar {gemeente} bij hoort.",
    Soort.RET: "Het expertteam van de regio waar {gemeente} bij hoort.",
    Soort.GEMEENTE: "{gemeente} is verantwoordelijk voor jeugdhulp (Jeugdwet 2.3).",
    Soort.WIJKTEAM: "Het wijkteam helpt inwoners van {gemeente}.",
}
_VOLGORDE = tuple(REDENEN)


def advise_route(
    kandidaten: Sequence[Schakelkandidaat],
    vanaf: Schakelkandidaat,
    gemeente: str | None,
    voorkeur: RouteVoorkeur,
) -> tuple[Schakel, ...]:
    """The chain in order of level; exactly one later link is proposed, unless none is left.

    Without a woonplaats only OZJ is known: unknown places cannot be routed to a region.
    """
    deel = [vanaf, *(k for k in kandidaten if k.id != vanaf.id and k.soort is not Soort.LOKET)]
    op_volgorde = sorted(deel, key=lambda k: _VOLGORDE.index(k.soort))
    voorstel = _next_link(op_volgorde, vanaf, voorkeur)
    return tuple(_link(k, voorstel, gemeente, voorkeur) for k in op_volgorde)


def _next_link(
    keten: Sequence[Schakelkandidaat], vanaf: Schakelkandidaat, voorkeur: RouteVoorkeur
) -> Schakelkandidaat | None:
    hier = niveau(vanaf.soort) or 0
    later = [k for k in keten if (niveau(k.soort) or 0) > hier]
    if voorkeur is RouteVoorkeur.KORTST:
        later = [k for k in later if k.soort is Soort.RET] or later
    eerstvolgend = min((niveau(k.soort) or 9 for k in later), default=None)
    gelijk = [k for k in later if niveau(k.soort) == eerstvolgend]
    # At the last level both gemeente and wijkteam stand; the wijkteam does the work (R004).
    return next((k for k in gelijk if k.soort is Soort.WIJKTEAM), gelijk[0] if gelijk else None)


def _link(
    kandidaat: Schakelkandidaat,
    voorstel: Schakelkandidaat | None,
    gemeente: str | None,
    voorkeur: RouteVoorkeur,
) -> Schakel:
    plaats = gemeente or "deze gemeente"
    gekozen = voorstel is not None and kandidaat.id == voorstel.id
    kort = gekozen and voorkeur is RouteVoorkeur.KORTST
    return Schakel(
        organisatie=kandidaat,
        niveau=niveau(kandidaat.soort) or 0,
        reden=REDENEN[kandidaat.soort].format(gemeente=plaats),
        voorgesteld=gekozen,
        overgeslagen=Overslagreden.KORTSTE_ROUTE if kort else None,
    )
