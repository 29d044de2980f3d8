"""Tafels: one boy at three tafels (scenario 9), and what stands on the agenda of a RET."""

from datetime import timedelta

from app.demo.scenarios.basis import born
from app.demo.toneel import Script, Toneel
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.tafel import DescribeTafel, PutOnAgenda, RecordBespreking
from app.domain.tafeltermen import Besprekinguitkomst, Gebiedsoort, Tafelgrond, Tafelsoort
from app.models import Agendering, Tafel
from app.queries.werkplek import Werkplek
from app.services.agendering import put_on_agenda
from app.services.bespreking import record_bespreking
from app.services.tafel import make_tafel

IJSSELLAND, DEN_BOSCH, SCHOOL = "ret-jz07", "gemeente-gm0796", "swv-denbosch"
REGIOTAFEL = DescribeTafel(
    soort=Tafelsoort.RET,
    naam="Regiotafel IJsselland",
    gebied=Gebiedsoort.JEUGDREGIO,
    gebied_code="JZ07",
    contact_naam="Carla Mastenbroek",
    contact_telefoon="038-0009876",
    contact_email="regiotafel@voorbeeld.example",
    grond=Tafelgrond.WETTELIJKE_TAAK,
    grond_tekst="Convenant Regionaal Expertteam IJsselland, 1 januari 2026",
    bewaartermijn_maanden=12,
)
BESCHERMING = DescribeTafel(
    soort=Tafelsoort.JEUGDBESCHERMINGSTAFEL,
    naam="Jeugdbeschermingstafel ’s-Hertogenbosch",
    gebied=Gebiedsoort.GEMEENTE,
    gebied_code="GM0796",
    contact_naam="Secretariaat jeugdbeschermingstafel",
    contact_telefoon="073-0004321",
    grond=Tafelgrond.WETTELIJKE_TAAK,
    grond_tekst="Samenwerkingsafspraken jeugdbescherming, 1 maart 2025",
    bewaartermijn_maanden=12,
)
#: In the register so that others can find it; without a ground nothing is matched with it.
DOORBRAAK = DescribeTafel(
    soort=Tafelsoort.DOORBRAAKTAFEL,
    naam="Doorbraaktafel Zwolle",
    gebied=Gebiedsoort.GEMEENTE,
    gebied_code="GM0193",
    contact_naam="Secretariaat doorbraaktafel",
    contact_email="doorbraak@voorbeeld.example",
    bewaartermijn_maanden=6,
)


def regiotafel(toneel: Toneel) -> Script:
    """A RET keeps its own table: a person without a casus, discussed once, comes back next week."""
    yield toneel.moment(40, 20)
    tafel = _make(toneel, IJSSELLAND, REGIOTAFEL)
    _make(toneel, IJSSELLAND, DOORBRAAK)
    yield toneel.moment(15, 20)
    agendering = put_on_agenda(
        _desk(toneel, IJSSELLAND),
        PutOnAgenda(
            tafel_id=tafel.id,
            persoon=JeugdigeGegevens(
                voornamen="Milan",
                achternaam="Kuinderhof",
                geboortedatum=born(toneel, 16, 4),
                woonplaats_gemeente="GM0193",
            ),
            reden="De school vraagt of iemand overzicht heeft. Er is nog geen melding.",
            bespreken_op=toneel.speeldag + timedelta(days=5),
        ),
    )
    yield toneel.moment(8, 20)
    _discuss(
        toneel,
        IJSSELLAND,
        agendering,
        "Ouders en school zitten op één lijn. De leerplichtambtenaar belt de huisarts en komt terug.",
    )


def _discuss(toneel: Toneel, plaats: str, agendering: Agendering, verslag: str) -> None:
    record_bespreking(
        _desk(toneel, plaats),
        RecordBespreking(
            agendering_id=agendering.id,
            besproken_op=toneel.speeldag,
            uitkomst=Besprekinguitkomst.AFSPRAKEN,
            verslag=verslag,
            volgende_op=toneel.vandaag + timedelta(days=7),
        ),
    )


def _make(toneel: Toneel, plaats: str, wat: DescribeTafel) -> Tafel:
    return make_tafel(_desk(toneel, plaats), wat)


def _desk(toneel: Toneel, plaats: str) -> Werkplek:
    return toneel.desk(toneel.secretarissen[plaats])
