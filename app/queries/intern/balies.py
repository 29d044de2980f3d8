"""Balies: which kinds of desk people work at, the most common first. Purpose: what they ask is made ready
before somebody asks it."""

from collections import Counter
from datetime import date
from uuid import UUID

from sqlalchemy import select as sa_select
from sqlmodel import Session, col

from app.domain.actor import KETENROLLEN, Actor, ActorSoort, OrganisatieSoort, Rol, Teamtoegang
from app.models import Medewerker, MedewerkerRol, Organisatie
from app.queries.organisaties import is_employed

NIEMAND = UUID(int=0)


def common_desks(session: Session, vandaag: date, meeste: int) -> list[Actor]:
    """An actor of each kind that does chain work today, with an id of nobody: every question has the shape it
    has for these people, and no answer."""
    rijen = session.execute(
        sa_select(
            col(Medewerker.id),
            col(Organisatie.soort),
            col(Organisatie.teamtoegang),
            col(MedewerkerRol.rol),
        )
        .join(Organisatie, col(Organisatie.id) == col(Medewerker.organisatie_id))
        .join(MedewerkerRol, col(MedewerkerRol.medewerker_id) == col(Medewerker.id))
        .where(is_employed(vandaag))
    )
    mensen: dict[tuple[UUID, OrganisatieSoort, Teamtoegang], set[Rol]] = {}
    for medewerker_id, soort, teamtoegang, rol in rijen:
        mensen.setdefault((medewerker_id, soort, teamtoegang), set()).add(rol)
    soorten = Counter(
        (soort, teamtoegang, frozenset(rollen))
        for (_, soort, teamtoegang), rollen in mensen.items()
        if rollen & KETENROLLEN
    )
    return [
        nobody(soort, teamtoegang, rollen) for (soort, teamtoegang, rollen), _ in soorten.most_common(meeste)
    ]


def nobody(
    soort: OrganisatieSoort = OrganisatieSoort.LOKET,
    teamtoegang: Teamtoegang = Teamtoegang.TEAM,
    rollen: frozenset[Rol] = KETENROLLEN,
) -> Actor:
    """Somebody of this kind who does not exist, at no organisatie."""
    return Actor(
        soort=ActorSoort.MEDEWERKER,
        id=NIEMAND,
        organisatie_id=NIEMAND,
        organisatie_soort=soort,
        organisatie_naam="",
        naam="",
        rollen=rollen,
        teamtoegang=teamtoegang,
    )
