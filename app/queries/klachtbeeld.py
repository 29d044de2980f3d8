"""Klachtbeeld: one klacht as one actor may see it: what came in, what was done, what runs, what can be
done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select as sa_select
from sqlmodel import col, select

from app.domain.berichttermen import BerichtStatus
from app.domain.errors import NotVisibleError
from app.domain.klacht import Klaagschrift, missing_in, possible_acts, system_of
from app.domain.klachttermen import (
    GeenHoren,
    KlachtActie,
    KlachtStatus,
    Klachtstelsel,
    KlachtUitkomst,
    Klachtvorm,
    Weigergrond,
)
from app.domain.termen import MeldingStatus
from app.domain.termijnen.regels import Termijncode
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Beklaagde, Bericht, Klacht, Klachthandeling, Medewerker, Melder, Melding
from app.queries.beelden import Partijnaam, TermijnBeeld
from app.queries.berichtbeelden import BerichtBeeld, view_of
from app.queries.gids import open_gids
from app.queries.klachten import accused_of, clocks_of, forwardings_of
from app.queries.klachtzegel import open_person
from app.queries.klachtzicht import WAT, find_klacht
from app.queries.lezen import people
from app.queries.termijnbeeld import open_termijn
from app.queries.werkplek import Werkplek, persoon_plek

#: What is shown of the row as it is, to everybody who may know of the klacht.
OVERGENOMEN = (
    "id", "kenmerk", "versie", "status", "melding_id", "vorm", "ontvangen_op", "bij_behandelaar_op",
    "bevestigd_op", "klaagschrift_op", "gehoord_op", "geen_horen", "commissie_leden", "commissie_van_buiten",
    "afgedaan_op",
)  # fmt: skip


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

    naam: str
    gestuurd_op: date
    verweer: str | None
    verweer_op: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KlachtBeeld:
    """A klacht; words, people and messages only with the right to read it."""

    id: UUID
    kenmerk: str
    versie: int
    rechten: frozenset[Recht]
    status: KlachtStatus
    organisatie: Partijnaam
    ontvangen_door: Partijnaam
    beklaagde: Partijnaam | None
    melding_id: UUID
    melding_kenmerk: str
    melding_open: bool
    stelsel: Klachtstelsel
    vorm: Klachtvorm
    ontvangen_op: date
    bij_behandelaar_op: date
    behandelaar: str | None
    bevestigd_op: date | None
    klaagschrift_op: date | None
    gehoord_op: date | None
    geen_horen: GeenHoren | None
    commissie_leden: int | None
    commissie_van_buiten: bool
    aanspreekpunt: Partijnaam | None
    uitkomst: KlachtUitkomst | None
    weigergrond: Weigergrond | None
    afgedaan_op: date | None
    termijnen: tuple[TermijnBeeld, ...]
    acties: tuple[KlachtActie, ...]
    buiten: bool = False
    tekst: str | None = None
    over: str | None = None
    melder: Mapping[str, str] = field(default_factory=dict)
    zonder_kanaal: bool = False
    ontbreekt: tuple[str, ...] = ()
    handelingen: tuple[Handelingbeeld, ...] = ()
    doorzendingen: tuple[Doorzendbeeld, ...] = ()
    beklaagden: tuple[Beklaagdebeeld, ...] = ()
    berichten: tuple[BerichtBeeld, ...] = ()

    @property
    def leest(self) -> bool:
        """Whether the words are open to this actor."""
        return Recht.KLACHT_LEZEN in self.rechten

    def mag(self, actie: str) -> bool:
        """Whether this act is possible now, for a page."""
        return actie in self.acties

    @property
    def klok(self) -> TermijnBeeld | None:
        """The promise of the outcome, while it runs."""
        return next((t for t in self.termijnen if t.code is Termijncode.KLACHT_AFHANDELEN), None)


def load_klacht(werkplek: Werkplek, sleutel: str) -> KlachtBeeld:
    """A klacht by kenmerk or id. Who it is about finds it at ``load_klaagschrift`` only: here it is not
    there."""
    klacht, rechten = find_klacht(werkplek, sleutel)
    if Recht.KLACHT_ZIEN not in rechten:
        raise NotVisibleError(WAT)
    melding, melder = werkplek.session.exec(
        select(Melding, Melder)
        .join(Melder, col(Melder.melding_id) == col(Melding.id))
        .where(Melding.id == klacht.melding_id)
    ).one()
    kaal = _bare(werkplek, klacht, melding, rechten)
    return _with_words(werkplek, kaal, klacht, (melding, melder)) if kaal.leest else kaal


def _bare(werkplek: Werkplek, klacht: Klacht, melding: Melding, rechten: frozenset[Recht]) -> KlachtBeeld:
    """Days, parties and clocks; how it ended only for who reads it."""
    partij = open_gids(werkplek.session).name
    leest = Recht.KLACHT_LEZEN in rechten
    doorzendingen = _forwardings(werkplek, klacht)
    return KlachtBeeld(
        **{naam: getattr(klacht, naam) for naam in OVERGENOMEN},
        rechten=rechten,
        organisatie=partij(klacht.organisatie_id),
        ontvangen_door=partij(klacht.ontvangen_door_id),
        beklaagde=partij(klacht.beklaagde_id) if klacht.beklaagde_id else None,
        melding_kenmerk=melding.kenmerk,
        melding_open=melding.status is not MeldingStatus.GESLOTEN,
        stelsel=system_of(partij(klacht.organisatie_id).soort),
        behandelaar=_handler(werkplek, klacht) if leest else None,
        aanspreekpunt=partij(klacht.aanspreekpunt_id) if klacht.aanspreekpunt_id else None,
        uitkomst=klacht.uitkomst if leest else None,
        weigergrond=klacht.weigergrond if leest else None,
        termijnen=tuple(open_termijn(werkplek, t) for t in clocks_of(werkplek.session, klacht)),
        acties=possible_acts(klacht.status, rechten),
        buiten=bool(doorzendingen) and doorzendingen[-1].ontvangen_op is None,
        doorzendingen=doorzendingen,
    )


def _handler(werkplek: Werkplek, klacht: Klacht) -> str | None:
    namen = people(werkplek.session, [klacht.behandelaar_id])
    return namen[klacht.behandelaar_id].naam if klacht.behandelaar_id else None


def _forwardings(werkplek: Werkplek, klacht: Klacht) -> tuple[Doorzendbeeld, ...]:
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


def _with_words(
    werkplek: Werkplek, beeld: KlachtBeeld, klacht: Klacht, wie: tuple[Melding, Melder]
) -> KlachtBeeld:
    melding, melder = wie
    inhoud = werkplek.unseal_person(klacht, Plek("klacht", klacht.id, "inhoud"), klacht.inhoud_verzegeld)
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
    if melder.afgeschermd:
        persoon.pop("adres", None)
    stuk = Klaagschrift(
        vorm=klacht.vorm, heeft_naam="naam" in persoon, heeft_adres="adres" in persoon or melder.afgeschermd
    )
    return replace(
        beeld,
        tekst=inhoud.get("tekst"),
        over=inhoud.get("over"),
        melder=persoon,
        zonder_kanaal=melder.voorkeurskanaal == "geen",
        ontbreekt=missing_in(stuk),
        handelingen=_acts(werkplek, klacht),
        beklaagden=_accused(werkplek, klacht),
        berichten=_messages(werkplek, klacht, melding, persoon),
    )


def _acts(werkplek: Werkplek, klacht: Klacht) -> tuple[Handelingbeeld, ...]:
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


def _accused(werkplek: Werkplek, klacht: Klacht) -> tuple[Beklaagdebeeld, ...]:
    rijen = accused_of(werkplek.session, klacht.id)
    namen = people(werkplek.session, [rij.medewerker_id for rij in rijen])
    return tuple(
        Beklaagdebeeld(
            namen[rij.medewerker_id].naam if rij.medewerker_id else _name(werkplek, klacht, rij),
            rij.gestuurd_op,
            werkplek.unseal(klacht, Plek("beklaagde", rij.id, "verweer"), rij.verweer_verzegeld),
            rij.verweer_op,
        )
        for rij in rijen
    )


def _name(werkplek: Werkplek, klacht: Klacht, rij: Beklaagde) -> str:
    return werkplek.unseal(klacht, Plek("beklaagde", rij.id, "naam"), rij.naam_verzegeld) or ""


def _messages(
    werkplek: Werkplek, klacht: Klacht, melding: Melding, persoon: Mapping[str, str]
) -> tuple[BerichtBeeld, ...]:
    """What the own organisatie told or must still tell, with its words, newest first."""
    query = select(Bericht).where(
        Bericht.klacht_id == klacht.id,
        Bericht.organisatie_id == werkplek.actor.organisatie_id,
        Bericht.status != BerichtStatus.VERVALLEN,
    )
    adres = "\n".join(persoon[veld] for veld in ("naam", "adres") if veld in persoon)
    afzender = open_gids(werkplek.session).name(werkplek.actor.organisatie_id).naam
    beelden = []
    for rij in werkplek.session.exec(query.order_by(col(Bericht.id).desc())):
        plek = Plek("bericht", rij.id, "inhoud")
        inhoud = open_person(werkplek, klacht, melding, plek, rij.inhoud_verzegeld)
        beelden.append(
            replace(
                view_of(rij, klacht.kenmerk),
                onderwerp=inhoud.get("onderwerp"),
                tekst=inhoud.get("tekst"),
                postadres=adres or None,
                afzender=afzender,
                veilig_bereiken=persoon.get("veiligBereiken"),
                leesbaar=True,
            )
        )
    return tuple(beelden)
