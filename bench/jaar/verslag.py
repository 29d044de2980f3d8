"""Verslag: the figures of a year, as plain text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from statistics import median

from sqlmodel import Session, func, select

from app.domain.actor import OrganisatieSoort
from app.domain.omgeving import local_date
from app.domain.termen import TermijnStatus
from app.domain.vangnet import Vangnetsoort, regel_of
from app.installatie import Installation
from app.models import Casus, Gebeurtenis, Melding, Organisatie, Termijn
from bench.jaar.spel import STORING, Uitkomst

MEESTE = 20


def report(motor: str, installation: Installation, uitkomst: Uitkomst) -> str:
    """Everything, with what is broken first."""
    with installation.database.read() as session:
        delen = [
            *_verdict(motor, uitkomst),
            *_size(session, uitkomst),
            *_worker(uitkomst),
            *_messages(uitkomst),
            *_lateness(session, uitkomst.toneel.speeldag),
        ]
    return "\n".join(delen)


def _verdict(motor: str, uitkomst: Uitkomst) -> Iterator[str]:
    gebroken = uitkomst.oordeel.gebroken
    yield f"# {motor}: {'alles klopt' if not gebroken else f'{len(gebroken)} dingen kloppen niet'}"
    yield from (f"  {regel}" for regel in gebroken[:MEESTE])
    yield f"seconden: {uitkomst.seconden:.0f}, waarvan werker {uitkomst.telling.seconden:.0f}"


def _size(session: Session, uitkomst: Uitkomst) -> Iterator[str]:
    aantal = {
        naam: session.exec(select(func.count()).select_from(tabel)).one()
        for naam, tabel in (("meldingen", Melding), ("casussen", Casus), ("gebeurtenissen", Gebeurtenis))
    }
    yield ", ".join(f"{naam} {waarde}" for naam, waarde in aantal.items())
    yield _line("meldingen", dict(_grouped(session, Melding.status)))
    yield _line("geschiedenis", dict(_grouped(session, Gebeurtenis.soort)))
    yield _line("daden van mensen", uitkomst.toneel.gedaan)
    yield _line("geweigerd door het huis", uitkomst.toneel.geweigerd)
    stelsel = uitkomst.stelsel
    yield (
        f"storing mailserver {uitkomst.jaar.day_at(STORING)}; rechtsopvolging per {stelsel.per}; "
        f"aangewezen dag {stelsel.dag}, {stelsel.verschoven} wettelijke termijnen verschoven"
    )


def _grouped(session: Session, kolom: object) -> Iterable[tuple[str, int]]:
    rijen = session.execute(select(kolom, func.count()).group_by(kolom))  # type: ignore[call-overload]  # any column
    return [(str(waarde), aantal) for waarde, aantal in rijen]


def _worker(uitkomst: Uitkomst) -> Iterator[str]:
    telling = uitkomst.telling
    yield (
        f"rondes {telling.rondes}, gedood {telling.gedood.total()}, klaar voor de dood kwam "
        f"{telling.ontkomen}, twee tegelijk {telling.samen}, mislukte stappen {telling.mislukt}"
    )
    yield _line("gedood", telling.gedood)
    yield _line("afloop van de processen", {str(k): v for k, v in telling.status.items()})


def _messages(uitkomst: Uitkomst) -> Iterator[str]:
    oordeel, weer, post = uitkomst.oordeel, uitkomst.weer, uitkomst.post
    yield _line("berichten en pogingen", oordeel.cijfers)
    yield _line("antwoorden van de mailserver", weer.antwoorden)
    yield f"aangenomen mails {weer.aangenomen.total()}, verschillende {len(weer.aangenomen)}"
    besluiten: dict[str, int] = defaultdict(int)
    for besluit in post.besloten.values():
        besluiten[besluit] += 1
    yield _line("onzeker, besloten door een mens", besluiten)
    yield _line("teruggekomen", {"mails": len(post.teruggekomen)})
    yield _line("vangnet", {regel_of(Vangnetsoort(k)).wat: v for k, v in oordeel.vangnet.items()})


def _lateness(session: Session, vandaag: date) -> Iterator[str]:
    """Per soort of party: promises, kept in time, days late."""
    soorten = dict(session.exec(select(Organisatie.id, Organisatie.soort)).all())
    dagen: dict[OrganisatieSoort, list[int]] = defaultdict(list)
    for wie, uiterlijk, afgedaan in session.exec(
        select(Termijn.verantwoordelijke_id, Termijn.uiterlijk, Termijn.afgedaan_op).where(
            Termijn.status != TermijnStatus.VERVALLEN
        )
    ):
        klaar = local_date(afgedaan) if afgedaan else vandaag
        dagen[soorten[wie]].append(max(0, (klaar - uiterlijk).days))
    yield "te laat, per soort partij:"
    for soort, laat in sorted(dagen.items()):
        te_laat = [dag for dag in laat if dag]
        midden = f", mediaan {median(te_laat):.0f} dagen, meest {max(te_laat)}" if te_laat else ""
        yield f"  {soort}: {len(laat)} beloften, {len(te_laat)} te laat{midden}"


def _line(wat: str, getallen: Mapping[str, int]) -> str:
    return f"{wat}: " + ", ".join(f"{naam} {aantal}" for naam, aantal in sorted(getallen.items()))
