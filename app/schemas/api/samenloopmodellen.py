"""Samenloopmodel as the API gives it: its figures, and what it would change of the open work; counts only."""

from datetime import datetime

from pydantic import Field

from app.domain.samenloop import Band
from app.domain.samenloopmodel import Modelgevolg, Zekerheid
from app.queries.samenloopmodellen import Modelbeeld
from app.schemas.api.basis import Uitvoer


class CijfersUit(Uitvoer):
    """What it made of what it was learned on; nobody labelled that."""

    registraties: int
    vergeleken: int
    treffers: int
    mogelijk: int
    verwacht_onterecht: float
    gezinnen: int
    meerlingen: int


class VerschilUit(Uitvoer):
    """So many pairs go from one band to another; without a band a pair is not put forward."""

    van: Band | None
    naar: Band | None
    aantal: int


class GevolgUit(Uitvoer):
    """The open work weighed by the model of today and by this one."""

    open: int
    bekeken: int
    gelijk: int
    verschillen: list[VerschilUit]


class ModelUit(Uitvoer):
    """One model; 0 is the one that ships."""

    versie: int
    werkt: bool
    bron: str | None = Field(description="register of bestand; leeg bij het meegeleverde model")
    geleerd_op: datetime | None
    gekeurd_op: datetime | None
    afgewezen_op: datetime | None
    cijfers: CijfersUit | None
    gevolg: GevolgUit | None = Field(default=None, description="alleen bij één model dat niet werkt")


class BevindingUit(Uitvoer):
    """How many pairs of one certainty wait, turned out to be one child, or two."""

    zekerheid: Zekerheid
    open: int
    zelfde: int
    ander: int


class ModelLijst(Uitvoer):
    """Every model, newest first; the lines in bits; what waits on either side of them."""

    items: list[ModelUit]
    treffer_vanaf: float = Field(description="in bits")
    mogelijk_vanaf: float = Field(description="in bits")
    bevindingen: list[BevindingUit]


def model_out(beeld: Modelbeeld, gevolg: Modelgevolg | None = None) -> ModelUit:
    """One model, with its effect when that was asked."""
    uit = ModelUit.model_validate(beeld)
    return uit if gevolg is None else uit.model_copy(update={"gevolg": _effect_out(gevolg)})


def _effect_out(gevolg: Modelgevolg) -> GevolgUit:
    return GevolgUit(
        open=gevolg.van,
        bekeken=gevolg.bekeken,
        gelijk=gevolg.gelijk,
        verschillen=[
            VerschilUit(van=van, naar=naar, aantal=aantal) for van, naar, aantal in gevolg.verschillen
        ],
    )
