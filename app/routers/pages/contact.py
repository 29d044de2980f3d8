"""Contact: how a melder can be reached, corrected. Showing it is asked for on purpose, and logged apart."""

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.domain.opdrachten import CorrectContact
from app.domain.termen import Voorkeurskanaal
from app.domain.toegang import Recht
from app.queries.beelden import CasusBeeld, MeldingBeeld
from app.queries.casusbeeld import contact_of, load_casus
from app.routers.pages.actievorm import Actieform, find_melding, show_form
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done
from app.schemas.invoer import Invoer
from app.schemas.woorden import opties
from app.services.contact import correct_contact

router = APIRouter()
PAD = "/casussen/{kenmerk}/meldingen/{melding}/contactgegevens"


@router.get(PAD)
def show_contact_form(bezoek: BezoekDep, kenmerk: str, melding: str) -> Response:
    """The form, with what is known now."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    return _form(bezoek, casus, find_melding(casus, melding), LEEG)


@router.post(PAD)
def change_contact(bezoek: BezoekDep, kenmerk: str, melding: str, invoer: InvoerDep) -> Response:
    """Correct how this melder is reached; what could not be delivered goes again."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    beeld = find_melding(casus, melding)
    opdracht = _read(invoer, beeld)

    def act() -> str:
        correct_contact(bezoek.werkplek, opdracht)
        return done(f"/casussen/{casus.kenmerk}", "contact")

    def again(getypt: Getypt) -> Response:
        return _form(bezoek, casus, beeld, getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _form(bezoek: Bezoek, casus: CasusBeeld, melding: MeldingBeeld, getypt: Getypt) -> Response:
    contact = contact_of(bezoek.werkplek, melding.id, casus.id)
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "contactgegevens", [melding.id])
    vorm = Actieform(
        "contactgegevens",
        "Hoe is de melder te bereiken?",
        lambda c, _m: Recht.CORRIGEREN in c.rechten,
        lambda _w, _c, _m: {
            "contact_nu": contact,
            "kanalen": opties(Voorkeurskanaal, Voorkeurskanaal.GEEN),
        },
    )
    return show_form(bezoek, vorm, (casus, melding), getypt)


def _read(invoer: Invoer, melding: MeldingBeeld) -> CorrectContact:
    return CorrectContact(
        melding_id=melding.id,
        email=invoer.mailadres("email"),
        telefoon=invoer.telefoonnummer("telefoon"),
        adres=invoer.lange_tekst("adres"),
        voorkeurskanaal=invoer.keuze("voorkeurskanaal", Voorkeurskanaal, "Kies hoe de melder wil horen.")
        or Voorkeurskanaal.GEEN,
        veilig_bereiken=invoer.lange_tekst("veiligBereiken"),
        afgeschermd=invoer.ja("afgeschermd"),
        versie=invoer.getal("versie"),
    )
