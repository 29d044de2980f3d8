"""Klacht: what may be done with it, by whom, when, and what the law asks first (Awb chapter 9).

``OVERGANGEN`` is the table: every row names its article, and what is not in it is refused. The refusals say
what to do next.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product
from uuid import UUID

from app.domain.actor import OrganisatieSoort
from app.domain.datum import datum_lang
from app.domain.errors import ClosingRefusedError, InvalidInputError, RefusedError, Veldfout
from app.domain.klachttermen import (
    OORDELEN,
    VANZELF,
    KlachtActie,
    KlachtStatus,
    Klachtstelsel,
    KlachtUitkomst,
    Klachtvorm,
    Weigergrond,
)
from app.domain.termen import Kanaal, MeldingUitkomst, Relatie
from app.domain.termijnen.regels import Variant
from app.domain.toegang import Recht

A, R, S = KlachtActie, Recht, KlachtStatus


class Antwoord(StrEnum):
    """Allowed, or why not."""

    TOEGESTAAN = "toegestaan"
    NIET_VAN_U = "niet_van_u"
    AL_AFGEDAAN = "al_afgedaan"
    EERST_NEMEN = "eerst_nemen"


@dataclass(frozen=True, slots=True)
class Klachtovergang:
    """One allowed act: in which status, with which right, what it leads to, by which article."""

    status: KlachtStatus
    actie: KlachtActie
    recht: Recht
    naar: KlachtStatus
    artikel: str


_OPEN = (S.ONTVANGEN, S.IN_BEHANDELING)
#: (status, act, right, next status, article).
OVERGANGEN: tuple[Klachtovergang, ...] = (
    *(Klachtovergang(s, A.BEVESTIGEN, R.KLACHT_DOORZENDEN, s, "Awb 9:6") for s in _OPEN),
    *(Klachtovergang(s, A.DOORZENDEN, R.KLACHT_DOORZENDEN, S.ONTVANGEN, "Awb 2:3 lid 1") for s in _OPEN),
    *(Klachtovergang(s, A.ELDERS, R.KLACHT_DOORZENDEN, S.AFGEDAAN, "Awb 2:3 lid 1") for s in _OPEN),
    *(Klachtovergang(s, A.AANTEKENEN, R.KLACHT_DOORZENDEN, s, "Awb 9:2") for s in S),
    *(Klachtovergang(s, A.AANSPREEKPUNT, R.KLACHT_DOORZENDEN, s, "domain.md §7") for s in _OPEN),
    *(Klachtovergang(s, A.OVER_WIE, R.KLACHT_DOORZENDEN, s, "Awb 9:4 lid 2, domain.md §7") for s in _OPEN),
    *(Klachtovergang(s, A.MET_MELDING, R.KLACHT_DOORZENDEN, S.AFGEDAAN, "domain.md I7") for s in _OPEN),
    Klachtovergang(S.ONTVANGEN, A.NEMEN, R.KLACHT_BEHANDELEN, S.IN_BEHANDELING, "Awb 9:7 lid 1"),
    Klachtovergang(S.IN_BEHANDELING, A.NEMEN, R.KLACHT_BEHANDELEN, S.IN_BEHANDELING, "Awb 9:7 lid 1"),
    *(Klachtovergang(s, A.WEIGEREN, R.KLACHT_BEHANDELEN, S.AFGEDAAN, "Awb 9:8") for s in _OPEN),
    *(Klachtovergang(s, A.TEVREDEN, R.KLACHT_BEHANDELEN, S.AFGEDAAN, "Awb 9:5") for s in _OPEN),
    *(Klachtovergang(s, A.INTREKKEN, R.KLACHT_BEHANDELEN, S.AFGEDAAN, "Awb 9:5") for s in _OPEN),
    *(Klachtovergang(s, A.VERDAGEN, R.KLACHT_BEHANDELEN, s, "Awb 9:11 lid 2 en 3") for s in _OPEN),
    Klachtovergang(S.IN_BEHANDELING, A.KLAAGSCHRIFT, R.KLACHT_BEHANDELEN, S.IN_BEHANDELING, "Awb 9:9"),
    Klachtovergang(S.IN_BEHANDELING, A.KLAAGSCHRIFT_TERUG, R.KLACHT_BEHANDELEN, S.IN_BEHANDELING, "Awb 9:9"),
    Klachtovergang(S.IN_BEHANDELING, A.VERWEER, R.KLACHT_VERWEER, S.IN_BEHANDELING, "Awb 9:10 lid 1"),
    Klachtovergang(S.IN_BEHANDELING, A.HOREN, R.KLACHT_BEHANDELEN, S.IN_BEHANDELING, "Awb 9:10 lid 1 en 3"),
    Klachtovergang(S.IN_BEHANDELING, A.NIET_HOREN, R.KLACHT_BEHANDELEN, S.IN_BEHANDELING, "Awb 9:10 lid 2"),
    Klachtovergang(
        S.IN_BEHANDELING, A.COMMISSIE, R.KLACHT_BEHANDELEN, S.IN_BEHANDELING, "Awb 9:11 lid 1, Jeugdwet 4.2.1"
    ),
    Klachtovergang(S.IN_BEHANDELING, A.AFDOEN, R.KLACHT_BEHANDELEN, S.AFGEDAAN, "Awb 9:12"),
)  # fmt: skip
_TOEGESTAAN = {(o.status, o.actie): o for o in OVERGANGEN}
RECHT_BIJ: dict[KlachtActie, Recht] = {o.actie: o.recht for o in OVERGANGEN}


def judge(status: KlachtStatus, actie: KlachtActie, rechten: Collection[Recht]) -> Antwoord:
    """Allowed or refused, for every combination; the right is judged before the state."""
    if RECHT_BIJ[actie] not in rechten:
        return Antwoord.NIET_VAN_U
    if (status, actie) in _TOEGESTAAN:
        return Antwoord.TOEGESTAAN
    return Antwoord.AL_AFGEDAAN if status is S.AFGEDAAN else Antwoord.EERST_NEMEN


def next_status(status: KlachtStatus, actie: KlachtActie) -> KlachtStatus:
    """What an allowed act leads to."""
    return _TOEGESTAAN[status, actie].naar


def possible_acts(status: KlachtStatus, rechten: Collection[Recht]) -> tuple[KlachtActie, ...]:
    """What this person can do now, in the order of the list of acts."""
    return tuple(
        a for a in KlachtActie if a not in VANZELF and judge(status, a, rechten) is Antwoord.TOEGESTAAN
    )


def table() -> dict[tuple[KlachtStatus, KlachtActie, Recht], Antwoord]:
    """The whole table, for tests and documentation: each status and act with one right at a time."""
    rechten = sorted({o.recht for o in OVERGANGEN})
    return {(s, a, r): judge(s, a, {r}) for s, a, r in product(S, A, rechten)}


def system_of(soort: OrganisatieSoort) -> Klachtstelsel:
    """Which rules bind this kind of party: a gi or aanbieder its own regeling (Jeugdwet 4.2.1)."""
    eigen = soort in (OrganisatieSoort.GI, OrganisatieSoort.AANBIEDER)
    return Klachtstelsel.JEUGDWET if eigen else Klachtstelsel.AWB


def form_of(kanaal: Kanaal) -> Klachtvorm:
    """Said by telephone or in a talk is oral (Awb 9:2); the rest is in writing."""
    mondeling = kanaal in (Kanaal.TELEFOON, Kanaal.GESPREK)
    return Klachtvorm.MONDELING if mondeling else Klachtvorm.SCHRIFTELIJK


def clock_of(stelsel: Klachtstelsel, vorm: Klachtvorm, *, commissie: bool) -> Variant:
    """Which clock runs: 6 weken, 10 with a commission (9:11), as long for an oral one by our own norm (9:2),
    or that of the own regeling (Jeugdwet 4.2.1)."""
    if stelsel is Klachtstelsel.JEUGDWET:
        return Variant.EIGEN_REGELING
    if vorm is Klachtvorm.MONDELING:
        return Variant.MONDELING
    return Variant.COMMISSIE if commissie else Variant.STANDAARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Klaagschrift:
    """What Awb 9:4 lid 2 asks of a written complaint; the day it came in stands for its date."""

    vorm: Klachtvorm
    heeft_naam: bool
    heeft_adres: bool
    heeft_tekst: bool = True


def missing_in(klaagschrift: Klaagschrift) -> tuple[str, ...]:
    """What is not there yet, in words; nothing is asked of an oral one (9:2, 9:4). It never stops handling:
    who handles it asks."""
    if klaagschrift.vorm is Klachtvorm.MONDELING:
        return ()
    regels = (
        (klaagschrift.heeft_naam, "de naam"),
        (klaagschrift.heeft_adres, "het adres"),
        (klaagschrift.heeft_tekst, "waar de klacht over gaat"),
    )
    return tuple(wat for is_er, wat in regels if not is_er)


@dataclass(frozen=True, slots=True, kw_only=True)
class Klachtstand:
    """The facts that decide whether a klacht can be judged.

    ``melder_gehoord``: heard, or not for a reason of the law (9:10 lid 2). ``beklaagde_gehoord``: heard,
    answered in writing, or asked and not willing; a reason not to hear the melder is none for the beklaagde.
    """

    status: KlachtStatus
    stelsel: Klachtstelsel
    ontvangst_bevestigd: bool
    klaagschrift_gestuurd: bool
    melder_gehoord: bool
    beklaagde_gehoord: bool
    commissie_leden: int = 0
    commissie_voorzitter_van_buiten: bool = False


class KlachtOntbreekt(StrEnum):
    """What an outcome with a judgement may lack."""

    ONTVANGSTBEVESTIGING = "ontvangstbevestiging"
    KLAAGSCHRIFT = "klaagschrift"
    HOREN = "horen"
    HOREN_BEKLAAGDE = "horen_beklaagde"
    COMMISSIE = "commissie"


UITLEG: dict[KlachtOntbreekt, str] = {
    KlachtOntbreekt.ONTVANGSTBEVESTIGING: "Verstuur de bevestiging van de ontvangst (Awb 9:6).",
    KlachtOntbreekt.KLAAGSCHRIFT: "Stuur het klaagschrift aan de beklaagde (Awb 9:9).",
    KlachtOntbreekt.HOREN: "Hoor de melder, of leg vast waarom niet (Awb 9:10).",
    KlachtOntbreekt.HOREN_BEKLAAGDE: "Hoor de beklaagde, of leg vast dat die niet wil (Awb 9:10).",
    KlachtOntbreekt.COMMISSIE: (
        "Leg de commissie vast: minstens drie leden, met een voorzitter van buiten (Jeugdwet 4.2.1)."
    ),
}
MINSTE_LEDEN = 3


def missing_for_outcome(stand: Klachtstand) -> tuple[KlachtOntbreekt, ...]:
    """Everything the law asks before a judgement (9:6, 9:9, 9:10; Jeugdwet 4.2.1 lid 2)."""
    volledig = stand.commissie_leden >= MINSTE_LEDEN and stand.commissie_voorzitter_van_buiten
    regels = (
        (stand.ontvangst_bevestigd, KlachtOntbreekt.ONTVANGSTBEVESTIGING),
        (stand.klaagschrift_gestuurd, KlachtOntbreekt.KLAAGSCHRIFT),
        (stand.melder_gehoord, KlachtOntbreekt.HOREN),
        (stand.beklaagde_gehoord, KlachtOntbreekt.HOREN_BEKLAAGDE),
        (stand.stelsel is Klachtstelsel.AWB or volledig, KlachtOntbreekt.COMMISSIE),
    )
    return tuple(wat for is_er, wat in regels if not is_er)


def assess_outcome(stand: Klachtstand, uitkomst: KlachtUitkomst) -> None:
    """Refuse a judgement that skips what the law asks; everything that is missing at once (9:12)."""
    if uitkomst not in OORDELEN:
        raise InvalidInputError(
            [Veldfout("uitkomst", "Kies gegrond, deels gegrond, ongegrond of geen oordeel.")]
        )
    ontbreekt = missing_for_outcome(stand)
    if ontbreekt:
        stappen = " ".join(f"{nr}. {UITLEG[code]}" for nr, code in enumerate(ontbreekt, start=1))
        raise ClosingRefusedError(f"Afdoen kan nog niet. {stappen}", [str(code) for code in ontbreekt])


def assess_refusal(grond: Weigergrond | None, uiterlijk: date, vandaag: date) -> Weigergrond:
    """Not handling needs a ground of the law, told within 4 weken after receipt (9:8 lid 3)."""
    if grond is None:
        raise InvalidInputError([Veldfout("grond", "Kies waarom de klacht niet in behandeling komt.")])
    if vandaag > uiterlijk:
        raise RefusedError(
            "weigeren_te_laat",
            f"Dat moest uiterlijk {datum_lang(uiterlijk)} verteld zijn (Awb 9:8 lid 3). Behandel de klacht.",
        )
    return grond


def ends_with_melding(uitkomst: MeldingUitkomst, melder: Relatie) -> bool:
    """Whether a klacht ends when its melding does: registered by mistake, or who complained has died.

    Withdrawing the question is not withdrawing the klacht (9:5), and the klacht of a parent outlives the
    jeugdige: somebody who was not involved still answers it (9:11, 9:12).
    """
    if uitkomst is MeldingUitkomst.ONJUIST_GEREGISTREERD:
        return True
    return uitkomst is MeldingUitkomst.OVERLEDEN and melder is Relatie.JEUGDIGE


def refuse_late_commission(uiterlijk: date, vandaag: date) -> None:
    """A commission gives more time before the date, not after it: lateness stays lateness (9:11, I5)."""
    if vandaag > uiterlijk:
        raise RefusedError(
            "commissie_te_laat",
            f"De uitkomst moest er op {datum_lang(uiterlijk)} zijn. Een commissie geeft nu geen extra tijd "
            "meer. Laat de melder weten hoe het staat.",
        )


def refuse_involved(*, betrokken: bool) -> None:
    """Who took part in what the klacht is about does not handle it (9:7 lid 1)."""
    if betrokken:
        raise RefusedError(
            "behandelaar_betrokken",
            "Deze persoon was betrokken bij wat er gebeurde. Kies iemand die er buiten staat (Awb 9:7).",
        )


def refuse_act(antwoord: Antwoord, kenmerk: str) -> RefusedError:
    """The refusal of an act that does not fit the state."""
    if antwoord is Antwoord.AL_AFGEDAAN:
        return RefusedError("klacht_al_afgedaan", f"Klacht {kenmerk} is al afgedaan. Bekijk de uitkomst.")
    return RefusedError(
        "klacht_niet_in_behandeling", f"Klacht {kenmerk} heeft nog geen behandelaar. Neem hem eerst."
    )


def year_after(dag: date) -> date:
    """The last day to turn to the ombudsman: a year after the outcome was told (9:24 lid 1)."""
    try:
        return dag.replace(year=dag.year + 1)
    except ValueError:  # 29 February
        return date(dag.year + 1, 3, 1)


def check_hearing(gehoord_op: date, verslag: str | None, ontvangen_op: date, vandaag: date) -> None:
    """A hearing has a report (9:10 lid 3) and a day between receipt and today."""
    fouten = []
    if not verslag or not verslag.strip():
        fouten.append(Veldfout("verslag", "Schrijf op wat er is gezegd: van het horen hoort een verslag."))
    if not ontvangen_op <= gehoord_op <= vandaag:
        fouten.append(Veldfout("gehoordOp", "Kies een dag tussen de ontvangst en vandaag."))
    if fouten:
        raise InvalidInputError(fouten)


def other_contacts(eigenaar_id: UUID, beklaagde_id: UUID | None, keuzes: Sequence[UUID]) -> tuple[UUID, ...]:
    """Whom the melder may choose as aanspreekpunt instead of the owner it complains about (domain.md §7);
    empty when the klacht is not about the owner."""
    if beklaagde_id is None or beklaagde_id != eigenaar_id:
        return ()
    return tuple(dict.fromkeys(id_ for id_ in keuzes if id_ != beklaagde_id))
