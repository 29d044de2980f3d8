"""Aanvaarding: ownership moves, once, to exactly one party (I1, I2, I5, I6)."""

from uuid import UUID

from app.domain.actor import OrganisatieSoort
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.keten.overgangen import Actie
from app.domain.opdrachten import AcceptOverdracht
from app.domain.termen import Aard, Berichtmoment, OverdrachtStatus
from app.domain.termijnen.regels import Termijncode, TermijnVoor, Variant
from app.models import Antwoordplicht, Eigenaarschap, Organisatie, Overdracht
from app.queries.dossier import Dossier, MeldingDeel, load_dossier_of_overdracht
from app.queries.schrijven import get_organisatie_row, medewerker_of
from app.queries.werkplek import Werkplek
from app.services.berichten import Aankondiging, announce_overdracht, drop_unsent, own_text
from app.services.bevoegdheid import permit_on_overdracht
from app.services.overdracht import close_offer
from app.services.termijnen import Belofte, fulfil, is_without_channel, open_in_dossier
from app.services.vastleggen import finish_act

#: These parties call the melder themselves after acceptance (§4 eerste_contact).
BELLEN_DE_MELDER = frozenset({OrganisatieSoort.RET, OrganisatieSoort.GEMEENTE, OrganisatieSoort.WIJKTEAM})


