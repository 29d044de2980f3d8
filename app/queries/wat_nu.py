"""Wat nu: the first promise of each casus, and everything that is due today (R016)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, Uuid, and_, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import col

from app.domain.actor import Actor
from app.domain.tafeltermen import Afstemmingsstap
from app.domain.termijnen.regels import Termijncode
from app.models import Casus, Eigenaarschap, MeldingCasus, Termijn
from app.queries.eenmaal import EIGEN, values, written
from app.queries.lopend import is_running
from app.queries.relatiefeiten import is_treated
from app.queries.uitgeschreven import Blank
from app.queries.werkplek import Werkplek
from app.queries.zichtbaar import casus_with_dossier

#: Of which casussen, in a statement that is composed once.
DEZE: Blank[UUID] = Blank("deze_casussen", type_=Uuid(), expanding=True)
#: What must be done, as an order in plain words.
TE_DOEN: dict[Termijncode, str] = {
    Termijncode.ONTVANGSTBEVESTIGING: "Bevestig de ontvangst aan de melder",
    Termijncode.OVERDRACHT_AANVAARDEN: "Beantwoord het aanbod",
    Termijncode.EERSTE_CONTACT: "Neem contact op met de melder",
    Termijncode.ANTWOORD_MELDER: "Geef de melder antwoord",
    Termijncode.TUSSENBERICHT: "Laat de melder weten hoe het staat",
    Termijncode.SPOED: "Spoed: handel vandaag",
    Termijncode.GEGEVENS_AANVULLEN: "Vul de gegevens aan",
    Termijncode.KLACHT_AFHANDELEN: "Handel de klacht af",
    Termijncode.KLACHT_NIET_IN_BEHANDELING: "Beslis of de klacht in behandeling komt",
    Termijncode.TERUGKOPPELING_LOKET: "Vertel het loket wat er gedaan is",
    Termijncode.BIJDRAGE: "Beantwoord de vraag om een bijdrage",
    Termijncode.SAMENLOOP_BEOORDELEN: "Beoordeel de mogelijke samenloop",
    Termijncode.ADVIES_OPVOLGEN: "Volg het advies op",
    Termijncode.CONTACT_HERSTELLEN: "Een bericht kwam niet aan: herstel het contact",
    Termijncode.INBRENG_BEANTWOORDEN: "Lees wat de melder schreef, en reageer",
    Termijncode.DOORZENDEN: "Stuur het bezwaar of de aanvraag door",
}

#: What a side must do about a jeugdige who seems known elsewhere too.
AFSTEMMEN: dict[Afstemmingsstap, str] = {
    Afstemmingsstap.BEOORDELEN: "Beoordeel of een ander deze jeugdige ook kent",
    Afstemmingsstap.BELLEN: "Bel de ander die deze jeugdige ook lijkt te kennen",
    Afstemmingsstap.ROL_ZEGGEN: "Leg vast wat u voor deze jeugdige bent",
    Afstemmingsstap.REGIE_AFSPREKEN: "Spreek af wie procesregisseur is",
    Afstemmingsstap.AFSLUITEN: "Sluit de afstemming af",
}

#: What the owner asks of whom, and where the jeugdige may be known too: for who may read the dossier (§5).
BINNENSHUIS = frozenset({Termijncode.BIJDRAGE, Termijncode.SAMENLOOP_BEOORDELEN})


def bijdrage_hidden(werkplek: Werkplek) -> ColumnElement[bool]:
    """Whom the owner asks something and where the jeugdige may be known is for who reads the dossier (§5).

    For queries that join the casus of the promise.
    """
    return or_(col(Termijn.code).not_in(sorted(BINNENSHUIS)), casus_with_dossier(werkplek))


def first_promises(werkplek: Werkplek, casus_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Per casus, in words, the first promise of its owner, else of anybody; in one statement."""
    if not casus_ids:
        return {}
    rijen = werkplek.session.execute(_promises_of(werkplek), values(werkplek) | {DEZE.key: list(casus_ids)})
    eerste: dict[UUID, tuple[bool, date, str]] = {}
    for casus_id, van_eigenaar, uiterlijk, code in rijen:
        belofte = (not van_eigenaar, uiterlijk, TE_DOEN[Termijncode(code)])
        eerste[casus_id] = min(belofte, eerste.get(casus_id, belofte))
    return {casus_id: tekst for casus_id, (_, _, tekst) in eerste.items()}


@written
def _promises_of(_werkplek: Werkplek) -> CompoundSelect[Any]:
    kolommen: tuple[Any, ...] = (
        col(Casus.id),
        col(Termijn.verantwoordelijke_id) == col(Casus.eigenaar_id),
        col(Termijn.uiterlijk),
        col(Termijn.code),
    )
    via_melding = (
        sa_select(*kolommen)
        .select_from(Casus)
        .join(MeldingCasus, col(MeldingCasus.casus_id) == col(Casus.id))
        .join(Termijn, col(Termijn.melding_id) == col(MeldingCasus.melding_id))
        .where(col(Casus.id).in_(DEZE), col(MeldingCasus.tot).is_(None))
    )
    zelf = (
        sa_select(*kolommen)
        .select_from(Casus)
        .join(Termijn, col(Termijn.casus_id) == col(Casus.id))
        .where(col(Casus.id).in_(DEZE), col(Termijn.melding_id).is_(None))
    )
    # nothing of a klacht: that stands with neither melding nor casus
    eigen = and_(
        is_running(),
        col(Termijn.code) != Termijncode.BIJDRAGE,
        or_(col(Termijn.code) != Termijncode.SAMENLOOP_BEOORDELEN, col(Casus.eigenaar_id) == EIGEN),
    )
    return via_melding.where(eigen).union_all(zelf.where(eigen))


def due_until(query: Select[Any], werkplek: Werkplek, tot_en_met: date) -> Select[Any]:
    """Narrows a query on termijnen to the promises of our organisatie up to a date, joined to their casus.

    Of my casussen and those nobody took, or all for a coordinator. Offers and bijdragen have their own list.
    """
    actor = werkplek.actor
    query = (
        query.select_from(Termijn)
        .outerjoin(
            MeldingCasus,
            and_(
                col(MeldingCasus.melding_id) == col(Termijn.melding_id),
                col(MeldingCasus.tot).is_(None),
                col(MeldingCasus.volgorde) == 1,
            ),
        )
        .join(Casus, col(Casus.id) == func.coalesce(col(Termijn.casus_id), col(MeldingCasus.casus_id)))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .where(
            is_running(),
            col(Termijn.verantwoordelijke_id) == actor.organisatie_id,
            col(Termijn.uiterlijk) <= tot_en_met,
            col(Termijn.code).not_in([Termijncode.OVERDRACHT_AANVAARDEN, Termijncode.BIJDRAGE]),
        )
        .order_by(col(Casus.spoed_rang), col(Termijn.uiterlijk), col(Termijn.id))
    )
    return query if actor.is_coordinator else query.where(mine_or_nobodys(actor, werkplek.omgeving.vandaag))


def mine_or_nobodys(actor: Actor, vandaag: date) -> ColumnElement[bool]:
    """Of a casus with its ownership: what this person has, or nobody; and what is promised for another."""
    return or_(
        ~is_treated(vandaag),
        col(Eigenaarschap.behandelaar_id).in_(actor.personen),
        col(Casus.eigenaar_id) != actor.organisatie_id,
    )
