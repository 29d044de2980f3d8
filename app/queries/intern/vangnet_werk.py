"""Vangnet, the daily work: offers, promises, messages and reopenings that nobody gets on with.

Purpose: see queries/intern/vangnet.py. Sources: domain.md §3, §4, I6, I7.
"""

from sqlalchemy import ColumnElement, String, Uuid, and_, case, exists, func, literal, or_, type_coerce
from sqlmodel import col

from app.domain.actor import Rol
from app.domain.berichttermen import VRAAGT_AANDACHT, BerichtStatus
from app.domain.klachttermen import OPEN_KLACHT
from app.domain.termijnen.regels import Termijncode
from app.domain.toegang import HELPT_ZELF
from app.domain.vangnet import Vangnetsoort
from app.models import (
    Bericht,
    Casus,
    Eigenaarschap,
    Klacht,
    Linkbezoeker,
    Medewerker,
    MedewerkerRol,
    Melding,
    MeldingCasus,
    Organisatie,
    Overdracht,
    Samenloop,
    Termijn,
)
from app.queries.intern.vangnetregel import Peil, Statement, day_of, finding, of_casus
from app.queries.klachtzicht import names_somebody_of, took_part
from app.queries.lopend import is_pending, is_running
from app.queries.organisaties import is_employed
from app.queries.relatiefeiten import held_by_link, is_treated, last_with_account, treats
from app.queries.verlopen import lies_expired

#: Promises that have a line of their own when they are late.
EIGEN_REGEL = (Termijncode.OVERDRACHT_AANVAARDEN, Termijncode.SAMENLOOP_BEOORDELEN)


def unanswered_offers(nu: Peil) -> Statement:
    """Past its day and still open; or expired, and no person at the owner did anything since."""
    laat = and_(is_pending(), col(Overdracht.uiterlijk) < nu.vandaag)
    return (
        of_casus(
            Vangnetsoort.AANBOD_ONBEANTWOORD,
            nu,
            sinds=col(Overdracht.uiterlijk),
            id=col(Overdracht.id),
            partij_id=col(Overdracht.naar_organisatie_id),
        )
        .join(Overdracht, col(Overdracht.casus_id) == col(Casus.id))
        .where(or_(laat, lies_expired()))
    )


def late_promises(nu: Peil) -> Statement:
    """Every promise but what has a line of its own: the clock of an offer, a samenloop.

    Of an owner without an account the last owner with one sees it too late (I11), and phones.
    """
    van_eigenaar = col(Termijn.verantwoordelijke_id) == col(Casus.eigenaar_id)
    via_link = and_(van_eigenaar, held_by_link(nu.vandaag))
    return (
        finding(
            Vangnetsoort.BELOFTE_TE_LAAT,
            sinds=col(Termijn.uiterlijk),
            id=col(Termijn.id),
            organisatie_id=case((via_link, last_with_account()), else_=col(Termijn.verantwoordelijke_id)),
            partij_id=case((via_link, col(Casus.eigenaar_id))),
            casus_id=col(Casus.id),
            kenmerk=func.coalesce(col(Casus.kenmerk), col(Melding.kenmerk), col(Klacht.kenmerk)),
            behandelaar_id=case((van_eigenaar, col(Medewerker.id))),
            behandelaar=case((van_eigenaar, col(Medewerker.naam))),
            klacht_id=col(Termijn.klacht_id),
            code=type_coerce(col(Termijn.code), String()),
        )
        .select_from(Termijn)
        .outerjoin(Klacht, col(Klacht.id) == col(Termijn.klacht_id))
        .outerjoin(Melding, col(Melding.id) == col(Termijn.melding_id))
        .outerjoin(MeldingCasus, _first_named())
        .outerjoin(Casus, col(Casus.id) == func.coalesce(col(Termijn.casus_id), col(MeldingCasus.casus_id)))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, treats(nu.vandaag))
        .where(
            is_running(),
            col(Termijn.uiterlijk) < nu.vandaag,
            col(Termijn.code).not_in(EIGEN_REGEL),
        )
    )


def unjudged_pairs(nu: Peil) -> Statement:
    """A samenloop that nobody judged by its day: for the owner of the side that must (§6)."""
    return (
        of_casus(
            Vangnetsoort.SAMENLOOP_NIET_BEOORDEELD,
            nu,
            sinds=col(Termijn.uiterlijk),
            id=col(Samenloop.id),
            organisatie_id=col(Termijn.verantwoordelijke_id),
        )
        .join(Termijn, col(Termijn.casus_id) == col(Casus.id))
        .join(Samenloop, col(Samenloop.termijn_id) == col(Termijn.id))
        .where(is_running(), col(Termijn.uiterlijk) < nu.vandaag)
    )


