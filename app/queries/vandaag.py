"""Vandaag: what this person must do today, most urgent first. Nothing that only informs stands here."""

from datetime import date

from sqlalchemy import func
from sqlmodel import col, select

from app.domain.berichttermen import BerichtStatus
from app.domain.omgeving import local_date
from app.domain.termen import OPEN_OVERDRACHT, CasusStatus
from app.domain.termijnen.regels import Termijncode
from app.models import Bericht, Casus, Eigenaarschap, Escalatie, Jeugdige, Organisatie, Overdracht
from app.queries.berichtenlijst import in_outbox
from app.queries.lezen import open_jeugdige
from app.queries.relaties import is_treated
from app.queries.wat_nu import TE_DOEN, due_until
from app.queries.werkbeelden import Taakbeeld
from app.queries.werkplek import Werkplek

#: What does not keep a melder or a sender waiting comes after what does.
ACHTERAAN = {"berichten": 1, "loket": 2}


def today(werkplek: Werkplek, limit: int = 50) -> tuple[Taakbeeld, ...]:
    """All that is due today or too late, spoed first, then by date."""
    if not werkplek.actor.werkt_in_keten:
        return ()
    taken = [
        *_offers(werkplek, limit),
        *_promises(werkplek, limit),
        *_unassigned(werkplek, limit),
        *_escalations(werkplek, limit),
        *_messages(werkplek),
    ]
    return tuple(sorted(taken, key=_urgency)[:limit])


def _urgency(taak: Taakbeeld) -> tuple[bool, int, date, str]:
    """Spoed first; then who waits on us (melder, sender, colleague) before what a loket must read."""
    return not taak.spoed, ACHTERAAN.get(taak.soort, 0), taak.datum, taak.kenmerk


def _offers(werkplek: Werkplek, limit: int) -> list[Taakbeeld]:
    rijen = werkplek.session.exec(
        select(Overdracht, Casus, Jeugdige, Organisatie.korte_naam)
        .join(Casus, col(Casus.id) == col(Overdracht.casus_id))
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .join(Organisatie, col(Organisatie.id) == col(Overdracht.van_organisatie_id))
        .where(
            Overdracht.naar_organisatie_id == werkplek.actor.organisatie_id,
            col(Overdracht.status).in_(OPEN_OVERDRACHT),
        )
        .order_by(col(Casus.spoed_rang), col(Overdracht.uiterlijk), col(Overdracht.id))
        .limit(limit)
    )
    return [
        Taakbeeld(
            soort="aanbod",
            datum=aanbod.uiterlijk,
            spoed=casus.spoed_rang == 0,
            wat=f"Beantwoord het aanbod van {van}",
            kenmerk=casus.kenmerk,
            rest=_who(werkplek, casus, jeugdige),
            href=f"/overdrachten/{aanbod.id}",
            knop="Bekijk aanbod",
            casus_id=casus.id,
        )
        for aanbod, casus, jeugdige, van in rijen
    ]


def _promises(werkplek: Werkplek, limit: int) -> list[Taakbeeld]:
    rijen = due_until(werkplek, werkplek.omgeving.vandaag, limit)
    jeugdigen = _jeugdigen(werkplek, [casus for _, casus in rijen])
    return [
        Taakbeeld(
            soort="loket" if termijn.code is Termijncode.TERUGKOPPELING_LOKET else "belofte",
            datum=termijn.uiterlijk,
            spoed=casus.spoed_rang == 0,
            wat=TE_DOEN[termijn.code],
            kenmerk=casus.kenmerk,
            rest=_who(werkplek, casus, jeugdigen[casus.kenmerk]),
            href=f"/casussen/{casus.kenmerk}",
            knop="Open casus",
            casus_id=casus.id,
        )
        for termijn, casus in rijen
    ]


def _unassigned(werkplek: Werkplek, limit: int) -> list[Taakbeeld]:
    rijen = werkplek.session.exec(
        select(Casus, Jeugdige, Eigenaarschap.van)
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .join(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .where(
            Casus.status == CasusStatus.OPEN,
            Casus.eigenaar_id == werkplek.actor.organisatie_id,
            ~is_treated(werkplek.omgeving.vandaag),
        )
        .order_by(col(Casus.spoed_rang), col(Casus.eerste_datum), col(Casus.id))
        .limit(limit)
    )
    return [
        Taakbeeld(
            soort="niemand",
            datum=local_date(van),
            spoed=casus.spoed_rang == 0,
            wat="Kies wie deze casus behandelt",
            kenmerk=casus.kenmerk,
            rest=_who(werkplek, casus, jeugdige),
            href=f"/casussen/{casus.kenmerk}",
            knop="Open casus",
            casus_id=casus.id,
        )
        for casus, jeugdige, van in rijen
    ]


def _escalations(werkplek: Werkplek, limit: int) -> list[Taakbeeld]:
    rijen = werkplek.session.exec(
        select(Escalatie, Casus, Organisatie.korte_naam)
        .join(Casus, col(Casus.id) == col(Escalatie.casus_id))
        .join(Organisatie, col(Organisatie.id) == col(Escalatie.door_organisatie_id))
        .where(
            Escalatie.aan_organisatie_id == werkplek.actor.organisatie_id,
            col(Escalatie.afgehandeld_op).is_(None),
        )
        .order_by(col(Escalatie.id))
        .limit(limit)
    )
    return [
        Taakbeeld(
            soort="escalatie",
            datum=local_date(escalatie.op),
            spoed=casus.spoed_rang == 0,
            wat=f"{door} vraagt uw hulp",
            kenmerk=casus.kenmerk,
            rest="",
            href=f"/casussen/{casus.kenmerk}",
            knop="Open casus",
            casus_id=casus.id,
        )
        for escalatie, casus, door in rijen
    ]


def _messages(werkplek: Werkplek) -> list[Taakbeeld]:
    aantal = werkplek.session.exec(
        select(func.count())
        .select_from(Bericht)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .where(
            in_outbox(werkplek),
            Bericht.status == BerichtStatus.TE_VERSTUREN,
        )
    ).one()
    if not aantal:
        return []
    berichten = "1 bericht wacht" if aantal == 1 else f"{aantal} berichten wachten"
    return [
        Taakbeeld(
            soort="berichten",
            datum=werkplek.omgeving.vandaag,
            spoed=False,
            wat=f"{berichten} op verzending",
            kenmerk="",
            rest="Print, verstuur en vink af",
            href="/berichten",
            knop="Bekijk berichten",
        )
    ]


def _jeugdigen(werkplek: Werkplek, casussen: list[Casus]) -> dict[str, Jeugdige]:
    kenmerk = {casus.id: casus.kenmerk for casus in casussen}
    rijen = werkplek.session.exec(select(Jeugdige).where(col(Jeugdige.casus_id).in_(kenmerk)))
    return {kenmerk[rij.casus_id]: rij for rij in rijen}


def _who(werkplek: Werkplek, casus: Casus, jeugdige: Jeugdige) -> str:
    """``16 jaar, F.M.``: enough to recognise, not enough to know."""
    beeld = open_jeugdige(werkplek, casus, jeugdige, None, volledig=False)
    leeftijd = f"{beeld.leeftijd} jaar" if beeld.leeftijd is not None else "leeftijd onbekend"
    return f"{leeftijd}, {beeld.initialen}" if beeld.initialen else leeftijd
