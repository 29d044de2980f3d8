"""Bijlage: keeping files with a casus, sealed with its key, and sending them along with a bijdrage.

Only what was judged comes here (``Gekeurd``). It is stored in the transaction of the act it belongs to, so
that the act, its files and its history are there together or not at all.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from app.domain.bijlage import (
    DEEL,
    VELD,
    AddBijlagen,
    Bijlagekant,
    Gekeurd,
    WithdrawBijlage,
    assess_number,
    refuse_withdrawal,
)
from app.domain.errors import InvalidInputError, NotVisibleError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, NieuweGebeurtenis, happened
from app.domain.toegang import Recht, rights
from app.kluis import Plek
from app.models import Bijdrage, Bijdragebijlage, Bijlage, Bijlagedeel, Casus
from app.queries.bijlagen import casus_of_bijlage, destroy_parts, find_bijlagen, is_ours, lock_bijlage
from app.queries.dossier import load_dossier
from app.queries.relaties import relations
from app.queries.werkplek import Werkplek
from app.services.bevoegdheid import require_on_open
from app.services.vastleggen import finish_act


def add_bijlagen(werkplek: Werkplek, opdracht: AddBijlagen) -> list[Bijlage]:
    """The owner keeps files with the casus. Refuses none, and more at once than five."""
    dossier = load_dossier(werkplek.session, opdracht.casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    require_on_open(werkplek, dossier, Recht.CORRIGEREN)
    if not opdracht.bestanden:
        raise InvalidInputError([Veldfout(VELD, "Kies een bestand.")])
    assess_number(len(opdracht.bestanden))
    bijlagen = keep(werkplek, dossier.casus, opdracht.bestanden)
    finish_act(werkplek, dossier, *added(bijlagen))
    return bijlagen


def withdraw_bijlage(werkplek: Werkplek, opdracht: WithdrawBijlage) -> Bijlage:
    """Who added a file by mistake takes it back: name and content are destroyed, fact and reason stay.

    Refuses (404) who does not read the casus, (403) a file of another organisatie, and what went along with a
    question or an answer.
    """
    dossier = load_dossier(werkplek.session, casus_of_bijlage(werkplek.session, opdracht.bijlage_id))
    werkplek = werkplek.later_than(*dossier.casussen)
    if Recht.DOSSIER not in rights(relations(werkplek, dossier.focus)):
        raise NotVisibleError("Deze bijlage")
    require_on_open(werkplek, dossier, Recht.CORRIGEREN)
    bijlage, mee = lock_bijlage(werkplek, opdracht.bijlage_id)
    refuse_withdrawal(
        van_ons=is_ours(werkplek, bijlage), ingetrokken=bijlage.ingetrokken_op is not None, meegestuurd=mee
    )
    destroy_parts(werkplek.session, bijlage.id)
    bijlage.naam_verzegeld = None
    bijlage.ingetrokken_op, bijlage.ingetrokken_reden = werkplek.omgeving.now, opdracht.reden
    event = happened(GebeurtenisSoort.BIJLAGE_INGETROKKEN, bijlage=bijlage.id, reden=opdracht.reden)
    finish_act(werkplek, dossier, event)
    return bijlage


def keep(werkplek: Werkplek, casus: Casus, bestanden: Sequence[Gekeurd]) -> list[Bijlage]:
    """Store judged files, sealed in parts with the key of the casus."""
    return [_keep_one(werkplek, casus, bestand) for bestand in bestanden]


def send_along(
    werkplek: Werkplek, bijdrage: Bijdrage, bijlagen: Iterable[Bijlage], kant: Bijlagekant
) -> None:
    """These files go with the question, or with the answer."""
    for bijlage in bijlagen:
        werkplek.session.add(
            Bijdragebijlage(
                id=werkplek.omgeving.new_id(), bijdrage_id=bijdrage.id, bijlage_id=bijlage.id, kant=kant
            )
        )


def collect(
    werkplek: Werkplek, casus: Casus, nieuw: Sequence[Gekeurd], gekozen: Sequence[UUID] = ()
) -> tuple[list[Bijlage], list[Bijlage]]:
    """What goes along with a bijdrage: (all, those that are new). Refuses more at once than five."""
    assess_number(len(nieuw) + len(set(gekozen)))
    bekend = find_bijlagen(werkplek, casus.id, gekozen)
    bewaard = keep(werkplek, casus, nieuw)
    return [*bekend, *bewaard], bewaard


def added(bijlagen: Iterable[Bijlage]) -> list[NieuweGebeurtenis]:
    """The history of files that were kept: ids, no names."""
    return [happened(GebeurtenisSoort.BIJLAGE_TOEGEVOEGD, bijlage=bijlage.id) for bijlage in bijlagen]


def _keep_one(werkplek: Werkplek, casus: Casus, bestand: Gekeurd) -> Bijlage:
    bijlage = Bijlage(
        id=werkplek.omgeving.new_id(),
        casus_id=casus.id,
        soort=bestand.soort,
        grootte=len(bestand.inhoud),
        organisatie_id=werkplek.actor.organisatie_id,
        toegevoegd_op=werkplek.omgeving.now,
        toegevoegd_door_id=werkplek.actor.medewerker_id,
    )
    bijlage.naam_verzegeld = werkplek.seal(casus, Plek("bijlage", bijlage.id, "naam"), bestand.naam)
    werkplek.session.add(bijlage)
    sleutel = werkplek.datasleutel(casus)
    for nummer, begin in enumerate(range(0, len(bestand.inhoud), DEEL)):
        deel = Bijlagedeel(id=werkplek.omgeving.new_id(), bijlage_id=bijlage.id, nummer=nummer)
        plek = Plek("bijlagedeel", deel.id, "inhoud")
        deel.inhoud_verzegeld = sleutel.verzegel_bytes(plek, bestand.inhoud[begin : begin + DEEL])
        werkplek.session.add(deel)
    return bijlage
