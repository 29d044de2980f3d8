"""Uitnodigen: who lets a person in, with which roles, and what a password must be (domain.md §1, §5).

A code that is passed on once lets somebody choose a password; until then nobody works here (I11). Nobody
opens with it what the own roles do not reach.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.domain.actor import Actor, Rol
from app.domain.beheer import is_stelselbeheerder
from app.domain.errors import NotPermittedError, RefusedError, Veldfout

#: How long a code waits to be used, and how long after that it is kept for whom it was.
GELDIG, BEWAARD_NA = timedelta(days=7), timedelta(days=30)
#: Shorter is refused: long beats complicated.
WACHTWOORD_LENGTE, LANGSTE_WACHTWOORD = 12, 200
#: A name of so many signs in a password, or fewer different signs than this, is guessed first.
KORTSTE_NAAM, MINSTE_TEKENS = 4, 5
#: Roles that look over others, a coordinator too: a beheerder gives them.
TOEZICHT = frozenset({Rol.BEHEERDER, Rol.PRIVACY_OFFICER, Rol.KLACHTBEHANDELAAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteMedewerker:
    """Somebody new. ``organisatie`` is a kenmerk or id; None is the own one."""

    naam: str
    gebruikersnaam: str
    rollen: frozenset[Rol]
    email: str | None = None
    organisatie: str | None = None


def may_grant(actor: Actor) -> frozenset[Rol]:
    """The roles this person may give: a beheerder all, a coordinator none that look over others."""
    if Rol.BEHEERDER in actor.rollen:
        return frozenset(Rol)
    return frozenset(Rol) - TOEZICHT if Rol.COORDINATOR in actor.rollen else frozenset()


def require_may_invite(actor: Actor, *, eigen: bool) -> None:
    """A coordinator or beheerder lets people in at home; the landelijke beheerder everywhere."""
    if (eigen and may_grant(actor)) or is_stelselbeheerder(actor):
        return
    raise NotPermittedError(
        "niet_uw_rol", "Dit doet een coördinator of beheerder van uw organisatie. Vraag het daar."
    )


def may_let_in(actor: Actor, rollen: frozenset[Rol], *, eigen: bool) -> bool:
    """Whether a code of this person for somebody with these roles counts when it is used: who made it may
    have left, or may do less by then."""
    mag = may_grant(actor)
    return bool(mag) and (eigen or is_stelselbeheerder(actor)) and rollen <= mag


def refuse_oneself(actor: Actor, medewerker_id: UUID) -> None:
    """Who sits at somebody else's screen does not get a password of one's own choice there."""
    if medewerker_id == actor.medewerker_id:
        raise RefusedError("uzelf", "Uw eigen wachtwoord wijzigt u bij Uw instellingen: klik op uw naam.")


def refuse_change(actor: Actor, medewerker_id: UUID, anders: frozenset[Rol]) -> None:
    """Nobody changes the own roles, nor gives or takes a role that one could not give."""
    if medewerker_id == actor.medewerker_id:
        raise RefusedError(
            "uzelf", "Uw eigen rollen wijzigt een collega. Vraag een coördinator of beheerder."
        )
    if not anders <= may_grant(actor):
        raise RefusedError(
            "niet_uw_rol", "Deze rol geeft of ontneemt u niet. Vraag het een beheerder van uw organisatie."
        )


def refuse_above(actor: Actor, rollen: frozenset[Rol]) -> None:
    """Nobody gives a code to who may do more than oneself could give: that would be a way up."""
    if not rollen <= may_grant(actor):
        raise RefusedError(
            "niet_uw_rol",
            "Deze persoon heeft een rol die u niet mag geven. Vraag het een beheerder van uw organisatie.",
        )


def password_errors(wachtwoord: str, nogmaals: str, gebruikersnaam: str) -> list[Veldfout]:
    """What is wrong with a new password; nothing when it will do."""
    if len(wachtwoord) < WACHTWOORD_LENGTE:
        tekst = f"Dit is te kort. Kies ten minste {WACHTWOORD_LENGTE} tekens, zoals vier woorden."
        return [Veldfout("wachtwoord", tekst)]
    if len(wachtwoord) > LANGSTE_WACHTWOORD:
        return [Veldfout("wachtwoord", f"Dit is te lang. Kies ten hoogste {LANGSTE_WACHTWOORD} tekens.")]
    heet = len(gebruikersnaam) >= KORTSTE_NAAM and gebruikersnaam.lower() in wachtwoord.lower()
    if heet or len(set(wachtwoord)) < MINSTE_TEKENS:
        return [
            Veldfout("wachtwoord", "Dit is te makkelijk te raden. Kies vier woorden die niets met u doen.")
        ]
    if wachtwoord != nogmaals:
        return [Veldfout("nogmaals", "Dit is een ander wachtwoord dan hierboven. Typ beide opnieuw.")]
    return []
