"""Klachten in every stage: just in, sent on, in behandeling with a hearing, done; and a bezwaar that must go
on."""

from dataclasses import replace
from uuid import UUID

from app.demo.lijn import Lijn
from app.demo.scenarios.basis import born, jeugdige, melder, register, vraag
from app.demo.toneel import Script, Toneel
from app.domain.klachtopdrachten import (
    AssignKlacht,
    ForwardKlacht,
    JudgeKlacht,
    NoteOnKlacht,
    RecordHearing,
    SendKlaagschrift,
)
from app.domain.klachttermen import KlachtUitkomst
from app.domain.opdrachten import KlachtGegevens
from app.domain.termen import Aard, Overslagreden, Verblijf
from app.queries.klachten import klachten_of
from app.queries.schrijven import waiting_of_klacht
from app.queries.werkplek import Werkplek
from app.services.klacht import confirm_klacht, forward_klacht, note_on_klacht, take_klacht
from app.services.klachtafdoening import judge_klacht
from app.services.klachtbehandeling import record_hearing
from app.services.klachtbeklaagde import send_klaagschrift
from app.services.klachtberichten import mark_klachtbericht_sent

ALLEBEI = frozenset({Aard.HULPVRAAG, Aard.KLACHT})


def klacht_in_behandeling(toneel: Toneel) -> Script:
    """Sent on by the ministry to the gemeente: a behandelaar, the klaagschrift sent, both heard."""
    yield toneel.moment(14, 40)
    opdracht = replace(
        vraag(
            melder("Anouk Wilmink"),
            "Mijn zoon wacht al een jaar op dagbesteding. Wie gaat hier nu echt over?",
            jeugdige("Stijn", "Wilmink", born(toneel, 14), "GM0200", Verblijf.THUIS),
        ),
        onderwerp="Wacht een jaar op dagbesteding",
        aard=ALLEBEI,
        klacht=KlachtGegevens(
            tekst="Ik ben drie keer niet teruggebeld. In het verslag staat iets dat ik niet heb gezegd.",
            over="De jeugdconsulent",
            organisatie="gemeente-gm0200",
        ),
    )
    lijn = register(toneel, "vws-ucz", opdracht)
    klacht_id = _klacht_of(toneel, lijn)
    yield toneel.moment(13, 40)
    forward_klacht(
        _loket(toneel, lijn), ForwardKlacht(klacht_id=klacht_id, naar_organisatie="gemeente-gm0200")
    )
    lijn.offer("gemeente-gm0200", overgeslagen=Overslagreden.LOKAAL_VOLDOENDE)
    yield toneel.moment(12, 40)
    lijn.accept("gemeente-gm0200")
    _confirm(_handler(toneel, "gemeente-gm0200"), klacht_id)
    take_klacht(_handler(toneel, "gemeente-gm0200"), AssignKlacht(klacht_id=klacht_id))
    yield toneel.moment(9, 40)
    wie = toneel.ploeg["gemeente-gm0200"][0].id
    send_klaagschrift(
        _handler(toneel, "gemeente-gm0200"), SendKlaagschrift(klacht_id=klacht_id, medewerker_id=wie)
    )
    yield toneel.moment(3, 40)
    verslag = "Moeder vertelde over drie gemiste afspraken. De consulent had haar nummer niet goed staan."
    gehoord = RecordHearing(klacht_id=klacht_id, gehoord_op=toneel.speeldag, verslag=verslag)
    record_hearing(_handler(toneel, "gemeente-gm0200"), gehoord)
    notitie = NoteOnKlacht(klacht_id=klacht_id, tekst="Nummer is nu goed. Moeder krijgt maandag de uitkomst.")
    note_on_klacht(_handler(toneel, "gemeente-gm0200"), notitie)


