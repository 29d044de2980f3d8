"""Afsluiting: closing a melding and a casus, only when nobody is left without word (I7)."""

from app.domain.actor import OrganisatieSoort
from app.domain.afsluiting import (
    Besluit,
    MeldingStand,
    assess_closing,
    missing_for_casus,
    missing_for_melding,
    refusal,
)
from app.domain.berichttermen import OVERLEEFT_SLUITEN
from app.domain.errors import NotPermittedError, RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.klacht import ends_with_melding
from app.domain.opdrachten import CloseCasus, CloseMelding
from app.domain.termen import (
    EINDUITKOMSTEN,
    Aard,
    CasusStatus,
    Gericht,
    MeldingStatus,
    MeldingUitkomst,
    TerugkoppelingSoort,
    Vervalreden,
)
from app.domain.termijnen.regels import Termijncode, Variant
from app.domain.toegang import Recht, rights
from app.kluis import Plek
from app.models import Casus, Melding, Termijn
from app.queries.dossier import Dossier, MeldingDeel, load_dossier, load_dossier_of_melding
from app.queries.gids import get_partij
from app.queries.klachten import lock_klacht, open_klachten
from app.queries.relaties import relations, require
from app.queries.samenlopen import claim_register
from app.queries.schrijven import mark_running, open_escalaties, pending_berichten
from app.queries.veiligheid import find_open_wait
from app.queries.verteld import told
from app.queries.werkplek import Werkplek
from app.services.berichten import drop
from app.services.bevoegdheid import moment, owned_by_actor, refuse_former_owner, require_on_open
from app.services.klachtafdoening import end_with_melding, has_the_klacht, hold_letters
from app.services.klachtdossier import Klachtdossier
from app.services.plichten import formal_letter_unanswered
from app.services.samenloopbeurt import lock_with_others, settle_turns
from app.services.termijnen import (
    Belofte,
    is_without_channel,
    lapse,
    lapse_where,
    open_in_dossier,
)
from app.services.vastleggen import record

IN_SUBSTANTIE = frozenset({TerugkoppelingSoort.INHOUDELIJK, TerugkoppelingSoort.FORMEEL_ANTWOORD})


