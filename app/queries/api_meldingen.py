"""Meldingen as the API lists, shows and finds them; persons are compared here, never in SQL."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select

from app.domain.errors import NotVisibleError
from app.domain.termen import CasusStatus, MeldingStatus, MeldingUitkomst
from app.domain.termijnen.belofte import Signaal
from app.domain.toegang import VOLGT_CASUS, Recht, Relatie, rights
from app.models import Casus, Jeugdige, Melding, MeldingCasus, Organisatie, Termijn
from app.queries.beelden import CasusBeeld, MeldingBeeld, Partijnaam
from app.queries.casusbeeld import load_casus
from app.queries.gids import open_gids
from app.queries.organisaties import matches_key
from app.queries.relaties import fact_values, join_facts, relation_facts, relations_of, select_from_casus
from app.queries.werkplek import Werkplek, persoon_plek
from app.queries.zichtbaar import casus_with_dossier, melding_in_progress

#: How many persons one search compares before it says: go on from here.
VERGELIJKEN = 2000


@dataclass(frozen=True, slots=True)
class MeldingFilter:
    """What to list, newest first; ``na`` is the last id of the page before."""

    loket: str | None = None
    status: MeldingStatus | None = None
    q: str | None = None
    na: UUID | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True)
class Gezocht:
    """A person as given; what is None is not compared."""

    achternaam: str | None = None
    voornamen: str | None = None
    geboortedatum: date | None = None


@dataclass(frozen=True, slots=True)
class CasusRef:
    """A casus behind a melding."""

    id: UUID
    kenmerk: str
    status: CasusStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class MeldingRij:
    """One row, without persons or words."""

    id: UUID
    kenmerk: str
    status: MeldingStatus
    ontvangen_op: date
    loket: Partijnaam
    spoed: bool
    volgende_datum: date | None
    signaal: Signaal | None
    casussen: tuple[CasusRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeldingFeiten:
    """Codes and dates of one melding."""

    id: UUID
    kenmerk: str
    versie: int
    status: MeldingStatus
    loket: Partijnaam
    ontvangen_op: date
    geregistreerd_op: datetime
    gesloten_op: datetime | None
    uitkomst: MeldingUitkomst | None
    wettelijk_kader: tuple[str, ...]
    themas: tuple[str, ...]
    spoed: bool
    casussen: tuple[CasusRef, ...]


@dataclass(frozen=True, slots=True)
class MeldingInzage:
    """One melding for one actor; ``beeld`` is None for who follows the progress only."""

    feiten: MeldingFeiten
    casus: CasusBeeld
    beeld: MeldingBeeld | None


def find_melding_id(werkplek: Werkplek, sleutel: str) -> UUID:
    """The id for a kenmerk or id; unknown is not visible."""
    try:
        return UUID(sleutel)
    except ValueError:
        gevonden = werkplek.session.exec(select(Melding.id).where(Melding.kenmerk == sleutel)).first()
    if gevonden is None:
        raise NotVisibleError("Deze melding")
    return gevonden


def load_melding(werkplek: Werkplek, melding_id: UUID) -> MeldingInzage:
    """One melding by the casus that shows most of it; 404 when the actor may not know of it."""
    query = (
        select_from_casus(*relation_facts(werkplek.actor), Melding, Casus)
        .join(MeldingCasus, col(MeldingCasus.casus_id) == col(Casus.id))
        .join(Melding, col(Melding.id) == col(MeldingCasus.melding_id))
        .where(col(Melding.id) == melding_id, col(MeldingCasus.tot).is_(None))
        .order_by(col(MeldingCasus.volgorde))
    )
    rijen = werkplek.session.execute(join_facts(query), fact_values(werkplek)).all()
    relaties = {
        CasusRef(casus.id, casus.kenmerk, casus.status): relations_of(werkplek, feiten)
        for *feiten, _, casus in rijen
    }
    bekend = {ref: gevonden for ref in relaties if (gevonden := rights(relaties[ref]))}
    if not bekend or not _follows(werkplek, rijen[0][-2], relaties.values()):
        raise NotVisibleError("Deze melding")
    melding = rijen[0][-2]
    beste = max(bekend, key=lambda ref: (Recht.DOSSIER in bekend[ref], len(bekend[ref])))
    beeld = load_casus(werkplek, str(beste.id))
    eigen = next((m for m in beeld.meldingen if m.id == melding_id), None)
    return MeldingInzage(_facts(werkplek, melding, tuple(bekend)), beeld, eigen)


def _follows(werkplek: Werkplek, melding: Melding, relaties: Iterable[frozenset[Relatie]]) -> bool:
    """As ``melding_in_progress`` says of many: received here, or of a casus known by more than a receipt."""
    hier: bool = melding.loket_id == werkplek.actor.organisatie_id
    return hier or any(van_casus & VOLGT_CASUS for van_casus in relaties)


def _facts(werkplek: Werkplek, melding: Melding, casussen: tuple[CasusRef, ...]) -> MeldingFeiten:
    return MeldingFeiten(
        id=melding.id,
        kenmerk=melding.kenmerk,
        versie=melding.versie,
        status=melding.status,
        loket=open_gids(werkplek.session).name(melding.loket_id),
        ontvangen_op=melding.ontvangen_op,
        geregistreerd_op=melding.geregistreerd_op,
        gesloten_op=melding.gesloten_op,
        uitkomst=melding.uitkomst,
        wettelijk_kader=_parts(melding.wettelijk_kader),
        themas=_parts(melding.themas),
        spoed=melding.spoed,
        casussen=casussen,
    )


def _parts(tekst: str) -> tuple[str, ...]:
    return tuple(deel for deel in tekst.split(",") if deel)


def list_meldingen(werkplek: Werkplek, filter_: MeldingFilter) -> list[MeldingRij]:
    """A page of meldingen this actor follows, newest first; one row extra."""
    voorwaarden = [melding_in_progress(werkplek), *_narrow(filter_)]
    return _rows(werkplek, voorwaarden, filter_.limit + 1)


def _narrow(filter_: MeldingFilter) -> list[ColumnElement[bool]]:
    delen: list[ColumnElement[bool]] = []
    if filter_.loket is not None:
        delen.append(matches_key(filter_.loket))
    if filter_.status is not None:
        delen.append(col(Melding.status) == filter_.status)
    if filter_.q:
        q = filter_.q.strip()
        kenmerk = col(Melding.kenmerk).contains(q.upper(), autoescape=True)
        naam = col(Organisatie.naam).icontains(q, autoescape=True)
        delen.append(or_(kenmerk, col(Melding.extern_kenmerk) == q, naam))
    if filter_.na is not None:
        delen.append(col(Melding.id) < filter_.na)
    return delen


def _rows(werkplek: Werkplek, voorwaarden: Sequence[ColumnElement[bool]], limit: int) -> list[MeldingRij]:
    query = (
        select(Melding, col(Termijn.uiterlijk))
        .join(Organisatie, col(Organisatie.id) == col(Melding.loket_id))
        .outerjoin(Termijn, col(Termijn.id) == col(Melding.volgende_termijn_id))
        .where(*voorwaarden)
        .order_by(col(Melding.id).desc())
        .limit(limit)
    )
    rijen = werkplek.session.execute(query).all()
    gids = open_gids(werkplek.session)
    casussen = _casussen(werkplek, [melding.id for melding, _ in rijen])
    return [
        MeldingRij(
            id=melding.id,
            kenmerk=melding.kenmerk,
            status=melding.status,
            ontvangen_op=melding.ontvangen_op,
            loket=gids.name(melding.loket_id),
            spoed=melding.spoed,
            volgende_datum=datum,
            signaal=werkplek.omgeving.signaal(datum) if datum else None,
            casussen=tuple(casussen[melding.id]),
        )
        for melding, datum in rijen
    ]


def _casussen(werkplek: Werkplek, melding_ids: Iterable[UUID]) -> dict[UUID, list[CasusRef]]:
    per: dict[UUID, list[CasusRef]] = defaultdict(list)
    rijen = werkplek.session.exec(
        select(MeldingCasus.melding_id, Casus.id, Casus.kenmerk, Casus.status)
        .join(Casus, col(Casus.id) == col(MeldingCasus.casus_id))
        .where(col(MeldingCasus.melding_id).in_(list(melding_ids)), col(MeldingCasus.tot).is_(None))
        .order_by(col(MeldingCasus.volgorde))
    )
    for melding_id, id_, kenmerk, status in rijen:
        per[melding_id].append(CasusRef(id_, kenmerk, CasusStatus(status)))
    return per


def search_meldingen(
    werkplek: Werkplek, gezocht: Gezocht, na: UUID | None, limit: int
) -> tuple[list[MeldingRij], UUID | None]:
    """Meldingen about this person among what the actor may read, and where to go on (None: done).

    The person is compared after opening, at most ``VERGELIJKEN`` per request, so that neither the
    address nor an index tells who was looked for.
    """
    eigen = werkplek.actor.organisatie_id
    elders = and_(col(Melding.loket_id) == eigen, col(Casus.eigenaar_id) != eigen)
    query = (
        select(MeldingCasus.melding_id, Casus, Jeugdige)
        .join(Casus, col(Casus.id) == col(MeldingCasus.casus_id))
        .join(Melding, col(Melding.id) == col(MeldingCasus.melding_id))
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .where(
            col(MeldingCasus.tot).is_(None),
            melding_in_progress(werkplek),
            or_(casus_with_dossier(werkplek), elders),
        )
        .order_by(col(MeldingCasus.melding_id).desc(), col(MeldingCasus.volgorde))
        .limit(VERGELIJKEN)
    )
    if na is not None:
        query = query.where(col(MeldingCasus.melding_id) < na)
    gevonden: list[UUID] = []
    gezien, laatste = 0, None
    for melding_id, casus, jeugdige in werkplek.session.exec(query):
        if len(gevonden) == limit and melding_id != gevonden[-1]:
            return _found(werkplek, gevonden), laatste
        gezien, laatste = gezien + 1, melding_id
        if melding_id not in gevonden and _is_same(werkplek, casus, jeugdige, gezocht):
            gevonden.append(melding_id)
    return _found(werkplek, gevonden), laatste if gezien == VERGELIJKEN else None


def _is_same(werkplek: Werkplek, casus: Casus, jeugdige: Jeugdige, gezocht: Gezocht) -> bool:
    persoon = werkplek.unseal_person(casus, persoon_plek("jeugdige", jeugdige.id), jeugdige.persoon_verzegeld)
    geboren = gezocht.geboortedatum.isoformat() if gezocht.geboortedatum else None
    paren = (
        (_plain(gezocht.achternaam), _plain(persoon.get("achternaam"))),
        (_plain(gezocht.voornamen), _plain(persoon.get("voornamen"))),
        (geboren, persoon.get("geboortedatum")),
    )
    return all(gevraagd is None or gevraagd == bekend for gevraagd, bekend in paren)


def _plain(naam: str | None) -> str | None:
    """A name without capitals, accents and double spaces."""
    if naam is None:
        return None
    los = unicodedata.normalize("NFKD", naam)
    return " ".join("".join(teken for teken in los if not unicodedata.combining(teken)).casefold().split())


def _found(werkplek: Werkplek, ids: Sequence[UUID]) -> list[MeldingRij]:
    return _rows(werkplek, [col(Melding.id).in_(ids)], len(ids))
