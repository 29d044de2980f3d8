"""Dagbericht: what everybody hears today: gathered for the whole house at once, then made where it is new.

Whoever is away is read by the deputy, and where nobody is there by the mailbox of the organisatie; what stays
too long with a behandelaar is brought to the coordinator too (domain.md §4, scenario of issue 4).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import Session

from app.domain.dagbericht import (
    SOORT_BIJ_SIGNAAL,
    Bezetting,
    Ontvanger,
    Punt,
    Puntsoort,
    compose_digest,
    first_day_not_near,
    is_escalated,
    mark_of,
)
from app.domain.omgeving import Omgeving
from app.domain.tafeltermen import Afstemmingsstap
from app.domain.termijnen.belofte import NADERT_WERKDAGEN, te_laat_tekst
from app.domain.termijnen.regels import Termijncode
from app.domain.vangnet import Vangnetsoort, regel_of
from app.models import Dagbericht
from app.queries.gids import open_gids, vangnethouder
from app.queries.intern import dagpunten as q
from app.queries.intern.afstemmingwerk import hits_before
from app.queries.intern.dagberichten import insert_once, last_marks
from app.queries.organisaties import without_account
from app.queries.wat_nu import AFSTEMMEN, TE_DOEN

P, S = Puntsoort, Vangnetsoort
Regel = tuple[Ontvanger, Punt]
#: What a mail does not say of somebody.
ZONDER_WOORDEN = {S.BIJNA_ACHTTIEN: "kijk in het vangnet"}


def gather_points(session: Session, omgeving: Omgeving) -> Mapping[Ontvanger, list[Punt]]:
    """Everything for everybody today; who has nothing is not in it. Reads only."""
    bezetting = Bezetting(q.staff(session, omgeving.vandaag))
    per: dict[Ontvanger, dict[Punt, None]] = defaultdict(dict)
    for deel in (_promises, _hits, _offers, _messages, _findings, _work_of_nobody, _missed):
        for ontvanger, punt in deel(session, omgeving, bezetting):
            per[ontvanger][punt] = None
    return {ontvanger: list(punten) for ontvanger, punten in per.items()}


@dataclass(frozen=True, slots=True)
class Wegwijzer:
    """Where Houvast is found; ``nieuwe_links``: where the mailbox of a party without an account asks for
    links, None where no links go out."""

    adres: str
    nieuwe_links: Callable[[UUID], str] | None = None


def make_digests(
    session: Session, omgeving: Omgeving, punten: Mapping[Ontvanger, list[Punt]], weg: Wegwijzer
) -> int:
    """Put today's digests ready for who can be mailed and has something new; how many.

    One for each and day, whoever makes it first; whose last one said the same gets none.
    """
    postvakken = [ontvanger.id for ontvanger in punten if ontvanger.is_organisatie]
    zonder_account = without_account(session, postvakken, omgeving.vandaag)
    bereikbaar = q.mail_addresses(session, omgeving.vandaag)
    laatste = last_marks(session)
    gemaakt = 0
    for ontvanger, eigen in punten.items():
        merk = mark_of(eigen)
        if ontvanger.id not in bereikbaar or laatste.get(ontvanger.id) == merk:
            continue
        via_link = weg.nieuwe_links if ontvanger.id in zonder_account else None
        links = via_link(ontvanger.id) if via_link else None
        onderwerp, tekst = compose_digest(eigen, omgeving.vandaag, weg.adres, links)
        gemaakt += insert_once(
            session,
            Dagbericht(
                id=omgeving.new_id(),
                dag=omgeving.vandaag,
                medewerker_id=None if ontvanger.is_organisatie else ontvanger.id,
                organisatie_id=ontvanger.id if ontvanger.is_organisatie else None,
                vingerafdruk=merk,
                onderwerp=onderwerp,
                tekst=tekst,
                gemaakt_op=omgeving.now,
            ),
        )
    return gemaakt


def _promises(session: Session, omgeving: Omgeving, bezetting: Bezetting) -> Iterator[Regel]:
    vandaag, kalender = omgeving.vandaag, omgeving.kalender
    tot = first_day_not_near(vandaag, kalender, NADERT_WERKDAGEN)
    for rij in q.promises_before(session, tot, vandaag):
        lezer, namens = bezetting.readers(rij.organisatie_id, rij.behandelaar_id)
        afstand = te_laat_tekst(rij.uiterlijk, vandaag, kalender)
        wat = f"{TE_DOEN[Termijncode(rij.code)]}, {afstand}"
        soort = SOORT_BIJ_SIGNAAL[omgeving.signaal(rij.uiterlijk)]
        yield lezer, Punt(soort, rij.id, rij.kenmerk, wat, _for(namens))
        if is_escalated(rij.uiterlijk, vandaag, kalender):
            hoger = Punt(P.ESCALATIE, rij.id, rij.kenmerk, wat, rij.behandelaar or "nog niemand")
            yield from _escalated(bezetting, rij.organisatie_id, lezer, hoger)


def _hits(session: Session, omgeving: Omgeving, bezetting: Bezetting) -> Iterator[Regel]:
    """A hit that is somebody's turn: a kenmerk of that side, what to do and by when; nothing of the other.

    Where nobody keeps the tafel, the vangnethouder hears it when it is late.
    """
    vandaag, kalender = omgeving.vandaag, omgeving.kalender
    for rij in hits_before(session, first_day_not_near(vandaag, kalender, NADERT_WERKDAGEN), vandaag):
        afstand = te_laat_tekst(rij.uiterlijk, vandaag, kalender)
        punt = Punt(
            SOORT_BIJ_SIGNAAL[omgeving.signaal(rij.uiterlijk)],
            rij.id,
            rij.kenmerk,
            f"{AFSTEMMEN[Afstemmingsstap(rij.stap)]}, {afstand}",
        )
        te_laat = rij.uiterlijk < vandaag
        if rij.tafel_id is not None:
            for lezer in bezetting.keepers(rij.organisatie_id, rij.behandelaar_id):
                yield lezer, punt
            if te_laat and not rij.bemenst:
                vangt = replace(punt, soort=P.VANGNET, wat=regel_of(S.AFSTEMMING_TE_LAAT).wat)
                yield from ((lezer, vangt) for lezer in bezetting.leaders(vangnethouder(session)))
            continue
        lezer, namens = bezetting.readers(rij.organisatie_id, rij.behandelaar_id)
        yield lezer, replace(punt, bij=_for(namens))
        if is_escalated(rij.uiterlijk, vandaag, kalender):
            hoger = replace(punt, soort=P.ESCALATIE, bij=rij.behandelaar or "nog niemand")
            yield from _escalated(bezetting, rij.organisatie_id, lezer, hoger)


def _offers(session: Session, omgeving: Omgeving, bezetting: Bezetting) -> Iterator[Regel]:
    """For who leads the work there, and for the mailbox of the party itself."""
    gids = open_gids(session)
    for rij in q.waiting_offers(session):
        van = gids.name(rij.van_id).korte_naam
        afstand = te_laat_tekst(rij.uiterlijk, omgeving.vandaag, omgeving.kalender)
        punt = Punt(P.AANBOD, rij.id, rij.kenmerk, f"beantwoord het aanbod van {van}, {afstand}")
        for lezer in bezetting.leaders(rij.organisatie_id) | {_mailbox(rij.organisatie_id)}:
            yield lezer, punt


def _messages(session: Session, omgeving: Omgeving, bezetting: Bezetting) -> Iterator[Regel]:
    for rij in q.undelivered(session, omgeving.vandaag):
        lezer, namens = bezetting.readers(rij.organisatie_id, rij.behandelaar_id)
        yield lezer, Punt(P.BERICHT, rij.id, rij.kenmerk, "kijk na of het bericht aankwam", _for(namens))


def _findings(session: Session, omgeving: Omgeving, bezetting: Bezetting) -> Iterator[Regel]:
    for rij in q.findings(session, omgeving):
        soort = Vangnetsoort(rij.soort)
        wat = ZONDER_WOORDEN.get(soort, regel_of(soort).wat)
        lezer, namens = bezetting.readers(rij.organisatie_id, rij.behandelaar_id)
        yield lezer, Punt(P.VANGNET, rij.id, rij.kenmerk or "", wat, _for(namens))
        if soort is S.AANBOD_ONBEANTWOORD:
            hoger = Punt(P.ESCALATIE, rij.id, rij.kenmerk, wat, rij.behandelaar or "nog niemand")
            yield from _escalated(bezetting, rij.organisatie_id, lezer, hoger)


def _work_of_nobody(session: Session, omgeving: Omgeving, _bezetting: Bezetting) -> Iterator[Regel]:
    for rij in q.casussen_of_nobody(session, omgeving.vandaag):
        punt = Punt(P.ZONDER_BEHANDELAAR, rij.id, rij.kenmerk, "kies wie deze casus behandelt")
        yield _mailbox(rij.organisatie_id), punt


def _missed(_session: Session, _omgeving: Omgeving, bezetting: Bezetting) -> Iterator[Regel]:
    for collega in bezetting.missed():
        punt = Punt(P.AFWEZIG, collega.id, "", f"{collega.naam} is er niet. Kies een vervanger")
        yield _mailbox(collega.organisatie_id), punt


def _escalated(bezetting: Bezetting, organisatie_id: UUID, al_bij: Ontvanger, punt: Punt) -> Iterator[Regel]:
    """To the coordinators, but not to one who has it on the own list."""
    return ((lezer, punt) for lezer in bezetting.leaders(organisatie_id) - {al_bij})


def _mailbox(organisatie_id: UUID) -> Ontvanger:
    return Ontvanger(organisatie_id, is_organisatie=True)


def _for(namens: str | None) -> str | None:
    return f"voor {namens}" if namens else None
