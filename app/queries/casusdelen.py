"""Casusdelen: the parts of a casus page, each read in one statement and opened to what may be shown."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.domain.berichttermen import BerichtStatus
from app.domain.termen import Aard, MeldingStatus
from app.domain.toegang import Recht
from app.domain.vertellen import can_be_taken_back
from app.kluis import Plek
from app.models import (
    Antwoordplicht,
    Bericht,
    Casus,
    Eigenaarschap,
    Linkbezoeker,
    Medewerker,
    Melder,
    Melding,
    MeldingCasus,
    Overdracht,
    Terugkoppeling,
)
from app.queries.beelden import (
    MelderBeeld,
    OverdrachtBeeld,
    Partijnaam,
    Persoonnaam,
    TerugkoppelingBeeld,
)
from app.queries.berichtbeelden import BerichtBeeld, view_of
from app.queries.eenmaal import AANTAL, CASUS, EIGEN, MELDINGEN
from app.queries.gids import open_gids
from app.queries.inbreng import wrote
from app.queries.linkbezoekers import through_link, visitor_name
from app.queries.werkplek import Werkplek, persoon_plek

Rechten = frozenset[Recht]
#: An ownership with the name of its behandelaar, or who took it for a party without an account; an offer
#: with the name of who made it.
Eigendomsrij = tuple[Eigenaarschap, str | None, Linkbezoeker | None]
Aanbodrij = tuple[Overdracht, str | None]
MEESTE_BERICHTEN = 10


@dataclass(frozen=True, slots=True)
class Meldingrij:
    """A melding with melder, place of receipt, and the duties to answer; who may know of a klacht in it, is
    judged in ``meldingbeeld``."""

    melding: Melding
    melder: Melder
    loket: Partijnaam
    plichten: list[tuple[Aard, Partijnaam]] = field(default_factory=list)
    #: The melder said something on the own page.
    schreef: bool = False


@cache
def _owners_and_offers() -> Select[Any]:
    behandelaar, aanbieder = aliased(Medewerker), aliased(Medewerker)
    kolommen: tuple[Any, ...] = (
        *(Eigenaarschap, col(behandelaar.naam), Linkbezoeker),
        *(Overdracht, col(aanbieder.naam)),
    )
    return (
        sa_select(*kolommen)
        .outerjoin(behandelaar, col(behandelaar.id) == col(Eigenaarschap.behandelaar_id))
        .outerjoin(Linkbezoeker, col(Linkbezoeker.id) == col(Eigenaarschap.linkbezoeker_id))
        .outerjoin(
            Overdracht,
            and_(
                col(Overdracht.casus_id) == CASUS,
                col(Overdracht.eigenaarschap_id) == col(Eigenaarschap.id),
            ),
        )
        .outerjoin(aanbieder, col(aanbieder.id) == col(Overdracht.aangeboden_door_id))
        .where(col(Eigenaarschap.casus_id) == CASUS)
        .order_by(col(Eigenaarschap.van), col(Eigenaarschap.id))
    )


def chain_rows(werkplek: Werkplek, casus_id: UUID) -> tuple[list[Eigendomsrij], list[Aanbodrij]]:
    """All owners of a casus with their behandelaar, and all offers with who made them, oldest first."""
    eigenaren: dict[UUID, Eigendomsrij] = {}
    aanboden: dict[UUID, Aanbodrij] = {}
    rijen = werkplek.session.execute(_owners_and_offers(), {CASUS.key: casus_id})
    for eigendom, naam, bezoeker, aanbod, door in rijen:
        eigenaren[eigendom.id] = (eigendom, naam, bezoeker)
        if aanbod is not None:
            aanboden[aanbod.id] = (aanbod, door)
    return list(eigenaren.values()), [aanboden[id_] for id_ in sorted(aanboden)]


def who_treats(werkplek: Werkplek, casus: Casus, rij: Eigendomsrij) -> Persoonnaam | None:
    """The colleague who treats it, or who accepted it for a party without an account."""
    eigendom, naam, bezoeker = rij
    if eigendom.behandelaar_id and naam:
        return Persoonnaam(eigendom.behandelaar_id, naam)
    genoemd = through_link(visitor_name(werkplek, casus, bezoeker)) if bezoeker else None
    return Persoonnaam(bezoeker.id, genoemd) if bezoeker and genoemd else None


def offer_view(werkplek: Werkplek, casus: Casus, rij: Aanbodrij, rechten: Rechten) -> OverdrachtBeeld:
    """An offer as one actor may see it. The words: for owner and addressed party (§3, §5)."""
    aanbod, aangeboden_door = rij
    partij = open_gids(werkplek.session).name
    eigen = werkplek.actor.organisatie_id
    leest = Recht.DOSSIER in rechten or (
        aanbod.beeindigd_op is None and aanbod.naar_organisatie_id == eigen and Recht.VRAAG in rechten
    )
    leest_einde = leest or eigen in (aanbod.van_organisatie_id, aanbod.naar_organisatie_id)
    woorden = {
        kolom: _words(werkplek, casus, aanbod, kolom) if leest else None
        for kolom in ("reden", "notitie", "nieuw_feit")
    }
    voorstel = aanbod.voorgestelde_ontvanger_id
    return OverdrachtBeeld(
        id=aanbod.id,
        van=partij(aanbod.van_organisatie_id),
        naar=partij(aanbod.naar_organisatie_id),
        status=aanbod.status,
        richting=aanbod.richting,
        grondslag=aanbod.grondslag,
        overgeslagen=aanbod.overgeslagen,
        uiterlijk=aanbod.uiterlijk,
        aangeboden_op=aanbod.aangeboden_op,
        beeindigd_op=aanbod.beeindigd_op,
        wijze=aanbod.wijze,
        uitzondering=aanbod.uitzondering,
        teruggaaf_reden=aanbod.teruggaaf_reden,
        voorstel=partij(voorstel) if voorstel else None,
        aangeboden_door=aangeboden_door,
        toelichting=_words(werkplek, casus, aanbod, "toelichting") if leest_einde else None,
        **woorden,
    )


def _words(werkplek: Werkplek, casus: Casus, rij: Overdracht, kolom: str) -> str | None:
    verzegeld: bytes | None = getattr(rij, f"{kolom}_verzegeld")
    return werkplek.unseal(casus, Plek("overdracht", rij.id, kolom), verzegeld)


@cache
def _meldingen_of() -> Select[Any]:
    kolommen: tuple[Any, ...] = (Melding, Melder, Antwoordplicht, wrote())
    return (
        sa_select(*kolommen)
        .join(MeldingCasus, col(MeldingCasus.melding_id) == col(Melding.id))
        .join(Melder, col(Melder.melding_id) == col(Melding.id))
        .outerjoin(
            Antwoordplicht,
            and_(col(Antwoordplicht.melding_id) == col(Melding.id), col(Antwoordplicht.tot).is_(None)),
        )
        .where(col(MeldingCasus.casus_id) == CASUS, col(MeldingCasus.tot).is_(None))
        .order_by(col(Melding.ontvangen_op), col(Melding.id), col(Antwoordplicht.id))
    )


def meldingen(werkplek: Werkplek, casus_id: UUID) -> list[Meldingrij]:
    """The meldingen of a casus with melder, place of receipt and duties to answer, oldest first."""
    rijen = werkplek.session.execute(_meldingen_of(), {CASUS.key: casus_id})
    gids = open_gids(werkplek.session)
    per: dict[UUID, Meldingrij] = {}
    for melding, melder, plicht, schreef in rijen:
        rij = per.setdefault(
            melding.id, Meldingrij(melding, melder, gids.name(melding.loket_id), schreef=bool(schreef))
        )
        if plicht is not None:
            rij.plichten.append((plicht.aard, gids.name(plicht.organisatie_id)))
    return list(per.values())


@cache
def _told() -> Select[Any]:
    return (
        sa_select(Terugkoppeling)
        .where(col(Terugkoppeling.melding_id).in_(MELDINGEN))
        .order_by(col(Terugkoppeling.gedaan_op).desc(), col(Terugkoppeling.id).desc())
    )


def terugkoppelingen(
    werkplek: Werkplek, rijen: Iterable[Melding], rechten: Rechten
) -> dict[UUID, tuple[TerugkoppelingBeeld, ...]]:
    """What was told, newest first. The text: with VERSLAGEN, or what the own organisatie wrote."""
    per_id = {melding.id: melding for melding in rijen}
    gezegd_aan = list(werkplek.session.execute(_told(), {MELDINGEN.key: list(per_id)}).scalars())
    laatste = _newest(gezegd_aan)
    per: dict[UUID, list[TerugkoppelingBeeld]] = defaultdict(list)
    gids = open_gids(werkplek.session)
    for rij in gezegd_aan:
        partijen = {gids.current(id_) for id_ in (rij.organisatie_id, rij.loket_id) if id_ is not None}
        eigen = werkplek.actor.organisatie_id in partijen
        leest = (Recht.VERSLAGEN in rechten or eigen) and rij.teruggenomen_op is None
        inhoud = None
        if leest:
            plek = Plek("terugkoppeling", rij.id, "inhoud")
            inhoud = werkplek.unseal(per_id[rij.melding_id], plek, rij.inhoud_verzegeld)
        per[rij.melding_id].append(
            TerugkoppelingBeeld(
                id=rij.id,
                melding_id=rij.melding_id,
                aan=rij.aan,
                soort=rij.soort,
                kanaal=rij.kanaal,
                gedaan_op=rij.gedaan_op,
                vastgelegd_op=rij.vastgelegd_op,
                door=gids.name(rij.organisatie_id).korte_naam,
                bereikt=rij.bereikt,
                uitkomst=rij.uitkomst,
                acties=tuple(actie for actie in rij.acties.split(",") if actie),
                inhoud=inhoud,
                teruggenomen_op=rij.teruggenomen_op,
                mag_terugnemen=rij.id in laatste and _may_take_back(werkplek, per_id[rij.melding_id], rij),
            )
        )
    return {melding_id: tuple(gezegd) for melding_id, gezegd in per.items()}


def _newest(gezegd: Iterable[Terugkoppeling]) -> set[UUID]:
    """Attempts, and of what was told to the melder and to the loket the last that counts."""
    telt = [rij for rij in gezegd if rij.teruggenomen_op is None]
    op_volgorde = sorted((rij for rij in telt if rij.bereikt), key=lambda rij: rij.vastgelegd_op)
    laatste = {(rij.melding_id, rij.aan): rij.id for rij in op_volgorde}
    return {*laatste.values(), *(rij.id for rij in telt if not rij.bereikt)}


def _may_take_back(werkplek: Werkplek, melding: Melding, rij: Terugkoppeling) -> bool:
    """Whether the page offers it to the own organisatie; the use-case decides again."""
    wie = open_gids(werkplek.session).current(rij.organisatie_id)
    lopend = melding.status is MeldingStatus.OPEN and rij.periode == melding.periode
    return (
        lopend
        and wie == werkplek.actor.organisatie_id
        and can_be_taken_back(
            rij.soort,
            verstuurd=rij.bericht_id is not None,
            teruggenomen=rij.teruggenomen_op is not None,
        )
    )


@cache
def _own_messages() -> Select[Any]:
    return (
        sa_select(Bericht)
        .where(
            col(Bericht.casus_id) == CASUS,
            col(Bericht.status) != BerichtStatus.VERVALLEN,
            col(Bericht.organisatie_id) == EIGEN,
        )
        .order_by(col(Bericht.status) == BerichtStatus.VERSTUURD, col(Bericht.id).desc())
        .limit(AANTAL)
    )


def messages_of(werkplek: Werkplek, casus_id: UUID, kenmerk: str) -> tuple[BerichtBeeld, ...]:
    """Own messages of a casus and how far they are, without their text: what waits or went wrong first."""
    waarden = {CASUS.key: casus_id, EIGEN.key: werkplek.actor.organisatie_id, AANTAL.key: MEESTE_BERICHTEN}
    rijen = werkplek.session.execute(_own_messages(), waarden).scalars()
    return tuple(view_of(rij, kenmerk) for rij in rijen)


def open_melder(werkplek: Werkplek, melding: Melding, rij: Melder) -> MelderBeeld:
    """Who asked; the contact details themselves are a separate right and a logged read."""
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", rij.id), rij.persoon_verzegeld)
    return MelderBeeld(
        naam=persoon.get("naam"),
        anoniem=rij.anoniem,
        relatie=rij.relatie,
        kanaal=rij.voorkeurskanaal,
        veilig_bereiken=persoon.get("veiligBereiken"),
        heeft_contact=any(persoon.get(veld) for veld in ("email", "telefoon", "adres")),
    )
