"""Aanbod: may the owner offer this casus to that party, and what must come with it? (domain.md §3)

Everything the judgement needs is in ``Stand``; the outcome is a complete ``Aanbod`` or a refusal that
tells the next step.
"""

from dataclasses import dataclass
from uuid import UUID

from app.domain.actor import OrganisatieSoort as Soort
from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.keten.niveaus import REGIONALE_SOORTEN, niveau, richting, skipped_levels
from app.domain.opdrachten import OfferOverdracht
from app.domain.termen import Grondslag, Richting, Wijze, WoonplaatsStatus

TERUGGAVEN_TOT_OP = 2


@dataclass(frozen=True, slots=True)
class Partij:
    """An organisatie as the rules need it. ``bereikbaar``: I11."""

    id: UUID
    naam: str
    soort: Soort
    bestuursorgaan: bool
    bereikbaar: bool
    geblokkeerd: bool
    bedient_woonplaats: bool
    #: Nobody works there in Houvast, but its mailbox can be written to.
    postbus: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """The state of the casus at the moment of offering.

    ``eerdere_eigenaren``: parties that owned it before in this open period.
    ``teruggaven``: number of returns per party, in this open period.
    """

    eigenaar: Partij
    ontvanger: Partij
    woonplaats_status: WoonplaatsStatus
    woonplaats_gewijzigd: bool
    eerdere_eigenaren: frozenset[UUID]
    teruggaven: dict[UUID, int]
    namens_vangnet: bool = False
    #: This installation can send a link to a party without an account.
    stuurt_links: bool = False


@dataclass(frozen=True, slots=True)
class Aanbod:
    """What will be recorded: direction and ground; whether Awb 2:3 asks a message at once."""

    richting: Richting
    grondslag: Grondslag
    mededeling_meteen: bool


def assess_aanbod(stand: Stand, opdracht: OfferOverdracht) -> Aanbod:
    """The complete offer, or the first reason why it cannot be made.

    Refuses: to oneself, a party without a level, unreachable (I11), unknown or disputed woonplaats for
    a regional party, sideways without ground, a skipped level without reason, back to a former owner
    without nieuwFeit, anything but up after one party returned twice, silence without exception.
    """
    kant = _direction(stand)
    _refuse_unreachable(stand.ontvanger, stuurt_links=stand.stuurt_links)
    refuse_unsure_woonplaats(stand.ontvanger.soort, stand.woonplaats_status)
    _refuse_after_returns(stand, kant)
    _require_words(stand, opdracht, kant)
    beide = stand.eigenaar.bestuursorgaan and stand.ontvanger.bestuursorgaan
    return Aanbod(
        richting=kant,
        grondslag=opdracht.grondslag or default_grondslag(stand),
        mededeling_meteen=beide,
    )


def default_grondslag(stand: Stand) -> Grondslag:
    """The prefilled ground: Awb 2:3 between bestuursorganen, else Jeugdwet 2.3 to the gemeente."""
    if stand.namens_vangnet:
        return Grondslag.EIGENAAR_ONBEREIKBAAR
    if stand.eigenaar.bestuursorgaan and stand.ontvanger.bestuursorgaan:
        return Grondslag.AWB_2_3
    if stand.ontvanger.soort in (Soort.GEMEENTE, Soort.WIJKTEAM):
        return Grondslag.JEUGDWET_2_3
    return Grondslag.KETENAFSPRAAK


def _direction(stand: Stand) -> Richting:
    van, naar = stand.eigenaar, stand.ontvanger
    if van.id == naar.id:
        raise RefusedError("al_eigenaar", f"{naar.naam} is al verantwoordelijk. Kies een ander.")
    if niveau(naar.soort) is None:
        raise RefusedError(
            "ontvanger_geen_schakel",
            f"{naar.naam} kan geen casus overnemen. Vraag daar een bijdrage, "
            "of kies een loket, OZJ, netwerk, RET, gemeente of wijkteam.",
        )
    kant = richting(van.soort, naar.soort)
    if kant is Richting.ZIJ and not _may_go_sideways(stand):
        raise RefusedError(
            "zijwaarts_niet_mogelijk",
            f"{naar.naam} staat op hetzelfde niveau. Dat kan alleen tussen loketten, tussen gemeente "
            "en wijkteam, of na een gewijzigde woonplaats. Pas eerst de woonplaats aan.",
        )
    return kant


def _may_go_sideways(stand: Stand) -> bool:
    van, naar = stand.eigenaar, stand.ontvanger
    if van.soort is naar.soort is Soort.LOKET or van.soort != naar.soort:
        return True
    return naar.bedient_woonplaats and (not van.bedient_woonplaats or stand.woonplaats_gewijzigd)


def _refuse_unreachable(naar: Partij, *, stuurt_links: bool) -> None:
    if naar.geblokkeerd:
        raise RefusedError(
            "ontvanger_geblokkeerd",
            f"{naar.naam} heeft nu geen toegang. Kies een andere partij of bel eerst.",
        )
    if not naar.bereikbaar and not (naar.postbus and stuurt_links):
        raise RefusedError(
            "ontvanger_onbereikbaar",
            f"Bij {naar.naam} kan nog niemand dit aanvaarden: er is geen actieve medewerker "
            "en geen postvak. Kies een andere partij, of vraag de beheerder een mailadres toe te voegen.",
        )


def refuse_unsure_woonplaats(ontvanger: Soort, status: WoonplaatsStatus) -> None:
    """A regional party takes no casus of which the woonplaats, and so the region, is not sure (§3)."""
    if ontvanger not in REGIONALE_SOORTEN:
        return
    if status is WoonplaatsStatus.ONBEKEND:
        raise RefusedError(
            "woonplaats_onbekend",
            "De woonplaats is niet bekend. Wie de casus nu heeft, vult die eerst in; "
            "dan is duidelijk welke regio het is.",
        )
    if status is WoonplaatsStatus.BETWIST:
        raise RefusedError(
            "woonplaats_betwist",
            "De woonplaats staat ter discussie. Tot die vaststaat, blijft de casus bij wie die nu heeft.",
        )


def _refuse_after_returns(stand: Stand, kant: Richting) -> None:
    vaak = max(stand.teruggaven.values(), default=0) >= TERUGGAVEN_TOT_OP
    if not vaak or kant is Richting.OP:
        return
    hoe = (
        "Maak een escalatie."
        if stand.eigenaar.soort is Soort.OZJ
        else "Bied de casus hogerop aan, of maak een escalatie."
    )
    raise RefusedError("alleen_nog_omhoog", f"Dezelfde partij gaf deze casus twee keer terug. {hoe}")


def _require_words(stand: Stand, opdracht: OfferOverdracht, kant: Richting) -> None:
    fouten = []
    slaat_over = kant is Richting.DOOR and skipped_levels(stand.eigenaar.soort, stand.ontvanger.soort)
    if slaat_over and opdracht.overgeslagen is None and not stand.namens_vangnet:
        fouten.append(Veldfout("overgeslagen", "U slaat een schakel over. Kies de reden die daarbij past."))
    if stand.ontvanger.id in stand.eerdere_eigenaren and not opdracht.nieuw_feit:
        fouten.append(
            Veldfout("nieuwFeit", f"{stand.ontvanger.naam} had deze casus al. Schrijf wat er nieuw is.")
        )
    if opdracht.mededeling.wijze is Wijze.GEEN and opdracht.mededeling.uitzondering is None:
        fouten.append(Veldfout("mededeling.uitzondering", "De melder hoort dit altijd. Kies waarom nu niet."))
    if fouten:
        raise InvalidInputError(fouten)
