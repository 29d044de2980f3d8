"""Eigenaarschap: the one way in which a casus changes owner, by acceptance or by rechtsopvolging (I1)."""

from dataclasses import dataclass
from uuid import UUID

from app.models import Eigenaarschap
from app.queries.dossier import Dossier
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True, kw_only=True)
class Volgende:
    """Who owns it from now on, who treats it there, and by what: an overdracht or an opvolging, unless a new
    period begins."""

    organisatie_id: UUID
    behandelaar_id: UUID | None = None
    overdracht_id: UUID | None = None
    opvolging_id: UUID | None = None
    #: Who takes it for a party without an account.
    linkbezoeker_id: UUID | None = None


def move_ownership(werkplek: Werkplek, dossier: Dossier, volgende: Volgende) -> None:
    """End one interval and start the next at the same instant: no gap, no overlap (I1)."""
    vorige = dossier.eigenaarschap
    assert vorige is not None  # only an open casus changes hands, and that has an owner
    now = werkplek.omgeving.now
    vorige.tot, vorige.is_open = now, False
    werkplek.session.flush()  # the partial unique index judges each statement, not the commit
    nieuw = Eigenaarschap(
        id=werkplek.omgeving.new_id(),
        casus_id=dossier.casus.id,
        periode=vorige.periode,
        organisatie_id=volgende.organisatie_id,
        behandelaar_id=volgende.behandelaar_id,
        van=now,
        vorige_tot=now,
        overdracht_id=volgende.overdracht_id,
        opvolging_id=volgende.opvolging_id,
        linkbezoeker_id=volgende.linkbezoeker_id,
    )
    werkplek.session.add(nieuw)
    dossier.delen[dossier.focus].eigenaarschap = nieuw
    dossier.casus.eigenaar_id = nieuw.organisatie_id
    dossier.casus.huidig_eigenaarschap_id = nieuw.id
