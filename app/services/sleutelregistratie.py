"""Sleutelregistratie: a list of codes comes on the agenda of a tafel that may not share persons.

Nothing in it can be read here. Each line is an agendering with the codes sealed under its own key; it runs
out and is withdrawn as any other. Counted per organisatie: who holds the key could try names.

A line is known by the name that the tafel gave it. Handed in again it keeps its place, with what was agreed
about it: as it was, or with the new codes of a corrected list or a new key.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.domain.errors import (
    InvalidInputError,
    NotPermittedError,
    RefusedError,
    TooManyAttemptsError,
    Veldfout,
)
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.tafel import refuse_agenda
from app.domain.tafeltermen import Agenderingsoort
from app.domain.toegang import Recht
from app.kluis import Datasleutel, Plek
from app.linkage.deelbaar import Sleutelregel, pack
from app.models import Agendering, Tafel
from app.queries.samenlopen import claim_register
from app.queries.tafels import find_tafel, tafel_rights
from app.queries.tafelwerk import numbers_of, open_lines, replace_agendering_keys, write_agendering_keys
from app.queries.toegang import count_attempt
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.afstemming_begin import compare_agendering
from app.services.agendering import add_agendering, new_agendering
from app.services.koppelsleutel import Sleutelversie, open_keys
from app.services.tafel import record_on_tafel
from app.services.tafelzoeken import codes_everywhere, open_codes

VENSTER = timedelta(days=1)
#: Files per organisatie and day.
BESTANDEN = 20
#: So many wrong lines are told.
EERSTE_FOUTEN = 10


@dataclass(slots=True)
class Aanmelding:
    """What became of the lines of a list: new on the agenda, in the place of an earlier one, or as it was."""

    nieuw: int = 0
    bijgewerkt: int = 0
    stond_er_al: int = 0


def register_keys(
    werkplek: Werkplek, tafel_sleutel: str, sleutelversie: int, regels: list[Sleutelregel]
) -> Aanmelding:
    """All lines come on the agenda, each once, and are compared with what is known elsewhere, in one
    transaction. How long a line may stay is counted from the first time.

    Refuses who does not keep the agenda, a tafel without a ground, a version of the key that no longer
    counts, too many files in a day, and a name that two lines share or that another child has here.
    """
    claim_register(werkplek.session)
    tafel = find_tafel(werkplek.session, tafel_sleutel, lock=True)
    if Recht.AGENDEREN not in tafel_rights(werkplek, tafel):
        raise NotPermittedError("niet_uw_agenda", "Sleutels zet alleen de secretaris op de agenda.")
    if tafel.beeindigd_op is not None:
        raise RefusedError("tafel_beeindigd", "Deze tafel is gestopt.")
    refuse_agenda(tafel.grond, Agenderingsoort.SLEUTELS)
    versie = _version(werkplek, sleutelversie)
    _count(werkplek)
    bekend = _lines_there(werkplek, tafel)
    _check_names(werkplek, versie, regels, bekend)
    aanmelding = Aanmelding()
    for regel in regels:
        eerder = bekend.get(regel.kenmerk)
        if eerder is None:
            _register(werkplek, tafel, versie, regel)
            aanmelding.nieuw += 1
        elif _is_same(werkplek, eerder, versie, regel):
            aanmelding.stond_er_al += 1
        else:
            _renew(werkplek, tafel, versie, (eerder, regel))
            aanmelding.bijgewerkt += 1
    return aanmelding


def _lines_there(werkplek: Werkplek, tafel: Tafel) -> dict[str, Agendering]:
    """The lines of codes on the agenda now, by the name that the tafel gave them; of doubles the first."""
    gevonden: dict[str, Agendering] = {}
    for rij in open_lines(werkplek.session, tafel.id):
        wie = persoon_plek("agendering", rij.id)
        persoon = werkplek.unseal_person(rij, wie, rij.persoon_verzegeld)
        gevonden.setdefault(persoon.get("eigenKenmerk", ""), rij)
    return gevonden


def _check_names(
    werkplek: Werkplek,
    versie: Sleutelversie,
    regels: Sequence[Sleutelregel],
    bekend: Mapping[str, Agendering],
) -> None:
    """Each line its own name; a name that stands there already may not be of another child now."""
    fouten, eerst = [], dict[str, int]()
    for nummer, regel in enumerate(regels, start=1):
        if (vorige := eerst.setdefault(regel.kenmerk, nummer)) != nummer:
            fouten.append(f"Regel {nummer} heeft hetzelfde nummer als regel {vorige}: {regel.kenmerk}.")
        elif regel.kenmerk in bekend and _is_other(werkplek, bekend[regel.kenmerk], versie, regel):
            fouten.append(
                f"Regel {nummer}: onder nummer {regel.kenmerk} staat al een ander kind op de agenda. "
                "Geef deze regel een eigen nummer, of haal de andere eerst van de agenda."
            )
    if fouten:
        raise InvalidInputError([Veldfout("sleutels", zin) for zin in fouten[:EERSTE_FOUTEN]])


def _is_other(werkplek: Werkplek, rij: Agendering, versie: Sleutelversie, regel: Sleutelregel) -> bool:
    """Codes under one key that have nothing in common; under another key nobody can tell."""
    if rij.sleutelversie != versie.versie:
        return False
    oud, nieuw = open_codes(werkplek.kluis, rij).codes.keys(), regel.record.gecodeerd.codes.keys()
    return bool(oud and nieuw) and not oud & nieuw


def _is_same(werkplek: Werkplek, rij: Agendering, versie: Sleutelversie, regel: Sleutelregel) -> bool:
    if rij.sleutelversie != versie.versie:
        return False
    zelfde_getallen = numbers_of(werkplek.session, rij.id) == set(regel.record.getallen)
    return zelfde_getallen and open_codes(werkplek.kluis, rij) == regel.record.gecodeerd


def _register(werkplek: Werkplek, tafel: Tafel, versie: Sleutelversie, regel: Sleutelregel) -> None:
    agendering, sleutel = new_agendering(werkplek, tafel, Agenderingsoort.SLEUTELS)
    wie = persoon_plek("agendering", agendering.id)
    agendering.persoon_verzegeld = sleutel.verzegel_json(wie, {"eigenKenmerk": regel.kenmerk})
    _write(agendering, sleutel, versie, regel)
    add_agendering(werkplek, tafel, agendering)
    write_agendering_keys(werkplek.session, agendering.id, regel.record.getallen)
    _compare(werkplek, tafel, versie, (agendering, regel))


def _renew(
    werkplek: Werkplek, tafel: Tafel, versie: Sleutelversie, lijn: tuple[Agendering, Sleutelregel]
) -> None:
    agendering, regel = lijn
    _write(agendering, werkplek.kluis.open_sleutel(agendering.sleutel), versie, regel)
    replace_agendering_keys(werkplek.session, agendering.id, regel.record.getallen)
    bijgewerkt = happened(
        GebeurtenisSoort.AGENDERING_BIJGEWERKT, agendering=agendering.id, versie=versie.versie
    )
    record_on_tafel(werkplek, tafel, bijgewerkt)
    _compare(werkplek, tafel, versie, lijn)


def _write(agendering: Agendering, sleutel: Datasleutel, versie: Sleutelversie, regel: Sleutelregel) -> None:
    agendering.sleutelversie = versie.versie
    plek = Plek("agendering", agendering.id, "codes")
    agendering.codes_verzegeld = sleutel.verzegel(plek, json.dumps(pack(regel.record.gecodeerd)))


def _compare(
    werkplek: Werkplek, tafel: Tafel, versie: Sleutelversie, lijn: tuple[Agendering, Sleutelregel]
) -> None:
    agendering, regel = lijn
    werkplek.session.flush()
    if werkplek.omgeving.opent_samenlopen:
        gelijkend = codes_everywhere(werkplek, regel.record, versie, tafel.id)
        compare_agendering(werkplek, agendering, tafel, gelijkend)


def _version(werkplek: Werkplek, gevraagd: int) -> Sleutelversie:
    for versie in open_keys(werkplek):
        if versie.versie == gevraagd:
            return versie
    raise InvalidInputError(
        [Veldfout("sleutels", "Deze sleutels zijn met een oude koppelsleutel gemaakt. Maak ze opnieuw.")]
    )


def _count(werkplek: Werkplek) -> None:
    nu = werkplek.omgeving.now
    sleutel = f"sleutels:{werkplek.actor.organisatie_id}"
    if count_attempt(werkplek.session, sleutel, nu, nu - VENSTER) > BESTANDEN:
        raise TooManyAttemptsError(
            "te_vaak", "Vandaag is al vaak een lijst aangemeld. Probeer het morgen weer."
        )
