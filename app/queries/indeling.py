"""Indeling: the mapping of gemeenten as it is on a day, for comparing it with a new one. No persons."""

from collections import defaultdict
from datetime import date

from sqlalchemy import func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.domain.actor import OrganisatieSoort
from app.domain.indeling import Gebiedsregel, Indelingstand
from app.domain.termen import CasusStatus
from app.models import Casus, Gemeente, Jeugdige, Jeugdregio, Organisatie, Werkgebied

#: How the mapping calls the kinds of parties with an area.
SOORTEN = {
    OrganisatieSoort.RET: "ret",
    OrganisatieSoort.EXPERTISENETWERK: "netwerk",
    OrganisatieSoort.GEMEENTE: "gemeente",
    OrganisatieSoort.WIJKTEAM: "wijkteam",
}


def load_indeling(session: Session, per: date) -> Indelingstand:
    """The whole mapping on that day; nine statements."""
    bestaat = or_(col(Gemeente.geldig_tot).is_(None), col(Gemeente.geldig_tot) > per)
    weg = select(Gemeente.gm_code, Gemeente.opvolger_code).where(col(Gemeente.geldig_tot) <= per)
    return Indelingstand(
        namen=dict(session.exec(select(Gemeente.gm_code, Gemeente.naam).where(bestaat)).all()),
        regios=frozenset(session.exec(select(Jeugdregio.code))),
        partijen=frozenset(
            session.exec(select(Organisatie.kenmerk).where(col(Organisatie.is_actief).is_(True)))
        ),
        bedient=_served_by(session, per),
        bewoners=_open_casussen(session),
        later=_changing_after(session, per),
        opvolgers=_successors(session),
        beeindigd={code: opvolger or "" for code, opvolger in session.exec(weg)},
    )


def current_lines(session: Session, per: date) -> list[Gebiedsregel]:
    """The mapping of that day as lines of a file, by name; a gemeente without ret or netwerk has blanks."""
    stand = load_indeling(session, per)
    regio_namen = dict(session.exec(select(Jeugdregio.code, Jeugdregio.naam)).all())
    bestaat = or_(col(Gemeente.geldig_tot).is_(None), col(Gemeente.geldig_tot) > per)
    gemeenten = session.exec(select(Gemeente).where(bestaat).order_by(col(Gemeente.naam)))
    regels = []
    for nummer, gemeente in enumerate(gemeenten, 2):
        ret = min(stand.bedient.get(("ret", gemeente.gm_code), ()), default="")
        netwerk = min(stand.bedient.get(("netwerk", gemeente.gm_code), ()), default="")
        regio = ret.removeprefix("ret-").upper()
        regels.append(
            Gebiedsregel(
                nummer=nummer,
                gm_code=gemeente.gm_code,
                naam=gemeente.naam,
                provincie=gemeente.provincie,
                jeugdregio=regio,
                jeugdregio_naam=regio_namen.get(regio, ""),
                netwerk=netwerk.upper(),
            )
        )
    return regels


def find_parties(session: Session, kenmerken: set[str]) -> dict[str, Organisatie]:
    """Parties by kenmerk, locked: their area changes."""
    query = (
        select(Organisatie)
        .where(col(Organisatie.kenmerk).in_(kenmerken))
        .order_by(col(Organisatie.id))
        .with_for_update()
    )
    return {rij.kenmerk: rij for rij in session.exec(query)}


def find_gemeenten(session: Session, codes: set[str]) -> dict[str, Gemeente]:
    """Gemeenten by code."""
    rijen = session.exec(select(Gemeente).where(col(Gemeente.gm_code).in_(codes)))
    return {rij.gm_code: rij for rij in rijen}


def merged_into(session: Session, gm_code: str) -> list[Gemeente]:
    """Gemeenten that went up in this one before."""
    return list(session.exec(select(Gemeente).where(Gemeente.opvolger_code == gm_code)))


def open_areas(session: Session, per: date) -> dict[tuple[str, str], Werkgebied]:
    """(kenmerk, gemeente) → the row of the area that holds on that day."""
    rijen = session.exec(
        select(Organisatie.kenmerk, Werkgebied)
        .join(Organisatie, col(Organisatie.id) == col(Werkgebied.organisatie_id))
        .where(col(Werkgebied.van) <= per, or_(col(Werkgebied.tot).is_(None), col(Werkgebied.tot) > per))
    )
    return {(kenmerk, rij.gm_code): rij for kenmerk, rij in rijen}


def _changing_after(session: Session, per: date) -> frozenset[str]:
    """Gemeenten of which an area begins or ends, or that end themselves, after that day."""
    echt = or_(col(Werkgebied.tot).is_(None), col(Werkgebied.tot) > col(Werkgebied.van))
    gebied = select(Werkgebied.gm_code).where(echt, or_(col(Werkgebied.van) > per, col(Werkgebied.tot) > per))
    einde = select(Gemeente.gm_code).where(col(Gemeente.geldig_tot) > per)
    return frozenset({*session.exec(gebied), *session.exec(einde)})


def _successors(session: Session) -> dict[str, str]:
    """Party that went up in another → the active one."""
    naar = aliased(Organisatie)
    query = (
        select(Organisatie.kenmerk, naar.kenmerk)
        .join(naar, col(naar.id) == col(Organisatie.rechtsopvolger_id))
        .where(col(naar.is_actief).is_(True))
    )
    return dict(session.exec(query).all())


def _served_by(session: Session, per: date) -> dict[tuple[str, str], frozenset[str]]:
    gevonden: dict[tuple[str, str], set[str]] = defaultdict(set)
    rijen = session.exec(
        select(Organisatie.soort, Organisatie.kenmerk, Werkgebied.gm_code)
        .join(Organisatie, col(Organisatie.id) == col(Werkgebied.organisatie_id))
        .where(
            col(Organisatie.soort).in_(list(SOORTEN)),
            col(Werkgebied.van) <= per,
            or_(col(Werkgebied.tot).is_(None), col(Werkgebied.tot) > per),
        )
    )
    for soort, kenmerk, gm_code in rijen:
        gevonden[SOORTEN[OrganisatieSoort(soort)], gm_code].add(kenmerk)
    return {sleutel: frozenset(kenmerken) for sleutel, kenmerken in gevonden.items()}


def _open_casussen(session: Session) -> dict[str, int]:
    rijen = session.exec(
        select(col(Jeugdige.woonplaats_gemeente), func.count())
        .join(Casus, col(Casus.id) == col(Jeugdige.casus_id))
        .where(Casus.status == CasusStatus.OPEN, col(Jeugdige.woonplaats_gemeente).is_not(None))
        .group_by(col(Jeugdige.woonplaats_gemeente))
    )
    return {str(code): int(aantal) for code, aantal in rijen}
