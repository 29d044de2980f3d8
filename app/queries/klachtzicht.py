"""Klachtzicht: who may know of a klacht, as one condition for every list and as facts for the policy (§5).

A klacht is for the klachtbehandelaar of who has it, for its place of receipt until it is sent on, and for
nobody who took part in what it is about. Colleagues of the beklaagde never meet it (decision 0007): every
door asks here.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Uuid,
    and_,
    cast,
    exists,
    false,
    func,
    or_,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy import select as sa_select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col, select

from app.domain.actor import Actor, Rol
from app.domain.errors import NotVisibleError
from app.domain.gebeurtenissen import GebeurtenisSoort
from app.domain.klachttoegang import Klachtfeiten, klacht_relations
from app.domain.termen import Aard
from app.domain.toegang import HELPT_ZELF, Recht, Relatie, may_have_klachten, rights
from app.models import (
    Beklaagde,
    Eigenaarschap,
    Gebeurtenis,
    Klacht,
    Klachtdoorzending,
    Medewerker,
    Melding,
    MeldingCasus,
    Organisatie,
)
from app.queries.werkplek import Werkplek

WAT = "Deze klacht"
#: A person, or each one of a statement.
Wie = UUID | Mapped[UUID]
#: Who only wrote a melding down took no part in what the klacht is about (9:7).
ALLEEN_ONTVANGST = (
    GebeurtenisSoort.MELDING_GEREGISTREERD,
    GebeurtenisSoort.MELDING_GEKOPPELD,
    GebeurtenisSoort.CASUS_GEOPEND,
    GebeurtenisSoort.MELDING_HEROPEND,
    GebeurtenisSoort.CASUS_HEROPEND,
)


def is_visible(werkplek: Werkplek) -> ColumnElement[bool]:
    """Klachten of which this actor may know the kenmerk; for queries on klachten. Who is complained about
    reads the klaagschrift on a page of its own, and finds nothing in a list."""
    actor = werkplek.actor
    if not may_have_klachten(actor):
        return false()
    behandelt = true() if Rol.KLACHTBEHANDELAAR in actor.rollen else false()
    buitenstaander = ~_about_us(actor) if actor.werkt_in_keten else false()
    als_behandelaar = and_(behandelt, ~took_part(actor.id))
    ligt_hier = col(Klacht.organisatie_id) == actor.organisatie_id
    hier_binnen = and_(ligt_hier, col(Klacht.ontvangen_door_id) == actor.organisatie_id)
    return and_(
        ~is_named(actor.id),
        or_(
            and_(als_behandelaar, or_(ligt_hier, _sent_on(actor))),
            and_(buitenstaander, or_(hier_binnen, _sent_on(actor))),
        ),
    )


def visible_klachten(werkplek: Werkplek) -> Select[UUID]:
    """Their ids; what lies elsewhere is found through who sent it on, so no list reads every klacht."""
    eigen = werkplek.actor.organisatie_id
    hier = sa_select(col(Klacht.id)).where(col(Klacht.organisatie_id) == eigen)
    verder = sa_select(col(Klachtdoorzending.klacht_id)).where(
        col(Klachtdoorzending.van_organisatie_id) == eigen
    )
    return sa_select(col(Klacht.id)).where(col(Klacht.id).in_(union_all(hier, verder)), is_visible(werkplek))


def relations_to_klacht(werkplek: Werkplek, klacht: Klacht) -> frozenset[Relatie]:
    """The relations of the actor to one klacht; one statement."""
    actor = werkplek.actor
    feiten = (is_named(actor.id), _sent_on(actor), took_part(actor.id), _about_us(actor))
    query = sa_select(*feiten).select_from(Klacht).where(col(Klacht.id) == klacht.id)
    genoemd, zond, deed_mee, over_ons = werkplek.session.execute(query).one()
    eigen = actor.organisatie_id
    return klacht_relations(
        actor,
        Klachtfeiten(
            is_beklaagde=bool(genoemd),
            ligt_bij_ons=klacht.organisatie_id == eigen,
            kwam_bij_ons_binnen=klacht.ontvangen_door_id == eigen,
            zond_door=bool(zond),
            betrokken=bool(deed_mee),
            gaat_over_ons=bool(over_ons),
        ),
    )


def klacht_rights(werkplek: Werkplek, klacht: Klacht) -> frozenset[Recht]:
    """The rights of the actor to one klacht; none when it may not know of it."""
    return rights(relations_to_klacht(werkplek, klacht))


def find_klacht(werkplek: Werkplek, sleutel: str) -> tuple[Klacht, frozenset[Recht]]:
    """A klacht by kenmerk or id with the rights of the actor; invisible is not there (404)."""
    try:
        waar = col(Klacht.id) == UUID(sleutel)
    except ValueError:
        waar = col(Klacht.kenmerk) == sleutel
    klacht = werkplek.session.exec(select(Klacht).where(waar)).first()
    rechten = klacht_rights(werkplek, klacht) if klacht else frozenset()
    if klacht is None or not rechten:
        raise NotVisibleError(WAT)
    return klacht, rechten


def known_as_klacht(werkplek: Werkplek, meldingen: Iterable[Melding]) -> Mapping[UUID, Sequence[str]]:
    """Of these meldingen those that this actor may know to be (also) a klacht, with the kenmerken of the
    klachten; asks nothing when none came in as one."""
    ids = [melding.id for melding in meldingen if Aard.KLACHT in melding.aard.split(",")]
    if not ids:
        return {}
    query = select(Klacht.melding_id, Klacht.kenmerk).where(
        col(Klacht.melding_id).in_(ids), is_visible(werkplek)
    )
    gevonden: dict[UUID, list[str]] = {}
    for melding_id, kenmerk in werkplek.session.exec(query.order_by(col(Klacht.id))):
        gevonden.setdefault(melding_id, []).append(kenmerk)
    return gevonden


def took_part(medewerker_id: Wie) -> ColumnElement[bool]:
    """This person treated or worked on a casus of the melding behind the klacht (Awb 9:7); one person, or
    each medewerker of the statement around it."""
    casussen = select(MeldingCasus.casus_id).where(col(MeldingCasus.melding_id) == col(Klacht.melding_id))
    # without dashes: as text an id has them on one engine and not on the other
    genoemd = func.replace(cast(type_coerce(medewerker_id, Uuid()), String()), "-", "")
    behandelde = exists().where(
        col(Eigenaarschap.casus_id).in_(casussen), col(Eigenaarschap.behandelaar_id) == medewerker_id
    )
    deed = exists().where(
        col(Gebeurtenis.stroom_id).in_(casussen),
        or_(
            and_(
                col(Gebeurtenis.actor_id) == medewerker_id,
                col(Gebeurtenis.soort).not_in([str(soort) for soort in ALLEEN_ONTVANGST]),
            ),
            and_(
                col(Gebeurtenis.soort) == str(GebeurtenisSoort.BEHANDELAAR_GEWIJZIGD),
                func.replace(col(Gebeurtenis.gegevens), "-", "").contains(genoemd),
            ),
        ),
    )
    om = (Klacht, Medewerker)
    return or_(behandelde.correlate(*om), deed.correlate(*om), is_named(medewerker_id))


def is_named(medewerker_id: Wie) -> ColumnElement[bool]:
    """This person is the beklaagde: the klaagschrift was sent to him or her, and not taken back."""
    return (
        exists()
        .where(
            col(Beklaagde.klacht_id) == col(Klacht.id),
            col(Beklaagde.medewerker_id) == medewerker_id,
            col(Beklaagde.ingetrokken_op).is_(None),
        )
        .correlate(Klacht, Medewerker)
    )


def names_somebody_of(organisatie_id: Wie) -> ColumnElement[bool]:
    """The klaagschrift was sent to somebody who works at this organisatie: it is about them."""
    collega = aliased(Medewerker)
    return (
        exists()
        .where(
            col(Beklaagde.klacht_id) == col(Klacht.id),
            col(Beklaagde.ingetrokken_op).is_(None),
            col(collega.id) == col(Beklaagde.medewerker_id),
            col(collega.organisatie_id) == organisatie_id,
        )
        .correlate(Klacht, Organisatie)
    )


def _sent_on(actor: Actor) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(Klachtdoorzending.klacht_id) == col(Klacht.id),
            col(Klachtdoorzending.van_organisatie_id) == actor.organisatie_id,
            col(Klachtdoorzending.buiten).is_(False),
        )
        .correlate(Klacht)
    )


def _about_us(actor: Actor) -> ColumnElement[bool]:
    """About this organisatie, or about somebody who works there; when nobody said about whom, a party that
    helps families counts as such."""
    over_ons = col(Klacht.beklaagde_id) == actor.organisatie_id
    onbekend = col(Klacht.beklaagde_id).is_(None) if actor.organisatie_soort in HELPT_ZELF else false()
    genoemd = names_somebody_of(actor.organisatie_id)
    return or_(and_(col(Klacht.beklaagde_id).is_not(None), over_ons), onbekend, genoemd)
