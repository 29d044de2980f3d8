"""Tafels: one boy at three tafels (scenario 9), and what stands on the agenda of a RET."""

from dataclasses import replace
from datetime import timedelta

from app.demo.scenarios import keten
from app.demo.scenarios.basis import born
from app.demo.toneel import Script, Toneel
from app.domain.afstemming import RecordAfstemming
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.tafel import DescribeTafel, PutOnAgenda, RecordBespreking
from app.domain.tafeltermen import Besprekinguitkomst, Gebiedsoort, Partijrol, Tafelgrond, Tafelsoort
from app.linkage.deelbaar import Sleutelregel, make_shareable
from app.linkage.registratie import Registratie, read_persoon
from app.models import Agendering, Tafel
from app.queries.afstemmingen import Afstemmingfilter, list_afstemmingen
from app.queries.werkplek import Werkplek
from app.services.afstemming import record_afstemming
from app.services.agendering import put_on_agenda
from app.services.bespreking import record_bespreking
from app.services.koppelsleutel import issue_key, renew_key
from app.services.sleutelregistratie import register_keys
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
SCHOOLTAFEL = DescribeTafel(
    soort=Tafelsoort.SWV_PO_VO,
    naam="Thuiszitterstafel De Meierij",
    gebied=Gebiedsoort.JEUGDREGIO,
    gebied_code="JZ33",
    contact_naam="Bea Rosmalen",
    contact_telefoon="073-0005678",
    contact_email="thuiszitters@voorbeeld.example",
    grond=Tafelgrond.ALLEEN_SLEUTELS,
    grond_tekst="Geen grond om leerlingen te delen. Afspraak over sleutels van 1 september 2025",
    bewaartermijn_maanden=6,
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


def drie_tafels(toneel: Toneel) -> Script:
    """Scenario 9: a boy at a jeugdbeschermingstafel (misspelt), on the list of a school alliance (keys
    only), and then a melding at the RET. Each sees only where else, and whom to phone."""
    yield toneel.moment(16, 10)
    bescherming = _make(toneel, DEN_BOSCH, BESCHERMING)
    school = _make(toneel, SCHOOL, SCHOOLTAFEL)
    renew_key(_desk(toneel, SCHOOL))
    yield toneel.moment(15, 40)
    jongen = JeugdigeGegevens(
        voornamen="Ruben",
        achternaam="Brugman",
        geboortedatum=born(toneel, 15, 2),
        woonplaats_gemeente="GM0796",
    )
    reden = "Zorgen over thuis, gemeld door de huisarts."
    put_on_agenda(_desk(toneel, DEN_BOSCH), PutOnAgenda(tafel_id=bescherming.id, persoon=jongen, reden=reden))
    yield toneel.moment(14, 10)
    _hand_in_list(toneel, school, jongen)
    yield from keten.drie_tafels(toneel)
    yield toneel.moment(3, 30)
    _agree(toneel, bescherming)


def _hand_in_list(toneel: Toneel, school: Tafel, jongen: JeugdigeGegevens) -> None:
    """As its own client would make it: the alliance writes his name right, and shares none of it."""
    desk = _desk(toneel, SCHOOL)
    versie = issue_key(desk, school.kenmerk)
    persoon = read_persoon(
        Registratie(
            id="leerling 114",
            voornamen="Ruben",
            achternaam="Brugmans",
            geboortedatum=str(jongen.geboortedatum),
            gemeente="GM0796",
        )
    )
    regel = Sleutelregel("leerling 114", make_shareable(persoon, versie.sleutel))
    register_keys(desk, school.kenmerk, versie.versie, [regel])


def _agree(toneel: Toneel, bescherming: Tafel) -> None:
    """The RET and the jeugdbeschermingstafel phoned: the RET keeps everything together. The school still has
    to be phoned."""
    ret = toneel.desk(toneel.ploeg["ret-jz33"][0])
    for een in list_afstemmingen(ret, Afstemmingfilter()):
        if een.bekend_bij == bescherming.naam and een.gedeeld:
            gesproken = RecordAfstemming(
                gesproken_op=toneel.speeldag,
                gesproken_met="Noor Vughterman",
                rol=Partijrol.PROCESREGISSEUR,
                verwachting="De tafel stelt het verzoek uit tot ons gesprek met moeder.",
            )
            record_afstemming(ret, een.kenmerk, gesproken)
            tafel = RecordAfstemming(rol=Partijrol.DENKT_MEE)
            record_afstemming(_desk(toneel, DEN_BOSCH), een.kenmerk, tafel)


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
    return make_tafel(_desk(toneel, plaats), replace(wat, secretaris_id=toneel.secretarissen[plaats].id))


def _desk(toneel: Toneel, plaats: str) -> Werkplek:
    """The desk of the secretaris there, where agenda's are compared."""
    desk = toneel.desk(toneel.secretarissen[plaats])
    return replace(desk, omgeving=replace(desk.omgeving, opent_samenlopen=True))
