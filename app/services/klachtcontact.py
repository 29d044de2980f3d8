"""Klachtcontact: another aanspreekpunt for the question, where the klacht is about its owner (domain.md
§7)."""

from uuid import UUID

from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.klacht import other_contacts
from app.domain.klachtopdrachten import ChooseContact
from app.domain.klachtteksten import other_contact
from app.domain.klachttermen import KlachtActie
from app.models import Klacht
from app.queries.gids import name_of_party, open_gids
from app.queries.klachten import parties_around
from app.queries.werkplek import Werkplek
from app.services.klachtberichten import Klachtbericht, tell_klager
from app.services.klachtdossier import Gedaan, Klachtdossier, open_klacht, write_down

A, M = KlachtActie, Berichtmoment


def choose_contact(werkplek: Werkplek, opdracht: ChooseContact) -> Klacht:
    """Another aanspreekpunt for the question, where the klacht is about its owner (domain.md §7): who handles
    the klacht, or the place of receipt. The melder reads it at once."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.AANSPREEKPUNT)
    partij = open_gids(werkplek.session).find(opdracht.organisatie, "organisatie")
    if partij.naam.id not in contacts_to_choose(kd):
        raise InvalidInputError([Veldfout("organisatie", "Kies een van de genoemde organisaties.")])
    kd.klacht.aanspreekpunt_id = partij.naam.id
    bericht = tell_klager(
        werkplek,
        kd,
        Klachtbericht(
            moment=M.KLACHT_BERICHT,
            eenmalig=str(werkplek.omgeving.new_id()),
            afzender_id=kd.klacht.organisatie_id,
            eigen_tekst=other_contact(partij.naam.naam),
        ),
    )
    write_down(
        werkplek, kd, A.AANSPREEKPUNT, Gedaan(bericht=bericht, gegevens={"organisatie": partij.naam.id})
    )
    return kd.klacht


def contacts_to_choose(kd: Klachtdossier) -> tuple[UUID, ...]:
    """Whom the melder may call instead of the owner it complains about."""
    eigenaar = kd.dossier.delen[kd.deel.eerste_casus_id].casus.eigenaar_id
    keuzes = (kd.klacht.organisatie_id, kd.deel.melding.loket_id, kd.deel.melding.geregistreerd_door_id)
    return other_contacts(eigenaar, kd.klacht.beklaagde_id, keuzes)


def offered_contact(werkplek: Werkplek, kd: Klachtdossier) -> tuple[str, ...]:
    """The paragraph that offers another aanspreekpunt; none when the klacht is not about the owner."""
    keuzes = contacts_to_choose(kd)
    return (other_contact(name_of_party(werkplek.session, keuzes[0]).naam),) if keuzes else ()


def contacts_for_page(werkplek: Werkplek, klacht: Klacht) -> tuple[UUID, ...]:
    """The same choices from a row, for a page; who decides looks again under the lock."""
    eigenaar, loket, registrar = parties_around(werkplek.session, klacht)
    return other_contacts(eigenaar, klacht.beklaagde_id, (klacht.organisatie_id, loket, registrar))
