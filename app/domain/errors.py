"""Domain errors: a refusal with a stable code and a Dutch message that tells the next step.

They know no HTTP; ``app/problems.py`` maps each class to a status and a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Veldfout:
    """One thing wrong with one input field (name as in the API, lowerCamelCase)."""

    veld: str
    melding: str


class DomainError(Exception):
    """A refused act. ``code`` is stable for other systems; ``melding`` is for people."""

    def __init__(self, code: str, melding: str) -> None:
        super().__init__(f"{code}: {melding}")
        self.code = code
        self.melding = melding


class NotVisibleError(DomainError):
    """The thing does not exist or the actor may not know that it does (I9)."""

    def __init__(self, wat: str = "Deze pagina") -> None:
        super().__init__("niet_gevonden", f"{wat} bestaat niet, of is niet voor u zichtbaar.")


class NotPermittedError(DomainError):
    """Visible, but the act is not for this actor."""


class RefusedError(DomainError):
    """The act does not fit the state of the casus (a race lost, a rule of the chain)."""


class OverdrachtAlreadyOpenError(RefusedError):
    """I2: a casus has at most one pending overdracht."""


class OverdrachtEndedError(RefusedError):
    """The offer was accepted, returned, withdrawn or expired before this act."""


class ClosingRefusedError(RefusedError):
    """I7: closing lacks something. ``ontbreekt`` lists all codes at once."""

    def __init__(self, melding: str, ontbreekt: Sequence[str]) -> None:
        super().__init__("afsluiten_kan_nog_niet", melding)
        self.ontbreekt = tuple(ontbreekt)


class InvalidInputError(DomainError):
    """Input that a schema could not refuse, because it depends on stored rows."""

    def __init__(self, fouten: Sequence[Veldfout]) -> None:
        super().__init__("ongeldige_invoer", " ".join(fout.melding for fout in fouten))
        self.fouten = tuple(fouten)


class StaleVersionError(DomainError):
    """The thing was changed since the actor read it (If-Match, hidden version)."""


class IdempotencyConflictError(DomainError):
    """The same Idempotency-Key came with another body."""


class TooManyAttemptsError(DomainError):
    """A limit counter is full; try later."""


class BusyError(DomainError):
    """This could not be done now; nothing happened and the act can be repeated."""
