"""Warmdraaien: what the first user would otherwise wait for is done before the first request."""

import structlog

from app.dependencies import Huis
from app.gezondheid import find_failures
from app.queries.gids import open_gids
from app.templating import environment


def warm_up(huis: Huis) -> None:
    """Open connections, read the rules and compile the templates; a failure shows in /health/ready."""
    fout = find_failures(huis)
    if fout:
        structlog.get_logger().error("niet_gereed", deel=",".join(fout))
        return
    with huis.database.read() as session:
        open_gids(session)
    omgeving = environment()
    for naam in omgeving.list_templates(extensions=["html"]):
        omgeving.get_template(naam)
