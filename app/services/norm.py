"""Norm: the beheerder changes how long a norm is, from a day that still has to come.

What was promised keeps its date (I5): a norm counts for terms that begin on that day or later.
"""

from datetime import date

from app.domain.beheer import require_stelselbeheerder
from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.termijnen.aanpassing import SetNorm, assess_norm
from app.domain.termijnen.regels import Termijncode, Variant
from app.models import Termijnregel
from app.queries.organisatiewerk import lock_organisaties
from app.queries.regels import changed_norms, load_regels
from app.queries.werkplek import Werkplek
from app.services.organisatie import record_on


def set_norm(werkplek: Werkplek, opdracht: SetNorm) -> Termijnregel:
    """A norm gets another length from a day on. Refuses a law, and a second change on the same day."""
    require_stelselbeheerder(werkplek.actor)
    eigen = lock_organisaties(werkplek.session, werkplek.actor.organisatie_id)[werkplek.actor.organisatie_id]
    assess_norm(opdracht, load_regels(werkplek.session), werkplek.omgeving.vandaag)
    eerder = changed_norms(werkplek.session, opdracht.code, opdracht.variant)
    if any(rij.geldig_van == opdracht.geldig_van for rij in eerder):
        tekst = "Vanaf die dag geldt al een andere norm. Trek die eerst in."
        raise InvalidInputError([Veldfout("geldigVan", tekst)])
    rij = Termijnregel(
        id=werkplek.omgeving.new_id(),
        code=opdracht.code,
        variant=opdracht.variant,
        lengte=opdracht.lengte,
        eenheid=opdracht.eenheid,
        versie=max((rij.versie for rij in eerder), default=1) + 1,
        geldig_van=opdracht.geldig_van,
    )
    werkplek.session.add(rij)
    event = happened(
        GebeurtenisSoort.NORM_GEWIJZIGD,
        code=opdracht.code,
        variant=opdracht.variant,
        lengte=opdracht.lengte,
        eenheid=opdracht.eenheid,
        per=opdracht.geldig_van,
    )
    record_on(werkplek, eigen, event)
    return rij


def revoke_norm(werkplek: Werkplek, code: Termijncode, variant: Variant, geldig_van: date) -> None:
    """A change that did not begin yet never will. Refuses one that counts already."""
    require_stelselbeheerder(werkplek.actor)
    eigen = lock_organisaties(werkplek.session, werkplek.actor.organisatie_id)[werkplek.actor.organisatie_id]
    rij = next(
        (r for r in changed_norms(werkplek.session, code, variant) if r.geldig_van == geldig_van), None
    )
    if rij is None:
        raise RefusedError("norm_onbekend", "Deze wijziging staat niet (meer) klaar.")
    if geldig_van <= werkplek.omgeving.vandaag:
        raise RefusedError(
            "norm_geldt_al", "Deze norm geldt al. Stel een nieuwe norm in vanaf een latere dag."
        )
    werkplek.session.delete(rij)
    event = happened(GebeurtenisSoort.NORM_INGETROKKEN, code=code, variant=variant, per=geldig_van)
    record_on(werkplek, eigen, event)
