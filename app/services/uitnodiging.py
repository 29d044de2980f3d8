"""Uitnodiging: a coordinator gives somebody a code; with it that person chooses a password and begins.

The code is shown once to who made it; what comes in here is its hash. A new code ends the one before. The row
of the organisatie is locked, so that two codes for one person do not come to be at once.
"""

from uuid import UUID

from app.domain.actor import Rol
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.uitnodigen import GELDIG, InviteMedewerker, refuse_above, refuse_oneself, require_may_invite
from app.models import Organisatie, Uitnodiging
from app.queries.collegas import find_colleague
from app.queries.intern.medewerkers import is_name_taken
from app.queries.organisaties import find_organisatie
from app.queries.organisatiewerk import lock_organisaties
from app.queries.uitnodigingen import find_invitation, in_own_name, is_name_promised, open_for, roles_of
from app.queries.werkplek import Werkplek
from app.services.medewerker import role_errors
from app.services.organisatie import record_on


def invite(werkplek: Werkplek, opdracht: InviteMedewerker, code_hash: str) -> Uitnodiging:
    """Somebody new gets a code. Nobody works here by being invited (I11).

    Refuses who may not invite, a role one may not give or that does not fit, a name that is taken, and an
    organisatie that ended or is blocked.
    """
    sleutel = opdracht.organisatie or str(werkplek.actor.organisatie_id)
    organisatie = find_organisatie(werkplek.session, sleutel, "organisatie")
    actor = in_own_name(werkplek)
    require_may_invite(actor, eigen=organisatie.id == actor.organisatie_id)
    organisatie = lock_organisaties(werkplek.session, organisatie.id)[organisatie.id]
    refuse_above(actor, opdracht.rollen)
    _refuse(werkplek, organisatie, opdracht)
    return _keep(werkplek, organisatie, opdracht, code_hash)


def give_code(werkplek: Werkplek, medewerker_id: UUID, code_hash: str) -> Uitnodiging:
    """A colleague chooses a password again. The one before works until then; an earlier code does not.

    Refuses who may not, and a colleague who may do more than one could give.
    """
    actor = in_own_name(werkplek)
    require_may_invite(actor, eigen=True)
    refuse_oneself(actor, medewerker_id)
    eigen = actor.organisatie_id
    organisatie = lock_organisaties(werkplek.session, eigen)[eigen]
    collega = find_colleague(werkplek, medewerker_id)
    rollen = roles_of(werkplek.session, collega.id)
    refuse_above(actor, rollen)
    for eerder in open_for(werkplek.session, collega.id):
        _end(werkplek, eerder)
    opdracht = InviteMedewerker(naam=collega.naam, gebruikersnaam=collega.gebruikersnaam, rollen=rollen)
    return _keep(werkplek, organisatie, opdracht, code_hash, collega.id)


def renew_code(werkplek: Werkplek, uitnodiging_id: UUID, code_hash: str) -> Uitnodiging:
    """Another code for who was invited before: the first was lost, or its days are over."""
    eerder = _locked(werkplek, uitnodiging_id)
    if eerder.medewerker_id is not None:
        return give_code(werkplek, eerder.medewerker_id, code_hash)
    _end(werkplek, eerder)
    werkplek.session.flush()
    opdracht = InviteMedewerker(
        naam=eerder.naam,
        gebruikersnaam=eerder.gebruikersnaam,
        email=eerder.email,
        rollen=frozenset(Rol(deel) for deel in eerder.rollen.split(",")),
        organisatie=str(eerder.organisatie_id),
    )
    return invite(werkplek, opdracht, code_hash)


def withdraw_invitation(werkplek: Werkplek, uitnodiging_id: UUID) -> None:
    """The code works no more."""
    rij = _locked(werkplek, uitnodiging_id)
    organisatie = lock_organisaties(werkplek.session, rij.organisatie_id)[rij.organisatie_id]
    refuse_above(in_own_name(werkplek), _roles(werkplek, rij))
    _end(werkplek, rij)
    event = happened(GebeurtenisSoort.MEDEWERKER_UITNODIGING_TERUG, uitnodiging=rij.id)
    record_on(werkplek, organisatie, event)


def _locked(werkplek: Werkplek, uitnodiging_id: UUID) -> Uitnodiging:
    """Looked up again behind the lock: somebody may have used it meanwhile."""
    rij = find_invitation(werkplek, uitnodiging_id)
    lock_organisaties(werkplek.session, rij.organisatie_id)
    return find_invitation(werkplek, uitnodiging_id)


def _roles(werkplek: Werkplek, rij: Uitnodiging) -> frozenset[Rol]:
    if rij.medewerker_id is not None:
        return roles_of(werkplek.session, rij.medewerker_id)
    return frozenset(Rol(deel) for deel in rij.rollen.split(","))


def _keep(
    werkplek: Werkplek,
    organisatie: Organisatie,
    opdracht: InviteMedewerker,
    code_hash: str,
    medewerker_id: UUID | None = None,
) -> Uitnodiging:
    nu = werkplek.omgeving.now
    rij = Uitnodiging(
        id=werkplek.omgeving.new_id(),
        organisatie_id=organisatie.id,
        medewerker_id=medewerker_id,
        gebruikersnaam=opdracht.gebruikersnaam,
        naam=opdracht.naam,
        email=opdracht.email,
        rollen=",".join(sorted(opdracht.rollen)),
        code_hash=code_hash,
        gemaakt_op=nu,
        gemaakt_door_id=werkplek.actor.id,
        geldig_tot=nu + GELDIG,
    )
    werkplek.session.add(rij)
    werkplek.session.flush()
    event = happened(GebeurtenisSoort.MEDEWERKER_UITGENODIGD, uitnodiging=rij.id, medewerker=medewerker_id)
    record_on(werkplek, organisatie, event)
    return rij


def _end(werkplek: Werkplek, rij: Uitnodiging) -> None:
    rij.ingetrokken_op = werkplek.omgeving.now


def _refuse(werkplek: Werkplek, organisatie: Organisatie, opdracht: InviteMedewerker) -> None:
    fouten = role_errors(organisatie, opdracht.rollen)
    naam = opdracht.gebruikersnaam
    if not organisatie.is_actief:
        melding = f"{organisatie.naam} werkt niet meer met Houvast. Kies een andere organisatie."
        fouten.append(Veldfout("organisatie", melding))
    if organisatie.toegang_geblokkeerd:
        melding = f"De toegang van {organisatie.naam} is dicht. Geef die eerst weer."
        fouten.append(Veldfout("organisatie", melding))
    if is_name_taken(werkplek.session, naam) or is_name_promised(
        werkplek.session, naam, werkplek.omgeving.now
    ):
        fouten.append(Veldfout("gebruikersnaam", f"De gebruikersnaam “{naam}” bestaat al. Kies een andere."))
    if fouten:
        raise InvalidInputError(fouten)
