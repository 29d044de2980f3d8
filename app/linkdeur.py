"""Linkdeur: for whom links are: melders on their own page, and parties without an account."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.domain.actor import Actor
from app.models import Casus, Melder, Melding, Organisatie
from app.queries.partijlink import find_party_link, lives_in_hiding, party_actor
from app.queries.toegangslink import Linkrij, find_link, melder_actor
from app.queries.werkplek import Werkplek
from app.services.toegangsmail import mailbox_of


@dataclass(frozen=True, slots=True)
class Deur:
    """For whom links are: how one is found, who comes in by it, and where a code can be mailed."""

    zoek: Callable[[Session, str, datetime], Linkrij | None]
    actor: Callable[[Session, Linkrij], Actor]
    postbus: Callable[[Werkplek, Linkrij], str | None]


def _melder_behind(session: Session, rij: Linkrij) -> Actor:
    return melder_actor(session, *_melder_of(rij))


def _mailbox_of_melder(desk: Werkplek, rij: Linkrij) -> str | None:
    return mailbox_of(desk, *_melder_of(rij))


def _melder_of(rij: Linkrij) -> tuple[Melding, Melder]:
    assert isinstance(rij.dossier, Melding)  # ``find_link`` finds no other
    assert rij.melder is not None
    return rij.dossier, rij.melder


def _party_behind(_session: Session, rij: Linkrij) -> Actor:
    casus, organisatie = _party_of(rij)
    return party_actor(rij.link, casus, organisatie, None)


def _mailbox_of_party(desk: Werkplek, rij: Linkrij) -> str | None:
    """Its own mailbox and no other way: who offered must not be able to let itself in (decision 0012)."""
    casus, organisatie = _party_of(rij)
    lives_in_hiding(desk.session, casus.id)  # as much work as for a melder
    return organisatie.email


def _party_of(rij: Linkrij) -> tuple[Casus, Organisatie]:
    assert isinstance(rij.dossier, Casus)  # ``find_party_link`` finds no other
    assert rij.organisatie is not None
    return rij.dossier, rij.organisatie


VOOR_MELDERS = Deur(find_link, _melder_behind, _mailbox_of_melder)
VOOR_PARTIJEN = Deur(find_party_link, _party_behind, _mailbox_of_party)
