"""Afstemming begun: a registration that may concern the same jeugdige as one elsewhere becomes work, in the
transaction of that registration (domain.md §6; linkage.md §3).

Each pair once. What was said to be another jeugdige comes back only when more speaks for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from app.domain.afstemming import is_shared_at_once, older_holds_more
from app.domain.errors import TooManyAttemptsError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.samenloop import Band, SamenloopStatus, Verwantschap
from app.domain.tafeltermen import Afstemmingsuitkomst, Agenderingsoort
from app.domain.termen import CasusStatus
from app.domain.termijnen.bereken import bereken
from app.domain.termijnen.regels import Termijncode
from app.linkage.uitleg import speaks_more
from app.linkage.vergelijken import Veld
from app.linkage.voornaam import Voornaam
from app.linkage.zoeken import Gevonden
from app.models import Afstemming, Agendering, Casus, Samenloop, Tafel
from app.queries.afstemmingen import afstemming_of, open_afstemmingen_with
from app.queries.samenlopen import Kandidaat, load_candidates_of, model_version, table_pairs_with
from app.queries.tafels import find_tafel
from app.queries.tafelwerk import tafels_of_pair, write_agendering_keys
from app.queries.tafelzoeken import Agendakandidaat, pairs_with_agendering
from app.queries.toegang import count_attempt
from app.queries.werkplek import Werkplek
from app.services.nummers import draw_samenlopen
from app.services.samenloop import open_persoon
from app.services.tafel import record_on_tafel
from app.services.tafelzoeken import (
    Gelijkend,
    agenda_numbers,
    agenda_person,
    person_in_register,
    person_on_agendas,
)

#: More than this nobody can judge.
TEN_HOOGSTE = 10
#: So many persons per organisatie come on an agenda in a quarter of an hour.
VENSTER = timedelta(minutes=15)
PER_VENSTER = 120


@dataclass(frozen=True, slots=True)
class Zijde:
    """One side of a pair that is being made."""

    id: UUID
    soort: Agenderingsoort
    sinds: datetime
    afgeschermd: bool
    tafel_id: UUID | None = None

    @property
    def is_casus(self) -> bool:
        """Whether this side is a casus; else it is an agendering."""
        return self.tafel_id is None


def side_of_casus(casus: Casus, *, afgeschermd: bool) -> Zijde:
    """A casus as a side."""
    return Zijde(casus.id, Agenderingsoort.CASUS, casus.geopend_op, afgeschermd)


def side_of_agendering(agendering: Agendering, tafel: Tafel) -> Zijde:
    """An agendering as a side."""
    return Zijde(agendering.id, agendering.soort, agendering.geagendeerd_op, agendering.afgeschermd, tafel.id)


def compare_casussen_with_tafels(werkplek: Werkplek, casus_ids: Sequence[UUID]) -> list[Samenloop]:
    """After a registration or change: what stands on an agenda somewhere and may be the same jeugdige.

    What is new; the side of the casus always knows of it, for it holds more than a line on an agenda.
    """
    nieuw: list[Samenloop] = []
    for kandidaat in load_candidates_of(werkplek.session, list(casus_ids)):
        if kandidaat.jeugdige.persoon_verzegeld is None or kandidaat.casus.status is not CasusStatus.OPEN:
            continue
        gelijkend = person_on_agendas(werkplek, open_persoon(werkplek.kluis, kandidaat), None)
        eigen = side_of_casus(kandidaat.casus, afgeschermd=kandidaat.jeugdige.afgeschermd)
        bekend = table_pairs_with(werkplek.session, kandidaat.casus.id)
        nieuw += begin_afstemmingen(werkplek, eigen, gelijkend, bekend)
    return nieuw


def compare_agendering(
    werkplek: Werkplek, agendering: Agendering, tafel: Tafel, gelijkend: Sequence[Gelijkend]
) -> None:
    """After something new came on an agenda."""
    bekend = pairs_with_agendering(werkplek.session, agendering.id)
    begin_afstemmingen(werkplek, side_of_agendering(agendering, tafel), gelijkend, bekend)


def compare_person(
    werkplek: Werkplek, agendering: Agendering, tafel: Tafel, waarden: Mapping[str, object]
) -> None:
    """A person came on an agenda: it can be found from now on, and is compared with what is known elsewhere.

    Counted per organisatie: an agenda is no way to try names (linkage.md §3).
    """
    _count(werkplek)
    persoon = agenda_person(agendering, waarden)
    write_agendering_keys(werkplek.session, agendering.id, agenda_numbers(werkplek, persoon))
    werkplek.session.flush()
    if werkplek.omgeving.opent_samenlopen:
        gelijkend = person_on_agendas(werkplek, persoon, tafel.id)
        gelijkend += person_in_register(werkplek, persoon)
        compare_agendering(werkplek, agendering, tafel, gelijkend)


def lapse_with(werkplek: Werkplek, agendering_ids: Sequence[UUID]) -> None:
    """What left an agenda is nothing to agree on any more."""
    for afstemming in open_afstemmingen_with(werkplek.session, agendering_ids):
        afstemming.uitkomst = Afstemmingsuitkomst.VERVALLEN
        afstemming.afgesloten_op = werkplek.omgeving.now
        afstemming.afgesloten_door_id = werkplek.actor.medewerker_id


def begin_afstemmingen(
    werkplek: Werkplek, eigen: Zijde, gelijkend: Sequence[Gelijkend], bekend: Sequence[Samenloop]
) -> list[Samenloop]:
    """Make each new pair, best first; look again at those that were there. Who was found twice, under an own
    name and under that of a casus that went up in it, is one side."""
    per = {_ids(rij): rij for rij in bekend}
    nieuw: dict[UUID, tuple[Zijde, Gevonden]] = {}
    gezien: set[UUID] = set()
    for een in sorted(gelijkend, key=lambda een: -een.gevonden.bits):
        ander = _side(een.kandidaat)
        if ander.id in gezien:
            continue
        gezien.add(ander.id)
        rij = per.get(frozenset((eigen.id, ander.id)))
        if rij is None:
            nieuw[ander.id] = ander, een.gevonden
        else:
            _look_again(werkplek, rij, een.gevonden)
    te_openen = list(nieuw.values())[:TEN_HOOGSTE]
    if not te_openen:
        return []
    kenmerken = draw_samenlopen(werkplek.session, len(te_openen), werkplek.omgeving.vandaag)
    return [
        _begin(werkplek, kenmerk, (eigen, ander), gevonden)
        for (ander, gevonden), kenmerk in zip(te_openen, kenmerken, strict=True)
    ]


def band_of(gevonden: Gevonden) -> Band:
    """How sure it is; where one side has initials only, never more than possible (linkage.md §1)."""
    alleen_letters = f"{Veld.VOORNAAM.name}:{Voornaam.VOORLETTER.name}".lower() in gevonden.codes
    return Band.MOGELIJK if alleen_letters else Band(gevonden.besluit.value)


def due_date(werkplek: Werkplek) -> date:
    """Until when somebody must act: the norm of samenloop_beoordelen, from today."""
    vandaag = werkplek.omgeving.vandaag
    regel = werkplek.omgeving.regels.regel(Termijncode.SAMENLOOP_BEOORDELEN, vandaag)
    return bereken(regel, vandaag, werkplek.omgeving.kalender).uiterlijk


def _begin(werkplek: Werkplek, kenmerk: str, zijden: tuple[Zijde, Zijde], gevonden: Gevonden) -> Samenloop:
    ouder, jonger = sorted(zijden, key=lambda zijde: (zijde.sinds, zijde.id))
    samenloop = Samenloop(
        id=werkplek.omgeving.new_id(),
        kenmerk=kenmerk,
        ouder_casus_id=ouder.id if ouder.is_casus else None,
        ouder_agendering_id=None if ouder.is_casus else ouder.id,
        jonger_casus_id=jonger.id if jonger.is_casus else None,
        jonger_agendering_id=None if jonger.is_casus else jonger.id,
        gevonden_op=werkplek.omgeving.now,
        **_weight(werkplek, gevonden),
    )
    werkplek.session.add(samenloop)
    werkplek.session.flush()
    gewikkeld, _ = werkplek.kluis.maak_sleutel()
    gedeeld, eerst_ouder = is_shared_at_once(samenloop.band), older_holds_more(ouder.soort, jonger.soort)
    afstemming = Afstemming(
        samenloop_id=samenloop.id,
        sleutel=gewikkeld,
        eerst_ouder=eerst_ouder,
        uiterlijk=due_date(werkplek),
        begonnen_op=werkplek.omgeving.vandaag,
        gedeeld_op=werkplek.omgeving.now if gedeeld else None,
        afgeschermd=ouder.afgeschermd or jonger.afgeschermd,
    )
    werkplek.session.add(afstemming)
    werkplek.session.flush()
    wie = (ouder, jonger) if gedeeld else (ouder if eerst_ouder else jonger,)
    _note(werkplek, samenloop, [zijde.tafel_id for zijde in wie], GebeurtenisSoort.AFSTEMMING_GEVONDEN)
    return samenloop


class Gewicht(TypedDict):
    """What is kept of how alike two are."""

    band: Band
    verwantschap: Verwantschap
    gewicht_tienden: int
    bewijs: str
    model_versie: int


def _weight(werkplek: Werkplek, gevonden: Gevonden) -> Gewicht:
    return Gewicht(
        band=band_of(gevonden),
        verwantschap=Verwantschap(gevonden.klasse.name.lower()),
        gewicht_tienden=round(gevonden.bits * 10),
        bewijs=gevonden.codes,
        model_versie=model_version(werkplek.session),
    )


def _note(
    werkplek: Werkplek, samenloop: Samenloop, tafel_ids: Iterable[UUID | None], soort: GebeurtenisSoort
) -> None:
    """In the history of each tafel that may know of it; a casus keeps silent (I9)."""
    for tafel_id in tafel_ids:
        if tafel_id is not None:
            tafel = find_tafel(werkplek.session, str(tafel_id), lock=True)
            record_on_tafel(werkplek, tafel, happened(soort, samenloop=samenloop.id, band=samenloop.band))


def _look_again(werkplek: Werkplek, samenloop: Samenloop, gevonden: Gevonden) -> None:
    """Other evidence: what waits is weighed anew, and what becomes likely is for both sides from now on. What
    people said to be another jeugdige waits again when more speaks for it than they knew."""
    afstemming = afstemming_of(werkplek.session, samenloop.id)
    andere = afstemming.uitkomst is Afstemmingsuitkomst.ANDERE_JEUGDIGE
    if samenloop.bewijs == gevonden.codes or (afstemming.afgesloten_op is not None and not andere):
        return
    if andere and not speaks_more(samenloop.bewijs, gevonden.codes):
        return
    for naam, waarde in _weight(werkplek, gevonden).items():
        setattr(samenloop, naam, waarde)
    if andere:
        samenloop.status, samenloop.besluit = SamenloopStatus.TE_BEOORDELEN, None
        samenloop.beslist_op = samenloop.beslist_door_id = samenloop.beslist_organisatie_id = None
        samenloop.beslist_door_ouder = None
        afstemming.uitkomst = afstemming.afgesloten_op = afstemming.afgesloten_door_id = None
        afstemming.uiterlijk, afstemming.begonnen_op = due_date(werkplek), werkplek.omgeving.vandaag
    if afstemming.gedeeld_op is None and is_shared_at_once(samenloop.band):
        afstemming.gedeeld_op, afstemming.uiterlijk = werkplek.omgeving.now, due_date(werkplek)
        tafels = tafels_of_pair(werkplek.session, samenloop)
        _note(werkplek, samenloop, tafels, GebeurtenisSoort.AFSTEMMING_GEDEELD)


def _count(werkplek: Werkplek) -> None:
    nu = werkplek.omgeving.now
    sleutel = f"agenderen:{werkplek.actor.organisatie_id}"
    if count_attempt(werkplek.session, sleutel, nu, nu - VENSTER) > PER_VENSTER:
        raise TooManyAttemptsError(
            "te_vaak_geagendeerd",
            "Uw organisatie heeft in korte tijd heel veel geagendeerd. Wacht een kwartier.",
        )


def _side(kandidaat: Agendakandidaat | Kandidaat) -> Zijde:
    if isinstance(kandidaat, Kandidaat):
        return side_of_casus(kandidaat.casus, afgeschermd=kandidaat.jeugdige.afgeschermd)
    return side_of_agendering(kandidaat.agendering, kandidaat.tafel)


def _ids(rij: Samenloop) -> frozenset[UUID]:
    kanten = (rij.ouder_casus_id, rij.ouder_agendering_id, rij.jonger_casus_id, rij.jonger_agendering_id)
    return frozenset(id_ for id_ in kanten if id_ is not None)
