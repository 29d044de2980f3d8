"""Klachtdelen: the parts of one klacht as it is shown: what was done, where it went, who it is about, and
its letters. Who may see which is decided in ``klachtbeeld``."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select as sa_select
from sqlmodel import col, select

from app.domain.berichttermen import BerichtAan, BerichtStatus
from app.domain.klachttermen import KlachtActie
from app.kluis import Plek
from app.models import Beklaagde, Bericht, Klacht, Klachthandeling, Medewerker, Melder, Melding
from app.queries.beelden import Partijnaam
from app.queries.berichtbeelden import BerichtBeeld, view_of
from app.queries.gids import open_gids
from app.queries.klachten import accused_of, forwardings_of
from app.queries.klachtzegel import open_person
from app.queries.lezen import people
from app.queries.werkplek import Werkplek, persoon_plek


@dataclass(frozen=True, slots=True)
class Handelingbeeld:
    """One thing that was done: the words for who reads the klacht."""

    actie: KlachtActie
    op: date
    door: str
    tekst: str | None


@dataclass(frozen=True, slots=True)
class Doorzendbeeld:
    """Where it was sent on; ``ontvangen_op`` None: it has not arrived yet, as far as we know."""

    van: Partijnaam
    naar: Partijnaam
    op: date
    ontvangen_op: date | None


@dataclass(frozen=True, slots=True)
class Beklaagdebeeld:
    """Who was sent the klaagschrift, and the answer."""

    id: UUID
    naam: str
    gestuurd_op: date
    verweer: str | None
    verweer_op: date | None


def klager(werkplek: Werkplek, melding: Melding, melder: Melder) -> dict[str, str]:
    """Who complained; the place of who hides is not shown."""
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
    if melder.afgeschermd:
        persoon.pop("adres", None)
    return persoon


def forwardings(werkplek: Werkplek, klacht: Klacht) -> tuple[Doorzendbeeld, ...]:
    """The way it went, oldest first."""
    partij = open_gids(werkplek.session).name
    return tuple(
        Doorzendbeeld(
            partij(rij.van_organisatie_id),
            partij(rij.naar_organisatie_id),
            rij.doorgezonden_op,
            rij.ontvangen_op,
        )
        for rij in forwardings_of(werkplek.session, klacht.id)
    )


def acts(werkplek: Werkplek, klacht: Klacht) -> tuple[Handelingbeeld, ...]:
    """What was done, newest first, with its words."""
    query = (
        sa_select(Klachthandeling, col(Medewerker.naam))
        .select_from(Klachthandeling)
        .outerjoin(Medewerker, col(Medewerker.id) == col(Klachthandeling.medewerker_id))
        .where(col(Klachthandeling.klacht_id) == klacht.id)
        .order_by(col(Klachthandeling.id).desc())
    )
    partij = open_gids(werkplek.session).name
    return tuple(
        Handelingbeeld(
            rij.actie,
            rij.gedaan_op,
            ", ".join(deel for deel in (naam, partij(rij.organisatie_id).korte_naam) if deel),
            werkplek.unseal(klacht, Plek("klachthandeling", rij.id, "inhoud"), rij.inhoud_verzegeld),
        )
        for rij, naam in werkplek.session.execute(query)
    )


def accused(werkplek: Werkplek, klacht: Klacht) -> tuple[Beklaagdebeeld, ...]:
    """Who has the klaagschrift, and what each answered."""
    rijen = accused_of(werkplek.session, klacht.id)
    namen = people(werkplek.session, [rij.medewerker_id for rij in rijen])
    return tuple(
        Beklaagdebeeld(
            rij.id,
            namen[rij.medewerker_id].naam if rij.medewerker_id else _name(werkplek, klacht, rij),
            rij.gestuurd_op,
            werkplek.unseal(klacht, Plek("beklaagde", rij.id, "verweer"), rij.verweer_verzegeld),
            rij.verweer_op,
        )
        for rij in rijen
    )


def _name(werkplek: Werkplek, klacht: Klacht, rij: Beklaagde) -> str:
    return werkplek.unseal(klacht, Plek("beklaagde", rij.id, "naam"), rij.naam_verzegeld) or ""


def messages(
    werkplek: Werkplek, klacht: Klacht, wie: tuple[Melding, Melder], stand: Collection[BerichtStatus]
) -> tuple[BerichtBeeld, ...]:
    """What the own organisatie told or must still tell, with its words, newest first. A letter to the
    beklaagde names nothing of the melder."""
    melding, melder = wie
    query = select(Bericht).where(
        Bericht.klacht_id == klacht.id,
        Bericht.organisatie_id == werkplek.actor.organisatie_id,
        col(Bericht.status).in_(sorted(stand)),
    )
    rijen = list(werkplek.session.exec(query.order_by(col(Bericht.id).desc())))
    persoon = klager(werkplek, melding, melder) if rijen else {}
    adres = "\n".join(persoon[veld] for veld in ("naam", "adres") if veld in persoon)
    afzender = open_gids(werkplek.session).name(werkplek.actor.organisatie_id).naam
    beelden = []
    for rij in rijen:
        melder_leest = rij.aan is BerichtAan.MELDER
        plek = Plek("bericht", rij.id, "inhoud")
        inhoud = open_person(werkplek, klacht, melding, plek, rij.inhoud_verzegeld)
        beelden.append(
            replace(
                view_of(rij, klacht.kenmerk),
                onderwerp=inhoud.get("onderwerp"),
                tekst=inhoud.get("tekst"),
                email=persoon.get("email") if melder_leest else None,
                postadres=(adres or None) if melder_leest else None,
                afzender=afzender,
                veilig_bereiken=persoon.get("veiligBereiken") if melder_leest else None,
                leesbaar=True,
            )
        )
    return tuple(beelden)
