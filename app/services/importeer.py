"""Importeer: meldingen from another system. Nobody is told anything, and nothing is made up.

The key is loket and extern kenmerk: what is there is left alone, so an import can be repeated. An open
melding gets one promise, from today: its earlier ones were made elsewhere. A closed one is registered
and closed on its own date. What is recorded is recorded now: the history never pretends otherwise.
"""

from datetime import date, datetime, time
from uuid import UUID

from sqlmodel import Session

from app.domain.actor import ROL_BIJ_SOORT, Actor, ActorSoort, OrganisatieSoort, Rol
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.importregel import Importregel, Importuitkomst
from app.domain.keten.niveaus import niveau
from app.domain.omgeving import AMSTERDAM, Omgeving
from app.domain.termen import (
    CasusStatus,
    CasusUitkomst,
    MeldingStatus,
    MeldingUitkomst,
    Vervalreden,
)
from app.kluis import Kluis
from app.models import Organisatie
from app.queries.dossier import CasusDeel, Dossier, MeldingDeel
from app.queries.gids import open_gids
from app.queries.organisaties import find_organisatie
from app.queries.schrijven import find_melding_of_loket
from app.queries.werkplek import Werkplek
from app.services.casus import ask_for_missing
from app.services.intake import Intake, check_intake
from app.services.klacht import add_klacht
from app.services.klachtafdoening import end_with_melding
from app.services.klachtdossier import Klachtdossier
from app.services.melding import finish_registration, record_melding
from app.services.samenloopopening import begin_comparing, open_samenlopen
from app.services.stuk import record_stukken
from app.services.termijnen import lapse_where, open_in_dossier, tussenbericht
from app.services.vastleggen import record

#: Who acts in an import: always the same, so that the history shows it.
IMPORT_ID = UUID("00000000-0000-7000-8000-000000000002")
SLUITINGSTIJD = time(17, 0)


def import_melding(session: Session, omgeving: Omgeving, kluis: Kluis, regel: Importregel) -> Importuitkomst:
    """Register one line, or recognise it. Refuses with everything that is wrong with the line."""
    fouten = [*regel.fouten, *_closing_errors(regel, omgeving.vandaag)]
    loket, loketfouten = _owner(session, regel.opdracht.loket)
    kenmerk = regel.opdracht.extern_kenmerk
    if loket is not None and kenmerk and find_melding_of_loket(session, loket.id, kenmerk) is not None:
        return Importuitkomst.BEKEND
    werkplek = Werkplek(session, _system_of(loket), omgeving, kluis)
    begin_comparing(werkplek)
    try:
        intake = check_intake(werkplek, regel.opdracht)
    except InvalidInputError as geweigerd:
        raise InvalidInputError([*fouten, *loketfouten, *geweigerd.fouten]) from geweigerd
    if fouten or loketfouten:
        raise InvalidInputError([*fouten, *loketfouten])
    if regel.afgesloten_op is None:
        _import_open(werkplek, intake)
    else:
        _import_closed(werkplek, intake, regel.afgesloten_op, regel.uitkomst)
    return Importuitkomst.NIEUW


def _import_open(werkplek: Werkplek, intake: Intake) -> None:
    dossier, deel = _record(werkplek, intake)
    eigenaar, vandaag = werkplek.actor.organisatie_id, werkplek.omgeving.vandaag
    open_in_dossier(werkplek, dossier, tussenbericht(deel.melding, deel.melder, eigenaar, vandaag))
    for casus_id in deel.casus_ids:
        ask_for_missing(werkplek, dossier, dossier.delen[casus_id])
    record_stukken(werkplek, dossier, deel)
    finish_registration(werkplek, dossier, deel)
    if intake.opdracht.klacht is not None:
        add_klacht(werkplek, deel, intake.opdracht.klacht, deel.melding.ontvangen_op)
    open_samenlopen(werkplek, deel.casus_ids)


