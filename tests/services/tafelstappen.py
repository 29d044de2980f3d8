"""Steps that the tests of tafels share: people at a tafel, and what stands on its agenda."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from app.domain.actor import Actor, Rol
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.tafel import DescribeTafel, PutOnAgenda
from app.domain.tafeltermen import Gebiedsoort, Tafelgrond, Tafelsoort
from app.models import Agendering, Tafel
from app.services.agendering import put_on_agenda
from app.services.tafel import make_tafel
from tests.fixtures_app import Wereld

TAFEL = DescribeTafel(
    soort=Tafelsoort.JEUGDBESCHERMINGSTAFEL,
    naam="Jeugdbeschermingstafel Zwolle",
    gebied=Gebiedsoort.GEMEENTE,
    gebied_code="GM0193",
    contact_naam="Bureau van de tafel",
    contact_telefoon="038-0001234",
    grond=Tafelgrond.WETTELIJKE_TAAK,
    grond_tekst="Convenant jeugdbescherming van 1 maart 2026",
    bewaartermijn_maanden=12,
)
KIND = JeugdigeGegevens(
    voornamen="Ruben",
    achternaam="Brugmans",
    geboortedatum=date(2011, 5, 9),
    woonplaats_gemeente="GM0193",
    postcode="8011AB",
    huisnummer="12",
)
REDEN = "Hij zit al weken thuis en niemand komt binnen."


def secretaris(wereld: Wereld, kenmerk: str) -> Actor:
    """A new tafelsecretaris of this organisatie."""
    return wereld.hire(kenmerk, Rol.TAFELSECRETARIS)


def make(wereld: Wereld, wie: Actor, **anders: object) -> Tafel:
    """A tafel of the organisatie of this person."""
    with wereld.werkplek(wie) as desk:
        return make_tafel(desk, replace(TAFEL, **anders))  # type: ignore[arg-type]  # tests name the fields


def put_person(
    wereld: Wereld, wie: Actor, tafel: Tafel, persoon: JeugdigeGegevens = KIND, **anders: object
) -> Agendering:
    """A person on the agenda."""
    opdracht = PutOnAgenda(tafel_id=tafel.id, persoon=persoon, reden=REDEN)
    with wereld.werkplek(wie) as desk:
        return put_on_agenda(desk, replace(opdracht, **anders))  # type: ignore[arg-type]  # tests name the fields


def put_casus(wereld: Wereld, wie: str | Actor, tafel: Tafel, casus_id: UUID) -> Agendering:
    """An own casus on the agenda."""
    opdracht = PutOnAgenda(tafel_id=tafel.id, casus_id=casus_id, reden=REDEN)
    with wereld.werkplek(wie) as desk:
        return put_on_agenda(desk, opdracht)
