"""Vangnet: the rows of each kind of finding, as statements with the same columns (domain.md §8).

Purpose: the vangnet as page, API, metric and exit status. Kenmerken, dates and codes; the one sealed value
that comes along is the jeugdige who almost turns 18, opened only for who may see it. Who may see which row
is decided in queries/vangnet.py.
"""

from typing import Any

from sqlalchemy import (
    CompoundSelect,
    String,
    Uuid,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    type_coerce,
    union_all,
)
from sqlalchemy import select as sa_select
from sqlmodel import col

from app.domain.gebeurtenissen import GebeurtenisSoort
from app.domain.termen import OpvolgingStatus
from app.domain.vangnet import Vangnetsoort
from app.models import (
    Casus,
    Eigenaarschap,
    Gebeurtenis,
    Hartslag,
    Installatie,
    Jeugdige,
    Organisatie,
    Rechtsopvolging,
    Vondst,
)
from app.queries.intern.afstemmingwerk import late_hits
from app.queries.intern.controle import GEEN_DATUM
from app.queries.intern.hartslag import WERK
from app.queries.intern.vangnet_werk import (
    failed_messages,
    klacht_messages,
    klachten_of_nobody,
    late_promises,
    stuck_messages,
    unanswered_offers,
    unconfirmed_reopenings,
    unjudged_pairs,
)
from app.queries.intern.vangnetregel import (
    Peil,
    Statement,
    day_of,
    finding,
    is_reachable_today,
    of_casus,
)
from app.queries.relatiefeiten import held_by_link


def all_findings(nu: Peil) -> CompoundSelect[Any]:
    """Every finding of every kind."""
    return union_all(
        _found_before(nu),
        _silent_worker(nu),
        _unreachable_owners(nu),
        _without_next_date(nu),
        unanswered_offers(nu),
        late_promises(nu),
        failed_messages(nu),
        stuck_messages(nu),
        klacht_messages(Vangnetsoort.BERICHT_MISLUKT, nu),
        klacht_messages(Vangnetsoort.BERICHT_BLIJFT_LIGGEN, nu),
        klachten_of_nobody(nu),
        unconfirmed_reopenings(nu),
        unjudged_pairs(nu),
        *late_hits(nu),
        _late_successions(nu),
        _almost_18(nu),
    )


def _found_before(nu: Peil) -> Statement:
    """What the check of every hour found: rules that do not hold."""
    return finding(
        Vangnetsoort.AFSPRAAK_GEBROKEN,
        sinds=day_of(col(Vondst.sinds)),
        id=col(Vondst.id),
        organisatie_id=literal(nu.vangnethouder, Uuid()),
        kenmerk=col(Vondst.onderwerp),
        melding=col(Vondst.melding),
    ).where(col(Vondst.soort) == Vangnetsoort.AFSPRAAK_GEBROKEN)


def _silent_worker(nu: Peil) -> Statement:
    """No round for a while, or never one; the row of the installation is always there."""
    return (
        finding(
            Vangnetsoort.WERK_STIL,
            sinds=day_of(func.coalesce(col(Hartslag.op), col(Installatie.aangemaakt_op))),
            id=literal(nu.vangnethouder, Uuid()),
            organisatie_id=literal(nu.vangnethouder, Uuid()),
        )
        .select_from(Installatie)
        .outerjoin(Hartslag, col(Hartslag.onderdeel) == WERK)
        .where(func.coalesce(col(Hartslag.op), col(Installatie.aangemaakt_op)) < nu.werk_sinds)
    )


def _unreachable_owners(nu: Peil) -> Statement:
    """Since it lies there, or since the party was blocked when that came later."""
    dicht = (
        sa_select(func.max(col(Gebeurtenis.op)))
        .join(Organisatie, col(Organisatie.id) == col(Gebeurtenis.stroom_id))
        .where(
            col(Gebeurtenis.stroom_id) == col(Casus.eigenaar_id),
            col(Gebeurtenis.soort) == GebeurtenisSoort.ORGANISATIE_GEBLOKKEERD,
            col(Organisatie.toegang_geblokkeerd),
        )
        .correlate(Casus)
        .scalar_subquery()
    )
    van = col(Eigenaarschap.van)
    return of_casus(
        Vangnetsoort.EIGENAAR_ONBEREIKBAAR,
        nu,
        sinds=day_of(case((dicht > van, dicht), else_=van)),
        organisatie_id=literal(nu.vangnethouder, Uuid()),
        partij_id=col(Casus.eigenaar_id),
        behandelaar_id=cast(null(), Uuid()),
        behandelaar=cast(null(), String()),
    ).where(
        ~is_reachable_today(col(Casus.eigenaar_id), nu),
        ~func.coalesce(held_by_link(nu.vandaag), false()),
    )


def _without_next_date(nu: Peil) -> Statement:
    return of_casus(Vangnetsoort.GEEN_VOLGENDE_STAP, nu, sinds=day_of(col(Casus.gebeurtenis_op))).where(
        col(Casus.eerste_datum) == GEEN_DATUM
    )


def _late_successions(nu: Peil) -> Statement:
    """Its day came without a yes; or with a yes, and it was not carried out."""
    bevestigd = col(Rechtsopvolging.status) == OpvolgingStatus.BEVESTIGD
    voorgesteld = col(Rechtsopvolging.status) == OpvolgingStatus.VOORGESTELD
    return (
        finding(
            Vangnetsoort.OPVOLGING_TE_LAAT,
            sinds=col(Rechtsopvolging.per),
            id=col(Rechtsopvolging.id),
            organisatie_id=case(
                (bevestigd, literal(nu.vangnethouder, Uuid())), else_=col(Rechtsopvolging.naar_organisatie_id)
            ),
            kenmerk=col(Organisatie.kenmerk),
            partij_id=col(Rechtsopvolging.van_organisatie_id),
            code=type_coerce(col(Rechtsopvolging.status), String()),
        )
        .select_from(Rechtsopvolging)
        .join(Organisatie, col(Organisatie.id) == col(Rechtsopvolging.van_organisatie_id))
        .where(
            or_(
                and_(voorgesteld, col(Rechtsopvolging.per) <= nu.vandaag),
                and_(bevestigd, col(Rechtsopvolging.per) < nu.vandaag),
            )
        )
    )


def _almost_18(nu: Peil) -> Statement:
    return (
        of_casus(
            Vangnetsoort.BIJNA_ACHTTIEN,
            nu,
            sinds=day_of(col(Vondst.sinds)),
            id=col(Vondst.id),
            sleutel=col(Casus.sleutel),
            jeugdige_id=col(Jeugdige.id),
            persoon=col(Jeugdige.persoon_verzegeld),
        )
        .join(Vondst, col(Vondst.casus_id) == col(Casus.id))
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .where(
            col(Vondst.soort) == Vangnetsoort.BIJNA_ACHTTIEN,
            col(Jeugdige.toekomst_besproken_op).is_(None),
        )
    )
