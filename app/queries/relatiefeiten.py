"""Relatiefeiten: what makes a relation of an organisatie to a casus, each as one condition on its rows (§5).

``relaties`` asks them all of one casus; ``zichtbaar`` and the lists use them to find casussen.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Uuid,
    and_,
    exists,
    false,
    literal,
    literal_column,
    or_,
)
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.domain.actor import Actor, OrganisatieSoort
from app.domain.termen import MeldingStatus, OverdrachtStatus, Tonen
from app.domain.termijnen.regels import Termijncode
from app.models import (
    Casus,
    Eigenaarschap,
    Escalatie,
    Medewerker,
    Melding,
    MeldingCasus,
    Organisatie,
    Overdracht,
    Termijn,
)
from app.queries.enkele import one_of_few
from app.queries.lopend import is_pending
from app.queries.organisaties import (
    Dag,
    Organisatiesleutel,
    has_mailbox_only,
    is_employed,
    is_reachable,
    unreachable,
    with_predecessors,
)


def offered_to(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """An open offer waits on this organisatie."""
    return (
        exists()
        .where(
            col(Overdracht.casus_id) == col(Casus.id),
            col(Overdracht.naar_organisatie_id) == organisatie_id,
            is_pending(),
        )
        .correlate(Casus)
    )


def offered_with_reports(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """The sender of the open offer marked what was told so far for this organisatie to see."""
    return (
        exists()
        .where(
            col(Overdracht.casus_id) == col(Casus.id),
            col(Overdracht.naar_organisatie_id) == organisatie_id,
            is_pending(),
            col(Overdracht.te_tonen).contains(Tonen.VERSLAGEN),
        )
        .correlate(Casus)
    )


def offered_before(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """An offer to this organisatie ended without acceptance."""
    return (
        exists()
        .where(
            col(Overdracht.casus_id) == col(Casus.id),
            col(Overdracht.naar_organisatie_id).in_(with_predecessors(organisatie_id)),
            col(Overdracht.status).in_(
                [OverdrachtStatus.TERUGGEGEVEN, OverdrachtStatus.VERLOPEN, OverdrachtStatus.INGETROKKEN]
            ),
        )
        .correlate(Casus)
    )


def _owned_before(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(Eigenaarschap.casus_id) == col(Casus.id),
            col(Eigenaarschap.organisatie_id).in_(with_predecessors(organisatie_id)),
            col(Eigenaarschap.is_open).is_(False),
        )
        .correlate(Casus)
    )


def passed_on(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """Owned it before and does not own it now: while it does, the rows of the owner decide."""
    return and_(col(Casus.eigenaar_id) != organisatie_id, _owned_before(organisatie_id))


def earlier_link(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """Passed it on, until the melder is answered; or still owes the loket its report (§5 row 7)."""
    return and_(_owned_before(organisatie_id), waits_elsewhere(organisatie_id))


def waits_elsewhere(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """What makes an ``earlier_link`` of a casus that is known to be ``passed_on_and_running``."""
    nog = or_(_melding_is_open(), _owes_report(organisatie_id))
    return and_(col(Casus.eigenaar_id) != organisatie_id, nog)


def passed_on_and_running(organisatie_id: Organisatiesleutel) -> SelectOfScalar[UUID]:
    """Casussen among which every ``earlier_link`` is: a closed one has no open melding and owes no report."""
    return select(Eigenaarschap.casus_id).where(
        literal_column("eigenaarschap.loopt"),
        col(Eigenaarschap.organisatie_id).in_(with_predecessors(organisatie_id)),
        col(Eigenaarschap.is_open).is_(False),
    )


def _melding_is_open() -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(MeldingCasus.casus_id) == col(Casus.id),
            col(MeldingCasus.tot).is_(None),
            col(Melding.id) == col(MeldingCasus.melding_id),
            col(Melding.status) != MeldingStatus.GESLOTEN,
        )
        .correlate(Casus)
    )


def _owes_report(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(MeldingCasus.casus_id) == col(Casus.id),
            col(MeldingCasus.tot).is_(None),
            col(Termijn.melding_id) == col(MeldingCasus.melding_id),
            col(Termijn.code) == Termijncode.TERUGKOPPELING_LOKET,
            col(Termijn.verantwoordelijke_id) == organisatie_id,
            col(Termijn.is_open).is_(True),  # by melding, never by who owes: that is one in thousands
        )
        .correlate(Casus)
    )


def received_at(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """A melding of this casus was received at this loket, and another party owns the casus now.

    While the loket owns it, the rows of the owner decide (§5).
    """
    return and_(col(Casus.eigenaar_id) != organisatie_id, _received(organisatie_id))


def _received(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """Asked as "is it one of the loketten of this casus": the other way round, SQLite would try every melding
    that ever came in at this loket."""
    loketten = (
        select(Melding.loket_id)
        .join(MeldingCasus, col(MeldingCasus.melding_id) == col(Melding.id))
        .where(col(MeldingCasus.casus_id) == col(Casus.id), col(MeldingCasus.tot).is_(None))
        .correlate(Casus)
    )
    eigen = organisatie_id if isinstance(organisatie_id, BindParameter) else literal(organisatie_id, Uuid())
    return eigen.in_(loketten)


def escalated_to(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """An open escalatie asks this organisatie for help."""
    return (
        exists()
        .where(
            col(Escalatie.casus_id) == col(Casus.id),
            col(Escalatie.aan_organisatie_id) == organisatie_id,
            col(Escalatie.afgehandeld_op).is_(None),
        )
        .correlate(Casus)
    )


def catches(actor: Actor) -> bool:
    """Whether this person works for the vangnethouder (§8)."""
    return actor.organisatie_soort is OrganisatieSoort.OZJ and actor.werkt_in_keten


def caught_by(actor: Actor, vandaag: date) -> ColumnElement[bool]:
    """The vangnethouder catches the open casussen of an unreachable owner."""
    return caught_on(vandaag) if catches(actor) else false()


def caught_on(vandaag: Dag) -> ColumnElement[bool]:
    """Open casussen of an owner where nobody can act that day: blocked, no people, no token that may route
    (§8, I11). Asked by owner, in the index of the work list: there are few such owners. A party that accepted
    through a link can act."""
    onbereikbaar = select(unreachable(vandaag).c.id)
    return _caught(one_of_few(col(Casus.eigenaar_id), onbereikbaar), vandaag)


def is_caught(vandaag: Dag) -> ColumnElement[bool]:
    """The same of one casus, which is found already: asked of its owner alone."""
    eigenaar = exists().where(col(Organisatie.id) == col(Casus.eigenaar_id), ~is_reachable(vandaag))
    return _caught(eigenaar.correlate(Casus), vandaag)


def _caught(onbereikbaar: ColumnElement[bool], vandaag: Dag) -> ColumnElement[bool]:
    return and_(
        literal_column("casus.status = 'open'"),
        onbereikbaar,
        ~exists()
        .where(col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id), held_by_link(vandaag))
        .correlate(Casus),
    )


def held_by_link(vandaag: Dag) -> ColumnElement[bool]:
    """Of an ownership: a party without an account took it, and its mailbox still lets somebody in."""
    postvak = exists().where(
        col(Organisatie.id) == col(Eigenaarschap.organisatie_id), has_mailbox_only(vandaag)
    )
    return and_(col(Eigenaarschap.linkbezoeker_id).is_not(None), postvak.correlate(Eigenaarschap))


def last_with_account() -> ScalarSelect[UUID]:
    """The last owner of a casus before now that took it with an account: it sees what gets late there."""
    eerder = aliased(Eigenaarschap, name="eerder")
    return (
        select(eerder.organisatie_id)
        .where(
            col(eerder.casus_id) == col(Casus.id),
            col(eerder.is_open).is_(False),
            col(eerder.linkbezoeker_id).is_(None),
        )
        .order_by(col(eerder.tot).desc())
        .limit(1)
        .correlate(Casus)
        .scalar_subquery()
    )


def treats(vandaag: Dag) -> ColumnElement[bool]:
    """Joins the behandelaar to an ownership; who no longer works there counts as none (§5)."""
    return and_(col(Medewerker.id) == col(Eigenaarschap.behandelaar_id), is_employed(vandaag))


def is_treated(vandaag: date) -> ColumnElement[bool]:
    """Somebody who still works there treats it; for queries that join the ownership."""
    return exists().where(treats(vandaag)).correlate(Eigenaarschap)


def treated_by(actor: Actor) -> SelectOfScalar[UUID]:
    """Casussen that this actor treats, or somebody whom this actor replaces."""
    return select(Eigenaarschap.casus_id).where(
        literal_column("eigenaarschap.is_open"), col(Eigenaarschap.behandelaar_id).in_(actor.personen)
    )
