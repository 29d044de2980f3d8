"""Meldingenlijst: for a loket, all its meldingen: where is it, who answers, told or not, late or not.

Shown are kenmerk, place, dates and codes; no care content (§5). One order: not closed first by the
date that comes first, then the melding; paging continues after the last row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Uuid,
    and_,
    func,
    literal,
    or_,
    true,
    tuple_,
)
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.domain.omgeving import local_date
from app.domain.termen import (
    Aard,
    Gericht,
    MeldingStatus,
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
from app.queries.klachtzicht import known_as_klacht
from app.queries.lopend import is_running
from app.queries.meldingbeeld import visible_aarden
from app.queries.meldingenbeelden import Meldingbladzijde, Meldingfilter, MeldingRij, Toon
from app.queries.meldingvoorwaarden import first_date, is_late, of_first_casus, received_here, was_told
from app.queries.verteld import counts
from app.queries.werkplek import Werkplek

GEEN_DATUM = date(9999, 12, 31)
LOKET = Termijncode.TERUGKOPPELING_LOKET


_Eigenaar = aliased(Organisatie, name="eigenaar")


def list_meldingen(werkplek: Werkplek, filter_: Meldingfilter) -> Meldingbladzijde:
    """One page of the meldingen received at the loket of the actor; four statements."""
    datum = func.coalesce(first_date(), literal(GEEN_DATUM))
    query = (
        select(Melding)
        .join(MeldingCasus, of_first_casus())
        .join(Casus, col(Casus.id) == col(MeldingCasus.casus_id))
        .join(_Eigenaar, col(_Eigenaar.id) == col(Casus.eigenaar_id))
        .join(Melder, col(Melder.melding_id) == col(Melding.id))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, col(Medewerker.id) == col(Eigenaarschap.behandelaar_id))
        .add_columns(
            Casus, _Eigenaar, col(Melder.voorkeurskanaal), col(Eigenaarschap.van), col(Medewerker.naam), datum
        )
        .where(received_here(werkplek), *_narrow(werkplek, filter_))
    )
    if filter_.na is not None:
        query = query.where(
            tuple_(datum, col(Melding.id))
            > tuple_(literal(filter_.na[0]), literal(filter_.na[1], type_=Uuid()))
        )
    rijen = werkplek.session.execute(query.order_by(datum, col(Melding.id)).limit(filter_.limit + 1)).all()
    bladzijde = rijen[: filter_.limit]
    erbij = _load_more(werkplek, [rij[0] for rij in bladzijde])
    volgende = (bladzijde[-1][6], bladzijde[-1][0].id) if len(rijen) > filter_.limit else None
    return Meldingbladzijde(
        tuple(_row(werkplek, cast("Regel", tuple(rij)), erbij) for rij in bladzijde), volgende
    )


def _narrow(werkplek: Werkplek, filter_: Meldingfilter) -> list[ColumnElement[bool]]:
    vandaag = werkplek.omgeving.vandaag
    open_ = col(Melding.status) != MeldingStatus.GESLOTEN
    laat = or_(is_late(vandaag, aan_loket=False), is_late(vandaag, aan_loket=True))
    per_keuze: dict[Toon, ColumnElement[bool]] = {
        Toon.OPEN: open_,
        Toon.TE_LAAT: and_(open_, laat),
        Toon.NIETS_GEHOORD: and_(open_, ~was_told()),
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
    klachten: Mapping[UUID, Sequence[str]]


def _load_more(werkplek: Werkplek, meldingen: Sequence[Melding]) -> Erbij:
    """Who answers, what was told last, when the loket expects a report, and what it may know of a klacht."""
    ids = [melding.id for melding in meldingen]
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
        .where(col(Terugkoppeling.melding_id).in_(ids), col(Terugkoppeling.bereikt).is_(True), counts())
        .order_by(col(Terugkoppeling.gedaan_op), col(Terugkoppeling.id))
    ).all()
    beloften = werkplek.session.exec(
        select(col(Termijn.melding_id), col(Termijn.code), col(Termijn.uiterlijk))
        .where(
            col(Termijn.melding_id).in_(ids),
            is_running(),
            col(Termijn.voor).in_([TermijnVoor.MELDER, TermijnVoor.LOKET]),
        )
        .order_by(col(Termijn.uiterlijk).desc())
    ).all()
    return Erbij(
        plicht=dict(plichten.all()),
        gehoord={t.melding_id: t for t in gezegd if t.aan is Gericht.MELDER},
        loket={t.melding_id: t for t in gezegd if t.aan is Gericht.LOKET},
        verwacht={id_: op for id_, code, op in beloften if id_ and code is LOKET},
        melder={id_: op for id_, code, op in beloften if id_ and code is not LOKET},
        klachten=known_as_klacht(werkplek, meldingen),
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
        aard=visible_aarden(melding, klacht_ook=melding.id in erbij.klachten),
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
