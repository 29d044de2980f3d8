"""Klachtafdoening: how a klacht ends: judged, not handled, satisfied, withdrawn, elsewhere, with its melding.

The hulpvraag goes on, whatever the outcome. Sources: Awb 9:5, 9:8, 9:12, 9:24; Jeugdwet 4.2.1.
"""

from dataclasses import dataclass
from uuid import UUID

from app.domain.actor import Rol
from app.domain.berichttermen import Berichtmoment, Wachtreden
from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.klacht import assess_outcome, assess_refusal, system_of, year_after
from app.domain.klachtopdrachten import EndKlacht, JudgeKlacht, RefuseKlacht, WriteRegeling
from app.domain.klachtteksten import (
    GROND_ZIN,
    KINDER_CONTACT,
    KINDEROMBUDSMAN,
    LOOPT_DOOR,
    NATIONAAL_CONTACT,
    NATIONALE_OMBUDSMAN,
    UITKOMST_ZIN,
    Ombudsman,
    ombudsman_words,
)
from app.domain.klachttermen import KlachtActie, Klachtstelsel, KlachtUitkomst
from app.domain.termijnen.regels import Termijncode
from app.domain.toegang import Recht
from app.models import Klacht, Klachtregeling
from app.queries.gids import get_partij
from app.queries.klachten import open_klachten, regeling_of
from app.queries.klachtzicht import klacht_rights
from app.queries.schrijven import waiting_of_klacht
from app.queries.werkplek import Werkplek
from app.services.bereik import hold
from app.services.klacht import was_sent_outside
from app.services.klachtberichten import Klachtbericht, drop_klachtbericht, tell_klager
from app.services.klachtdossier import Gedaan, Klachtdossier, open_klacht, standing_of, write_down
from app.services.klachttermijnen import end_clocks, keep_clock, refusal_end
from app.services.plichten import settle_klacht_duty

A, M, U = KlachtActie, Berichtmoment, KlachtUitkomst
#: What still waits and names a day by which the outcome comes, is no longer true once it came.
NOEMT_DATUM = frozenset({M.KLACHT_ONTVANGEN, M.KLACHT_COMMISSIE, M.VERDAAGD, M.KLACHT_VERDAAGD})
#: Endings without a judgement, and the act that each is.
ZONDER_OORDEEL = {U.TEVREDEN: A.TEVREDEN, U.INGETROKKEN: A.INTREKKEN, U.ELDERS_BEHANDELD: A.ELDERS}


@dataclass(frozen=True, slots=True)
class _Einde:
    """By which act it ends, how, why, and what the melder reads."""

    actie: KlachtActie
    uitkomst: KlachtUitkomst
    reden: str
    bericht: Klachtbericht | None


def judge_klacht(werkplek: Werkplek, opdracht: JudgeKlacht) -> Klacht:
    """The outcome with its reasons, and which ombudsman for how long (9:12). Refuses what ``assess_outcome``
    refuses, and an outcome without a reason."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.AFDOEN)
    assess_outcome(standing_of(werkplek, kd), opdracht.uitkomst)
    reden = _reason(opdracht.toelichting, "Schrijf op waarom u dit vindt, en wat er nu gebeurt.")
    zin = UITKOMST_ZIN[opdracht.uitkomst]
    bericht = Klachtbericht(
        moment=M.KLACHT_AFGEDAAN,
        eenmalig=str(werkplek.omgeving.new_id()),
        afzender_id=kd.klacht.organisatie_id,
        eigen_tekst=reden,
        woorden={"uitkomst": zin},
        slot=_closing_words(werkplek, kd, ombudsman=True),
    )
    return _end(werkplek, kd, _Einde(A.AFDOEN, opdracht.uitkomst, reden, bericht))


def refuse_klacht(werkplek: Werkplek, opdracht: RefuseKlacht) -> Klacht:
    """Not handled: with a ground of the law, told in writing within four weken, with the ombudsman (9:8)."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.WEIGEREN)
    grond = assess_refusal(opdracht.grond, refusal_end(werkplek, kd.klacht), werkplek.omgeving.vandaag)
    reden = _reason(opdracht.toelichting, "Leg aan de melder uit waarom.")
    bericht = Klachtbericht(
        moment=M.KLACHT_GEWEIGERD,
        eenmalig=str(werkplek.omgeving.new_id()),
        afzender_id=kd.klacht.organisatie_id,
        eigen_tekst=reden,
        woorden={"grond": GROND_ZIN[grond]},
        slot=_closing_words(werkplek, kd, ombudsman=True),
    )
    kd.klacht.weigergrond = grond
    return _end(werkplek, kd, _Einde(A.WEIGEREN, U.NIET_IN_BEHANDELING, reden, bericht))


