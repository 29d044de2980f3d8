"""Aanvaarding: ownership moves, once, to exactly one party (I1, I2, I5, I6)."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.actor import OrganisatieSoort
from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.keten.aanbod import refuse_unsure_woonplaats
from app.domain.keten.overgangen import Actie
from app.domain.opdrachten import AcceptOverdracht
from app.domain.termen import OverdrachtStatus, Vervalreden
from app.domain.termijnen.regels import Termijncode, TermijnVoor, Variant
from app.models import Antwoordplicht, Overdracht, Termijn
from app.queries.dossier import Dossier, MeldingDeel, load_dossier_of_overdracht
from app.queries.gids import get_partij
from app.queries.organisaties import lock_as_owner
from app.queries.schrijven import medewerker_of
from app.queries.werkplek import Werkplek
from app.services.berichten import Aankondiging, announce_overdracht, drop_outdated, own_text
from app.services.bevoegdheid import permit_on_overdracht
from app.services.bijdrage import end_questions_to_owner
from app.services.eigenaarschap import Volgende, move_ownership
from app.services.overdracht import close_offer
from app.services.partijlink import let_owner_in
from app.services.plichten import VAN_HET_LOKET, end_duties, formal_letter_unanswered, start_duties
from app.services.termijnen import Belofte, fulfil, is_without_channel, lapse_where, open_in_dossier
from app.services.vastleggen import finish_act

#: These parties call the melder themselves after acceptance (§4 eerste_contact).
BELLEN_DE_MELDER = frozenset({OrganisatieSoort.RET, OrganisatieSoort.GEMEENTE, OrganisatieSoort.WIJKTEAM})


@dataclass(frozen=True, slots=True)
class Overname:
    """Who treats it from now on, and whether the report to the loket is owed by the new owner (§4)."""

    behandelaar_id: UUID | None
    loket_gaat_over: bool


def accept_overdracht(werkplek: Werkplek, opdracht: AcceptOverdracht) -> Overdracht:
    """The addressed party becomes owner; duties to answer and open promises move with it.

    No date moves (I5). Each melder with an open melding gets one message (I6). The woonplaats is judged
    again: it may be in doubt since the offer. The loser of a race reads who accepted and when.
    """
    dossier, overdracht = load_dossier_of_overdracht(werkplek.session, opdracht.overdracht_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    permit_on_overdracht(werkplek, dossier, overdracht, Actie.AANVAARDEN)
    refuse_unsure_woonplaats(werkplek.actor.organisatie_soort, dossier.jeugdige.woonplaats_status)
    behandelaar_id = _behandelaar(werkplek, opdracht)
    carry_over(
        werkplek,
        dossier,
        overdracht,
        Overname(behandelaar_id, loket_gaat_over=_loket_duty_moves(werkplek, dossier)),
    )
    return overdracht


def carry_over(werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht, overname: Overname) -> None:
    """Everything that an acceptance moves, and what each melder hears; also where two owners agreed to join
    their casussen (§6)."""
    close_offer(werkplek, overdracht, OverdrachtStatus.AANVAARD, werkplek.omgeving.now)
    geeindigd = _end_duties(werkplek, dossier, overdracht.van_organisatie_id)
    _become_owner(werkplek, dossier, overdracht, overname.behandelaar_id)
    for deel, plichten in geeindigd:
        start_duties(werkplek, deel, plichten, overdracht.naar_organisatie_id)
    for termijn in dossier.termijnen:
        if termijn.overdracht_id == overdracht.id and termijn.is_open:
            fulfil(werkplek, termijn)
    _move_promises(werkplek, dossier, overdracht, loket_gaat_over=overname.loket_gaat_over)
    open_first_contact(werkplek, dossier)
    beantwoord = end_questions_to_owner(werkplek, dossier)
    _tell_melders(werkplek, dossier, overdracht)
    if werkplek.actor.via_link:
        let_owner_in(werkplek, dossier)
    aanvaard = happened(
        GebeurtenisSoort.OVERDRACHT_AANVAARD,
        overdracht=overdracht.id,
        van=overdracht.van_organisatie_id,
        door=overdracht.naar_organisatie_id,
        behandelaar=overname.behandelaar_id,
    )
    finish_act(werkplek, dossier, aanvaard, *beantwoord)


def _behandelaar(werkplek: Werkplek, opdracht: AcceptOverdracht) -> UUID | None:
    """Who accepts becomes behandelaar unless another colleague is named (§5)."""
    if opdracht.zonder_behandelaar:
        return None
    if opdracht.behandelaar_id is None or werkplek.actor.via_link:
        return werkplek.actor.medewerker_id
    require_colleague(werkplek, opdracht.behandelaar_id)
    return opdracht.behandelaar_id


def require_colleague(werkplek: Werkplek, medewerker_id: UUID) -> None:
    """Refuse a behandelaar who does not do chain work here now; nobody leaves meanwhile."""
    lock_as_owner(werkplek.session, werkplek.actor.organisatie_id)
    if not medewerker_of(
        werkplek.session,
        medewerker_id,
        werkplek.actor.organisatie_id,
        werkplek.omgeving.vandaag,
    ):
        raise InvalidInputError(
            [
                Veldfout(
                    "behandelaar",
                    "Deze persoon werkt niet bij uw organisatie of behandelt geen casussen. Kies een ander.",
                )
            ]
        )


def _become_owner(
    werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht, behandelaar_id: UUID | None
) -> None:
    volgende = Volgende(
        organisatie_id=overdracht.naar_organisatie_id,
        behandelaar_id=behandelaar_id,
        overdracht_id=overdracht.id,
        linkbezoeker_id=werkplek.actor.id if werkplek.actor.via_link else None,
    )
    move_ownership(werkplek, dossier, volgende)
    dossier.overdracht = None


def _end_duties(
    werkplek: Werkplek, dossier: Dossier, oud: UUID
) -> list[tuple[MeldingDeel, list[Antwoordplicht]]]:
    """What the sender must answer no more: all but a formal letter that it received as loket itself."""
    return [
        (deel, end_duties(werkplek, deel, oud))
        for deel in dossier.eigen_meldingen()
        if deel.is_open
        and deel.eerste_casus_id == dossier.focus
        and (oud != deel.melding.loket_id or not formal_letter_unanswered(werkplek, deel.melding))
    ]


def _loket_duty_moves(werkplek: Werkplek, dossier: Dossier) -> bool:
    """The report to the loket is owed by the owner until a RET accepts, then stays there (§4)."""
    eigenaar = get_partij(werkplek.session, dossier.casus.eigenaar_id)
    return eigenaar.soort is not OrganisatieSoort.RET


def _move_promises(
    werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht, *, loket_gaat_over: bool
) -> None:
    """I5: no date moves, only who is verantwoordelijk; of a shared melding, what is of this casus."""
    oud, nieuw = overdracht.van_organisatie_id, overdracht.naar_organisatie_id
    for deel in dossier.eigen_meldingen():
        if not deel.is_open:
            continue
        gaan_over = [
            termijn
            for termijn in dossier.open_termijnen(deel.melding.id)
            if _belongs_to_owner(termijn, dossier, deel, oud)
        ]
        if deel.eerste_casus_id == dossier.focus:
            gaan_over = _of_first_casus(werkplek, deel, oud, gaan_over, loket_gaat_over=loket_gaat_over)
        for termijn in gaan_over:
            termijn.verantwoordelijke_id = nieuw
        if deel.eerste_casus_id == dossier.focus:
            settle_loket_report(werkplek, dossier, deel)
    for termijn in dossier.termijnen:
        van_casus = termijn.casus_id == dossier.focus and termijn.melding_id is None
        if termijn.is_open and van_casus and termijn.verantwoordelijke_id == oud:  # a bijdrage others owe
            termijn.verantwoordelijke_id = nieuw


def _belongs_to_owner(termijn: Termijn, dossier: Dossier, deel: MeldingDeel, eigenaar_id: UUID) -> bool:
    """A promise of the owner of this casus; a klacht and the other casussen of the melding stay out."""
    if termijn.verantwoordelijke_id != eigenaar_id or termijn.klacht_id is not None:
        return False
    if termijn.code is Termijncode.DOORZENDEN:  # who received a bezwaar or aanvraag sends it on (Awb 6:15)
        return False
    if deel.eerste_casus_id == dossier.focus and termijn.casus_id is None:
        return True
    return termijn.casus_id == dossier.focus


def _of_first_casus(
    werkplek: Werkplek, deel: MeldingDeel, oud: UUID, termijnen: list[Termijn], *, loket_gaat_over: bool
) -> list[Termijn]:
    """What stays behind: the report of a RET, and what the loket promised on a formal letter."""
    blijft = set() if loket_gaat_over else {Termijncode.TERUGKOPPELING_LOKET}
    if oud == deel.melding.loket_id and formal_letter_unanswered(werkplek, deel.melding):
        blijft |= VAN_HET_LOKET
    return [termijn for termijn in termijnen if termijn.code not in blijft]


def settle_loket_report(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """A soort loket received it and another owns it now: the loket hears 4 weken after receipt.

    A loket that owns the casus itself needs no report.
    """
    melding = deel.melding
    eigenaar_id = dossier.delen[deel.eerste_casus_id].casus.eigenaar_id
    lopend = [t for t in dossier.open_termijnen(melding.id) if t.code is Termijncode.TERUGKOPPELING_LOKET]
    if melding.loket_id == eigenaar_id:
        lapse_where(werkplek, lopend, Vervalreden.NIET_MEER_NODIG, lambda _: True)
        return
    loket = get_partij(werkplek.session, melding.loket_id)
    if lopend or loket.soort is not OrganisatieSoort.LOKET:
        return
    belofte = Belofte(
        code=Termijncode.TERUGKOPPELING_LOKET,
        begint_op=melding.ontvangen_op if melding.periode == 1 else werkplek.omgeving.vandaag,
        verantwoordelijke_id=eigenaar_id,
        melding_id=melding.id,
        aan_organisatie_id=melding.loket_id,
        periode=melding.periode,
    )
    open_in_dossier(werkplek, dossier, belofte)


def open_first_contact(werkplek: Werkplek, dossier: Dossier) -> None:
    """An accepting ret, gemeente or wijkteam calls each melder within 5 werkdagen (R021)."""
    eigenaar = get_partij(werkplek.session, dossier.casus.eigenaar_id)
    if eigenaar.soort not in BELLEN_DE_MELDER:
        return
    for deel in dossier.eigen_meldingen():
        if not deel.is_open or is_without_channel(deel.melder):
            continue
        belofte = Belofte(
            code=Termijncode.EERSTE_CONTACT,
            variant=Variant.NA_AANVAARDING,
            begint_op=werkplek.omgeving.vandaag,
            verantwoordelijke_id=dossier.casus.eigenaar_id,
            melding_id=deel.melding.id,
            casus_id=dossier.casus.id,
            periode=deel.melding.periode,
            voor=TermijnVoor.MELDER,
        )
        open_in_dossier(werkplek, dossier, belofte)


def _tell_melders(werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht) -> None:
    """I6: one message per melder, in the way the sender chose; what was still waiting is dropped."""
    drop_outdated(werkplek, dossier)
    nieuw = get_partij(werkplek.session, overdracht.naar_organisatie_id)
    wat = Aankondiging(
        moment=Berichtmoment.OVERGENOMEN,
        eenmalig=str(overdracht.id),
        afzender_id=overdracht.naar_organisatie_id,
        afzender=nieuw.naam.naam,
        ontvanger=nieuw.naam.naam,
        overdracht_id=overdracht.id,
        wijze=overdracht.wijze,
        eigen_tekst=own_text(werkplek, dossier.casus, overdracht),
    )
    announce_overdracht(werkplek, dossier, wat)
