"""Casusdelen: the parts of a casus page, each read in one statement and opened to what may be shown."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import col, select

from app.domain.berichttermen import BerichtStatus
from app.domain.termen import Aard
from app.domain.termijnen.regels import Grondsoort, Variant
from app.domain.termijnen.uitleg import Uitleg, als_zinnen
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import (
    Antwoordplicht,
    Bericht,
    Casus,
    Eigenaarschap,
    Klacht,
    Melder,
    Melding,
    MeldingCasus,
    Organisatie,
    Overdracht,
    Termijn,
    Terugkoppeling,
)
from app.queries.beelden import (
    BerichtBeeld,
    MelderBeeld,
    OverdrachtBeeld,
    Partijnaam,
    Persoonnaam,
    TermijnBeeld,
    TerugkoppelingBeeld,
)
from app.queries.lezen import name_of, parties, people
from app.queries.wat_nu import klacht_hidden
from app.queries.werkplek import Werkplek, persoon_plek

Rechten = frozenset[Recht]
AFSPRAAK = "Afspraak met de melder"


def eigenaarschappen(werkplek: Werkplek, casus_id: UUID) -> list[tuple[Eigenaarschap, Organisatie]]:
    """All owners of a casus, oldest first."""
    query = (
        select(Eigenaarschap, Organisatie)
        .join(Organisatie, col(Organisatie.id) == col(Eigenaarschap.organisatie_id))
        .where(Eigenaarschap.casus_id == casus_id)
        .order_by(col(Eigenaarschap.van), col(Eigenaarschap.id))
    )
    return [(eigendom, partij) for eigendom, partij in werkplek.session.exec(query)]


def overdrachten(werkplek: Werkplek, casus: Casus, rechten: Rechten) -> list[OverdrachtBeeld]:
    """All offers of a casus, oldest first. The words: for owner and addressed party (§3, §5)."""
    rijen = werkplek.session.exec(
        select(Overdracht).where(Overdracht.casus_id == casus.id).order_by(col(Overdracht.id))
    ).all()
    namen = parties(
        werkplek.session,
        [
            id_
            for o in rijen
            for id_ in (o.van_organisatie_id, o.naar_organisatie_id, o.voorgestelde_ontvanger_id)
        ],
    )
    wie = people(werkplek.session, [o.aangeboden_door_id for o in rijen])
    return [_overdracht(werkplek, casus, o, (namen, wie), rechten) for o in rijen]


def _overdracht(
    werkplek: Werkplek,
    casus: Casus,
    rij: Overdracht,
    namen: tuple[dict[UUID, Partijnaam], dict[UUID, Persoonnaam]],
    rechten: Rechten,
) -> OverdrachtBeeld:
    partij, wie = namen
    eigen = werkplek.actor.organisatie_id
    leest = Recht.DOSSIER in rechten or (
        rij.beeindigd_op is None and rij.naar_organisatie_id == eigen and Recht.VRAAG in rechten
    )
    leest_einde = leest or eigen in (rij.van_organisatie_id, rij.naar_organisatie_id)
    woorden = {
        kolom: _words(werkplek, casus, rij, kolom) if leest else None
        for kolom in ("reden", "notitie", "nieuw_feit")
    }
    persoon = wie.get(rij.aangeboden_door_id) if rij.aangeboden_door_id else None
    return OverdrachtBeeld(
        id=rij.id,
        van=partij[rij.van_organisatie_id],
        naar=partij[rij.naar_organisatie_id],
        status=rij.status,
        richting=rij.richting,
        grondslag=rij.grondslag,
        overgeslagen=rij.overgeslagen,
        uiterlijk=rij.uiterlijk,
        aangeboden_op=rij.aangeboden_op,
        beeindigd_op=rij.beeindigd_op,
        wijze=rij.wijze,
        uitzondering=rij.uitzondering,
        teruggaaf_reden=rij.teruggaaf_reden,
        voorstel=partij.get(rij.voorgestelde_ontvanger_id) if rij.voorgestelde_ontvanger_id else None,
        aangeboden_door=persoon.naam if persoon else None,
        toelichting=_words(werkplek, casus, rij, "toelichting") if leest_einde else None,
        **woorden,
    )


def _words(werkplek: Werkplek, casus: Casus, rij: Overdracht, kolom: str) -> str | None:
    verzegeld: bytes | None = getattr(rij, f"{kolom}_verzegeld")
    return werkplek.unseal(casus, Plek("overdracht", rij.id, kolom), verzegeld)


def meldingen(werkplek: Werkplek, casus_id: UUID) -> list[tuple[Melding, Melder, Organisatie]]:
    """The meldingen of a casus with melder and place of receipt, oldest first."""
    query = (
        select(Melding, Melder, Organisatie)
        .join(MeldingCasus, col(MeldingCasus.melding_id) == col(Melding.id))
        .join(Melder, col(Melder.melding_id) == col(Melding.id))
        .join(Organisatie, col(Organisatie.id) == col(Melding.loket_id))
        .where(MeldingCasus.casus_id == casus_id, col(MeldingCasus.tot).is_(None))
        .order_by(col(Melding.ontvangen_op), col(Melding.id))
    )
    return [(melding, melder, loket) for melding, melder, loket in werkplek.session.exec(query)]


def antwoordplichten(
    werkplek: Werkplek, melding_ids: Sequence[UUID]
) -> dict[UUID, tuple[tuple[Aard, Partijnaam], ...]]:
    """Who must answer on which aard; that of a klacht only for who handles it (§5)."""
    query = (
        select(Antwoordplicht, Organisatie)
        .join(Organisatie, col(Organisatie.id) == col(Antwoordplicht.organisatie_id))
        .where(col(Antwoordplicht.melding_id).in_(melding_ids), col(Antwoordplicht.tot).is_(None))
        .order_by(col(Antwoordplicht.id))
    )
    per: dict[UUID, list[tuple[Aard, Partijnaam]]] = defaultdict(list)
    for plicht, partij in werkplek.session.exec(query):
        if plicht.aard is not Aard.KLACHT or partij.id == werkplek.actor.organisatie_id:
            per[plicht.melding_id].append((plicht.aard, name_of(partij)))
    return {melding_id: tuple(plichten) for melding_id, plichten in per.items()}


def termijnen(werkplek: Werkplek, casus_id: UUID, melding_ids: Sequence[UUID]) -> tuple[TermijnBeeld, ...]:
    """Open promises of a casus and of these meldingen, first date first, each with its reason."""
    query = (
        select(Termijn, Organisatie)
        .join(Organisatie, col(Organisatie.id) == col(Termijn.verantwoordelijke_id))
        .where(
            col(Termijn.is_open).is_(True),
            or_(
                col(Termijn.melding_id).in_(melding_ids),
                and_(col(Termijn.melding_id).is_(None), col(Termijn.casus_id) == casus_id),
            ),
            klacht_hidden(werkplek),
        )
        .order_by(col(Termijn.uiterlijk), col(Termijn.id))
    )
    return tuple(
        open_termijn(werkplek, termijn, name_of(partij))
        for termijn, partij in werkplek.session.exec(query)
        if termijn.casus_id in (casus_id, None)
    )


def open_termijn(werkplek: Werkplek, rij: Termijn, partij: Partijnaam) -> TermijnBeeld:
    """A promise in words. That a receipt is due by the law on complaints stays with who handles it.

    Not with who owes the receipt: that moves with the casus, the klacht does not.
    """
    uitleg = Uitleg.uit_json(json.loads(rij.uitleg))
    verzwijg = rij.variant == Variant.KLACHT and not _reads_klacht(werkplek, rij.melding_id)
    variant = None if verzwijg else Variant(rij.variant)
    regel = werkplek.omgeving.regels.regel(rij.code, rij.begint_op, variant)
    zinnen = "" if verzwijg else als_zinnen(uitleg)
    return TermijnBeeld(
        id=rij.id,
        code=rij.code,
        naam=AFSPRAAK if rij.grondsoort is Grondsoort.AFSPRAAK else regel.naam,
        voor=rij.voor,
        uiterlijk=rij.uiterlijk,
        begint_op=rij.begint_op,
        verantwoordelijke=partij,
        melding_id=rij.melding_id,
        grondsoort=Grondsoort.NORM if verzwijg else rij.grondsoort,
        artikel=None if verzwijg else rij.artikel,
        uitleg=zinnen,
    )


def _reads_klacht(werkplek: Werkplek, melding_id: UUID | None) -> bool:
    """The place of receipt of a melding, and who handles its klacht, now or when it ended (§5)."""
    eigen = werkplek.actor.organisatie_id
    ontvangen = select(Melding.id).where(Melding.id == melding_id, Melding.loket_id == eigen)
    behandelt = select(Antwoordplicht.id).where(
        Antwoordplicht.melding_id == melding_id,
        Antwoordplicht.organisatie_id == eigen,
        Antwoordplicht.aard == Aard.KLACHT,
        col(Antwoordplicht.tot).is_(None),
    )
    klacht = select(Klacht.id).where(Klacht.melding_id == melding_id, Klacht.organisatie_id == eigen)
    feit = or_(ontvangen.exists(), behandelt.exists(), klacht.exists())
    return bool(werkplek.session.execute(select(feit)).scalar_one())


def terugkoppelingen(
    werkplek: Werkplek, rijen: Iterable[Melding], rechten: Rechten
) -> dict[UUID, tuple[TerugkoppelingBeeld, ...]]:
    """What was told, newest first. The text: with VERSLAGEN, or what the own organisatie wrote."""
    per_id = {melding.id: melding for melding in rijen}
    query = (
        select(Terugkoppeling, Organisatie.korte_naam)
        .join(Organisatie, col(Organisatie.id) == col(Terugkoppeling.organisatie_id))
        .where(col(Terugkoppeling.melding_id).in_(per_id))
        .order_by(col(Terugkoppeling.gedaan_op).desc(), col(Terugkoppeling.id).desc())
    )
    per: dict[UUID, list[TerugkoppelingBeeld]] = defaultdict(list)
    for rij, door in werkplek.session.exec(query):
        eigen = werkplek.actor.organisatie_id in (rij.organisatie_id, rij.loket_id)
        leest = Recht.VERSLAGEN in rechten or eigen
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
                door=door,
                bereikt=rij.bereikt,
                uitkomst=rij.uitkomst,
                acties=tuple(actie for actie in rij.acties.split(",") if actie),
                inhoud=inhoud,
            )
        )
    return {melding_id: tuple(gezegd) for melding_id, gezegd in per.items()}


def waiting_messages(werkplek: Werkplek, casus: Casus) -> tuple[BerichtBeeld, ...]:
    """Own messages of a casus that wait for sending, without their text."""
    query = (
        select(Bericht)
        .where(
            Bericht.casus_id == casus.id,
            Bericht.status == BerichtStatus.TE_VERSTUREN,
            Bericht.organisatie_id == werkplek.actor.organisatie_id,
        )
        .order_by(col(Bericht.id))
    )
    return tuple(
        BerichtBeeld(
            rij.id, rij.moment, rij.aan, rij.wijze, rij.status, rij.aangemaakt_op,
            rij.afgedaan_op, rij.melding_id, casus.kenmerk,
        )
        for rij in werkplek.session.exec(query)
    )  # fmt: skip


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
