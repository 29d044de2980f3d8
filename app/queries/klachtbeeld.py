"""Klachtbeeld: one klacht as one actor may see it: what came in, what was done, what runs, what can be
done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from app.domain.berichttermen import (
    NOG_NIET_GEHOORD,
    NOG_TE_VERTELLEN,
    Berichtmoment,
    BerichtStatus,
)
from app.domain.errors import NotVisibleError
from app.domain.klacht import Klaagschrift, missing_in, possible_acts, system_of
from app.domain.klachttermen import (
    GeenHoren,
    GeenHorenBeklaagde,
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
from app.models import Klacht, Melder, Melding
from app.queries.beelden import Partijnaam, TermijnBeeld
from app.queries.berichtbeelden import BerichtBeeld
from app.queries.gids import open_gids
from app.queries.klachtdelen import (
    Beklaagdebeeld,
    Doorzendbeeld,
    Handelingbeeld,
    accused,
    acts,
    forwardings,
    klager,
    messages,
)
from app.queries.klachten import clocks_of
from app.queries.klachtzicht import WAT, find_klacht
from app.queries.lezen import people
from app.queries.termijnbeeld import open_termijn
from app.queries.werkplek import Werkplek

#: What is shown of the row as it is, to everybody who may know of the klacht: which, how far, since when.
VOOR_IEDER = (
    "id", "kenmerk", "versie", "status", "melding_id", "vorm", "ontvangen_op", "bij_behandelaar_op",
    "afgedaan_op",
)  # fmt: skip
#: What is shown too to who reads it: what was done, with whom, and how it ended.
VOOR_LEZERS = (
    "bevestigd_op", "klaagschrift_op", "gehoord_op", "geen_horen", "beklaagde_gehoord_op",
    "geen_horen_beklaagde", "commissie_leden", "commissie_van_buiten", "uitkomst", "weigergrond",
)  # fmt: skip
BEWAARD = frozenset(BerichtStatus) - {BerichtStatus.VERVALLEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class KlachtBeeld:
    """A klacht. Without the right to read it: the kenmerk, where it lies, when it is due, and the own letters
    that must still go; the rest is empty."""

    id: UUID
    kenmerk: str
    versie: int
    rechten: frozenset[Recht]
    status: KlachtStatus
    organisatie: Partijnaam
    ontvangen_door: Partijnaam
    melding_id: UUID
    melding_kenmerk: str
    melding_open: bool
    stelsel: Klachtstelsel
    vorm: Klachtvorm
    ontvangen_op: date
    bij_behandelaar_op: date
    afgedaan_op: date | None
    termijnen: tuple[TermijnBeeld, ...]
    acties: tuple[KlachtActie, ...]
    buiten: bool = False
    beklaagde: Partijnaam | None = None
    behandelaar: str | None = None
    bevestigd_op: date | None = None
    klaagschrift_op: date | None = None
    gehoord_op: date | None = None
    geen_horen: GeenHoren | None = None
    beklaagde_gehoord_op: date | None = None
    geen_horen_beklaagde: GeenHorenBeklaagde | None = None
    commissie_leden: int | None = None
    commissie_van_buiten: bool = False
    aanspreekpunt: Partijnaam | None = None
    uitkomst: KlachtUitkomst | None = None
    weigergrond: Weigergrond | None = None
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
    def bevestiging_wacht(self) -> bool:
        """Whether the letter that confirms the receipt was made here and must still go."""
        return any(
            b.moment is Berichtmoment.KLACHT_ONTVANGEN and b.status in NOG_TE_VERTELLEN
            for b in self.berichten
        )

    @property
    def beklaagde_gehoord(self) -> bool:
        """Whether the beklaagde had a say: heard, answered in writing, or asked and not willing."""
        schreef = bool(self.beklaagden) and all(b.verweer_op for b in self.beklaagden)
        return bool(self.beklaagde_gehoord_op or self.geen_horen_beklaagde) or schreef

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
    if not kaal.leest:
        return replace(kaal, berichten=messages(werkplek, klacht, (melding, melder), NOG_NIET_GEHOORD))
    return _with_words(werkplek, kaal, klacht, (melding, melder))


def _bare(werkplek: Werkplek, klacht: Klacht, melding: Melding, rechten: frozenset[Recht]) -> KlachtBeeld:
    """What everybody sees who may know of it: where it lies, and when it is due."""
    partij = open_gids(werkplek.session).name
    doorzendingen = forwardings(werkplek, klacht)
    return KlachtBeeld(
        **{naam: getattr(klacht, naam) for naam in VOOR_IEDER},
        rechten=rechten,
        organisatie=partij(klacht.organisatie_id),
        ontvangen_door=partij(klacht.ontvangen_door_id),
        melding_kenmerk=melding.kenmerk,
        melding_open=melding.status is not MeldingStatus.GESLOTEN,
        stelsel=system_of(partij(klacht.organisatie_id).soort),
        termijnen=tuple(open_termijn(werkplek, t) for t in clocks_of(werkplek.session, klacht)),
        acties=possible_acts(klacht.status, rechten),
        buiten=bool(doorzendingen) and doorzendingen[-1].ontvangen_op is None,
        doorzendingen=doorzendingen,
    )


def _handler(werkplek: Werkplek, klacht: Klacht) -> str | None:
    namen = people(werkplek.session, [klacht.behandelaar_id])
    return namen[klacht.behandelaar_id].naam if klacht.behandelaar_id else None


def _with_words(
    werkplek: Werkplek, beeld: KlachtBeeld, klacht: Klacht, wie: tuple[Melding, Melder]
) -> KlachtBeeld:
    melding, melder = wie
    partij = open_gids(werkplek.session).name
    inhoud = werkplek.unseal_person(klacht, Plek("klacht", klacht.id, "inhoud"), klacht.inhoud_verzegeld)
    persoon = klager(werkplek, melding, melder)
    stuk = Klaagschrift(
        vorm=klacht.vorm, heeft_naam="naam" in persoon, heeft_adres="adres" in persoon or melder.afgeschermd
    )
    return replace(
        beeld,
        **{naam: getattr(klacht, naam) for naam in VOOR_LEZERS},
        beklaagde=partij(klacht.beklaagde_id) if klacht.beklaagde_id else None,
        behandelaar=_handler(werkplek, klacht),
        aanspreekpunt=partij(klacht.aanspreekpunt_id) if klacht.aanspreekpunt_id else None,
        tekst=inhoud.get("tekst"),
        over=inhoud.get("over"),
        melder=persoon,
        zonder_kanaal=melder.voorkeurskanaal == "geen",
        ontbreekt=missing_in(stuk),
        handelingen=acts(werkplek, klacht),
        beklaagden=accused(werkplek, klacht),
        berichten=messages(werkplek, klacht, wie, BEWAARD),
    )
