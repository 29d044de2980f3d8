"""Afstemming: each side of a hit lets the other know, phones, says what it is, and closes (R036–R038)."""

from collections.abc import Mapping

from app.domain.afstemming import (
    CloseAfstemming,
    RecordAfstemming,
    check_closing,
    check_record,
    check_roles,
    refuse_closed,
)
from app.domain.errors import RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, NieuweGebeurtenis, happened
from app.domain.samenloop import Samenloopbesluit, SamenloopStatus
from app.domain.tafeltermen import Afstemmingsuitkomst, Partijrol
from app.kluis import Plek
from app.models import Afstemming, Afstemmingskant
from app.queries.afstemmingbeelden import Paar, side_place, sides_written, stand_of
from app.queries.afstemmingen import find_paar
from app.queries.tafels import find_tafel
from app.queries.werkplek import Werkplek
from app.services.afstemming_begin import due_date
from app.services.tafel import record_on_tafel

#: What an outcome says of the pair itself.
BESLUIT = {
    Afstemmingsuitkomst.REGIE_AFGESPROKEN: (SamenloopStatus.BEVESTIGD, Samenloopbesluit.KOPPELEN),
    Afstemmingsuitkomst.ZELFDE_GEEN_AFSTEMMING: (SamenloopStatus.BEVESTIGD, Samenloopbesluit.KOPPELEN),
    Afstemmingsuitkomst.ANDERE_JEUGDIGE: (SamenloopStatus.AFGEWEZEN, Samenloopbesluit.AFGEWEZEN),
}


def share_afstemming(werkplek: Werkplek, sleutel: str) -> Afstemming:
    """The side that knows most lets the other know: from now on both read whom to phone.

    Refuses a second time, and what was closed. The older side has the norm again, from today.
    """
    paar = find_paar(werkplek, sleutel, lock=True)
    afstemming = paar.afstemming
    refuse_closed(stand_of(paar, sides_written(werkplek.session, paar.samenloop.id)))
    if afstemming.gedeeld_op is not None:
        raise RefusedError("al_gedeeld", "De andere kant weet dit al.")
    afstemming.gedeeld_op = werkplek.omgeving.now
    afstemming.uiterlijk = due_date(werkplek)
    _tell(werkplek, paar, happened(GebeurtenisSoort.AFSTEMMING_GEDEELD, samenloop=paar.samenloop.id))
    return afstemming


def record_afstemming(werkplek: Werkplek, sleutel: str, opdracht: RecordAfstemming) -> Afstemmingskant:
    """One side writes down whom it spoke, what it is for this jeugdige, and what it expects.

    What was not given stays as it was. The first contact begins the norm again, from today: then comes who
    does what. Refuses a second procesregisseur, and a day to come.
    """
    paar = find_paar(werkplek, sleutel, lock=True)
    kanten = sides_written(werkplek.session, paar.samenloop.id)
    stand = stand_of(paar, kanten)
    check_record(opdracht, stand, werkplek.omgeving.vandaag)
    if opdracht.gesproken_op is not None and not stand.heeft_contact:
        paar.afstemming.uiterlijk = due_date(werkplek)
    kant = kanten.get(paar.is_ouder) or _new_side(werkplek, paar, is_ouder=paar.is_ouder)
    _write(werkplek, paar, kant, opdracht)
    _tell_written(werkplek, paar, kant)
    return kant


def record_agreement(werkplek: Werkplek, sleutel: str, rollen: Mapping[bool, Partijrol]) -> None:
    """The two agreed: that they spoke (today, where nobody wrote down when), and who is what, by side.

    What the other said of itself stands; the rules are ``check_roles``.
    """
    paar = find_paar(werkplek, sleutel, lock=True)
    kanten = sides_written(werkplek.session, paar.samenloop.id)
    stand = stand_of(paar, kanten)
    check_roles({is_ouder: kant.rol for is_ouder, kant in kanten.items()}, rollen, wij=paar.is_ouder)
    for is_ouder in sorted({paar.is_ouder, *rollen}, key=lambda kant: kant is not paar.is_ouder):
        kant = kanten.get(is_ouder) or _new_side(werkplek, paar, is_ouder=is_ouder)
        if is_ouder is paar.is_ouder and not stand.heeft_contact:
            kant.gesproken_op = werkplek.omgeving.vandaag
        kant.rol = rollen.get(is_ouder, kant.rol)
        kant.gewijzigd_op, kant.gewijzigd_door_id = werkplek.omgeving.now, werkplek.actor.medewerker_id
        werkplek.session.flush()
        _tell_written(werkplek, paar, kant)


