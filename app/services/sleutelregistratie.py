"""Sleutelregistratie: a list of codes comes on the agenda of a tafel that may not share persons.

Nothing in it can be read here. Each line is an agendering with the codes sealed under its own key; it runs
out and is withdrawn as any other. Counted per organisatie: who holds the key could try names.
"""

import json
from datetime import timedelta

from app.domain.errors import (
    InvalidInputError,
    NotPermittedError,
    RefusedError,
    TooManyAttemptsError,
    Veldfout,
)
from app.domain.tafel import refuse_agenda
from app.domain.tafeltermen import Agenderingsoort
from app.domain.toegang import Recht
from app.kluis import Plek
from app.linkage.deelbaar import Sleutelregel, pack
from app.models import Agendering, Tafel
from app.queries.samenlopen import claim_register
from app.queries.tafels import find_tafel, tafel_rights
from app.queries.tafelwerk import write_agendering_keys
from app.queries.toegang import count_attempt
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.afstemming_begin import compare_agendering
from app.services.agendering import add_agendering, new_agendering
from app.services.koppelsleutel import Sleutelversie, open_keys
from app.services.tafelzoeken import codes_everywhere

VENSTER = timedelta(days=1)
#: Files per organisatie and day.
BESTANDEN = 20


def register_keys(
    werkplek: Werkplek, tafel_sleutel: str, sleutelversie: int, regels: list[Sleutelregel]
) -> list[Agendering]:
    """All lines come on the agenda, and are compared with what is known elsewhere, in one transaction.

    Refuses who does not keep the agenda, a tafel without a ground, a version of the key that no longer
    counts, and too many files in a day.
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
    return [_register(werkplek, tafel, versie, regel) for regel in regels]


def _register(werkplek: Werkplek, tafel: Tafel, versie: Sleutelversie, regel: Sleutelregel) -> Agendering:
    agendering, sleutel = new_agendering(werkplek, tafel, Agenderingsoort.SLEUTELS)
    agendering.sleutelversie = versie.versie
    wie = persoon_plek("agendering", agendering.id)
    agendering.persoon_verzegeld = sleutel.verzegel_json(wie, {"eigenKenmerk": regel.kenmerk})
    plek = Plek("agendering", agendering.id, "codes")
    agendering.codes_verzegeld = sleutel.verzegel(plek, json.dumps(pack(regel.record.gecodeerd)))
    add_agendering(werkplek, tafel, agendering)
    write_agendering_keys(werkplek.session, agendering.id, regel.record.getallen)
    werkplek.session.flush()
    if werkplek.omgeving.opent_samenlopen:
        gelijkend = codes_everywhere(werkplek, regel.record, versie, tafel.id)
        compare_agendering(werkplek, agendering, tafel, gelijkend)
    return agendering


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
