"""Tafelzoeken: which agenderingen and casussen may concern the same jeugdige (linkage.md §2, §3).

A person is compared with persons as everywhere; where one side is codes only, both are compared by codes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from app.domain.tafeltermen import Agenderingsoort
from app.domain.termen import CasusStatus
from app.kluis import Kluis, Plek
from app.linkage.codes import Gecodeerd, encode
from app.linkage.codezoeken import search_codes
from app.linkage.deelbaar import Deelbaar, unpack
from app.linkage.registratie import Persoon, Registratie, read_persoon
from app.linkage.sleutels import keys_of
from app.linkage.zoeken import Gevonden, rank, search
from app.models import Agendering
from app.queries.samenlopen import (
    Kandidaat,
    claim_register,
    joined_into,
    load_candidates,
    load_candidates_of,
)
from app.queries.sleutelvraag import agenderingen_that_share, who_share
from app.queries.tafelwerk import persons_on_agendas, replace_agendering_keys
from app.queries.tafelzoeken import Agendakandidaat, load_agendakandidaten
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.koppelsleutel import Sleutelversie, keys_on, numbers_for_lists, open_keys
from app.services.samenloop import SOORT, find_alike, key_numbers, open_persoon
from app.services.samenloopmodel import read_scales

VELDEN = (
    "voornamen", "roepnaam", "tussenvoegsel", "achternaam", "geboortedatum", "postcode", "huisnummer",
    "gemeente",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gelijkend:
    """A registration that may concern the same jeugdige, and how far."""

    kandidaat: Agendakandidaat | Kandidaat
    gevonden: Gevonden


def agenda_person(agendering: Agendering, waarden: Mapping[str, object]) -> Persoon:
    """What linkage reads of a person on an agenda."""
    velden = {veld: str(waarden.get(veld) or "") for veld in VELDEN}
    return read_persoon(Registratie(id=str(agendering.id), **velden))


def agenda_numbers(werkplek: Werkplek, persoon: Persoon) -> list[int]:
    """Under which numbers a person on an agenda is found: by this house, and by lists of codes."""
    return key_numbers(werkplek.kluis, persoon) + numbers_for_lists(open_keys(werkplek), persoon)


def rekey_agendas(session: Session, kluis: Kluis, op: date) -> int:
    """The numbers of every person on an agenda again, as those of jeugdigen; how many persons that were.

    Nobody leaves an agenda meanwhile: what left is found by no number any more.
    """
    claim_register(session)
    versies, personen = keys_on(session, kluis, op), persons_on_agendas(session)
    for agendering in personen:
        persoon = _open_person(kluis, agendering)
        getallen = key_numbers(kluis, persoon) + numbers_for_lists(versies, persoon)
        replace_agendering_keys(session, agendering.id, getallen)
    return len(personen)


def person_on_agendas(werkplek: Werkplek, persoon: Persoon, zonder: UUID | None) -> list[Gelijkend]:
    """Agenderingen of other tafels that may be this person; ``zonder`` is the own tafel."""
    versies = open_keys(werkplek)
    hashes = [g for naam in keys_of(persoon) for g in werkplek.kluis.zoekgetallen(SOORT, naam)]
    hashes += numbers_for_lists(versies, persoon)
    schaal = read_scales(werkplek.session)
    kandidaten = _of_agendas(werkplek, hashes, zonder, schaal.omvang)
    leesbaar = [k for k in kandidaten if k.agendering.soort is Agenderingsoort.PERSOON]
    model, omvang = schaal.model, schaal.omvang
    personen = [_open_person(werkplek.kluis, k.agendering) for k in leesbaar]
    uit = [Gelijkend(leesbaar[g.plaats], g) for g in search(persoon, personen, model, omvang)]
    for versie in versies:
        codes = [k for k in kandidaten if k.agendering.sleutelversie == versie.versie]
        records = [open_codes(werkplek.kluis, k.agendering) for k in codes]
        eigen = encode(persoon, versie.sleutel)
        uit += [Gelijkend(codes[g.plaats], g) for g in search_codes(eigen, records, model, omvang)]
    return uit


def person_in_register(werkplek: Werkplek, persoon: Persoon) -> list[Gelijkend]:
    """Open casussen that may be this person; what went up in another counts as that one."""
    return [
        Gelijkend(loopt, gevonden)
        for kandidaat, gevonden in find_alike(werkplek, persoon)
        if (loopt := _running(werkplek.session, kandidaat)) is not None
    ]


def codes_everywhere(
    werkplek: Werkplek, record: Deelbaar, versie: Sleutelversie, zonder: UUID
) -> list[Gelijkend]:
    """Casussen and agenderingen of other tafels that may be the person behind these codes."""
    schaal = read_scales(werkplek.session)
    gedeeld = who_share(werkplek.session, record.getallen)
    beste = list(map(UUID, rank(gedeeld, schaal.omvang)))
    lopend = {
        kandidaat.jeugdige.id: (kandidaat, loopt)
        for kandidaat in load_candidates(werkplek.session, beste)
        if (loopt := _running(werkplek.session, kandidaat)) is not None
    }
    casussen = [kandidaat for kandidaat, _ in lopend.values()]
    agenda = _of_agendas(werkplek, record.getallen, zonder, schaal.omvang)
    kandidaten: list[Agendakandidaat | Kandidaat] = [*casussen, *_comparable(agenda, versie)]
    records = [_encode(werkplek.kluis, kandidaat, versie) for kandidaat in kandidaten]
    gevonden = search_codes(record.gecodeerd, records, schaal.model, schaal.omvang)
    wie = [*(loopt for _, loopt in lopend.values()), *kandidaten[len(casussen) :]]
    return [Gelijkend(wie[een.plaats], een) for een in gevonden]


def _running(session: Session, kandidaat: Kandidaat) -> Kandidaat | None:
    """A casus on which somebody is at work: this one, or the one that took it in; None where nobody is."""
    casus = joined_into(session, kandidaat.casus)
    if casus.status is not CasusStatus.OPEN:
        return None
    return kandidaat if casus is kandidaat.casus else load_candidates_of(session, [casus.id])[0]


def open_codes(kluis: Kluis, agendering: Agendering) -> Gecodeerd:
    """The codes of a line of keys."""
    assert agendering.codes_verzegeld is not None  # only lines of keys that are on an agenda come here
    plek = Plek("agendering", agendering.id, "codes")
    inhoud = json.loads(kluis.open_sleutel(agendering.sleutel).ontzegel(plek, agendering.codes_verzegeld))
    return unpack(inhoud["codes"], inhoud["gevuld"], letters=inhoud["letters"])


def _of_agendas(
    werkplek: Werkplek, hashes: Sequence[int], zonder: UUID | None, omvang: int
) -> list[Agendakandidaat]:
    gedeeld = agenderingen_that_share(werkplek.session, hashes)
    ids = list(map(UUID, rank(gedeeld, omvang)))
    kandidaten = load_agendakandidaten(werkplek.session, ids, werkplek.omgeving.vandaag)
    return [k for k in kandidaten if k.tafel.id != zonder]


def _comparable(kandidaten: list[Agendakandidaat], versie: Sleutelversie) -> list[Agendakandidaat]:
    """Persons, and codes under the same version of the key."""
    return [k for k in kandidaten if k.agendering.sleutelversie in (None, versie.versie)]


def _encode(kluis: Kluis, kandidaat: Agendakandidaat | Kandidaat, versie: Sleutelversie) -> Gecodeerd:
    if isinstance(kandidaat, Kandidaat):
        return encode(open_persoon(kluis, kandidaat), versie.sleutel)
    if kandidaat.agendering.soort is Agenderingsoort.SLEUTELS:
        return open_codes(kluis, kandidaat.agendering)
    return encode(_open_person(kluis, kandidaat.agendering), versie.sleutel)


def _open_person(kluis: Kluis, agendering: Agendering) -> Persoon:
    if agendering.persoon_verzegeld is None:
        return agenda_person(agendering, {})
    sleutel = kluis.open_sleutel(agendering.sleutel)
    plek = persoon_plek("agendering", agendering.id)
    return agenda_person(agendering, sleutel.ontzegel_json(plek, agendering.persoon_verzegeld))
