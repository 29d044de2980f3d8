"""Inrichten: the reference data of a new database; doing it again changes nothing."""

from datetime import date

from sqlmodel import Session

from app.domain.actor import OrganisatieSoort
from app.domain.omgeving import Omgeving
from app.models import (
    AangewezenDag,
    Gemeente,
    Installatie,
    Jeugdregio,
    Organisatie,
    Werkgebied,
)
from app.queries.stelsel import get_installatie, is_furnished
from app.referentie import lezer

ACTIEF_VAN = date(2024, 1, 1)


def furnish(session: Session, omgeving: Omgeving, controlewaarde: bytes) -> bool:
    """Load gemeenten, regio's, organisaties and decreed days once; False when they are there."""
    if get_installatie(session) is None:
        session.add(Installatie(id=1, controlewaarde=controlewaarde, aangemaakt_op=omgeving.now))
    if is_furnished(session):
        return False
    session.add_all(Gemeente(gm_code=g.code, naam=g.naam, provincie=g.provincie) for g in lezer.gemeenten())
    session.add_all(Jeugdregio(code=r.code, naam=r.naam) for r in lezer.jeugdregios())
    session.add_all(
        AangewezenDag(datum=dag.datum, grond=dag.grond, vastgelegd_op=omgeving.now)
        for dag in lezer.aangewezen_dagen()
    )
    session.flush()
    for gegeven in lezer.organisaties():
        _add_with_area(session, omgeving, gegeven)
    return True


def add_organisatie(
    session: Session, omgeving: Omgeving, gegeven: lezer.OrganisatieGegeven, actief_van: date = ACTIEF_VAN
) -> Organisatie:
    """A party of the chain, without a working area yet."""
    rij = Organisatie(
        id=omgeving.new_id(),
        kenmerk=gegeven.kenmerk,
        soort=gegeven.soort,
        naam=gegeven.naam,
        korte_naam=gegeven.korte_naam,
        bestuursorgaan=gegeven.bestuursorgaan,
        teamtoegang=gegeven.teamtoegang,
        actief_van=actief_van,
    )
    session.add(rij)
    return rij


def _add_with_area(session: Session, omgeving: Omgeving, gegeven: lezer.OrganisatieGegeven) -> None:
    rij = add_organisatie(session, omgeving, gegeven)
    if gegeven.soort in (OrganisatieSoort.LOKET, OrganisatieSoort.OZJ):
        return
    session.add_all(
        Werkgebied(
            id=omgeving.new_id(),
            organisatie_id=rij.id,
            gm_code=code,
            van=lezer.INDELING_GELDIG_VAN,
        )
        for code in lezer.werkgebied(gegeven)
    )
