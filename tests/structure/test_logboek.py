"""A field that somebody logs is a field the log keeps: the allow-list drops no line of the house."""

import ast

from app.logboek import TOEGESTAAN
from tests.structure.broncode import dotted, modules

NIVEAUS = {"debug", "info", "warning", "error"}


def logged_fields() -> set[str]:
    """The keywords of every call on a structlog logger."""
    return {
        sleutel.arg or ""
        for pad, tree in modules("app")
        if "structlog" in ast.unparse(tree) and pad != "app/logboek.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and dotted(node.func).split(".")[-1] in NIVEAUS
        and dotted(node.func).split(".")[0] in ("log", "")
        for sleutel in node.keywords
    }


def test_the_log_keeps_every_field_that_the_house_logs() -> None:
    gelogd = logged_fields()
    assert {"aanvraag", "stuk", "verlopen"} <= gelogd
    assert gelogd <= TOEGESTAAN
