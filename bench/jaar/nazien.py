"""Nazien: what must be true after the year. Everything that is not, is a line of text in ``gebroken``."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.audit.verificatie import verify_chain
from app.domain.berichttermen import BerichtStatus, Bezorguitkomst
from app.domain.dagbericht import Dagberichtstatus
from app.domain.gebeurtenissen import GebeurtenisSoort
from app.domain.omgeving import Omgeving
from app.domain.samenloop import OPEN_SAMENLOOP
from app.domain.termen import CasusStatus, MeldingStatus
from app.domain.termijnen.regels import TermijnVoor
from app.domain.vangnet import Vangnetsoort
from app.models import (
    Bericht,
    Bezorgpoging,
    Casus,
    Dagbericht,
    Eigenaarschap,
    Gebeurtenis,
    Melding,
    MeldingCasus,
    Samenloop,
    Termijn,
    Termijnwijziging,
)
from app.queries.intern.vangnet import all_findings
from app.queries.intern.vangnetregel import peil
from app.services.controle import check_invariants

S, U = BerichtStatus, Bezorguitkomst
#: Promised to the melder, or to ourselves where there is no channel.
NAAR_MELDER = frozenset({TermijnVoor.MELDER, TermijnVoor.INTERN})


@dataclass
class Oordeel:
    """What was looked at, and what is not as it should be."""

    gebroken: list[str] = field(default_factory=list)
    cijfers: Counter[str] = field(default_factory=Counter)
    vangnet: Counter[str] = field(default_factory=Counter)


@dataclass
class Datumboek:
    """Every promised date as it was when it was first seen, kept outside the database."""

    gezien: dict[UUID, date] = field(default_factory=dict)

    def note(self, session: Session) -> None:
        """Called day by day."""
        for id_, uiterlijk in session.exec(select(Termijn.id, Termijn.uiterlijk).where(Termijn.is_open)):
            self.gezien.setdefault(id_, uiterlijk)


def judge(session: Session, omgeving: Omgeving, aangenomen: Counter[UUID], boek: Datumboek) -> Oordeel:
    """Everything at once, on what the database says and on what the mail server remembers."""
    oordeel = Oordeel()
    oordeel.gebroken += [
        f"{b.invariant} {b.onderwerp}: {b.melding}" for b in check_invariants(session, omgeving)
    ]
    oordeel.gebroken += [f"I8 {b.stroom} nr {b.nummer}: {b.reden}" for b in verify_chain(session)]
    oordeel.gebroken += _without_owner_or_date(session)
    oordeel.gebroken += _forgotten_pairs(session)
    oordeel.gebroken += _moved_in_silence(session, boek)
    net = _findings(session, omgeving, oordeel)
    _judge_messages(session, aangenomen, net, oordeel)
    return oordeel


def _without_owner_or_date(session: Session) -> Iterator[str]:
    """Looked at here once more, without the pointers that the invariants use."""
    eigenaren = set(
        session.exec(
            select(MeldingCasus.melding_id)
            .join(Eigenaarschap, col(Eigenaarschap.casus_id) == col(MeldingCasus.casus_id))
            .join(Casus, col(Casus.id) == col(MeldingCasus.casus_id))
            .where(col(Eigenaarschap.is_open).is_(True), Casus.status == CasusStatus.OPEN)
        )
    )
    beloofd = set(
        session.exec(
            select(Termijn.melding_id).where(
                col(Termijn.is_open).is_(True), col(Termijn.voor).in_(NAAR_MELDER)
            )
        )
    )
    for id_, kenmerk in session.exec(
        select(Melding.id, Melding.kenmerk).where(Melding.status != MeldingStatus.GESLOTEN)
    ):
        if id_ not in eigenaren:
            yield f"{kenmerk}: open, en niemand heeft de casus"
        if id_ not in beloofd:
            yield f"{kenmerk}: open, en geen datum voor de melder"


def _forgotten_pairs(session: Session) -> Iterator[str]:
    """What may be one child and waits, waits on the owner of a casus that is open, as long as one is."""
    for rij in session.exec(select(Samenloop).where(col(Samenloop.status).in_(OPEN_SAMENLOOP))):
        kanten = session.exec(
            select(Casus).where(col(Casus.id).in_([rij.ouder_casus_id, rij.jonger_casus_id]))
        )
        casussen = list(kanten)
        if any(casus.status is CasusStatus.SAMENGEVOEGD for casus in casussen):
            continue
        open_ = {casus.id: casus.eigenaar_id for casus in casussen if casus.status is CasusStatus.OPEN}
        beloofd = session.exec(
            select(Termijn).where(Termijn.id == rij.termijn_id, col(Termijn.is_open).is_(True))
        ).first()
        wie = None if beloofd is None or beloofd.casus_id is None else open_.get(beloofd.casus_id)
        if open_ and (beloofd is None or wie != beloofd.verantwoordelijke_id):
            yield f"{rij.kenmerk}: wacht, en op niemand die er nog aan werkt"


def _moved_in_silence(session: Session, boek: Datumboek) -> Iterator[str]:
    """A date that is not what it was when it was first seen, has moved step by step in the open."""
    stappen: dict[UUID, list[Termijnwijziging]] = {}
    for stap in session.exec(select(Termijnwijziging).order_by(col(Termijnwijziging.nummer))):
        stappen.setdefault(stap.termijn_id, []).append(stap)
    for id_, code, nu in session.exec(select(Termijn.id, Termijn.code, Termijn.uiterlijk)):
        eerst = boek.gezien.get(id_)
        if eerst is None or eerst == nu:
            continue
        loop = stappen.get(id_, [])
        if not any(stap.van == eerst for stap in loop) or loop[-1].naar != nu:
            yield f"{code} {id_}: van {eerst} naar {nu} zonder termijnwijziging"


def _findings(session: Session, omgeving: Omgeving, oordeel: Oordeel) -> dict[str, set[UUID]]:
    """The vangnet; every finding is somebody's."""
    net: dict[str, set[UUID]] = {}
    for rij in session.execute(all_findings(peil(session, omgeving))):
        oordeel.vangnet[rij.soort] += 1
        net.setdefault(rij.soort, set()).add(rij.id)
        if rij.organisatie_id is None:
            oordeel.gebroken.append(f"vangnet {rij.soort} {rij.kenmerk}: niemand lost dit op")
    return net


