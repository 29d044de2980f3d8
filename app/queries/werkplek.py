"""Werkplek: the desk a use-case works at: its session, who acts, the clock and rules, the vault."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import Session

from app.domain.actor import Actor
from app.domain.omgeving import Omgeving
from app.kluis import Datasleutel, Kluis, Plek
from app.models import Afstemming, Agendering, Casus, Klacht, Melding, Tafel

#: What has a key of its own.
Houder = Casus | Melding | Klacht | Agendering | Afstemming


@dataclass(frozen=True, slots=True)
class Werkplek:
    """One act or one page. Writes join ``session``; the boundary commits."""

    session: Session
    actor: Actor
    omgeving: Omgeving
    kluis: Kluis

    def later_than(self, *casussen: Casus | Klacht | Tafel) -> "Werkplek":
        """The same desk with a clock that runs strictly after what these recorded."""
        omgeving = self.omgeving
        for casus in casussen:
            omgeving = omgeving.after(casus.gebeurtenis_op)
        return self if omgeving is self.omgeving else replace(self, omgeving=omgeving)

    def datasleutel(self, dossier: Houder) -> Datasleutel:
        """The opened key of a casus, melding or klacht."""
        return self.kluis.open_sleutel(dossier.sleutel)

    def seal(self, dossier: Houder, plek: Plek, tekst: str | None) -> bytes | None:
        """Seal words; None stays None."""
        return None if not tekst else self.datasleutel(dossier).verzegel(plek, tekst)

    def unseal(self, dossier: Houder, plek: Plek, verzegeld: bytes | None) -> str | None:
        """Open words; None stays None."""
        return None if verzegeld is None else self.datasleutel(dossier).ontzegel(plek, verzegeld)

    def seal_person(self, dossier: Houder, plek: Plek, waarden: Mapping[str, object]) -> bytes | None:
        """Seal what is known of a person as one value; unknown fields are left out."""
        bekend = {naam: str(waarde) for naam, waarde in waarden.items() if waarde}
        return self.datasleutel(dossier).verzegel_json(plek, bekend) if bekend else None

    def unseal_person(self, dossier: Houder, plek: Plek, verzegeld: bytes | None) -> dict[str, str]:
        """Open a person; nothing known gives an empty mapping."""
        if verzegeld is None:
            return {}
        return self.datasleutel(dossier).ontzegel_json(plek, verzegeld)


def persoon_plek(tabel: str, id_: UUID) -> Plek:
    """Where the person of a row is sealed."""
    return Plek(tabel, id_, "persoon")
