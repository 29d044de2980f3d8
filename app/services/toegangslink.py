"""Toegangslink: making and ending links and their codes, for every doel (§5, I11).

Values and codes are sealed with the key of what they open: who takes a copy of the database cannot use them,
and destroying that key destroys them too. Only the hash of a link is stored openly.
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from app.domain.toegangslink import (
    CIJFERS,
    GELDIG,
    LINK_BYTES,
    Codestand,
    Codeweg,
    Linkdoel,
    is_usable,
    read_code,
    read_link,
    write_code,
    write_link,
)
from app.kluis import Plek
from app.models import Casus, Melding, Toegangscode, Toegangslink
from app.queries.toegangslink import claim_code, codes_of, end_visits, live_link
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True)
class Linkhouder:
    """What a link opens, and the dossier whose key seals it."""

    doel: Linkdoel
    doel_id: UUID
    dossier: Melding | Casus
    #: The party that is let in; None: a melder.
    organisatie_id: UUID | None = None
    #: Until when it counts; None: as long as what it opens.
    tot: datetime | None = None


def of_melding(melding: Melding) -> Linkhouder:
    """The own page of who asked."""
    return Linkhouder(Linkdoel.VOLG, melding.id, melding)


def hash_of_link(getypt: str) -> str:
    """Under which a link is stored, however it was typed."""
    return sha256(read_link(getypt).encode()).hexdigest()


def make_link(werkplek: Werkplek, houder: Linkhouder) -> tuple[Toegangslink, str]:
    """A new link with its value; the one before must have ended (``end_link``)."""
    waarde = write_link(secrets.token_bytes(LINK_BYTES))
    link = Toegangslink(
        id=werkplek.omgeving.new_id(),
        doel=houder.doel,
        doel_id=houder.doel_id,
        melding_id=houder.doel_id if houder.doel is Linkdoel.VOLG else None,
        casus_id=None if houder.doel is Linkdoel.VOLG else houder.dossier.id,
        organisatie_id=houder.organisatie_id,
        verloopt_op=houder.tot,
        hash=hash_of_link(waarde),
        gemaakt_op=werkplek.omgeving.now,
        gemaakt_door_id=werkplek.actor.medewerker_id,
    )
    link.waarde_verzegeld = werkplek.seal(houder.dossier, _place("toegangslink", link.id, "waarde"), waarde)
    werkplek.session.add(link)
    return link, waarde


def live_value(werkplek: Werkplek, houder: Linkhouder) -> tuple[Toegangslink, str] | None:
    """The link that works, with its value; None when there is none."""
    link = live_link(werkplek.session, houder.doel, houder.doel_id)
    if link is None:
        return None
    plek = _place("toegangslink", link.id, "waarde")
    return link, werkplek.unseal(houder.dossier, plek, link.waarde_verzegeld) or ""


def end_link(werkplek: Werkplek, link: Toegangslink) -> None:
    """The link, its codes and every visit through it stop at once."""
    link.ingetrokken_op = werkplek.omgeving.now
    link.ingetrokken_door_id = werkplek.actor.medewerker_id
    for code in codes_of(werkplek.session, link.id):
        _end_code(werkplek, code)
    end_visits(werkplek.session, link.id, werkplek.omgeving.now)
    werkplek.session.flush()  # partial unique index: the old one first


def make_code(
    werkplek: Werkplek, houder: Linkhouder, link: Toegangslink, weg: Codeweg
) -> tuple[Toegangscode, str]:
    """A new code of this kind; those of the same kind before it do not count any more."""
    for eerder in codes_of(werkplek.session, link.id):
        if eerder.weg is weg:
            _end_code(werkplek, eerder)
    waarde = write_code(secrets.randbelow(10 ** CIJFERS[weg]), weg)
    duur = GELDIG[weg]
    code = Toegangscode(
        id=werkplek.omgeving.new_id(),
        link_id=link.id,
        weg=weg,
        gemaakt_op=werkplek.omgeving.now,
        gemaakt_door_id=werkplek.actor.medewerker_id,
        verloopt_op=None if duur is None else werkplek.omgeving.now + duur,
        mailen_na=werkplek.omgeving.now if weg is Codeweg.MAIL else None,
    )
    code.code_verzegeld = werkplek.seal(houder.dossier, _place("toegangscode", code.id, "code"), waarde)
    werkplek.session.add(code)
    return code, waarde


def letter_code(werkplek: Werkplek, houder: Linkhouder, link: Toegangslink) -> str:
    """The code that stands on every letter with this link: the same each time, so no letter goes stale."""
    for code in codes_of(werkplek.session, link.id):
        if code.weg is Codeweg.BRIEF:
            return open_code(werkplek, houder.dossier, code)
    return make_code(werkplek, houder, link, Codeweg.BRIEF)[1]


def open_code(werkplek: Werkplek, dossier: Melding | Casus, code: Toegangscode) -> str:
    """The digits of a code."""
    plek = _place("toegangscode", code.id, "code")
    return werkplek.unseal(dossier, plek, code.code_verzegeld) or ""


def fitting_code(
    werkplek: Werkplek, dossier: Melding | Casus, codes: Sequence[Toegangscode], getypt: str
) -> Toegangscode | None:
    """The code that was typed, among those that count; each is compared in full, in the same time."""
    gelezen, gevonden = read_code(getypt), None
    for code in codes:
        stand = Codestand(code.verloopt_op, code.gebruikt_op, code.ingetrokken_op)
        gelijk = hmac.compare_digest(open_code(werkplek, dossier, code).encode(), gelezen.encode())
        if gelijk and is_usable(stand, werkplek.omgeving.now):
            gevonden = code
    return gevonden


def use_code(werkplek: Werkplek, code: Toegangscode) -> bool:
    """A code of mail or telephone counts once; that of a letter is typed again next time."""
    return code.weg is Codeweg.BRIEF or claim_code(werkplek.session, code.id, werkplek.omgeving.now)


def _end_code(werkplek: Werkplek, code: Toegangscode) -> None:
    code.ingetrokken_op = werkplek.omgeving.now
    code.mailen_na = None


def _place(tabel: str, id_: UUID, kolom: str) -> Plek:
    return Plek(tabel, id_, kolom)