def accept_overdracht(werkplek: Werkplek, opdracht: AcceptOverdracht) -> Overdracht:
    """The addressed party becomes owner; duties to answer and open promises move with it.

    No date moves (I5). Each melder with an open melding gets one message (I6). The loser of a race
    reads who accepted and when.
    """
    dossier, overdracht = load_dossier_of_overdracht(werkplek.session, opdracht.overdracht_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    permit_on_overdracht(werkplek, dossier, overdracht, Actie.AANVAARDEN)
    behandelaar_id = _behandelaar(werkplek, opdracht)
    loket_gaat_over = _loket_duty_moves(werkplek, dossier)
    close_offer(werkplek, overdracht, OverdrachtStatus.AANVAARD, werkplek.omgeving.now)
    _move_ownership(werkplek, dossier, overdracht, behandelaar_id)
    for termijn in dossier.termijnen:
        if termijn.overdracht_id == overdracht.id and termijn.is_open:
            fulfil(werkplek, termijn)
    _move_duties(werkplek, dossier, overdracht, loket_gaat_over=loket_gaat_over)
    open_first_contact(werkplek, dossier)
    _tell_melders(werkplek, dossier, overdracht)
    finish_act(
        werkplek,
        dossier,
        happened(
            GebeurtenisSoort.OVERDRACHT_AANVAARD,
            overdracht=overdracht.id,
            van=overdracht.van_organisatie_id,
            door=overdracht.naar_organisatie_id,
            behandelaar=behandelaar_id,
        ),
    )
    return overdracht


def _behandelaar(werkplek: Werkplek, opdracht: AcceptOverdracht) -> UUID | None:
    """Who accepts becomes behandelaar unless another colleague is named (§5)."""
    if opdracht.zonder_behandelaar:
        return None
    if opdracht.behandelaar_id is None:
        return werkplek.actor.medewerker_id
    require_colleague(werkplek, opdracht.behandelaar_id)
    return opdracht.behandelaar_id


def require_colleague(werkplek: Werkplek, medewerker_id: UUID) -> None:
    """Refuse a behandelaar who does not work here now."""
    if not medewerker_of(
        werkplek.session,
        medewerker_id,
        werkplek.actor.organisatie_id,
        werkplek.omgeving.vandaag,
    ):
        raise InvalidInputError(
            [Veldfout("behandelaar", "Deze persoon werkt niet bij uw organisatie. Kies een collega.")]
        )


def _move_ownership(
    werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht, behandelaar_id: UUID | None
) -> None:
    """End one interval and start the next at the same instant: no gap, no overlap (I1)."""
    vorige = dossier.eigenaarschap
    assert vorige is not None  # an open offer exists only with an open ownership (foreign key)
    vorige.tot, vorige.is_open = werkplek.omgeving.now, False
    werkplek.session.flush()  # the partial unique index judges each statement, not the commit
    nieuw = Eigenaarschap(
        id=werkplek.omgeving.new_id(),
        casus_id=dossier.casus.id,
        periode=vorige.periode,
        organisatie_id=overdracht.naar_organisatie_id,
        behandelaar_id=behandelaar_id,
        van=werkplek.omgeving.now,
        vorige_tot=werkplek.omgeving.now,
        overdracht_id=overdracht.id,
    )
    werkplek.session.add(nieuw)
    dossier.delen[dossier.focus].eigenaarschap = nieuw
    dossier.casus.eigenaar_id = nieuw.organisatie_id
    dossier.casus.huidig_eigenaarschap_id = nieuw.id
    dossier.overdracht = None


def _loket_duty_moves(werkplek: Werkplek, dossier: Dossier) -> bool:
    """The report to the loket is owed by the owner until a RET accepts, then stays there (§4)."""
    eigenaar = get_organisatie_row(werkplek.session, dossier.casus.eigenaar_id)
    return eigenaar.soort is not OrganisatieSoort.RET


def _move_duties(
    werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht, *, loket_gaat_over: bool
) -> None:
    oud, nieuw = overdracht.van_organisatie_id, overdracht.naar_organisatie_id
    for deel in dossier.eigen_meldingen():
        if not deel.is_open or deel.eerste_casus_id != dossier.focus:
            continue
        move_antwoordplichten(werkplek, deel, oud, nieuw)
        for termijn in dossier.open_termijnen(deel.melding.id):
            if termijn.verantwoordelijke_id != oud or termijn.klacht_id is not None:
                continue
            if termijn.code is not Termijncode.TERUGKOPPELING_LOKET or loket_gaat_over:
                termijn.verantwoordelijke_id = nieuw
        open_loket_report(werkplek, dossier, deel)
    for termijn in dossier.termijnen:
        if termijn.is_open and termijn.casus_id == dossier.focus and termijn.melding_id is None:
            termijn.verantwoordelijke_id = nieuw


def move_antwoordplichten(
    werkplek: Werkplek, deel: MeldingDeel, oud: UUID, nieuw: UUID, *, ook_klacht: bool = False
) -> None:
    """R007: the duty to answer follows the owner; a klacht and a formal letter stay where they are."""
    for plicht in list(deel.antwoordplichten):
        if plicht.organisatie_id != oud or (plicht.aard is Aard.KLACHT and not ook_klacht):
            continue
        plicht.tot = werkplek.omgeving.now
        werkplek.session.flush()  # partial unique index: end the old one first
        opvolger = Antwoordplicht(
            id=werkplek.omgeving.new_id(),
            melding_id=deel.melding.id,
            aard=plicht.aard,
            organisatie_id=nieuw,
            periode=deel.melding.periode,
            van=werkplek.omgeving.now,
        )
        werkplek.session.add(opvolger)
        deel.antwoordplichten.remove(plicht)
        deel.antwoordplichten.append(opvolger)


def open_loket_report(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """A soort loket received it and another owns it now: the loket hears 4 weken after receipt."""
    melding, eigenaar_id = deel.melding, dossier.casus.eigenaar_id
    if melding.loket_id == eigenaar_id or any(
        t.code is Termijncode.TERUGKOPPELING_LOKET for t in dossier.open_termijnen(melding.id)
    ):
        return
    loket = get_organisatie_row(werkplek.session, melding.loket_id)
    if loket.soort is not OrganisatieSoort.LOKET:
        return
    belofte = Belofte(
        code=Termijncode.TERUGKOPPELING_LOKET,
        begint_op=melding.ontvangen_op,
        verantwoordelijke_id=eigenaar_id,
        melding_id=melding.id,
        aan_organisatie_id=loket.id,
        periode=melding.periode,
    )
    open_in_dossier(werkplek, dossier, belofte)


def open_first_contact(werkplek: Werkplek, dossier: Dossier) -> None:
    """An accepting ret, gemeente or wijkteam calls each melder within 5 werkdagen (R021)."""
    eigenaar: Organisatie = get_organisatie_row(werkplek.session, dossier.casus.eigenaar_id)
    if eigenaar.soort not in BELLEN_DE_MELDER:
        return
    for deel in dossier.eigen_meldingen():
        if not deel.is_open or is_without_channel(deel.melder):
            continue
        belofte = Belofte(
            code=Termijncode.EERSTE_CONTACT,
            variant=Variant.NA_AANVAARDING,
            begint_op=werkplek.omgeving.vandaag,
            verantwoordelijke_id=eigenaar.id,
            melding_id=deel.melding.id,
            casus_id=dossier.casus.id,
            periode=deel.melding.periode,
            voor=TermijnVoor.MELDER,
        )
        open_in_dossier(werkplek, dossier, belofte)


def _tell_melders(werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht) -> None:
    """I6: one message per melder, in the way the sender chose; what was still waiting is dropped."""
    drop_unsent(werkplek, dossier, overdracht)
    nieuw = get_organisatie_row(werkplek.session, overdracht.naar_organisatie_id)
    wat = Aankondiging(
        moment=Berichtmoment.OVERGENOMEN,
        eenmalig=str(overdracht.id),
        afzender_id=nieuw.id,
        afzender=nieuw.naam,
        ontvanger=nieuw.naam,
        overdracht_id=overdracht.id,
        wijze=overdracht.wijze,
        eigen_tekst=own_text(werkplek, dossier.casus, overdracht),
    )
    announce_overdracht(werkplek, dossier, wat)