def _first_named() -> ColumnElement[bool]:
    """The casus of the first-named jeugdige of a promise to a melder."""
    return and_(
        col(MeldingCasus.melding_id) == col(Termijn.melding_id),
        col(MeldingCasus.tot).is_(None),
        col(MeldingCasus.volgorde) == 1,
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
            code=type_coerce(col(Bericht.moment), String()),
        )
        .select_from(Bericht)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, treats(nu.vandaag))
    )


def klacht_messages(soort: Vangnetsoort, nu: Peil) -> Statement:
    """Messages about a klacht that failed, came back or wait too long: for who has that klacht. One that came
    back has no promise of its own here."""
    mislukt = col(Bericht.status).in_(VRAAGT_AANDACHT)
    wacht = and_(col(Bericht.status) == BerichtStatus.TE_VERSTUREN, col(Bericht.aangemaakt_op) <= nu.geduld)
    return (
        finding(
            soort,
            sinds=day_of(col(Bericht.aangemaakt_op)),
            id=col(Bericht.id),
            organisatie_id=col(Bericht.organisatie_id),
            kenmerk=col(Klacht.kenmerk),
            klacht_id=col(Klacht.id),
            code=type_coerce(col(Bericht.moment), String()),
        )
        .select_from(Bericht)
        .join(Klacht, col(Klacht.id) == col(Bericht.klacht_id))
        .where(mislukt if soort is Vangnetsoort.BERICHT_MISLUKT else wacht)
    )


def klachten_of_nobody(nu: Peil) -> Statement:
    """A klacht lies where nobody may handle it (nobody handles klachten, or who does took part, 9:7), and who
    received it may not see it again. For who looks after the directory: which organisatie, not which klacht
    (decision 0007)."""
    behandelaar = exists().where(
        col(Medewerker.organisatie_id) == col(Klacht.organisatie_id),
        is_employed(nu.vandaag),
        col(MedewerkerRol.medewerker_id) == col(Medewerker.id),
        col(MedewerkerRol.rol) == Rol.KLACHTBEHANDELAAR,
        ~took_part(col(Medewerker.id)),
    )
    over_hen = or_(
        col(Klacht.beklaagde_id) == col(Klacht.organisatie_id),
        col(Klacht.ontvangen_door_id) != col(Klacht.organisatie_id),
        and_(col(Klacht.beklaagde_id).is_(None), col(Organisatie.soort).in_(sorted(HELPT_ZELF))),
        names_somebody_of(col(Organisatie.id)),
    )
    return (
        finding(
            Vangnetsoort.KLACHT_ZONDER_BEHANDELAAR,
            sinds=day_of(func.min(col(Klacht.vastgelegd_op))),
            id=col(Organisatie.id),
            organisatie_id=literal(nu.vangnethouder, Uuid()),
            kenmerk=col(Organisatie.kenmerk),
            partij_id=col(Organisatie.id),
        )
        .select_from(Klacht)
        .join(Organisatie, col(Organisatie.id) == col(Klacht.organisatie_id))
        .where(col(Klacht.status).in_(sorted(OPEN_KLACHT)), over_hen, ~behandelaar.correlate(Klacht))
        .group_by(col(Organisatie.id), col(Organisatie.kenmerk))
    )


def unconfirmed_reopenings(nu: Peil) -> Statement:
    """A later open period that still begins with its first owner, whom nobody works for on it (I7).

    Of a party without an account: where nobody came in since. That stands with the last owner that has one.
    """
    via_link = held_by_link(nu.vandaag)
    was_er = (
        exists()
        .where(
            col(Linkbezoeker.id) == col(Eigenaarschap.linkbezoeker_id),
            col(Linkbezoeker.genoemd_op) >= col(Eigenaarschap.van),
        )
        .correlate(Eigenaarschap)
    )
    return of_casus(
        Vangnetsoort.HEROPENING_ONBEVESTIGD,
        nu,
        sinds=day_of(col(Eigenaarschap.van)),
        organisatie_id=case((via_link, last_with_account()), else_=col(Casus.eigenaar_id)),
        partij_id=case((via_link, col(Casus.eigenaar_id))),
    ).where(
        col(Casus.periode) > 1,
        col(Eigenaarschap.vorige_tot).is_(None),
        col(Eigenaarschap.van) <= nu.geduld,
        ~is_treated(nu.vandaag),
        ~was_er,
    )