def close_melding(werkplek: Werkplek, opdracht: CloseMelding) -> Besluit:
    """Close a melding, or ask for it while another party owes the loket its report.

    Refuses with everything that is missing; nothing ends half.
    """
    dossier = load_dossier_of_melding(werkplek.session, opdracht.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    deel = dossier.melding(opdracht.melding_id)
    _permit(werkplek, dossier, deel)
    if not deel.is_open:
        wanneer = f", {moment(werkplek, deel.melding.gesloten_op)}" if deel.melding.gesloten_op else ""
        raise RefusedError("melding_al_gesloten", f"Melding {deel.melding.kenmerk} is al gesloten{wanneer}.")
    besluit = assess_closing(_melding_state(werkplek, dossier, deel), opdracht.uitkomst)
    deel.melding.gevraagde_uitkomst = opdracht.uitkomst
    plek = Plek("melding", deel.melding.id, "toelichting")
    deel.melding.toelichting_verzegeld = werkplek.seal(deel.melding, plek, opdracht.toelichting)
    if besluit is Besluit.GESLOTEN:
        complete_closing(werkplek, dossier, deel)
        return besluit
    deel.melding.status = MeldingStatus.AFSLUITING_GEVRAAGD
    _hurry_loket_report(werkplek, dossier, deel)
    event = happened(
        GebeurtenisSoort.AFSLUITING_GEVRAAGD,
        melding=deel.melding.id,
        uitkomst=opdracht.uitkomst,
    )
    record(werkplek, dossier, deel.casus_ids, event)
    return besluit


def complete_closing(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """End everything of a melding at once: promises, duties, waiting messages.

    A klacht goes on, with its clock, its duty and what must still be told about it (Awb 9:11), but for what
    ``ends_with_melding`` says; so does a bezwaar that must be sent on, and the message that it was (6:15).
    """
    _settle_klachten(werkplek, dossier, deel)
    melding = deel.melding
    melding.status = MeldingStatus.GESLOTEN
    melding.uitkomst = melding.gevraagde_uitkomst
    melding.gesloten_op = werkplek.omgeving.now
    lapse_where(
        werkplek,
        dossier.open_termijnen(melding.id),
        Vervalreden.MELDING_GESLOTEN,
        lambda termijn: termijn.code is not Termijncode.DOORZENDEN,
    )
    loopt_nog = {Aard.KLACHT} if open_klachten(werkplek.session, melding.id) else set()
    for plicht in deel.antwoordplichten:
        if plicht.aard not in loopt_nog:
            plicht.tot = werkplek.omgeving.now
    deel.antwoordplichten = [plicht for plicht in deel.antwoordplichten if plicht.tot is None]
    for casus_id in deel.casus_ids:
        casus = dossier.delen[casus_id].casus
        for bericht in pending_berichten(werkplek.session, casus.id):
            if bericht.melding_id == melding.id and bericht.moment not in OVERLEEFT_SLUITEN:
                drop(werkplek, casus, bericht)
    record(
        werkplek,
        dossier,
        deel.casus_ids,
        happened(GebeurtenisSoort.MELDING_GESLOTEN, melding=melding.id, uitkomst=melding.uitkomst),
    )


def _settle_klachten(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """Only who has the klacht ends it. For who may not know of it, it goes on unseen; after a death what
    waits about it is read by a person first."""
    uitkomst = deel.melding.gevraagde_uitkomst
    if uitkomst not in (MeldingUitkomst.ONJUIST_GEREGISTREERD, MeldingUitkomst.OVERLEDEN):
        return
    for klacht in open_klachten(werkplek.session, deel.melding.id):
        vast = lock_klacht(werkplek.session, klacht.id)
        if ends_with_melding(uitkomst, deel.melder.relatie) and has_the_klacht(werkplek, vast):
            end_with_melding(werkplek.later_than(vast), Klachtdossier(vast, dossier, deel))
        elif uitkomst is MeldingUitkomst.OVERLEDEN:
            hold_letters(werkplek, vast)


def close_casus(werkplek: Werkplek, opdracht: CloseCasus) -> Casus:
    """Close a casus: all its meldingen closed and no offer open; refuses with everything missing.

    A samenloop that waits here goes on with the other side.
    """
    claim_register(werkplek.session)
    lock_with_others(werkplek.session, [opdracht.casus_id])
    dossier = load_dossier(werkplek.session, opdracht.casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    require_on_open(werkplek, dossier, Recht.AFSLUITEN)
    ontbreekt = missing_for_casus(
        [
            missing_for_melding(_melding_state(werkplek, dossier, deel), MeldingUitkomst.GEHOLPEN)
            for deel in dossier.eigen_meldingen()
            if deel.is_open
        ],
        overdracht_open=dossier.overdracht is not None,
        bijdrage_open=any(
            t.code is Termijncode.BIJDRAGE and t.casus_id == dossier.focus for t in dossier.termijnen
        ),
    )
    if ontbreekt:
        raise refusal(ontbreekt)
    _end_casus(werkplek, dossier, opdracht)
    settle_turns(werkplek, dossier, [dossier.focus])
    event = happened(GebeurtenisSoort.CASUS_GESLOTEN, uitkomst=opdracht.uitkomst)
    record(werkplek, dossier, [dossier.focus], event)
    return dossier.casus


def _end_casus(werkplek: Werkplek, dossier: Dossier, opdracht: CloseCasus) -> None:
    """Its ownership ends, and with it whatever was open on it."""
    casus, eigenaarschap = dossier.casus, dossier.eigenaarschap
    assert eigenaarschap is not None  # an open casus has an open ownership (I1)
    eigenaarschap.tot, eigenaarschap.is_open = werkplek.omgeving.now, False
    casus.status, casus.uitkomst = CasusStatus.GESLOTEN, opdracht.uitkomst
    casus.gesloten_op = werkplek.omgeving.now
    casus.huidig_eigenaarschap_id, casus.huidig_open = None, None
    mark_running(werkplek.session, casus.id, loopt=False)
    wacht = find_open_wait(werkplek.session, casus.id)
    if wacht is not None:
        wacht.beeindigd_op = werkplek.omgeving.now
    plek = Plek("casus", casus.id, "toelichting")
    casus.toelichting_verzegeld = werkplek.seal(casus, plek, opdracht.toelichting)

    def belongs_to_casus(termijn: Termijn) -> bool:
        return termijn.casus_id == casus.id and termijn.melding_id is None

    lapse_where(werkplek, dossier.termijnen, Vervalreden.NIET_MEER_NODIG, belongs_to_casus)
    for escalatie in open_escalaties(werkplek.session, casus.id):
        escalatie.afgehandeld_op = werkplek.omgeving.now  # nobody needs help with what is closed


def _permit(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """Who must answer closes; the owner may, also while somebody else answers for it.

    In an organisatie that owns a casus of the melding, only who may close that casus (§5).
    """
    rechten = rights(relations(werkplek, dossier.focus))
    if Recht.AFSLUITEN in rechten:
        return
    if _must_answer(werkplek, deel) and werkplek.actor.werkt_in_keten:
        eigen = owned_by_actor(werkplek, dossier, deel)
        if not eigen or any(Recht.AFSLUITEN in rights(relations(werkplek, casus_id)) for casus_id in eigen):
            return
    if not rechten:
        require(werkplek, dossier.focus, Recht.AFSLUITEN, "Deze melding")
    refuse_former_owner(werkplek, dossier, rechten)
    raise NotPermittedError(
        "mag_niet_afsluiten", "Alleen wie de melder antwoord geeft, kan de melding afsluiten."
    )


def _must_answer(werkplek: Werkplek, deel: MeldingDeel) -> bool:
    """Who only handles the klacht does not close the question beside it."""
    eigen = werkplek.actor.organisatie_id
    return any(p.aard is not Aard.KLACHT and p.organisatie_id == eigen for p in deel.antwoordplichten)


def _melding_state(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> MeldingStand:
    """The facts of the present open period that I7 looks at."""
    melding = deel.melding
    melder = told(werkplek.session, melding.id, melding.periode, Gericht.MELDER)
    loket = told(werkplek.session, melding.id, melding.periode, Gericht.LOKET)
    kalender = werkplek.omgeving.kalender
    formeel = any(t.bereikt and t.soort is TerugkoppelingSoort.FORMEEL_ANTWOORD for t in melder)
    verschuldigd = [
        t for t in dossier.open_termijnen(melding.id) if t.code is Termijncode.TERUGKOPPELING_LOKET
    ]
    return MeldingStand(
        beantwoord=any(t.bereikt and t.soort in IN_SUBSTANTIE for t in melder),
        formeel_beantwoord=formeel,
        formele_brief=formal_letter_unanswered(werkplek, melding) or (melding.formele_brief and formeel),
        anoniem_zonder_kanaal=deel.melder.anoniem and is_without_channel(deel.melder),
        pogingen_werkdagen=len(
            {t.gedaan_op for t in melder if not t.bereikt and kalender.is_werkdag(t.gedaan_op)}
        ),
        loket_verschuldigd=bool(verschuldigd) or _owes_loket(werkplek, dossier, melding),
        loket_ingelicht=any(t.bereikt and t.uitkomst in EINDUITKOMSTEN for t in loket),
        loket_door_ander=bool(verschuldigd)
        and verschuldigd[0].verantwoordelijke_id != werkplek.actor.organisatie_id,
        klacht_open=any(
            has_the_klacht(werkplek, klacht) for klacht in open_klachten(werkplek.session, melding.id)
        ),
        inbreng_open=any(
            termijn.code is Termijncode.INBRENG_BEANTWOORDEN and termijn.variant != Variant.GEHOLPEN
            for termijn in dossier.open_termijnen(melding.id)
        ),
    )


def _owes_loket(werkplek: Werkplek, dossier: Dossier, melding: Melding) -> bool:
    """A loket of origin that is not the owner must hear how it ended."""
    if dossier.casus.eigenaar_id == melding.loket_id:
        return False
    loket = get_partij(werkplek.session, melding.loket_id)
    return loket.soort is OrganisatieSoort.LOKET


def _hurry_loket_report(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """The party that owes the loket its report now has 5 werkdagen (I7)."""
    for termijn in dossier.open_termijnen(deel.melding.id):
        if termijn.code is Termijncode.TERUGKOPPELING_LOKET and termijn.variant != Variant.AFSLUITING:
            lapse(werkplek, termijn, Vervalreden.VERVANGEN)
            belofte = Belofte(
                code=Termijncode.TERUGKOPPELING_LOKET,
                variant=Variant.AFSLUITING,
                begint_op=werkplek.omgeving.vandaag,
                verantwoordelijke_id=termijn.verantwoordelijke_id,
                melding_id=deel.melding.id,
                aan_organisatie_id=termijn.aan_organisatie_id,
                periode=deel.melding.periode,
            )
            open_in_dossier(werkplek, dossier, belofte)
