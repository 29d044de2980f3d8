"""Standaard: the frozen model that ships with the product, used until a learned one is approved."""

from functools import lru_cache
from importlib.resources import files

from app.linkage.model import Model, load_model

BESTAND = "standaard-2.json"


@lru_cache(maxsize=1)
def default_model() -> Model:
    """The shipped model; its file never changes, a better one gets the next number."""
    return load_model(files("app.linkage").joinpath("gegevens", BESTAND).read_text(encoding="utf-8"))