def _import_closed(
    werkplek: Werkplek, intake: Intake, afgesloten_op: date, uitkomst: MeldingUitkomst | None
) -> None:
    """The same registration, with everything about it ended on its own date."""
    dossier, deel = _record(werkplek, intake)
    begin = datetime.combine(deel.melding.ontvangen_op, time.min, AMSTERDAM)
    einde = min(datetime.combine(afgesloten_op, SLUITINGSTIJD, AMSTERDAM), werkplek.omgeving.now)
    _end_melding(werkplek, dossier, deel, (begin, einde))
    deel.melding.uitkomst = deel.melding.gevraagde_uitkomst = uitkomst
    for casus_id in deel.casus_ids:
        _end_casus(dossier.delen[casus_id], (begin, einde), uitkomst)
    finish_registration(werkplek, dossier, deel)
    if intake.opdracht.klacht is not None:
        klacht = add_klacht(werkplek, deel, intake.opdracht.klacht, deel.melding.ontvangen_op)
        end_with_melding(werkplek.later_than(klacht), Klachtdossier(klacht, dossier, deel))
    record(
        werkplek,
        dossier,
        deel.casus_ids,
        happened(
            GebeurtenisSoort.MELDING_GESLOTEN, melding=deel.melding.id, uitkomst=uitkomst, op=afgesloten_op
        ),
        happened(GebeurtenisSoort.CASUS_GESLOTEN, op=afgesloten_op),
    )


def _record(werkplek: Werkplek, intake: Intake) -> tuple[Dossier, MeldingDeel]:
    dossier, deel = record_melding(werkplek, intake)
    deel.melding.import_kenmerk = intake.opdracht.extern_kenmerk
    loket = intake.opdracht.loket
    deel.melding.import_loket_id = open_gids(werkplek.session).find_id(loket or "") or deel.melding.loket_id
    return dossier, deel


def _end_melding(
    werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, periode: tuple[datetime, datetime]
) -> None:
    begin, einde = periode
    deel.melding.status, deel.melding.gesloten_op = MeldingStatus.GESLOTEN, einde
    lapse_where(
        werkplek, dossier.open_termijnen(deel.melding.id), Vervalreden.MELDING_GESLOTEN, lambda _: True
    )
    for plicht in deel.antwoordplichten:
        plicht.van, plicht.tot = begin, einde
    deel.antwoordplichten = []


def _end_casus(deel: CasusDeel, periode: tuple[datetime, datetime], uitkomst: MeldingUitkomst | None) -> None:
    begin, einde = periode
    assert deel.eigenaarschap is not None  # it was opened a moment ago (I1)
    deel.eigenaarschap.van, deel.eigenaarschap.tot, deel.eigenaarschap.is_open = begin, einde, False
    deel.eigenaarschap.loopt = False
    casus = deel.casus
    casus.status, casus.geopend_op, casus.gesloten_op = CasusStatus.GESLOTEN, begin, einde
    casus.huidig_eigenaarschap_id, casus.huidig_open = None, None
    if uitkomst is not None:
        opgelost = uitkomst is MeldingUitkomst.GEHOLPEN
        casus.uitkomst = CasusUitkomst.OPGELOST if opgelost else CasusUitkomst.NIET_OPGELOST


def _owner(session: Session, sleutel: str | None) -> tuple[Organisatie | None, list[Veldfout]]:
    """The loket of the line owns it; an unknown one is reported by ``check_intake``."""
    try:
        loket = find_organisatie(session, sleutel or "", "loket")
    except InvalidInputError:
        return None, []
    if niveau(loket.soort) is not None:
        return loket, []
    return None, [
        Veldfout("loket", f"{loket.naam} kan geen eigenaar zijn. Kies een loket, OZJ, RET of gemeente.")
    ]


def _system_of(loket: Organisatie | None) -> Actor:
    """The import acts for the loket of the line; without one only to judge the rest of the line."""
    soort = loket.soort if loket else OrganisatieSoort.LOKET
    return Actor(
        soort=ActorSoort.SYSTEEM,
        id=IMPORT_ID,
        organisatie_id=loket.id if loket else IMPORT_ID,
        organisatie_soort=soort,
        organisatie_naam=loket.naam if loket else "",
        naam="Import",
        rollen=frozenset({ROL_BIJ_SOORT.get(soort, Rol.COORDINATOR)}),
        bestuursorgaan=bool(loket and loket.bestuursorgaan),
    )


def _closing_errors(regel: Importregel, vandaag: date) -> list[Veldfout]:
    op = regel.afgesloten_op
    fouten = []
    if op is not None and op > vandaag:
        fouten.append(
            Veldfout("afgeslotenOp", "Die datum is nog niet geweest. Laat hem leeg als het nog loopt.")
        )
    if op is not None and op < regel.opdracht.ontvangen_op:
        fouten.append(Veldfout("afgeslotenOp", "Dat is vóór de ontvangst. Kijk de datums na."))
    if op is None and regel.uitkomst is not None:
        fouten.append(
            Veldfout("afgeslotenOp", "Er staat een uitkomst, dus vul ook in wanneer het is afgesloten.")
        )
    return fouten
