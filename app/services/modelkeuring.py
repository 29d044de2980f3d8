"""Modelkeuring: a model learned on a register is kept with its figures and works only after approval.

By the landelijke beheerder alone, and in the history of that party. Source: design/linkage.md §2.
"""

import json
from dataclasses import asdict

from app.domain.beheer import require_stelselbeheerder
from app.domain.errors import RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.samenloopmodel import Cijfers
from app.linkage.model import Model, dump_model
from app.models import Organisatie, SamenloopModel
from app.queries.organisatiewerk import lock_organisaties
from app.queries.samenlopen import all_models, find_model, working_model
from app.queries.werkplek import Werkplek
from app.services.organisatie import record_on


def keep_model(werkplek: Werkplek, model: Model, cijfers: Cijfers, bron: str) -> SamenloopModel:
    """Store a learned model under the next version; it does not work yet. Only the landelijke beheerder."""
    eigen = _claim(werkplek)
    versie = max((rij.versie for rij in all_models(werkplek.session)), default=0) + 1
    rij = SamenloopModel(
        id=werkplek.omgeving.new_id(),
        versie=versie,
        bron=bron,
        inhoud=dump_model(model),
        cijfers=json.dumps(asdict(cijfers)),
        geleerd_op=werkplek.omgeving.now,
    )
    werkplek.session.add(rij)
    record_on(werkplek, eigen, happened(GebeurtenisSoort.SAMENLOOPMODEL_GELEERD, versie=versie))
    return rij


def approve_model(werkplek: Werkplek, versie: int) -> None:
    """From now on this model weighs; 0 is the one that ships. What was found keeps its weight.

    Refuses who is not the landelijke beheerder, a version that does not exist and the one that works.
    """
    eigen = _claim(werkplek)
    session = werkplek.session
    gekozen, werkend = find_model(session, versie), working_model(session)
    if gekozen is werkend:
        raise RefusedError("model_werkt_al", f"Model {versie} werkt al.")
    if werkend is not None:
        werkend.werkt = False
        session.flush()  # partial unique index: one at a time
    if gekozen is not None:
        gekozen.werkt, gekozen.gekeurd_op, gekozen.afgewezen_op = True, werkplek.omgeving.now, None
    record_on(werkplek, eigen, happened(GebeurtenisSoort.SAMENLOOPMODEL_GOEDGEKEURD, versie=versie))


def decline_model(werkplek: Werkplek, versie: int) -> None:
    """This model will not weigh, as far as the figures of today tell; who thinks again approves it.

    Refuses who is not the landelijke beheerder, the model that ships, and the one that works.
    """
    eigen = _claim(werkplek)
    gekozen = find_model(werkplek.session, versie)
    if gekozen is None:
        raise RefusedError("model_meegeleverd", "Het meegeleverde model kunt u niet afwijzen.")
    if gekozen.werkt:
        raise RefusedError("model_werkt", f"Model {versie} werkt nu. Kies eerst een ander model.")
    if gekozen.afgewezen_op is not None:
        raise RefusedError("model_al_afgewezen", f"Model {versie} is al afgewezen.")
    gekozen.afgewezen_op = werkplek.omgeving.now
    record_on(werkplek, eigen, happened(GebeurtenisSoort.SAMENLOOPMODEL_AFGEWEZEN, versie=versie))


def _claim(werkplek: Werkplek) -> Organisatie:
    """Only the landelijke beheerder; one at a time, in the history of that party."""
    require_stelselbeheerder(werkplek.actor)
    eigen_id = werkplek.actor.organisatie_id
    return lock_organisaties(werkplek.session, eigen_id)[eigen_id]