def end_klacht(werkplek: Werkplek, opdracht: EndKlacht) -> Klacht:
    """The melder is satisfied (9:5) or withdraws it; or who it was sent to outside Houvast has it (2:3).

    In the words of the melder; what is not true, opens again with a new klacht. Refuses an outcome with a
    judgement, and "elsewhere" for what was not sent outside.
    """
    actie = ZONDER_OORDEEL.get(opdracht.uitkomst)
    if actie is None:
        raise InvalidInputError([Veldfout("uitkomst", "Kies tevreden, ingetrokken of elders behandeld.")])
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, actie)
    elders = opdracht.uitkomst is U.ELDERS_BEHANDELD
    if elders and was_sent_outside(werkplek, kd.klacht) is None:
        raise RefusedError(
            "niet_doorgestuurd", "Stuur de klacht eerst door. Daarna legt u vast dat hij er is."
        )
    leeg = "Met wie sprak u, en wanneer?" if elders else "Schrijf op wat de melder zei, en wanneer."
    reden = _reason(opdracht.toelichting, leeg)
    bericht = None if elders else Klachtbericht(
        moment=M.KLACHT_GEEINDIGD,
        eenmalig=str(werkplek.omgeving.new_id()),
        afzender_id=kd.klacht.organisatie_id,
        woorden={"uitkomst": UITKOMST_ZIN[opdracht.uitkomst]},
        slot=_closing_words(werkplek, kd, ombudsman=False),
    )  # fmt: skip
    return _end(werkplek, kd, _Einde(actie, opdracht.uitkomst, reden, bericht))


def end_with_melding(werkplek: Werkplek, kd: Klachtdossier) -> None:
    """Who complained died, or the melding was a mistake (``ends_with_melding``), and who closes it has the
    klacht too: nothing of it is promised or sent any more."""
    klacht = kd.klacht
    for wachtend in waiting_of_klacht(werkplek.session, klacht.id):
        drop_klachtbericht(werkplek, klacht, wachtend)
    klacht.uitkomst, klacht.afgedaan_op = U.MET_MELDING_GESLOTEN, werkplek.omgeving.vandaag
    end_clocks(werkplek, klacht)
    write_down(werkplek, kd, A.MET_MELDING, Gedaan(gegevens={"uitkomst": klacht.uitkomst}))


def hold_letters(werkplek: Werkplek, klacht: Klacht) -> None:
    """Somebody died: what waits about this klacht is read by a person before it goes."""
    for wachtend in waiting_of_klacht(werkplek.session, klacht.id):
        hold(wachtend, Wachtreden.AANGEHOUDEN)


def ombudsman_after(werkplek: Werkplek, organisatie_id: UUID) -> Ombudsman:
    """Who is competent after this organisatie: as it said itself, else the national one; for a gi or
    aanbieder the Kinderombudsman."""
    eigen = regeling_of(werkplek.session, organisatie_id)
    if eigen is not None:
        return Ombudsman(eigen.ombudsman, eigen.contact)
    if system_of(get_partij(werkplek.session, organisatie_id).soort) is Klachtstelsel.JEUGDWET:
        return Ombudsman(KINDEROMBUDSMAN, KINDER_CONTACT)
    return Ombudsman(NATIONALE_OMBUDSMAN, NATIONAAL_CONTACT)