def klacht_afgedaan(toneel: Toneel) -> Script:
    """About the RET, handled there by somebody who was not involved; the question goes on."""
    yield toneel.moment(30, 60)
    opdracht = replace(
        vraag(
            melder("Bert Kamerling"),
            "Er ligt een plan, maar niemand voert het uit.",
            jeugdige("Nina", "Kamerling", born(toneel, 15), "GM0193", Verblijf.PLEEGGEZIN),
        ),
        onderwerp="Plan wordt niet uitgevoerd",
        aard=ALLEBEI,
        klacht=KlachtGegevens(
            tekst="Ik mocht niet bij het overleg zijn, en dat was wel beloofd.", organisatie="ret-jz07"
        ),
    )
    lijn = register(toneel, "juiste-loket", opdracht)
    klacht_id = _klacht_of(toneel, lijn)
    yield toneel.moment(29, 60)
    forward_klacht(_loket(toneel, lijn), ForwardKlacht(klacht_id=klacht_id, naar_organisatie="ret-jz07"))
    yield toneel.moment(28, 60)
    _confirm(_handler(toneel, "ret-jz07"), klacht_id)
    take_klacht(_handler(toneel, "ret-jz07"), AssignKlacht(klacht_id=klacht_id))
    send_klaagschrift(
        _handler(toneel, "ret-jz07"), SendKlaagschrift(klacht_id=klacht_id, naam="Mw. J. Visser")
    )
    yield toneel.moment(20, 60)
    gehoord = RecordHearing(klacht_id=klacht_id, gehoord_op=toneel.speeldag, verslag="Beiden gehoord.")
    record_hearing(_handler(toneel, "ret-jz07"), gehoord)
    yield toneel.moment(18, 60)
    oordeel = JudgeKlacht(
        klacht_id=klacht_id,
        uitkomst=KlachtUitkomst.GEGROND,
        toelichting="U had erbij moeten zijn. Bij het volgende overleg zit u aan tafel.",
    )
    judge_klacht(_handler(toneel, "ret-jz07"), oordeel)
    _post(_handler(toneel, "ret-jz07"), klacht_id)


def klacht_net_binnen(toneel: Toneel) -> Script:
    """Came in at the gemeente it is about: only its klachtbehandelaar sees it. A bezwaar lies beside it."""
    yield toneel.moment(2, 30)
    opdracht = replace(
        vraag(
            melder("Gea Hoekman"),
            "De hulp stopt. Ik ben het niet eens met de brief die ik kreeg.",
            jeugdige("Luuk", "Hoekman", born(toneel, 12), "GM0193", Verblijf.THUIS),
        ),
        onderwerp="Hulp stopt, moeder is het niet eens",
        aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT, Aard.BEZWAAR}),
        klacht=KlachtGegevens(tekst="De consulent was bot aan de telefoon.", organisatie="gemeente-gm0193"),
    )
    lijn = register(toneel, "vws-ucz", opdracht)
    klacht_id = _klacht_of(toneel, lijn)
    yield toneel.moment(1, 30)
    forward_klacht(
        _loket(toneel, lijn), ForwardKlacht(klacht_id=klacht_id, naar_organisatie="gemeente-gm0193")
    )


def _klacht_of(toneel: Toneel, lijn: Lijn) -> UUID:
    return klachten_of(toneel.session, lijn.melding_id)[0].id


def _confirm(desk: Werkplek, klacht_id: UUID) -> None:
    confirm_klacht(desk, klacht_id)
    _post(desk, klacht_id)


def _post(desk: Werkplek, klacht_id: UUID) -> None:
    """The own letters about a klacht go out: only then they count."""
    for bericht in waiting_of_klacht(desk.session, klacht_id):
        if bericht.organisatie_id == desk.actor.organisatie_id:
            mark_klachtbericht_sent(desk, bericht.id)


def _loket(toneel: Toneel, lijn: Lijn) -> Werkplek:
    return toneel.desk(lijn.actor)


def _handler(toneel: Toneel, plaats: str) -> Werkplek:
    return toneel.desk(toneel.klachten[plaats])
