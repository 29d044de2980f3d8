"""Overgangen: which act is possible on an overdracht, for whom, in which state. Total, as data.

The key is (status, actie, rol, relatie). ``status`` None means: the casus has no overdracht open.
What is not in ``TOEGESTAAN`` is refused, with the reason that fits first: not yours, not your role,
already ended. Sources: domain.md §2 (I2, I3) and §3.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from app.domain.termen import OverdrachtStatus as Status


class Actie(StrEnum):
    """Acts on an overdracht."""

    AANBIEDEN = "aanbieden"
    AANVAARDEN = "aanvaarden"
    BEOORDELEN = "beoordelen"
    TERUGGEVEN = "teruggeven"
    INTREKKEN = "intrekken"
    VERLOPEN = "verlopen"
    ESCALEREN = "escaleren"


class Partij(StrEnum):
    """Relation of the acting organisatie to the overdracht."""

    EIGENAAR = "eigenaar"
    AANGESPROKENE = "aangesprokene"
    WORKER = "worker"
    DERDE = "derde"


class Rolgroep(StrEnum):
    """Whether the actor has a role that works in the chain."""

    KETEN = "keten"
    OVERIG = "overig"


class Uitkomst(StrEnum):
    """Allowed, or why not."""

    TOEGESTAAN = "toegestaan"
    NIET_UW_OVERDRACHT = "niet_uw_overdracht"
    NIET_UW_ROL = "niet_uw_rol"
    AL_BEEINDIGD = "al_beeindigd"
    AL_AANGEBODEN = "al_aangeboden"
    AL_IN_BEOORDELING = "al_in_beoordeling"
    GEEN_AANBOD = "geen_aanbod"


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed transition with its source."""

    status: Status | None
    actie: Actie
    rolgroep: Rolgroep
    partij: Partij
    naar: Status | None
    bron: str


K, O_ = Rolgroep.KETEN, Rolgroep.OVERIG
_ENDED = (Status.AANVAARD, Status.TERUGGEGEVEN, Status.INGETROKKEN, Status.VERLOPEN)

OVERGANGEN: tuple[Overgang, ...] = (
    Overgang(None, Actie.AANBIEDEN, K, Partij.EIGENAAR, Status.AANGEBODEN, "I2: only the owner offers"),
    *(
        Overgang(status, Actie.AANBIEDEN, K, Partij.EIGENAAR, Status.AANGEBODEN, "I3: sender stays owner")
        for status in _ENDED
    ),
    *(
        Overgang(status, Actie.AANVAARDEN, K, Partij.AANGESPROKENE, Status.AANVAARD, "I2")
        for status in (Status.AANGEBODEN, Status.IN_BEOORDELING)
    ),
    Overgang(
        Status.AANGEBODEN, Actie.BEOORDELEN, K, Partij.AANGESPROKENE, Status.IN_BEOORDELING,
        "§3: once, up to 5 werkdagen",
    ),
    *(
        Overgang(status, Actie.TERUGGEVEN, K, Partij.AANGESPROKENE, Status.TERUGGEGEVEN, "I2, §3")
        for status in (Status.AANGEBODEN, Status.IN_BEOORDELING)
    ),
    *(
        Overgang(status, Actie.INTREKKEN, K, Partij.EIGENAAR, Status.INGETROKKEN, "I2: only the owner")
        for status in (Status.AANGEBODEN, Status.IN_BEOORDELING)
    ),
    *(
        Overgang(status, Actie.VERLOPEN, O_, Partij.WORKER, Status.VERLOPEN, "§4: the worker records it")
        for status in (Status.AANGEBODEN, Status.IN_BEOORDELING)
    ),
    *(
        Overgang(status, Actie.ESCALEREN, K, Partij.EIGENAAR, status, "§3: the offer stays open")
        for status in (None, *Status)
    ),
    *(
        Overgang(status, Actie.ESCALEREN, K, Partij.AANGESPROKENE, status, "§3: owner or addressed party")
        for status in (Status.AANGEBODEN, Status.IN_BEOORDELING)
    ),
)  # fmt: skip

_TOEGESTAAN = {(o.status, o.actie, o.rolgroep, o.partij): o for o in OVERGANGEN}

#: Who may do an act at all, whatever the state.
BEVOEGD: dict[Actie, frozenset[Partij]] = {
    actie: frozenset(o.partij for o in OVERGANGEN if o.actie is actie) for actie in Actie
}


def judge(status: Status | None, actie: Actie, rolgroep: Rolgroep, partij: Partij) -> Uitkomst:
    """Allowed or refused, for every combination.

    Order of reasons: another party's act, a role that does no chain work, then the state.
    """
    if (status, actie, rolgroep, partij) in _TOEGESTAAN:
        return Uitkomst.TOEGESTAAN
    if partij not in BEVOEGD[actie]:
        return Uitkomst.NIET_UW_OVERDRACHT
    if (rolgroep is Rolgroep.KETEN) == (partij is Partij.WORKER):
        return Uitkomst.NIET_UW_ROL
    if status in _ENDED:
        return Uitkomst.AL_BEEINDIGD
    if actie is Actie.AANBIEDEN:
        return Uitkomst.AL_AANGEBODEN
    if actie is Actie.BEOORDELEN and status is Status.IN_BEOORDELING:
        return Uitkomst.AL_IN_BEOORDELING
    return Uitkomst.GEEN_AANBOD


def table() -> dict[tuple[Status | None, Actie, Rolgroep, Partij], Uitkomst]:
    """The whole table, for tests and documentation."""
    statussen: tuple[Status | None, ...] = (None, *Status)
    return {sleutel: judge(*sleutel) for sleutel in product(statussen, Actie, Rolgroep, Partij)}
