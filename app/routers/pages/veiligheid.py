"""Veiligheid and wachten: three small acts on a casus: who was phoned, what it waits on, and no longer."""

from datetime import date, datetime, time

from fastapi import APIRouter, Response

from app.domain.omgeving import AMSTERDAM
from app.domain.toegang import Recht
from app.domain.veiligheid import RecordVeiligheidscontact
from app.domain.veiligheidstermen import Veiligheidsinstantie, Wachtgrond
from app.domain.wachten import SetWacht
from app.queries.beelden import CasusBeeld, MeldingBeeld
from app.queries.casusbeeld import load_casus
from app.queries.werkplek import Werkplek
from app.routers.pages.actievorm import Actieform, show_form
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import BezoekDep, Getypt, attempt, done
from app.schemas.invoer import Invoer
from app.schemas.woorden import opties
from app.services.veiligheid import record_veiligheidscontact
from app.services.wachten import end_wacht, set_wacht

router = APIRouter()


def _owner_acts(casus: CasusBeeld, _melding: MeldingBeeld | None) -> bool:
    return Recht.CORRIGEREN in casus.rechten


def _now(werkplek: Werkplek, _casus: CasusBeeld, _m: MeldingBeeld | None) -> dict[str, object]:
    nu = werkplek.omgeving.now.astimezone(AMSTERDAM)
    return {
        "instanties": opties(Veiligheidsinstantie),
        "vandaag": nu.date(),
        "tijd": f"{nu.hour}.{nu.minute:02d}",
    }


VEILIGHEID = Actieform(
    "veiligheid",
    "Contact over de veiligheid",
    lambda casus, _m: Recht.TERUGKOPPELEN in casus.rechten,
    _now,
)
WACHT = Actieform(
    "wacht", "Waarop wacht deze casus?", _owner_acts, lambda _w, _c, _m: {"gronden": opties(Wachtgrond)}
)


@router.get("/casussen/{kenmerk}/veiligheid")
def show_safety(bezoek: BezoekDep, kenmerk: str) -> Response:
    """The form for a contact about danger."""
    return show_form(bezoek, VEILIGHEID, (load_casus(bezoek.werkplek, kenmerk), None))


@router.post("/casussen/{kenmerk}/veiligheid")
def phoned(bezoek: BezoekDep, kenmerk: str, invoer: InvoerDep) -> Response:
    """Record who was phoned."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    opdracht = _read_contact(invoer, casus)

    def again(getypt: Getypt) -> Response:
        return show_form(bezoek, VEILIGHEID, (casus, None), getypt)

    def act() -> str:
        record_veiligheidscontact(bezoek.werkplek, opdracht)
        return done(f"/casussen/{casus.kenmerk}", "gebeld")

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


@router.get("/casussen/{kenmerk}/wacht")
def show_wait(bezoek: BezoekDep, kenmerk: str) -> Response:
    """The form for what the casus waits on."""
    return show_form(bezoek, WACHT, (load_casus(bezoek.werkplek, kenmerk), None))


@router.post("/casussen/{kenmerk}/wacht")
def wait(bezoek: BezoekDep, kenmerk: str, invoer: InvoerDep) -> Response:
    """It waits, or no longer when the other button was pressed."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    stopt = invoer.ja("stopt")
    opdracht = None if stopt else _read_wait(invoer, casus)

    def again(getypt: Getypt) -> Response:
        return show_form(bezoek, WACHT, (casus, None), getypt)

    def act() -> str:
        if opdracht is None:
            end_wacht(bezoek.werkplek, casus.id)
        else:
            set_wacht(bezoek.werkplek, opdracht)
        return done(f"/casussen/{casus.kenmerk}", "wacht_niet" if stopt else "wacht")

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _read_contact(invoer: Invoer, casus: CasusBeeld) -> RecordVeiligheidscontact:
    instantie = invoer.keuze("instantie", Veiligheidsinstantie, "Kies met wie er is gebeld.")
    dag = invoer.datum("dag", "Vul in op welke dag dit was.")
    minuut = invoer.minuut("tijd", "Vul in hoe laat dit was.")
    met = invoer.tekst("gesprokenMet", "Vul in met wie er is gesproken, of schrijf “onbekend”.")
    uur = time(*divmod(min(minuut or 0, 24 * 60 - 1), 60))
    return RecordVeiligheidscontact(
        casus_id=casus.id,
        instantie=instantie or Veiligheidsinstantie.VEILIG_THUIS,
        gedaan_op=datetime.combine(dag or date(2000, 1, 1), uur, AMSTERDAM),
        gesproken_met=met,
        afspraak=invoer.lange_tekst("afspraak"),
    )


def _read_wait(invoer: Invoer, casus: CasusBeeld) -> SetWacht:
    return SetWacht(
        casus_id=casus.id,
        grond=invoer.keuze("grond", Wachtgrond, "Kies waarop deze casus wacht.") or Wachtgrond.MELDER,
        tot=invoer.datum("tot", "Vul in wanneer u opnieuw kijkt.") or date(2000, 1, 1),
        toelichting=invoer.lange_tekst("toelichting"),
    )