def close_afstemming(werkplek: Werkplek, sleutel: str, opdracht: CloseAfstemming) -> Afstemming:
    """One side says how it ended; what it adds in words stays on that side.

    The pair is confirmed or rejected with it; nothing is ever joined here (domain.md §6).
    """
    paar = find_paar(werkplek, sleutel, lock=True)
    check_closing(opdracht, stand_of(paar, sides_written(werkplek.session, paar.samenloop.id)))
    afstemming, samenloop = paar.afstemming, paar.samenloop
    _end(werkplek, afstemming, opdracht.uitkomst)
    if opdracht.toelichting:
        plek = Plek("afstemming", samenloop.id, "toelichting")
        afstemming.toelichting_verzegeld = werkplek.seal(afstemming, plek, opdracht.toelichting)
        afstemming.toelichting_van_ouder = paar.is_ouder
    samenloop.status, samenloop.besluit = BESLUIT[opdracht.uitkomst]
    samenloop.beslist_op, samenloop.beslist_door_ouder = werkplek.omgeving.now, paar.is_ouder
    samenloop.beslist_door_id = werkplek.actor.medewerker_id
    samenloop.beslist_organisatie_id = werkplek.actor.organisatie_id
    afgesloten = happened(
        GebeurtenisSoort.AFSTEMMING_AFGESLOTEN, samenloop=samenloop.id, uitkomst=opdracht.uitkomst
    )
    _tell(werkplek, paar, afgesloten)
    return afstemming


def _end(werkplek: Werkplek, afstemming: Afstemming, uitkomst: Afstemmingsuitkomst) -> None:
    afstemming.uitkomst, afstemming.afgesloten_op = uitkomst, werkplek.omgeving.now
    afstemming.afgesloten_door_id = werkplek.actor.medewerker_id


def _new_side(werkplek: Werkplek, paar: Paar, *, is_ouder: bool) -> Afstemmingskant:  # a side, not a switch
    kant = Afstemmingskant(
        samenloop_id=paar.samenloop.id, is_ouder=is_ouder, gewijzigd_op=werkplek.omgeving.now
    )
    werkplek.session.add(kant)
    return kant


def _tell_written(werkplek: Werkplek, paar: Paar, kant: Afstemmingskant) -> None:
    vastgelegd = happened(
        GebeurtenisSoort.AFSTEMMING_VASTGELEGD,
        samenloop=paar.samenloop.id,
        ouder=kant.is_ouder,
        gesproken=kant.gesproken_op,
        rol=kant.rol,
    )
    _tell(werkplek, paar, vastgelegd)


def _write(werkplek: Werkplek, paar: Paar, kant: Afstemmingskant, opdracht: RecordAfstemming) -> None:
    if opdracht.gesproken_op is not None:
        kant.gesproken_op = opdracht.gesproken_op
        kant.met_verzegeld = _sealed(werkplek, paar, "met", opdracht.gesproken_met)
    if opdracht.rol is not None:
        kant.rol = opdracht.rol
    if opdracht.verwachting is not None:
        kant.verwachting_verzegeld = _sealed(werkplek, paar, "verwachting", opdracht.verwachting)
    if opdracht.belang is not None:
        kant.belang_verzegeld = _sealed(werkplek, paar, "belang", opdracht.belang)
    kant.gewijzigd_op, kant.gewijzigd_door_id = werkplek.omgeving.now, werkplek.actor.medewerker_id
    werkplek.session.flush()


def _sealed(werkplek: Werkplek, paar: Paar, veld: str, tekst: str | None) -> bytes | None:
    plek = side_place(paar.samenloop.id, veld, paar.is_ouder)
    return werkplek.seal(paar.afstemming, plek, tekst)


def _tell(werkplek: Werkplek, paar: Paar, gebeurtenis: NieuweGebeurtenis) -> None:
    """In the history of each tafel; a casus keeps silent, for others follow its history (I9)."""
    for zijde in (paar.ouder, paar.jonger):
        if zijde.tafel is not None:
            tafel = find_tafel(werkplek.session, str(zijde.tafel.id), lock=True)
            record_on_tafel(werkplek, tafel, gebeurtenis)
