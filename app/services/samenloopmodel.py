"""Samenloopmodel: a model learned on a register is kept with its figures and works only after approval.

Version 0 is the model that ships. Source: design/linkage.md §2.
"""

import json
from dataclasses import asdict, dataclass

from sqlmodel import Session

from app.domain.errors import RefusedError
from app.domain.omgeving import Omgeving
from app.linkage.koppelen import Koppeling
from app.linkage.model import Model, dump_model, load_model
from app.linkage.score import Besluit
from app.linkage.standaard import default_model
from app.models import SamenloopModel
from app.queries.samenlopen import all_models, working_model


@dataclass(frozen=True, slots=True)
class Cijfers:
    """What a model makes of the records it was learned on.

    ``verwacht_onterecht`` is how many of the treffers it expects to be wrong itself; nobody labelled them.
    """

    registraties: int
    vergeleken: int
    treffers: int
    mogelijk: int
    verwacht_onterecht: float
    gezinnen: int
    meerlingen: int


def figures_of(koppeling: Koppeling, registraties: int) -> Cijfers:
    """The figures by which somebody approves a model."""
    treffers = [paar for paar in koppeling.paren if paar.besluit is Besluit.TREFFER]
    _, gezin, meerling, _ = koppeling.geleerd.paren
    return Cijfers(
        registraties=registraties,
        vergeleken=koppeling.vergeleken,
        treffers=len(treffers),
        mogelijk=len(koppeling.paren) - len(treffers),
        verwacht_onterecht=round(sum(1 - paar.kans for paar in treffers), 1),
        gezinnen=round(gezin),
        meerlingen=round(meerling),
    )


def keep_model(
    session: Session, omgeving: Omgeving, model: Model, cijfers: Cijfers, bron: str
) -> SamenloopModel:
    """Store a learned model under the next version; it does not work yet."""
    versie = max((rij.versie for rij in all_models(session)), default=0) + 1
    rij = SamenloopModel(
        id=omgeving.new_id(),
        versie=versie,
        bron=bron,
        inhoud=dump_model(model),
        cijfers=json.dumps(asdict(cijfers)),
        geleerd_op=omgeving.now,
    )
    session.add(rij)
    session.flush()
    return rij


def approve_model(session: Session, omgeving: Omgeving, versie: int) -> None:
    """From now on this model weighs; 0 is the one that ships. Refuses a version that does not exist."""
    gekozen = next((rij for rij in all_models(session) if rij.versie == versie), None)
    if gekozen is None and versie != 0:
        raise RefusedError(
            "model_onbekend", f"Model {versie} is er niet. Kijk met: houvast samenloop modellen"
        )
    werkend = working_model(session)
    if werkend is not None and werkend is not gekozen:
        werkend.werkt = False
        session.flush()
    if gekozen is not None:
        gekozen.werkt, gekozen.gekeurd_op = True, omgeving.now


def current_model(session: Session) -> Model:
    """The model that weighs now."""
    werkend = working_model(session)
    return default_model() if werkend is None else load_model(werkend.inhoud)
