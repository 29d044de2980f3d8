"""Tables, constraints and indexes. They hold the invariants; they decide nothing."""

from app.models.afstemming import Afstemming, Afstemmingskant
from app.models.basis import metadata
from app.models.bericht import Bericht, Bezorgpoging
from app.models.berichtsjabloon import Berichtsjabloon
from app.models.bijdrage import Bijdrage
from app.models.bijlage import Bijdragebijlage, Bijlage, Bijlagedeel
from app.models.casus import Casus, Eigenaarschap, Gezin, Jeugdige, MeldingCasus
from app.models.dagbericht import Agendasleutel, Dagbericht
from app.models.gebeurtenis import Gebeurtenis, Leesregel
from app.models.idempotentie import Idempotentie, Limietteller
from app.models.inbreng import Inbreng
from app.models.klacht import (
    Beklaagde,
    Klacht,
    Klachtdoorzending,
    Klachthandeling,
    Klachtregeling,
    Stuk,
)
from app.models.melding import Antwoordplicht, Melder, Melding
from app.models.organisatie import (
    AangewezenDag,
    Gemeente,
    Jeugdregio,
    Medewerker,
    MedewerkerRol,
    Organisatie,
    Rechtsopvolging,
    Werkgebied,
)
from app.models.overdracht import Escalatie, Overdracht
from app.models.piket import Piket, Piketdienst
from app.models.samenloop import (
    Privacytaak,
    Samenloop,
    Samenloopgroep,
    SamenloopModel,
    SamenloopSleutel,
    Verhuizing,
)
from app.models.stelsel import Hartslag, Installatie, Kenmerkteller, Stelselversie
from app.models.tafel import Agendering, AgenderingSleutel, Bespreking, Koppelsleutel, Tafel
from app.models.telling import GETELD
from app.models.termijn import Termijn, Termijnregel
from app.models.termijnwijziging import Termijnwijziging
from app.models.terugkoppeling import Terugkoppeling
from app.models.toegang import ApiToken, Sessie, Uitnodiging
from app.models.toegangslink import Linkbezoeker, Linksessie, Toegangscode, Toegangslink
from app.models.vangnet import Vondst
from app.models.veiligheid import Casuswacht, Veiligheidscontact

__all__ = [
    "GETELD",
    "AangewezenDag",
    "Afstemming",
    "Afstemmingskant",
    "Agendasleutel",
    "Agendering",
    "AgenderingSleutel",
    "Antwoordplicht",
    "ApiToken",
    "Beklaagde",
    "Bericht",
    "Berichtsjabloon",
    "Bespreking",
    "Bezorgpoging",
    "Bijdrage",
    "Bijdragebijlage",
    "Bijlage",
    "Bijlagedeel",
    "Casus",
    "Casuswacht",
    "Dagbericht",
    "Eigenaarschap",
    "Escalatie",
    "Gebeurtenis",
    "Gemeente",
    "Gezin",
    "Hartslag",
    "Idempotentie",
    "Inbreng",
    "Installatie",
    "Jeugdige",
    "Jeugdregio",
    "Kenmerkteller",
    "Klacht",
    "Klachtdoorzending",
    "Klachthandeling",
    "Klachtregeling",
    "Koppelsleutel",
    "Leesregel",
    "Limietteller",
    "Linkbezoeker",
    "Linksessie",
    "Medewerker",
    "MedewerkerRol",
    "Melder",
    "Melding",
    "MeldingCasus",
    "Organisatie",
    "Overdracht",
    "Piket",
    "Piketdienst",
    "Privacytaak",
    "Rechtsopvolging",
    "Samenloop",
    "SamenloopModel",
    "SamenloopSleutel",
    "Samenloopgroep",
    "Sessie",
    "Stelselversie",
    "Stuk",
    "Tafel",
    "Termijn",
    "Termijnregel",
    "Termijnwijziging",
    "Terugkoppeling",
    "Toegangscode",
    "Toegangslink",
    "Uitnodiging",
    "Veiligheidscontact",
    "Verhuizing",
    "Vondst",
    "Werkgebied",
    "metadata",
]
