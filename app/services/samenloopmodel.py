"""Samenloopmodel: which model weighs now, and the figures of one that was just learned.

Version 0 is the model that ships. Source: design/linkage.md §2.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from app.domain.samenloopmodel import Cijfers
from app.linkage.koppelen import Koppeling
from app.linkage.model import Model, load_model
from app.linkage.score import Besluit
from app.linkage.standaard import default_model
from app.queries.samenlopen import content_of_model, find_model, register_state

#: The model that worked when last asked, by its id.
_GELEZEN: dict[UUID, Model] = {}


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


@dataclass(frozen=True, slots=True)
class Weegschaal:
    """What weighs: the model that works now, and among how many jeugdigen a likeness is worth something."""

    model: Model
    omvang: int


def read_scales(session: Session) -> Weegschaal:
    """The model and the size of the register as they are now; one statement."""
    omvang, id_ = register_state(session)
    return Weegschaal(_read_model(session, id_), omvang)


def _read_model(session: Session, id_: UUID | None) -> Model:
    """The content of a model never changes: what was read is not read again."""
    if id_ is None:
        return default_model()
    model = _GELEZEN.get(id_)
    if model is None:
        model = load_model(content_of_model(session, id_))
        _GELEZEN.clear()
        _GELEZEN[id_] = model
    return model


def model_of(session: Session, versie: int) -> Model:
    """The model of a version; refuses one that does not exist."""
    rij = find_model(session, versie)
    return default_model() if rij is None else load_model(rij.inhoud)
