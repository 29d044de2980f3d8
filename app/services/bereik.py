"""Bereik: how somebody can be reached, and whether a message to them goes by itself (I6)."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from app.domain.berichttermen import Berichtmoment, BerichtStatus, Wachtreden
from app.domain.bezorging import Bereik, why_by_hand
from app.domain.errors import RefusedError
from app.domain.termen import Wijze
from app.models import Bericht, Jeugdige, Melder, Melding, Organisatie
from app.queries.berichtenlijst import runs_now
from app.queries.dossier import Dossier, MeldingDeel
from app.queries.werkplek import Werkplek, persoon_plek


def reach_melder(
    werkplek: Werkplek, melding: Melding, melder: Melder, jeugdigen: Iterable[Jeugdige], wijze: Wijze
) -> Bereik:
    """How this melder is reached in this way; who lives in hiding, melder or jeugdige, counts for both."""
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
    return Bereik(
        wijze=wijze,
        email=persoon.get("email"),
        afgeschermd=melder.afgeschermd or any(jeugdige.afgeschermd for jeugdige in jeugdigen),
        veilig_bereiken=bool(persoon.get("veiligBereiken")),
    )


def reach_in_dossier(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, wijze: Wijze) -> Bereik:
    """The same, for a melding of a loaded dossier."""
    jeugdigen = [dossier.delen[casus_id].jeugdige for casus_id in deel.casus_ids]
    return reach_melder(werkplek, deel.melding, deel.melder, jeugdigen, wijze)


def reach_organisatie(organisatie: Organisatie, moment: Berichtmoment, wijze: Wijze) -> Bereik:
    """A party is reached at its mailbox; a call for help at its bestuurlijk contact, when that is one."""
    if moment is Berichtmoment.ESCALATIE:
        contact = organisatie.bestuurlijk_contact or ""
        return Bereik(wijze, contact if "@" in contact else None)
    return Bereik(wijze, organisatie.email)


def schedule(werkplek: Werkplek, bericht: Bericht, bereik: Bereik, wachttijd: timedelta | None) -> None:
    """Let a message go by itself after ``wachttijd``, or say why it waits for a person.

    Without a time, or where nothing goes by itself, it goes by hand.
    """
    reden = why_by_hand(bereik, vrijgegeven=bericht.vrijgegeven_door_id is not None)
    if wachttijd is None or not werkplek.omgeving.mailt_zelf:
        reden = Wachtreden.MET_DE_HAND
    bericht.wachtreden = reden
    bericht.versturen_na = None if reden or wachttijd is None else werkplek.omgeving.now + wachttijd
    bericht.pogingen = 0


def hold(bericht: Bericht, reden: Wachtreden) -> None:
    """It does not go by itself any more; a person must let it go again."""
    bericht.wachtreden = reden
    bericht.versturen_na = None
    bericht.vrijgegeven_door_id = None


def hold_for_safety(berichten: Iterable[Bericht], melding_ids: Iterable[UUID]) -> None:
    """Somebody lives in hiding now: what would have gone to these melders by itself waits for a person."""
    bedoeld = frozenset(melding_ids)
    for bericht in berichten:
        wacht = bericht.status is BerichtStatus.TE_VERSTUREN and bericht.wachtreden is None
        if wacht and bericht.melding_id in bedoeld:
            hold(bericht, Wachtreden.AFGESCHERMD)


def refuse_while_running(werkplek: Werkplek, bericht: Bericht) -> None:
    """While a message is being sent nobody changes or ticks it off: how it ends is not known yet."""
    if runs_now(werkplek, bericht.id):
        raise RefusedError(
            "wordt_verstuurd", "Houvast verstuurt dit bericht op dit moment. Kijk over een minuut opnieuw."
        )
