"""Vastleggen: how every act ends: first dates right, versions up, history appended."""

from collections.abc import Iterable
from uuid import UUID

from app.audit.gebeurtenissen import append
from app.domain.gebeurtenissen import NieuweGebeurtenis
from app.queries.dossier import Dossier
from app.queries.werkplek import Werkplek
from app.services.termijnen import settle_pointers


def record(
    werkplek: Werkplek,
    dossier: Dossier,
    casus_ids: Iterable[UUID],
    *gebeurtenissen: NieuweGebeurtenis,
) -> None:
    """Point to the first dates (I4), raise the versions and append to the stream of each casus."""
    geraakt = set(casus_ids)
    for casus in dossier.casussen:
        if casus.id in geraakt:
            casus.versie += 1
    for deel in dossier.meldingen:
        if geraakt & set(deel.casus_ids):
            deel.melding.versie += 1
    note(werkplek, dossier, geraakt, *gebeurtenissen)


def note(
    werkplek: Werkplek,
    dossier: Dossier,
    casus_ids: Iterable[UUID],
    *gebeurtenissen: NieuweGebeurtenis,
) -> None:
    """The same for what was found about a casus and changed nothing of it: the versions stay."""
    settle_pointers(dossier)
    geraakt = set(casus_ids)
    for casus in dossier.casussen:
        if casus.id in geraakt:
            append(werkplek.session, casus, werkplek.actor, werkplek.omgeving, *gebeurtenissen)
    werkplek.session.flush()


def finish_act(werkplek: Werkplek, dossier: Dossier, *gebeurtenissen: NieuweGebeurtenis) -> None:
    """``record`` for an act on the casus that is meant."""
    record(werkplek, dossier, [dossier.focus], *gebeurtenissen)
