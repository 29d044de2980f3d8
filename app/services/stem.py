"""Stem: for which parties somebody speaks to a melder, and whose a new promise is (I4, I5, §8)."""

from datetime import date
from uuid import UUID

from app.domain.termijnen.regels import Termijncode, TermijnVoor
from app.domain.toegang import Relatie
from app.queries.dossier import Dossier, MeldingDeel
from app.queries.relaties import relations
from app.queries.werkplek import Werkplek
from app.services.termijnen import Belofte, promise_date


def voices(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> frozenset[UUID]:
    """The own organisatie; for the vangnethouder also the owner that nobody can reach (§8).

    Only promises of these are kept by what the actor tells.
    """
    namens = {
        dossier.delen[casus_id].casus.eigenaar_id
        for casus_id in deel.casus_ids
        if Relatie.VANGNETHOUDER in relations(werkplek, casus_id)
    }
    return frozenset(namens | {werkplek.actor.organisatie_id})


def promise_contact(
    werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, gedaan_op: date, afspraak_op: date
) -> None:
    """A next contact promised to this melder on a day (ground ``afspraak``)."""
    verantwoordelijke_id, casus_id = _whose(werkplek, dossier, deel)
    belofte = Belofte(
        code=Termijncode.TUSSENBERICHT,
        begint_op=gedaan_op,
        verantwoordelijke_id=verantwoordelijke_id,
        melding_id=deel.melding.id,
        casus_id=casus_id,
        periode=deel.melding.periode,
        voor=TermijnVoor.MELDER,
    )
    promise_date(werkplek, dossier, belofte, afspraak_op)


def _whose(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> tuple[UUID, UUID | None]:
    """The owner that speaks, or who must answer; with the casus it moves with, unless the first.

    Never a party that only spoke for the owner or has left: it would keep a promise it cannot see.
    """
    stemmen = voices(werkplek, dossier, deel)
    for casus_id in deel.casus_ids:
        eigenaar_id = dossier.delen[casus_id].casus.eigenaar_id
        if eigenaar_id in stemmen:
            return eigenaar_id, None if casus_id == deel.eerste_casus_id else casus_id
    eigen = werkplek.actor.organisatie_id
    if any(plicht.organisatie_id == eigen for plicht in deel.antwoordplichten):
        return eigen, None
    return dossier.delen[deel.eerste_casus_id].casus.eigenaar_id, None
