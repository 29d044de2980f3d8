"""Samenloop: two registrations that may concern the same jeugdige, and what is decided about them.

``bevestigd`` says no more than: the same jeugdige. With koppelen both stay; with samenvoegen one casus goes
up in the other (domain.md §6). A rejected pair stays rejected until there is new evidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from app.domain.actor import OrganisatieSoort
from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.tafeltermen import Partijrol


class Zoekdoel(StrEnum):
    """The purpose of a search; stored with who asked."""

    DUBBEL_VOORKOMEN = "dubbel_voorkomen"
    AFSTEMMEN = "afstemmen"
    OVERDRAGEN = "overdragen"


class SamenloopStatus(StrEnum):
    """How far a samenloop is."""

    TE_BEOORDELEN = "te_beoordelen"
    VOORGESTELD = "voorgesteld"
    BEVESTIGD = "bevestigd"
    AFGEWEZEN = "afgewezen"


#: Somebody still has to judge it.
OPEN_SAMENLOOP = frozenset({SamenloopStatus.TE_BEOORDELEN, SamenloopStatus.VOORGESTELD})


class Beurt(StrEnum):
    """Which side must judge."""

    OUDER = "ouder"
    JONGER = "jonger"


def turn_of(
    status: SamenloopStatus, door_ouder: bool | None, *, ouder_open: bool, jonger_open: bool
) -> Beurt | None:
    """Whose turn it is: that of the older side, until it proposed something itself (§1, §6).

    Nobody is at work on a casus that ended: then it is the turn of the other side. None: both ended, or it
    was judged.
    """
    if status not in OPEN_SAMENLOOP or not (ouder_open or jonger_open):
        return None
    eerst_jonger = status is SamenloopStatus.VOORGESTELD and door_ouder is True
    if eerst_jonger:
        return Beurt.JONGER if jonger_open else Beurt.OUDER
    return Beurt.OUDER if ouder_open else Beurt.JONGER


class Samenloopbesluit(StrEnum):
    """What may be decided."""

    KOPPELEN = "koppelen"
    SAMENVOEGEN = "samenvoegen"
    AFGEWEZEN = "afgewezen"


class Band(StrEnum):
    """How likely it was when it was found."""

    TREFFER = "treffer"
    MOGELIJK = "mogelijk"


class Verwantschap(StrEnum):
    """What two registrations look most like: one child, two of one family, a twin, or strangers."""

    ZELFDE = "zelfde"
    GEZIN = "gezin"
    MEERLING = "meerling"
    ANDER = "ander"


class Verhuissoort(StrEnum):
    """What moved with a samenvoeging, so that a splitsing can give it back."""

    MELDING = "melding"
    TERMIJN = "termijn"
    BIJDRAGE = "bijdrage"
    BERICHT = "bericht"
    VEILIGHEIDSCONTACT = "veiligheidscontact"
    AGENDERING = "agendering"
    BIJLAGE = "bijlage"
    GEZIN = "gezin"
    SAMENLOOP_OUDER = "samenloop_ouder"
    SAMENLOOP_JONGER = "samenloop_jonger"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideSamenloop:
    """One side decides. ``procesregisseur`` only with koppelen: who coordinates the group.

    ``rollen``: with a tafel, what each party is from now on: (id or kenmerk of the organisatie, role).
    """

    samenloop_id: UUID
    uitkomst: Samenloopbesluit
    reden: str
    procesregisseur_id: UUID | None = None
    rollen: tuple[tuple[str, Partijrol], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitSamenloop:
    """It was not the same jeugdige after all. ``toewijzingen``: later items (melding or bijdrage) and the
    casus each belongs to; what is not named stays with the joined casus."""

    samenloop_id: UUID
    reden: str
    toewijzingen: Mapping[UUID, UUID] = field(default_factory=dict)


#: Parties that treat a casus themselves; the levels above them route it.
BEHANDELT = frozenset({OrganisatieSoort.RET, OrganisatieSoort.GEMEENTE, OrganisatieSoort.WIJKTEAM})


@dataclass(frozen=True, slots=True)
class Kant:
    """One casus of a samenloop, as joining judges it."""

    casus_id: UUID
    eigenaar_id: UUID
    eigenaar_soort: OrganisatieSoort
    is_open: bool
    in_overdracht: bool


def refuse_decision(status: SamenloopStatus, besluit: DecideSamenloop, *, samengevoegd: bool) -> None:
    """What can be decided when (domain.md §6): all but twice the same, and nothing about what is one casus.
    Who coordinates what is coupled may be named later.

    A rejected pair may be confirmed after all by who knows better; only new evidence puts it up again.
    """
    fouten = []
    if not besluit.reden.strip():
        fouten.append(Veldfout("reden", "Schrijf in een paar woorden waarom."))
    if besluit.procesregisseur_id and besluit.uitkomst is not Samenloopbesluit.KOPPELEN:
        fouten.append(Veldfout("procesregisseur", "Een procesregisseur kiest u alleen bij koppelen."))
    if besluit.rollen:
        fouten.append(Veldfout("rollen", "Rollen legt u alleen vast bij een samenloop met een tafel."))
    if fouten:
        raise InvalidInputError(fouten)
    if samengevoegd:
        raise RefusedError(
            "al_samengevoegd", "Deze casussen zijn samengevoegd. Klopt dat niet? Splits ze dan weer."
        )
    if status is SamenloopStatus.AFGEWEZEN and besluit.uitkomst is Samenloopbesluit.AFGEWEZEN:
        raise RefusedError("al_afgewezen", "Deze samenloop is al afgewezen.")
    weer = status is SamenloopStatus.BEVESTIGD and besluit.uitkomst is Samenloopbesluit.KOPPELEN
    if weer and besluit.procesregisseur_id is None:
        raise RefusedError("al_gekoppeld", "Deze casussen zijn al gekoppeld.")


def refuse_join(kanten: tuple[Kant, Kant]) -> None:
    """Joining needs two open casussen and no open offer: whose casus would it be? (§6)"""
    for kant in kanten:
        if not kant.is_open:
            raise RefusedError(
                "casus_niet_open", "Eén van beide casussen is niet open. Koppelen kan wel, samenvoegen niet."
            )
        if kant.in_overdracht:
            raise RefusedError(
                "overdracht_open",
                "Er loopt een aanbod voor één van beide casussen. Samenvoegen kan als dat is beantwoord of "
                "ingetrokken.",
            )


def staying(ouder: Kant, jonger: Kant) -> tuple[Kant, Kant]:
    """Which casus stays and which goes up in it: the one in treatment (§6), else the oldest.

    In treatment is a casus of a party that treats: a ret, gemeente or wijkteam.
    """
    if jonger.eigenaar_soort in BEHANDELT and ouder.eigenaar_soort not in BEHANDELT:
        return jonger, ouder
    return ouder, jonger
