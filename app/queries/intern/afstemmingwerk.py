"""Afstemmingwerk: hits between tafels that wait, each with the side that must act (domain.md §6, §8; R033).

Purpose: the vangnet and the digests. A kenmerk of the own side, a date and a step; of the other side nothing.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    Uuid,
    and_,
    case,
    func,
    literal,
    or_,
    true,
    union_all,
)
from sqlalchemy import select as sa_select
from sqlmodel import Session, col

from app.domain.vangnet import Vangnetsoort
from app.models import Afstemming, Casus, Eigenaarschap, Medewerker, Samenloop, Tafel
from app.queries.afstemmingkanten import VAN_TWEE_KANTEN, Kolommen, is_open, step_of, with_sides
from app.queries.intern.vangnetregel import Peil, Statement, finding
from app.queries.organisaties import is_employed
from app.queries.tafels import is_kept

#: Who must act: the owner of the casus, or who keeps the tafel.
PARTIJ = func.coalesce(col(Casus.eigenaar_id), col(Tafel.tafelhouder_id))


def late_hits(nu: Peil) -> tuple[Statement, ...]:
    """A hit past its day, once: for the older side while it must act, else for the younger.

    Of a tafel whose agenda nobody keeps the vangnethouder has it, and phones who is named in the register.
    """
    niemand = and_(col(Tafel.id).is_not(None), ~is_kept(nu.vandaag))
    bij_wie = case((niemand, literal(nu.vangnethouder, Uuid())), else_=PARTIJ)
    return tuple(
        _waiting(
            finding(
                Vangnetsoort.AFSTEMMING_TE_LAAT,
                sinds=col(Afstemming.uiterlijk),
                id=col(Samenloop.id),
                organisatie_id=bij_wie,
                casus_id=col(Casus.id),
                kenmerk=case((niemand, col(Tafel.kenmerk)), else_=_kenmerk()),
                behandelaar_id=case((~niemand, col(Medewerker.id))),
                behandelaar=case((~niemand, col(Medewerker.naam))),
                partij_id=case((niemand, col(Tafel.tafelhouder_id))),
                tafel_id=case((~niemand, col(Tafel.id))),
                code=step_of(kant, ander),
            ),
            kant,
            ander,
            nu.vandaag,
        ).where(
            col(Afstemming.uiterlijk) < nu.vandaag,
            true() if kant.is_ouder else step_of(ander, kant).is_(None),
        )
        for kant, ander in VAN_TWEE_KANTEN
    )


def hits_before(session: Session, dag: date, vandaag: date) -> Iterator[Row[Any]]:
    """Hits due before a day, for each side that must act, with the person who has them there."""
    query = union_all(
        *(
            _waiting(
                sa_select(
                    *(col(Samenloop.id), col(Afstemming.uiterlijk), _kenmerk().label("kenmerk")),
                    PARTIJ.label("organisatie_id"),
                    col(Tafel.id).label("tafel_id"),
                    case((is_kept(vandaag), 1), else_=0).label("bemenst"),
                    col(Medewerker.id).label("behandelaar_id"),
                    col(Medewerker.naam).label("behandelaar"),
                    step_of(kant, ander).label("stap"),
                ),
                kant,
                ander,
                vandaag,
            ).where(col(Afstemming.uiterlijk) < dag)
            for kant, ander in VAN_TWEE_KANTEN
        )
    )
    yield from session.execute(query)


def _waiting(query: Select[Any], kant: Kolommen, ander: Kolommen, vandaag: date) -> Select[Any]:
    """Narrowed to what waits on this side, joined to who has the casus or keeps the agenda there."""
    wie = or_(
        col(Medewerker.id) == col(Eigenaarschap.behandelaar_id),
        and_(
            col(Medewerker.id) == col(Tafel.secretaris_id),
            col(Medewerker.organisatie_id) == col(Tafel.tafelhouder_id),
        ),
    )
    return (
        with_sides(query, kant, ander)
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, and_(wie, is_employed(vandaag)))
        .where(is_open(), step_of(kant, ander).is_not(None))
    )


def _kenmerk() -> ColumnElement[str]:
    """The own casus; of a line on an agenda the hit itself."""
    return func.coalesce(col(Casus.kenmerk), col(Samenloop.kenmerk), type_=String())
