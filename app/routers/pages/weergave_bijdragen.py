"""Weergave of bijdragen: how a question to another party stands, in a word and a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.bijdrage import BijdrageStatus
from app.domain.datum import dag_en_maand
from app.domain.keten.route import Schakel, Schakelkandidaat
from app.domain.omgeving import Omgeving, local_date
from app.queries.bijdragen import BijdrageBeeld
from app.routers.pages.weergave import due


@dataclass(frozen=True, slots=True)
class Bijdragestand:
    """A badge and a line."""

    label: str
    soort: str
    kort: str


def choices_of_way(
    alle: Sequence[Schakelkandidaat], route: Sequence[Schakel], geen: str
) -> list[tuple[str, str]]:
    """Parties to choose from, after what is said for none: who is on the way of this casus first, from here
    on; then everybody else by name."""
    plek = {schakel.organisatie.id: nummer for nummer, schakel in enumerate(route)}
    eerst = sorted((p for p in alle if p.id in plek), key=lambda p: plek[p.id])
    ander = [p for p in alle if p.id not in plek]
    return [("", geen), *((p.kenmerk, p.naam) for p in (*eerst, *ander))]


def standing_of(bijdrage: BijdrageBeeld, omgeving: Omgeving) -> Bijdragestand:
    """Asked, too late, received or withdrawn; and since or until when."""
    if bijdrage.status is BijdrageStatus.GEVRAAGD:
        datum = due(bijdrage.uiterlijk, omgeving)
        kort = f"Antwoord uiterlijk {dag_en_maand(bijdrage.uiterlijk)}, {datum['afstand']}"
        return Bijdragestand("Te laat" if bijdrage.te_laat else "Gevraagd", _urgency(bijdrage), kort)
    assert bijdrage.beeindigd_op is not None  # whatever is not asked any more, ended
    op = dag_en_maand(local_date(bijdrage.beeindigd_op))
    if bijdrage.status is BijdrageStatus.INGETROKKEN:
        return Bijdragestand("Ingetrokken", "neutraal", f"Op {op}")
    kort = f"Antwoord op {op}" + (f", van {bijdrage.door}" if bijdrage.door else "")
    return Bijdragestand("Antwoord binnen" if bijdrage.te_verwerken else "Verwerkt", _urgency(bijdrage), kort)


def _urgency(bijdrage: BijdrageBeeld) -> str:
    if bijdrage.te_laat:
        return "fout"
    return "let" if bijdrage.te_verwerken else "neutraal" if bijdrage.beeindigd_op is None else "ok"
