"""Meldingenlijst: for a loket, all its meldingen: where is it, who answers, told or not, late or not.

Shown are kenmerk, place, dates and codes; no care content (§5). One order: not closed first by the
date that comes first, then the melding; paging continues after the last row.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Uuid,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    true,
    tuple_,
)
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.domain.actor import OrganisatieSoort
from app.domain.keten.niveaus import NIVEAUS
from app.domain.omgeving import local_date
from app.domain.termen import (
    Aard,
    Gericht,
    LoketUitkomst,
    MeldingStatus,
    TerugkoppelingSoort,
    Voorkeurskanaal,
)
from app.domain.termijnen.regels import Termijncode, TermijnVoor
from app.models import (
    Antwoordplicht,
    Casus,
    Eigenaarschap,
    Medewerker,
    Melder,
    Melding,
    MeldingCasus,
    Organisatie,
    Termijn,
    Terugkoppeling,
)
from app.queries.casusbeeld import visible_aarden
from app.queries.werkplek import Werkplek

GEEN_DATUM = date(9999, 12, 31)
LOKET = Termijncode.TERUGKOPPELING_LOKET


class Toon(StrEnum):
    """Which meldingen to show."""

    OPEN = "open"
    TE_LAAT = "te_laat"
    NIETS_GEHOORD = "niets_gehoord"
    AFSLUITING_GEVRAAGD = "afsluiting_gevraagd"
    GESLOTEN = "gesloten"
    ALLE = "alle"


@dataclass(frozen=True, slots=True)
class Meldingfilter:
    """What to show. ``na`` is (first date, melding id) of the last row before."""

    toon: Toon = Toon.OPEN
    soort: OrganisatieSoort | None = None
    q: str | None = None
    na: tuple[date, UUID] | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class MeldingRij:
    """One melding of this loket."""

    id: UUID
    kenmerk: str
    extern_kenmerk: str | None
    ontvangen_op: date
    aard: tuple[Aard, ...]
    status: MeldingStatus
    casus_kenmerk: str
    spoed: bool
    bij: str
    bij_soort: OrganisatieSoort
    bij_ons: bool
    dagen_bij: int
    antwoordt: str
    behandelaar: str | None
    melder_bereikbaar: bool
    gehoord_op: date | None
    gehoord_soort: TerugkoppelingSoort | None
    volgende_melder: date | None
    loket_verwacht: date | None
    loket_gehoord_op: date | None
    loket_uitkomst: LoketUitkomst | None


@dataclass(frozen=True, slots=True)
class Meldingbladzijde:
    """A page of meldingen and where the next one starts."""

    rijen: tuple[MeldingRij, ...]
    volgende: tuple[date, UUID] | None


@dataclass(frozen=True, slots=True)
class Loketcijfers:
    """The figures above the list. ``per_niveau``: (level name, open, late)."""

    open: int
    te_laat_melder: int
    te_laat_loket: int
    niets_gehoord: int
    per_niveau: tuple[tuple[str, int, int], ...]


_Eigenaar = aliased(Organisatie, name="eigenaar")
NIVEAUNAMEN = {1: "Ons loket", 2: "OZJ", 3: "Netwerk", 4: "RET", 5: "Wijkteam of gemeente"}


def list_meldingen(werkplek: Werkplek, filter_: Meldingfilter) -> Meldingbladzijde:
    """One page of the meldingen received at the loket of the actor; four statements."""
    datum = func.coalesce(_first_date(), literal(GEEN_DATUM))
    query = (
        select(Melding)
        .join(MeldingCasus, _first_casus())
        .join(Casus, col(Casus.id) == col(MeldingCasus.casus_id))
        .join(_Eigenaar, col(_Eigenaar.id) == col(Casus.eigenaar_id))
        .join(Melder, col(Melder.melding_id) == col(Melding.id))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, col(Medewerker.id) == col(Eigenaarschap.behandelaar_id))
        .add_columns(
            Casus, _Eigenaar, col(Melder.voorkeurskanaal), col(Eigenaarschap.van), col(Medewerker.naam), datum
        )
        .where(_own(werkplek), *_narrow(werkplek, filter_))
    )
    if filter_.na is not None:
        query = query.where(
            tuple_(datum, col(Melding.id))
            > tuple_(literal(filter_.na[0]), literal(filter_.na[1], type_=Uuid()))
        )
    rijen = werkplek.session.execute(query.order_by(datum, col(Melding.id)).limit(filter_.limit + 1)).all()
    bladzijde = rijen[: filter_.limit]
    erbij = _load_more(werkplek, [rij[0].id for rij in bladzijde])
    volgende = (bladzijde[-1][6], bladzijde[-1][0].id) if len(rijen) > filter_.limit else None
    return Meldingbladzijde(
        tuple(_row(werkplek, cast("Regel", tuple(rij)), erbij) for rij in bladzijde), volgende
    )


def figures(werkplek: Werkplek) -> Loketcijfers:
    """How many are open, late and unheard, and where they lie; three statements."""
    vandaag = werkplek.omgeving.vandaag
    eigen = and_(_own(werkplek), col(Melding.status) != MeldingStatus.GESLOTEN)
    laat, laat_loket = _late(vandaag, aan_loket=False), _late(vandaag, aan_loket=True)
    tellingen = [
        select(func.count()).select_from(Melding).where(eigen, voorwaarde).scalar_subquery()
        for voorwaarde in (true(), laat, laat_loket, ~_heard())
    ]
    totaal, te_laat, loket_laat, niets = werkplek.session.execute(select(*tellingen)).one()
    per_soort = werkplek.session.execute(
        select(
            col(Organisatie.soort),
            func.count(),
            func.sum(case((or_(laat, laat_loket), 1), else_=0)),
        )
        .select_from(Melding)
        .join(MeldingCasus, _first_casus())
        .join(Casus, col(Casus.id) == col(MeldingCasus.casus_id))
        .join(Organisatie, col(Organisatie.id) == col(Casus.eigenaar_id))
        .where(eigen)
        .group_by(col(Organisatie.soort))
    ).all()
    per_niveau = _per_level((soort, aantal, late) for soort, aantal, late in per_soort)
    return Loketcijfers(int(totaal), int(te_laat), int(loket_laat), int(niets), per_niveau)


def _per_level(
    per_soort: Iterable[tuple[OrganisatieSoort, int, int | None]],
) -> tuple[tuple[str, int, int], ...]:
    open_, te_laat = Counter[int](), Counter[int]()
    for soort, aantal, laat in per_soort:
        open_[NIVEAUS[soort]] += aantal
        te_laat[NIVEAUS[soort]] += laat or 0
    return tuple((naam, open_[nummer], te_laat[nummer]) for nummer, naam in NIVEAUNAMEN.items())


def _own(werkplek: Werkplek) -> ColumnElement[bool]:
    """Received at the loket of the actor; nothing for who does no chain work."""
    if not werkplek.actor.werkt_in_keten:
        return false()
    return col(Melding.loket_id) == werkplek.actor.organisatie_id


def _first_date() -> ScalarSelect[date]:
    """The first date promised about a melding, to the melder or to the loket; a klacht apart."""
    return (
        select(func.min(col(Termijn.uiterlijk)))
        .where(
            col(Termijn.melding_id) == col(Melding.id),
            col(Termijn.is_open).is_(True),
            col(Termijn.klacht_id).is_(None),
        )
        .correlate(Melding)
        .scalar_subquery()
    )


def _first_casus() -> ColumnElement[bool]:
    return and_(
        col(MeldingCasus.melding_id) == col(Melding.id),
        col(MeldingCasus.volgorde) == 1,
        col(MeldingCasus.tot).is_(None),
    )


def _late(vandaag: date, *, aan_loket: bool) -> ColumnElement[bool]:
    """A promise to the melder, or to the loket, is past its date."""
    code = col(Termijn.code) == Termijncode.TERUGKOPPELING_LOKET
    return (
        exists()
        .where(
            col(Termijn.melding_id) == col(Melding.id),
            col(Termijn.is_open).is_(True),
            col(Termijn.uiterlijk) < vandaag,
            code if aan_loket else col(Termijn.voor) == TermijnVoor.MELDER,
        )
        .correlate(Melding)
    )


def _heard() -> ColumnElement[bool]:
    """The melder was really told something."""
    return (
        exists()
        .where(
            col(Terugkoppeling.melding_id) == col(Melding.id),
            col(Terugkoppeling.aan) == Gericht.MELDER,
            col(Terugkoppeling.bereikt).is_(True),
        )
        .correlate(Melding)
    )


def _narrow(werkplek: Werkplek, filter_: Meldingfilter) -> list[ColumnElement[bool]]:
    vandaag = werkplek.omgeving.vandaag
    open_ = col(Melding.status) != MeldingStatus.GESLOTEN
    laat = or_(_late(vandaag, aan_loket=False), _late(vandaag, aan_loket=True))
    per_keuze: dict[Toon, ColumnElement[bool]] = {
        Toon.OPEN: open_,
        Toon.TE_LAAT: and_(open_, laat),
        Toon.NIETS_GEHOORD: and_(open_, ~_heard()),
        Toon.AFSLUITING_GEVRAAGD: col(Melding.status) == MeldingStatus.AFSLUITING_GEVRAAGD,
        Toon.GESLOTEN: ~open_,
        Toon.ALLE: true(),
    }
    delen = [per_keuze[filter_.toon]]
    if filter_.soort is not None:
        delen.append(col(_Eigenaar.soort) == filter_.soort)
    if filter_.q:
        zoek = filter_.q.strip()
        delen.append(
            or_(
                col(Melding.kenmerk).contains(zoek.upper(), autoescape=True),
                col(Melding.extern_kenmerk).contains(zoek, autoescape=True),
            )
        )
    return delen


@dataclass(frozen=True, slots=True)
class Erbij:
    """What a page of meldingen needs from other tables, by melding."""

    plicht: dict[UUID, str]
    gehoord: dict[UUID, Terugkoppeling]
    loket: dict[UUID, Terugkoppeling]
    verwacht: dict[UUID, date]
    melder: dict[UUID, date]


def _load_more(werkplek: Werkplek, ids: Sequence[UUID]) -> Erbij:
    """Who answers, what was told last, and when the loket expects a report; three statements."""
    plichten = werkplek.session.exec(
        select(Antwoordplicht.melding_id, Organisatie.korte_naam)
        .join(Organisatie, col(Organisatie.id) == col(Antwoordplicht.organisatie_id))
        .where(
            col(Antwoordplicht.melding_id).in_(ids),
            col(Antwoordplicht.tot).is_(None),
            col(Antwoordplicht.aard) != Aard.KLACHT,
        )
    )
    gezegd = werkplek.session.exec(
        select(Terugkoppeling)
        .where(col(Terugkoppeling.melding_id).in_(ids), col(Terugkoppeling.bereikt).is_(True))
        .order_by(col(Terugkoppeling.gedaan_op), col(Terugkoppeling.id))
    ).all()
    beloften = werkplek.session.exec(
        select(col(Termijn.melding_id), col(Termijn.code), col(Termijn.uiterlijk))
        .where(
            col(Termijn.melding_id).in_(ids),
            col(Termijn.is_open).is_(True),
            col(Termijn.voor).in_([TermijnVoor.MELDER, TermijnVoor.LOKET]),
            col(Termijn.klacht_id).is_(None),
        )
        .order_by(col(Termijn.uiterlijk).desc())
    ).all()
    return Erbij(
        plicht=dict(plichten.all()),
        gehoord={t.melding_id: t for t in gezegd if t.aan is Gericht.MELDER},
        loket={t.melding_id: t for t in gezegd if t.aan is Gericht.LOKET},
        verwacht={id_: op for id_, code, op in beloften if id_ and code is LOKET},
        melder={id_: op for id_, code, op in beloften if id_ and code is not LOKET},
    )


Regel = tuple[
    Melding, Casus, Organisatie, Voorkeurskanaal, datetime | None, str | None, date
]  # melding, casus, owner, channel of the melder, owned since, behandelaar, first date


def _row(werkplek: Werkplek, rij: Regel, erbij: Erbij) -> MeldingRij:
    melding, casus, eigenaar, kanaal, sinds, behandelaar, _ = rij
    kalender, vandaag = werkplek.omgeving.kalender, werkplek.omgeving.vandaag
    gehoord, loket = erbij.gehoord.get(melding.id), erbij.loket.get(melding.id)
    return MeldingRij(
        id=melding.id,
        kenmerk=melding.kenmerk,
        extern_kenmerk=melding.extern_kenmerk,
        ontvangen_op=melding.ontvangen_op,
        aard=visible_aarden(melding, klacht_ook=True),
        status=melding.status,
        casus_kenmerk=casus.kenmerk,
        spoed=melding.spoed,
        bij=eigenaar.korte_naam,
        bij_soort=eigenaar.soort,
        bij_ons=eigenaar.id == werkplek.actor.organisatie_id,
        dagen_bij=kalender.aantal_werkdagen(local_date(sinds), vandaag) if sinds else 0,
        antwoordt=erbij.plicht.get(melding.id, ""),
        behandelaar=behandelaar,
        melder_bereikbaar=kanaal is not Voorkeurskanaal.GEEN,
        gehoord_op=gehoord.gedaan_op if gehoord else None,
        gehoord_soort=gehoord.soort if gehoord else None,
        volgende_melder=erbij.melder.get(melding.id),
        loket_verwacht=erbij.verwacht.get(melding.id),
        loket_gehoord_op=loket.gedaan_op if loket else None,
        loket_uitkomst=loket.uitkomst if loket else None,
    )