def may_write_regeling(werkplek: Werkplek) -> bool:
    """Who handles klachten says what holds for the own organisatie."""
    return Rol.KLACHTBEHANDELAAR in werkplek.actor.rollen


def write_regeling(werkplek: Werkplek, opdracht: WriteRegeling) -> Klachtregeling:
    """The own regeling: how long, and which ombudsman. Promises that run keep their date."""
    if not may_write_regeling(werkplek):
        raise RefusedError("niet_uw_rol", "Dit legt de klachtbehandelaar van de organisatie vast.")
    fouten = []
    if not 1 <= opdracht.weken <= 26:
        fouten.append(Veldfout("weken", "Vul een aantal weken in, van 1 tot en met 26."))
    if not opdracht.ombudsman.strip():
        fouten.append(Veldfout("ombudsman", "Vul in naar welke ombudsman de melder daarna kan."))
    if fouten:
        raise InvalidInputError(fouten)
    eigen = werkplek.actor.organisatie_id
    rij = regeling_of(werkplek.session, eigen) or Klachtregeling(
        id=werkplek.omgeving.new_id(),
        organisatie_id=eigen,
        weken=opdracht.weken,
        ombudsman="",
        gewijzigd_op=werkplek.omgeving.now,
    )
    rij.weken, rij.ombudsman = opdracht.weken, opdracht.ombudsman.strip()
    rij.contact = (opdracht.contact or "").strip() or None
    rij.gewijzigd_op = werkplek.omgeving.now
    werkplek.session.add(rij)
    werkplek.session.flush()
    return rij


def has_the_klacht(werkplek: Werkplek, klacht: Klacht) -> bool:
    """Whether this actor may end what lies here; a colleague who may not know of it does not."""
    return Recht.KLACHT_DOORZENDEN in klacht_rights(werkplek, klacht)


def _end(werkplek: Werkplek, kd: Klachtdossier, einde: _Einde) -> Klacht:
    """Every ending: outcome, clocks, what still waited and is no longer true, the message, the duty.

    The promise of an outcome stays until its letter went out (9:8 lid 3, 9:12). Who is satisfied or withdraws
    it ended that promise (9:5), and so did who has it elsewhere.
    """
    klacht = kd.klacht
    for wachtend in waiting_of_klacht(werkplek.session, klacht.id):
        if wachtend.moment in NOEMT_DATUM:
            drop_klachtbericht(werkplek, klacht, wachtend)
    bericht = tell_klager(werkplek, kd, einde.bericht) if einde.bericht else None
    klacht.uitkomst, klacht.afgedaan_op = einde.uitkomst, werkplek.omgeving.vandaag
    if bericht is None or bericht.moment is M.KLACHT_GEEINDIGD:
        keep_clock(werkplek, klacht, Termijncode.KLACHT_AFHANDELEN)
    end_clocks(werkplek, klacht, bericht)
    gedaan = Gedaan(tekst=einde.reden, bericht=bericht, gegevens={"uitkomst": einde.uitkomst})
    write_down(werkplek, kd, einde.actie, gedaan)
    settle_klacht_duty(werkplek, kd.deel, open_klachten(werkplek.session, kd.deel.melding.id))
    werkplek.session.flush()
    return klacht


def _closing_words(werkplek: Werkplek, kd: Klachtdossier, *, ombudsman: bool) -> tuple[str, ...]:
    """The ombudsman with the last day, and that the question goes on while it is open."""
    tot = year_after(werkplek.omgeving.vandaag)
    wie = ombudsman_after(werkplek, kd.klacht.organisatie_id)
    loopt = (LOOPT_DOOR,) if kd.deel.is_open else ()
    return (*((ombudsman_words(wie, tot),) if ombudsman else ()), *loopt)


def _reason(tekst: str, leeg: str) -> str:
    if not tekst.strip():
        raise InvalidInputError([Veldfout("toelichting", leeg)])
    return tekst.strip()
