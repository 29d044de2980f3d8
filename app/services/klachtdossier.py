"""Klachtdossier: how every act on a klacht begins and ends: locked, judged by the table, written down.

Lock order: the casussen and meldingen around it, then the klacht. What is done goes to the stream of the
klacht itself; the stream of a casus never mentions it (decision 0007).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.audit.gebeurtenissen import append
from app.domain.errors import NotPermittedError, NotVisibleError
from app.domain.gebeurtenissen import GebeurtenisSoort, Waarde, happened
from app.domain.klacht import Antwoord, Klachtstand, judge, next_status, refuse_act, system_of
from app.domain.klachttermen import KlachtActie
from app.kluis import Plek
from app.models import Bericht, Klacht, Klachthandeling
from app.queries.dossier import Dossier, MeldingDeel, load_dossier_of_melding
from app.queries.gids import get_partij
from app.queries.klachten import everybody_answered, lock_klacht, melding_of_klacht
from app.queries.klachtzicht import WAT, klacht_rights
from app.queries.werkplek import Werkplek
from app.services.termijnen import is_without_channel

A, G = KlachtActie, GebeurtenisSoort
GEBEURD: Mapping[KlachtActie, GebeurtenisSoort] = {
    A.AANTEKENEN: G.KLACHT_AANGETEKEND,
    A.AANSPREEKPUNT: G.KLACHT_AANSPREEKPUNT,
    A.BEVESTIGEN: G.KLACHT_BEVESTIGD,
    A.DOORZENDEN: G.KLACHT_DOORGEZONDEN,
    A.ELDERS: G.KLACHT_ELDERS,
    A.NEMEN: G.KLACHT_GENOMEN,
    A.WEIGEREN: G.KLACHT_GEWEIGERD,
    A.KLAAGSCHRIFT: G.KLACHT_KLAAGSCHRIFT,
    A.VERWEER: G.KLACHT_VERWEER,
    A.HOREN: G.KLACHT_GEHOORD,
    A.NIET_HOREN: G.KLACHT_NIET_GEHOORD,
    A.COMMISSIE: G.KLACHT_COMMISSIE,
    A.VERDAGEN: G.KLACHT_VERDAAGD,
    A.AFDOEN: G.KLACHT_AFGEDAAN,
    A.TEVREDEN: G.KLACHT_TEVREDEN,
    A.INTREKKEN: G.KLACHT_INGETROKKEN,
    A.OVER_WIE: G.KLACHT_OVER_WIE,
    A.KLAAGSCHRIFT_TERUG: G.KLACHT_KLAAGSCHRIFT_TERUG,
    A.MET_MELDING: G.KLACHT_GEEINDIGD,
}


@dataclass(frozen=True, slots=True)
class Klachtdossier:
    """A klacht that is locked, with the melding behind it."""

    klacht: Klacht
    dossier: Dossier
    deel: MeldingDeel


@dataclass(frozen=True, slots=True, kw_only=True)
class Gedaan:
    """What was done: the sealed words, the day if it was not today, the message, ids and codes for the
    event."""

    tekst: str | None = None
    op: date | None = None
    bericht: Bericht | None = None
    gegevens: Mapping[str, UUID | date | datetime | Waarde] | None = None


def open_klacht(werkplek: Werkplek, klacht_id: UUID, actie: KlachtActie) -> tuple[Werkplek, Klachtdossier]:
    """Lock a klacht for an act. 404 for who may not know of it, 403 for an act of somebody else, 409 for a
    state in which the table has no such act."""
    melding_id = melding_of_klacht(werkplek.session, klacht_id)
    dossier = load_dossier_of_melding(werkplek.session, melding_id)
    klacht = lock_klacht(werkplek.session, klacht_id)
    rechten = klacht_rights(werkplek, klacht)
    if not rechten:
        raise NotVisibleError(WAT)
    antwoord = judge(klacht.status, actie, rechten)
    if antwoord is Antwoord.NIET_VAN_U:
        raise NotPermittedError("niet_uw_klacht", "Dit doet wie de klacht nu behandelt. Bekijk wie dat is.")
    if antwoord is not Antwoord.TOEGESTAAN:
        raise refuse_act(antwoord, klacht.kenmerk)
    return werkplek.later_than(klacht), Klachtdossier(klacht, dossier, dossier.melding(melding_id))


def standing_of(werkplek: Werkplek, kd: Klachtdossier) -> Klachtstand:
    """The facts that the law asks for before an outcome; who cannot be reached needs no receipt."""
    return stand_of(werkplek, kd.klacht, zonder_kanaal=is_without_channel(kd.deel.melder))


def stand_of(werkplek: Werkplek, klacht: Klacht, *, zonder_kanaal: bool) -> Klachtstand:
    """The same from a row, for a page."""
    partij = get_partij(werkplek.session, klacht.organisatie_id)
    return Klachtstand(
        status=klacht.status,
        stelsel=system_of(partij.soort),
        ontvangst_bevestigd=klacht.bevestigd_op is not None or zonder_kanaal,
        klaagschrift_gestuurd=klacht.klaagschrift_op is not None,
        melder_gehoord=klacht.gehoord_op is not None or klacht.geen_horen is not None,
        beklaagde_gehoord=klacht.beklaagde_gehoord_op is not None
        or klacht.geen_horen_beklaagde is not None
        or everybody_answered(werkplek.session, klacht.id),
        commissie_leden=klacht.commissie_leden or 0,
        commissie_voorzitter_van_buiten=klacht.commissie_van_buiten,
    )


def write_down(werkplek: Werkplek, kd: Klachtdossier, actie: KlachtActie, wat: Gedaan) -> Klachthandeling:
    """Every act ends here: the next status, one row with the sealed words, one event with ids and codes."""
    klacht = kd.klacht
    rij = Klachthandeling(
        id=werkplek.omgeving.new_id(),
        klacht_id=klacht.id,
        actie=actie,
        gedaan_op=wat.op or werkplek.omgeving.vandaag,
        vastgelegd_op=werkplek.omgeving.now,
        organisatie_id=werkplek.actor.organisatie_id,
        medewerker_id=werkplek.actor.medewerker_id,
        bericht_id=wat.bericht.id if wat.bericht else None,
    )
    rij.inhoud_verzegeld = werkplek.seal(klacht, Plek("klachthandeling", rij.id, "inhoud"), wat.tekst)
    werkplek.session.add(rij)
    klacht.status = next_status(klacht.status, actie)
    add_event(werkplek, klacht, GEBEURD[actie], **dict(wat.gegevens or {}))
    werkplek.session.flush()
    return rij


def add_event(
    werkplek: Werkplek, klacht: Klacht, soort: GebeurtenisSoort, **gegevens: UUID | date | datetime | Waarde
) -> None:
    """Append to the stream of the klacht; ids and codes only (I8)."""
    klacht.versie += 1
    append(werkplek.session, klacht, werkplek.actor, werkplek.omgeving, happened(soort, **gegevens))
