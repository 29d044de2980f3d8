"""Samenloopdeur: one decision about any samenloop, of two casussen or with a tafel (domain.md §6; api.md).

With a tafel it is done by the acts of ``afstemming``, which a page does one by one: there is one truth about
what was agreed, and two ways in.
"""

from collections.abc import Iterator
from uuid import UUID

from app.domain.afstemming import CloseAfstemming, check_decision
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.samenloop import DecideSamenloop, Samenloopbesluit
from app.domain.tafeltermen import Afstemmingsuitkomst, Partijrol
from app.queries.afstemmingbeelden import Paar, Zijde, sides_written, stand_of
from app.queries.afstemmingen import find_paar
from app.queries.collegas import works_for
from app.queries.gids import open_gids
from app.queries.werkplek import Werkplek
from app.services.afstemming import close_afstemming, record_agreement, share_afstemming


def decide_with_tafel(werkplek: Werkplek, opdracht: DecideSamenloop) -> UUID:
    """Koppelen says that it is the same jeugdige, that both spoke, and who is what; afwijzen that it is not.

    The other side hears of it, where it did not yet. Refuses samenvoegen, what was closed, a party that has
    no part in it, and roles against what the other said itself.
    """
    sleutel = str(opdracht.samenloop_id)
    paar = find_paar(werkplek, sleutel, lock=True)
    check_decision(opdracht, stand_of(paar, sides_written(werkplek.session, paar.samenloop.id)))
    if opdracht.uitkomst is Samenloopbesluit.AFGEWEZEN:
        uitkomst = Afstemmingsuitkomst.ANDERE_JEUGDIGE
    else:
        rollen = dict(_roles(werkplek, paar, opdracht))
        if paar.afstemming.gedeeld_op is None:
            share_afstemming(werkplek, sleutel)
        record_agreement(werkplek, sleutel, rollen)
        stand = stand_of(paar, sides_written(werkplek.session, paar.samenloop.id))
        uitkomst = (
            Afstemmingsuitkomst.REGIE_AFGESPROKEN
            if stand.heeft_regie
            else Afstemmingsuitkomst.ZELFDE_GEEN_AFSTEMMING
        )
    close_afstemming(werkplek, sleutel, CloseAfstemming(uitkomst=uitkomst, toelichting=opdracht.reden))
    return paar.samenloop.id


def _roles(werkplek: Werkplek, paar: Paar, opdracht: DecideSamenloop) -> Iterator[tuple[bool, Partijrol]]:
    """By side: what was agreed of each party, and whose procesregisseur was named."""
    gezien: list[bool] = []
    for partij, rol in opdracht.rollen:
        kant = next((k for k in _sides_of(werkplek, paar, partij) if k not in gezien), None)
        if kant is None:
            raise InvalidInputError(
                [
                    Veldfout(
                        "rollen", "Noem elke partij van deze samenloop hoogstens één keer, en geen andere."
                    )
                ]
            )
        gezien.append(kant)
        yield kant, rol
    if opdracht.procesregisseur_id is not None:
        yield _side_with(werkplek, paar, opdracht.procesregisseur_id), Partijrol.PROCESREGISSEUR


def _sides_of(werkplek: Werkplek, paar: Paar, partij: str) -> list[bool]:
    """The sides of an organisatie or tafel, the own one first; of who is shielded the own one alone."""
    return [is_ouder for is_ouder, zijde in _known(paar) if partij in _names(werkplek, zijde)]


def _side_with(werkplek: Werkplek, paar: Paar, medewerker_id: UUID) -> bool:
    vandaag = werkplek.omgeving.vandaag
    for is_ouder, zijde in _known(paar):
        if works_for(werkplek.session, medewerker_id, zijde.partij_id, vandaag):
            return is_ouder
    raise InvalidInputError(
        [Veldfout("procesregisseur", "Kies iemand die bij één van beide partijen werkt.")]
    )


def _known(paar: Paar) -> list[tuple[bool, Zijde]]:
    eigen, ander = (paar.is_ouder, paar.eigen), (not paar.is_ouder, paar.ander)
    return [eigen] if paar.afstemming.afgeschermd else [eigen, ander]


def _names(werkplek: Werkplek, zijde: Zijde) -> set[str]:
    partij = open_gids(werkplek.session).name(zijde.partij_id)
    namen = {str(partij.id), partij.kenmerk}
    return namen | ({str(zijde.tafel.id), zijde.tafel.kenmerk} if zijde.tafel else set())
