"""Vangnet, the daily work: offers, promises, messages and reopenings that nobody gets on with.

Purpose: see queries/intern/vangnet.py. Sources: domain.md §3, §4, I6, I7.
"""

from sqlalchemy import String, and_, case, exists, func, or_, type_coerce
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.domain.actor import ActorSoort
from app.domain.berichttermen import BerichtStatus
from app.domain.termen import OverdrachtStatus
from app.domain.termijnen.regels import Termijncode
from app.domain.vangnet import Vangnetsoort
from app.models import (
    Bericht,
    Casus,
    Eigenaarschap,
    Gebeurtenis,
    Medewerker,
    Melding,
    MeldingCasus,
    Overdracht,
    Termijn,
)
from app.queries.intern.vangnetregel import Peil, Statement, day_of, finding, of_casus
from app.queries.klachtbericht import klacht_of_bericht
from app.queries.lopend import is_pending, is_running
from app.queries.relatiefeiten import is_treated, treats


def unanswered_offers(nu: Peil) -> Statement:
    """Past its day and still open; or expired, and no person at the owner did anything since."""
    later = aliased(Overdracht)
    opnieuw = exists().where(
        col(later.casus_id) == col(Overdracht.casus_id),  # the index
        col(later.eigenaarschap_id) == col(Overdracht.eigenaarschap_id),
        col(later.aangeboden_op) > col(Overdracht.aangeboden_op),
    )
    opgepakt = exists().where(
        col(Gebeurtenis.stroom_id) == col(Casus.id),
        col(Gebeurtenis.op) > col(Overdracht.beeindigd_op),
        col(Gebeurtenis.actor_soort).in_([ActorSoort.MEDEWERKER, ActorSoort.SYSTEEM]),
        col(Gebeurtenis.organisatie_id) == col(Casus.eigenaar_id),
    )
    laat = and_(is_pending(), col(Overdracht.uiterlijk) < nu.vandaag)
    verlopen = and_(
        col(Overdracht.status) == OverdrachtStatus.VERLOPEN,
        col(Overdracht.eigenaarschap_id) == col(Casus.huidig_eigenaarschap_id),
        ~opnieuw.correlate(Overdracht),
        ~opgepakt.correlate(Overdracht, Casus),
    )
    return (
        of_casus(
            Vangnetsoort.AANBOD_ONBEANTWOORD,
            nu,
            sinds=col(Overdracht.uiterlijk),
            id=col(Overdracht.id),
            partij_id=col(Overdracht.naar_organisatie_id),
        )
        .join(Overdracht, col(Overdracht.casus_id) == col(Casus.id))
        .where(or_(laat, verlopen))
    )


def late_promises(nu: Peil) -> Statement:
    """Every promise but the clock of an offer, which has a line of its own."""
    van_eigenaar = col(Termijn.verantwoordelijke_id) == col(Casus.eigenaar_id)
    return (
        finding(
            Vangnetsoort.BELOFTE_TE_LAAT,
            sinds=col(Termijn.uiterlijk),
            id=col(Termijn.id),
            organisatie_id=col(Termijn.verantwoordelijke_id),
            casus_id=col(Casus.id),
            kenmerk=func.coalesce(col(Casus.kenmerk), col(Melding.kenmerk)),
            behandelaar_id=case((van_eigenaar, col(Medewerker.id))),
            behandelaar=case((van_eigenaar, col(Medewerker.naam))),
            klacht_id=col(Termijn.klacht_id),
            code=type_coerce(col(Termijn.code), String()),
        )
        .select_from(Termijn)
        .outerjoin(Melding, col(Melding.id) == col(Termijn.melding_id))
        .outerjoin(
            MeldingCasus,
            and_(
                col(MeldingCasus.melding_id) == col(Termijn.melding_id),
                col(MeldingCasus.tot).is_(None),
                col(MeldingCasus.volgorde) == 1,
            ),
        )
        .outerjoin(Casus, col(Casus.id) == func.coalesce(col(Termijn.casus_id), col(MeldingCasus.casus_id)))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, treats(nu.vandaag))
        .where(
            is_running(),
            col(Termijn.uiterlijk) < nu.vandaag,
            col(Termijn.code) != Termijncode.OVERDRACHT_AANVAARDEN,
        )
    )


def failed_messages(nu: Peil) -> Statement:
    """Did not go out, or nobody knows whether it arrived; one that came back has a promise of its own."""
    return _messages(Vangnetsoort.BERICHT_MISLUKT, nu).where(
        col(Bericht.status).in_([BerichtStatus.MISLUKT, BerichtStatus.ONZEKER])
    )


def stuck_messages(nu: Peil) -> Statement:
    """Waits to be told for longer than our patience."""
    return _messages(Vangnetsoort.BERICHT_BLIJFT_LIGGEN, nu).where(
        col(Bericht.status) == BerichtStatus.TE_VERSTUREN, col(Bericht.aangemaakt_op) <= nu.geduld
    )


def _messages(soort: Vangnetsoort, nu: Peil) -> Statement:
    van_eigenaar = col(Bericht.organisatie_id) == col(Casus.eigenaar_id)
    return (
        finding(
            soort,
            sinds=day_of(col(Bericht.aangemaakt_op)),
            id=col(Bericht.id),
            organisatie_id=col(Bericht.organisatie_id),
            casus_id=col(Casus.id),
            kenmerk=col(Casus.kenmerk),
            behandelaar_id=case((van_eigenaar, col(Medewerker.id))),
            behandelaar=case((van_eigenaar, col(Medewerker.naam))),
            klacht_id=klacht_of_bericht(),
            code=type_coerce(col(Bericht.moment), String()),
        )
        .select_from(Bericht)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, treats(nu.vandaag))
    )


def unconfirmed_reopenings(nu: Peil) -> Statement:
    """A later open period that still begins with its first owner, whom nobody works for on it (I7)."""
    return of_casus(Vangnetsoort.HEROPENING_ONBEVESTIGD, nu, sinds=day_of(col(Eigenaarschap.van))).where(
        col(Casus.periode) > 1,
        col(Eigenaarschap.vorige_tot).is_(None),
        col(Eigenaarschap.van) <= nu.geduld,
        ~is_treated(nu.vandaag),
    )
