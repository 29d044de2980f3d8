"""Personeel: somebody is away, comes back, does other work, leaves; work goes from one colleague to another.

Nothing here moves a casus out of the organisatie. The row of the organisatie is locked after the casussen,
as in every act.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from app.domain.actor import KETENROLLEN, OrganisatieSoort
from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.opdrachten import AssignBehandelaar
from app.domain.personeel import (
    MEESTE_TEGELIJK,
    ChangeRollen,
    Collega,
    ReassignCasussen,
    ReportAbsence,
    refuse_absence,
    refuse_leaving,
    refuse_loss,
    require_may_divide,
    require_may_staff,
)
from app.domain.uitnodigen import refuse_change, require_may_invite
from app.models import Medewerker, MedewerkerRol
from app.queries.collegas import (
    colleagues_of,
    find_colleague,
    in_other_hands,
    leaving,
    replaced_by,
    treated_by,
)
from app.queries.dossier import lock_casussen
from app.queries.organisatiewerk import lock_organisaties
from app.queries.uitnodigingen import in_own_name, role_rows, roles_of
from app.queries.werkplek import Werkplek
from app.services.behandelaar import assign_behandelaar
from app.services.medewerker import role_errors
from app.services.organisatie import record_on
from app.services.privacytaak import pass_on_privacytaken


def report_absence(werkplek: Werkplek, opdracht: ReportAbsence) -> Medewerker:
    """Write from when to when somebody is away and who stands in, with the same rights.

    Refuses days in the wrong order, and a deputy who does not treat casussen here or is away too.
    """
    require_may_staff(werkplek.actor, opdracht.medewerker_id)
    organisatie = lock_organisaties(werkplek.session, werkplek.actor.organisatie_id)
    medewerker = find_colleague(werkplek, opdracht.medewerker_id)
    refuse_absence(opdracht, _by_id(werkplek), werkplek.omgeving.vandaag)
    medewerker.afwezig_van, medewerker.afwezig_tot = opdracht.van, opdracht.tot
    medewerker.plaatsvervanger_id = opdracht.plaatsvervanger_id if opdracht.van else None
    event = happened(
        GebeurtenisSoort.MEDEWERKER_AFWEZIG,
        medewerker=medewerker.id,
        van=opdracht.van,
        tot=opdracht.tot,
        vervanger=medewerker.plaatsvervanger_id,
    )
    record_on(werkplek, organisatie[werkplek.actor.organisatie_id], event)
    return medewerker


def dismiss_medewerker(werkplek: Werkplek, medewerker_id: UUID) -> Medewerker:
    """Somebody no longer works here, from today on, and stands in for nobody any more. What only a privacy
    officer can look at goes to the vangnethouder with the last one.

    Refuses oneself, the last landelijke beheerder, who still treats casussen, and the last who can act
    while work lies here: it would have no one (§8).
    """
    require_may_staff(werkplek.actor)
    session, eigen = werkplek.session, werkplek.actor.organisatie_id
    casussen = treated_by(werkplek, medewerker_id)
    lock_casussen(session, casussen)
    organisatie = lock_organisaties(session, eigen)[eigen]
    medewerker = find_colleague(werkplek, medewerker_id)
    is_ozj = organisatie.soort is OrganisatieSoort.OZJ
    refuse_leaving(werkplek.actor, leaving(werkplek, medewerker, is_ozj=is_ozj))
    _stand_in_no_more(werkplek, medewerker_id)
    medewerker.actief_tot = werkplek.omgeving.vandaag
    pass_on_privacytaken(werkplek)
    record_on(
        werkplek, organisatie, happened(GebeurtenisSoort.MEDEWERKER_UIT_DIENST, medewerker=medewerker.id)
    )
    return medewerker


def change_roles(werkplek: Werkplek, opdracht: ChangeRollen) -> Medewerker:
    """Other roles for a colleague, from the next click on.

    Judged by what the actor may do behind the lock, in the own name. Refuses oneself, a role one could not
    give, one that does not fit, and what leaving would leave behind.
    """
    session, eigen, wie = werkplek.session, werkplek.actor.organisatie_id, opdracht.medewerker_id
    require_may_invite(in_own_name(werkplek), eigen=True)
    lock_casussen(session, treated_by(werkplek, wie))
    organisatie = lock_organisaties(session, eigen)[eigen]
    medewerker, had = find_colleague(werkplek, wie), roles_of(session, wie)
    actor = replace(werkplek.actor, rollen=roles_of(session, werkplek.actor.id))
    refuse_change(actor, wie, had ^ opdracht.rollen)
    fouten = role_errors(organisatie, opdracht.rollen)
    if fouten:
        raise InvalidInputError(fouten)
    is_ozj = organisatie.soort is OrganisatieSoort.OZJ
    refuse_loss(leaving(werkplek, medewerker, is_ozj=is_ozj), opdracht.rollen)
    if not opdracht.rollen & KETENROLLEN:
        _stand_in_no_more(werkplek, wie)
    _write_roles(werkplek, opdracht)
    pass_on_privacytaken(werkplek)
    erbij, eraf = (",".join(sorted(deel)) or None for deel in (opdracht.rollen - had, had - opdracht.rollen))
    if erbij or eraf:
        event = happened(GebeurtenisSoort.MEDEWERKER_ROLLEN, medewerker=wie, erbij=erbij, eraf=eraf)
        record_on(werkplek, organisatie, event)
    return medewerker


def _write_roles(werkplek: Werkplek, opdracht: ChangeRollen) -> None:
    rijen = role_rows(werkplek.session, opdracht.medewerker_id)
    for rij in rijen:
        if rij.rol not in opdracht.rollen:
            werkplek.session.delete(rij)
    werkplek.session.add_all(
        MedewerkerRol(id=werkplek.omgeving.new_id(), medewerker_id=opdracht.medewerker_id, rol=rol)
        for rol in sorted(opdracht.rollen - {rij.rol for rij in rijen})
    )


def _stand_in_no_more(werkplek: Werkplek, medewerker_id: UUID) -> None:
    for afwezige in replaced_by(werkplek, medewerker_id):
        afwezige.plaatsvervanger_id = None


def reassign_casussen(werkplek: Werkplek, opdracht: ReassignCasussen) -> int:
    """Give many casussen to one colleague at once, or to nobody; all of them or none. How many changed.

    Refuses more than one act can hold, a casus that is not ours (any more) or that ``van`` no longer
    treats, and who is no colleague.
    """
    require_may_divide(werkplek.actor)
    gekozen = sorted(set(opdracht.casus_ids))
    _refuse_number(gekozen)
    lock_casussen(werkplek.session, gekozen)
    _refuse_given(werkplek, gekozen, opdracht.van)
    for casus_id in gekozen:
        toewijzing = AssignBehandelaar(casus_id=casus_id, medewerker_id=opdracht.naar)
        assign_behandelaar(werkplek, toewijzing)
    return len(gekozen)


def _refuse_given(werkplek: Werkplek, gekozen: Sequence[UUID], van: UUID | None) -> None:
    """Somebody else gave or took one of them meanwhile: who divides must look again."""
    elders = in_other_hands(werkplek, gekozen, van)
    if elders is not None:
        kenmerk, wie = elders
        nu = f"is nu bij {wie}" if wie else "heeft nu geen behandelaar"
        raise RefusedError("al_verdeeld", f"{kenmerk} {nu}. Er is niets gewijzigd. Kies opnieuw.")


def _refuse_number(gekozen: Sequence[UUID]) -> None:
    if not gekozen:
        raise InvalidInputError([Veldfout("casus", "Kies ten minste één casus.")])
    if len(gekozen) > MEESTE_TEGELIJK:
        raise InvalidInputError(
            [Veldfout("casus", f"Kies er ten hoogste {MEESTE_TEGELIJK}. Doe de rest daarna.")]
        )


def _by_id(werkplek: Werkplek) -> dict[UUID, Collega]:
    return {collega.id: collega for collega in colleagues_of(werkplek)}
