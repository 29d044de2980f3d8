"""Vangnet in words: what is wrong with one finding, in a sentence that names the other party."""

from app.domain.berichttermen import Berichtmoment
from app.domain.datum import datum_zonder_dag
from app.domain.tafeltermen import Afstemmingsstap
from app.domain.termen import OpvolgingStatus
from app.domain.termijnen.regels import Termijncode
from app.domain.vangnet import Vangnetsoort, regel_of
from app.queries.vangnet import Vangnetrij
from app.queries.wat_nu import AFSTEMMEN, TE_DOEN
from app.schemas.woorden import woord


def words_of(rij: Vangnetrij) -> str:
    """What is wrong; where nobody is, also whose work it was."""
    zin = _sentence(rij)
    return f"{zin}. Dit was werk van {rij.namens.korte_naam}." if rij.namens else f"{zin}."


def _sentence(rij: Vangnetrij) -> str:
    wat, partij = regel_of(rij.soort).wat, rij.partij.korte_naam if rij.partij else ""
    match rij.soort:
        case Vangnetsoort.AFSPRAAK_GEBROKEN:
            return (rij.melding or wat).rstrip(".")
        case Vangnetsoort.EIGENAAR_ONBEREIKBAAR:
            return f"Bij {partij} kan niemand werken"
        case Vangnetsoort.AANBOD_ONBEANTWOORD:
            return f"{partij} antwoordde niet op het aanbod"
        case Vangnetsoort.BELOFTE_TE_LAAT if rij.code:
            taak = TE_DOEN[Termijncode(rij.code)]
            if partij:
                return f"Te laat bij {partij}, dat geen account heeft: {taak[:1].lower()}{taak[1:]}. Bel hen"
            return f"Te laat: {taak[:1].lower()}{taak[1:]}"
        case Vangnetsoort.BERICHT_MISLUKT | Vangnetsoort.BERICHT_BLIJFT_LIGGEN if rij.code:
            return wat.replace("Bericht", f"Bericht “{woord(Berichtmoment(rij.code))}”", 1)
        case Vangnetsoort.AFSTEMMING_TE_LAAT if partij:
            return f"Ook elders bekend, en niet opgevolgd: {partij} heeft niemand voor deze tafel. Bel hen"
        case Vangnetsoort.AFSTEMMING_TE_LAAT if rij.code:
            taak = AFSTEMMEN[Afstemmingsstap(rij.code)]
            return f"Te laat: {taak[:1].lower()}{taak[1:]}"
        case Vangnetsoort.OPVOLGING_TE_LAAT if rij.code == OpvolgingStatus.BEVESTIGD:
            return f"{partij} zou opgaan in een ander, maar dat lukte niet"
        case Vangnetsoort.OPVOLGING_TE_LAAT:
            return f"{partij} zou in uw organisatie opgaan, maar niemand bevestigde dat"
        case Vangnetsoort.BIJNA_ACHTTIEN if rij.achttien_op:
            return f"18 jaar op {datum_zonder_dag(rij.achttien_op)}. Nog geen plan voor daarna"
        case _:
            return wat