def _judge_messages(
    session: Session, aangenomen: Counter[UUID], net: dict[str, set[UUID]], oordeel: Oordeel
) -> None:
    """Nothing twice, nothing lost. What came back nobody heard: it lapses as what was never sent."""
    pogingen: dict[UUID, list[Bezorgpoging]] = {}
    for poging in session.exec(select(Bezorgpoging).order_by(col(Bezorgpoging.nummer))):
        pogingen.setdefault(poging.bericht_id, []).append(poging)
        oordeel.cijfers[f"poging {poging.uitkomst or 'loopt'}"] += 1
    vervallen = _events_of(session, GebeurtenisSoort.BERICHT_VERVALLEN)
    terug = _events_of(session, GebeurtenisSoort.BERICHT_TERUGGEKOMEN)
    berichten = {bericht.id: bericht for bericht in session.exec(select(Bericht))}
    dagberichten = {rij.id: rij for rij in session.exec(select(Dagbericht))}
    for dagbericht in dagberichten.values():
        oordeel.cijfers[f"dagbericht {dagbericht.status}"] += 1
        if dagbericht.status is Dagberichtstatus.VERSTUURD and not aangenomen[dagbericht.id]:
            oordeel.gebroken.append(f"dagbericht {dagbericht.id}: nooit aangenomen door de mailserver")
    for id_, keer in aangenomen.items():
        if keer > 1:
            oordeel.gebroken.append(f"bericht {id_}: {keer} keer aangenomen door de mailserver")
        if id_ not in berichten and id_ not in dagberichten:
            oordeel.gebroken.append(f"mail {id_}: hoort bij geen bericht")
    for bericht in berichten.values():
        oordeel.cijfers[f"bericht {bericht.status}"] += 1
        eigen = pogingen.get(bericht.id, [])
        ingehaald = bericht.status is S.VERVALLEN and bericht.id in terug
        fout = None if ingehaald else _fault(bericht, eigen, aangenomen[bericht.id])
        if bericht.status is S.VERVALLEN and bericht.id not in vervallen:
            fout = "vervallen zonder gebeurtenis"
        if bericht.status in (S.MISLUKT, S.ONZEKER) and bericht.id not in net.get(
            Vangnetsoort.BERICHT_MISLUKT, set()
        ):
            fout = "mislukt of onzeker, en niet in het vangnet"
        if fout:
            oordeel.gebroken.append(f"bericht {bericht.id} ({bericht.moment}, {bericht.status}): {fout}")
        if bericht.status is S.VERVALLEN and aangenomen[bericht.id]:
            eerst = "teruggekomen" if ingehaald else "onzeker"
            oordeel.cijfers[f"{eerst}, en daarna vervallen"] += 1


def _fault(bericht: Bericht, pogingen: list[Bezorgpoging], aangenomen: int) -> str | None:
    gelukt = [poging for poging in pogingen if poging.uitkomst is U.VERSTUURD]
    if len(gelukt) > 1:
        return "twee pogingen die lukten"
    if gelukt and aangenomen == 0:
        return "verstuurd volgens Houvast, en nooit aangenomen door de mailserver"
    if bericht.status is S.TE_VERSTUREN:
        if aangenomen:
            return "al aangenomen, en zou nog eens gaan"
        if bericht.wachtreden is None and bericht.versturen_na is None:
            return "wacht, en niemand weet waarop"
    if gelukt and bericht.status not in (S.VERSTUURD, S.TERUGGEKOMEN):
        return "gelukt, en toch niet verstuurd"
    return None


def _events_of(session: Session, soort: GebeurtenisSoort) -> set[UUID]:
    """The messages that the history says this of."""
    gevonden = session.exec(select(Gebeurtenis.gegevens).where(Gebeurtenis.soort == soort))
    return {UUID(json.loads(gegevens)["bericht"]) for gegevens in gevonden}
