"""Terugkoppeling: something really told to melder or loket. It fulfils promises (I4, R021, R024)."""

from app.domain.actor import Actor
from app.domain.errors import InvalidInputError, NotPermittedError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.opdrachten import RecordTerugkoppeling
from app.domain.termen import EINDUITKOMSTEN, Aard, Gericht, MeldingStatus, TerugkoppelingSoort
from app.domain.termijnen.regels import Termijncode, Variant
from app.domain.toegang import Recht, rights
from app.kluis import Plek
from app.models import Melding, Terugkoppeling
from app.queries.dossier import Dossier, MeldingDeel, load_dossier_of_melding
from app.queries.inbreng import asked_before
from app.queries.relaties import relations, require
from app.queries.werkplek import Werkplek
from app.services.afsluiting import complete_closing
from app.services.bevoegdheid import owned_by_actor
from app.services.plichten import aarden, began_on
from app.services.stem import promise_contact
from app.services.termijnen import Belofte, fulfil, open_in_dossier
from app.services.vastleggen import record
from app.services.verteld import told_melder

S = TerugkoppelingSoort


def record_terugkoppeling(werkplek: Werkplek, opdracht: RecordTerugkoppeling) -> Terugkoppeling:
    """Record what was told, and let it fulfil what was promised.

    To the melder: the owner, or who must answer. To the loket: the owner, or the earlier link that owes
    the report. An attempt (``bereikt`` false) fulfils nothing.
    """
    dossier = load_dossier_of_melding(werkplek.session, opdracht.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    deel = dossier.melding(opdracht.melding_id)
    permit_terugkoppeling(werkplek, dossier, deel, opdracht)
    rij = _make(werkplek, dossier, deel.melding, opdracht)
    werkplek.session.add(rij)
    if opdracht.aan is Gericht.LOKET and opdracht.bereikt:
        told_loket(werkplek, dossier, deel, rij)
    elif opdracht.bereikt:
        gevraagd = asked_before(werkplek.session, deel.melding.id, werkplek.omgeving.now)
        told_melder(werkplek, dossier, deel, rij, gevraagd if opdracht.beantwoordt_inbreng else frozenset())
        if opdracht.afspraak_op is not None:
            promise_contact(werkplek, dossier, deel, opdracht.gedaan_op, opdracht.afspraak_op)
    record(
        werkplek,
        dossier,
        deel.casus_ids,
        happened(
            GebeurtenisSoort.TERUGGEKOPPELD,
            terugkoppeling=rij.id,
            melding=deel.melding.id,
            aan=rij.aan,
            van_soort=rij.soort,
            kanaal=rij.kanaal,
            gedaan=rij.gedaan_op,
            bereikt=rij.bereikt,
            uitkomst=rij.uitkomst,
        ),
    )
    return rij


def permit_terugkoppeling(
    werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, opdracht: RecordTerugkoppeling
) -> None:
    """Refuses who may not tell this (403, 404), a closed melding, and every wrong field at once."""
    permit_telling(werkplek, dossier, deel, opdracht.aan)
    _check(werkplek, deel, opdracht)


def permit_telling(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, aan: Gericht) -> None:
    """Refuses whose turn it is not to tell the melder or the loket (403, 404)."""
    rechten = rights(relatie for casus_id in deel.casus_ids for relatie in relations(werkplek, casus_id))
    nodig = Recht.LOKET_INLICHTEN if aan is Gericht.LOKET else Recht.TERUGKOPPELEN
    bezit = owned_by_actor(werkplek, dossier, deel)  # there the right of this person decides (§5)
    moet_antwoorden = aan is Gericht.MELDER and not bezit and _must_answer(werkplek.actor, deel)
    eerder = aan is Gericht.LOKET and Recht.TERUGKOPPELEN not in rechten
    if moet_antwoorden or (nodig in rechten and (not eerder or _owes_report(werkplek.actor, dossier, deel))):
        return
    if not rechten:
        require(werkplek, dossier.focus, nodig, "Deze melding")
    raise NotPermittedError(
        "mag_niet_terugkoppelen",
        "Uw organisatie is nu niet aan zet bij deze melding. Bekijk op de casus wie antwoordt.",
    )


def _owes_report(actor: Actor, dossier: Dossier, deel: MeldingDeel) -> bool:
    """An earlier link reports to the loket only while it owes that (§5)."""
    return any(
        termijn.code is Termijncode.TERUGKOPPELING_LOKET
        and termijn.verantwoordelijke_id == actor.organisatie_id
        for termijn in dossier.open_termijnen(deel.melding.id)
    )


def _must_answer(actor: Actor, deel: MeldingDeel) -> bool:
    """On the question: what is told about a klacht stands with the klacht. What is only a klacht, and came
    as a formal letter, still has its loket."""
    eigen = actor.organisatie_id
    plichten = {p.organisatie_id for p in deel.antwoordplichten if p.aard is not Aard.KLACHT}
    if aarden(deel.melding) == (Aard.KLACHT,):
        plichten = {deel.melding.loket_id}
    return actor.werkt_in_keten and eigen in plichten


def _check(werkplek: Werkplek, deel: MeldingDeel, opdracht: RecordTerugkoppeling) -> None:
    melding = deel.melding
    if melding.status is MeldingStatus.GESLOTEN:
        raise RefusedError("melding_gesloten", f"Melding {melding.kenmerk} is gesloten. Heropen die eerst.")
    fouten = []
    if opdracht.gedaan_op > werkplek.omgeving.vandaag:
        fouten.append(Veldfout("gedaanOp", "Die dag komt nog. Vul in wanneer u het vertelde."))
    if opdracht.gedaan_op < melding.ontvangen_op:
        fouten.append(Veldfout("gedaanOp", "Toen was de melding er nog niet. Kijk de datum na."))
    elif opdracht.gedaan_op < began_on(werkplek, melding):
        fouten.append(Veldfout("gedaanOp", "Dat was voordat de melding heropend is. Kijk de datum na."))
    if opdracht.afspraak_op is not None and opdracht.afspraak_op < werkplek.omgeving.vandaag:
        fouten.append(Veldfout("afspraakOp", "Die dag is al voorbij. Kies vandaag of later."))
    if opdracht.soort is S.FORMEEL_ANTWOORD:
        fouten += _check_formal(werkplek.actor, deel, opdracht)
    if opdracht.aan is Gericht.LOKET:
        fouten += _check_loket(werkplek.actor, melding, opdracht)
    if fouten:
        raise InvalidInputError(fouten)


def _check_formal(actor: Actor, deel: MeldingDeel, opdracht: RecordTerugkoppeling) -> list[Veldfout]:
    """A formal letter is answered by the loket that must, not by the owner for it (R007).

    A letter that is only a klacht is answered by its outcome (Awb 9:12).
    """
    if not deel.melding.formele_brief or opdracht.aan is not Gericht.MELDER:
        return [Veldfout("soort", "Dit is geen formele brief. Kies een andere soort bericht.")]
    if not _must_answer(actor, deel) or actor.organisatie_id != deel.melding.loket_id:
        tekst = "Een formele brief beantwoordt het loket zelf. Kies een andere soort bericht."
        return [Veldfout("soort", tekst)]
    return []


def _check_loket(actor: Actor, melding: Melding, opdracht: RecordTerugkoppeling) -> list[Veldfout]:
    fouten = []
    if opdracht.uitkomst is None:
        fouten.append(Veldfout("uitkomst", "Kies wat het loket moet weten, bijvoorbeeld: al bekend."))
    if melding.loket_id == actor.organisatie_id:
        fouten.append(Veldfout("aan", "Deze melding kwam bij uzelf binnen. U vertelt dit de melder."))
    return fouten


def _make(
    werkplek: Werkplek, dossier: Dossier, melding: Melding, opdracht: RecordTerugkoppeling
) -> Terugkoppeling:
    aan_loket = opdracht.aan is Gericht.LOKET
    rij = Terugkoppeling(
        id=werkplek.omgeving.new_id(),
        melding_id=melding.id,
        casus_id=dossier.focus,
        periode=melding.periode,
        aan=opdracht.aan,
        loket_id=melding.loket_id if aan_loket else None,
        soort=opdracht.soort,
        kanaal=opdracht.kanaal,
        gedaan_op=opdracht.gedaan_op,
        vastgelegd_op=werkplek.omgeving.now,
        organisatie_id=werkplek.actor.organisatie_id,
        medewerker_id=werkplek.actor.medewerker_id,
        bereikt=opdracht.bereikt,
        uitkomst=opdracht.uitkomst if aan_loket else None,
        acties=",".join(opdracht.acties) if aan_loket else "",
    )
    rij.inhoud_verzegeld = werkplek.seal(melding, Plek("terugkoppeling", rij.id, "inhoud"), opdracht.inhoud)
    return rij


def told_loket(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, rij: Terugkoppeling) -> None:
    """The loket heard something: next report in 8 weken, or the closing that waited for it is done."""
    melding = deel.melding
    verschuldigd = [
        t for t in dossier.open_termijnen(melding.id) if t.code is Termijncode.TERUGKOPPELING_LOKET
    ]
    for termijn in verschuldigd:
        fulfil(werkplek, termijn, rij.id)
    if melding.status is MeldingStatus.AFSLUITING_GEVRAAGD and rij.uitkomst in EINDUITKOMSTEN:
        complete_closing(werkplek, dossier, deel)
        return
    if verschuldigd:
        gevraagd = melding.status is MeldingStatus.AFSLUITING_GEVRAAGD
        belofte = Belofte(
            code=Termijncode.TERUGKOPPELING_LOKET,
            variant=Variant.AFSLUITING if gevraagd else Variant.HERHALING,
            begint_op=rij.gedaan_op,
            verantwoordelijke_id=verschuldigd[0].verantwoordelijke_id,
            melding_id=melding.id,
            aan_organisatie_id=melding.loket_id,
            periode=melding.periode,
        )
        open_in_dossier(werkplek, dossier, belofte)
