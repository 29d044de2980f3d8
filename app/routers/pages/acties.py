"""Acties: the small forms of a casus. Each is a page of its own, and opens in place with htmx."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from fastapi import APIRouter, Response

from app.domain import opdrachten as o
from app.domain import termen as t
from app.domain.afsluiting import Besluit
from app.domain.errors import NotVisibleError
from app.domain.toegang import Recht
from app.domain.vertellen import due_kind, impossible_kinds
from app.queries.beelden import CasusBeeld, MeldingBeeld
from app.queries.casusbeeld import load_casus
from app.queries.gemeenten import all_gemeenten
from app.queries.medewerkers import colleagues
from app.queries.werkplek import Werkplek
from app.routers.pages.actievorm import Actieform, find_melding, show_form
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import BezoekDep, Getypt, attempt, done, read_person
from app.schemas import formulieren as f
from app.schemas.invoer import Invoer
from app.schemas.woorden import opties
from app.services.afsluiting import close_casus, close_melding
from app.services.behandelaar import assign_behandelaar
from app.services.escalatie import escalate_casus
from app.services.heropening import reopen_melding
from app.services.jeugdige import correct_jeugdige, correct_melding, record_toekomst
from app.services.overdracht import withdraw_overdracht
from app.services.schrijven import write_to_melder
from app.services.terugkoppeling import record_terugkoppeling

router = APIRouter()
Opdracht = TypeVar("Opdracht")


def _behandelaren(werkplek: Werkplek, _casus: CasusBeeld, _m: MeldingBeeld | None) -> dict[str, object]:
    namen = colleagues(werkplek)
    return {"collegas": [*((str(id_), naam) for id_, naam in namen), ("", "Nog niemand")]}


def _hoe_en_wanneer(werkplek: Werkplek) -> dict[str, object]:
    return {
        "kanalen": opties(t.Kanaal, t.Kanaal.WEBFORMULIER, t.Kanaal.BURGERBRIEF),
        "vandaag": werkplek.omgeving.vandaag,
    }


def _terugkoppelkeuzes(
    werkplek: Werkplek, casus: CasusBeeld, melding: MeldingBeeld | None
) -> dict[str, object]:
    assert melding is not None  # these forms are of one melding
    niet = impossible_kinds(formele_brief=melding.formele_brief)
    return _hoe_en_wanneer(werkplek) | {
        "soorten": opties(t.TerugkoppelingSoort, *niet),
        "voorgesteld": due_kind(rij.code for rij in casus.termijnen if rij.melding_id == melding.id),
        "vraagt_antwoord": any(rij.vraagt_antwoord for rij in melding.inbreng),
    }


def _loketkeuzes(werkplek: Werkplek, _casus: CasusBeeld, _m: MeldingBeeld | None) -> dict[str, object]:
    return _hoe_en_wanneer(werkplek) | {
        "uitkomsten": opties(t.LoketUitkomst),
        "acties": opties(t.Loketactie),
    }


def _persoonkeuzes(werkplek: Werkplek, _casus: CasusBeeld, _m: MeldingBeeld | None) -> dict[str, object]:
    return {
        "gemeenten": [("", "Onbekend"), *all_gemeenten(werkplek.session, werkplek.omgeving.vandaag)],
        "statussen": opties(t.WoonplaatsStatus, t.WoonplaatsStatus.ONBEKEND),
        "verblijven": [("", "Onbekend"), *opties(t.Verblijf)],
    }


def _with_right(*rechten: Recht) -> Callable[[CasusBeeld, MeldingBeeld | None], bool]:
    return lambda casus, _m: not casus.rechten.isdisjoint(rechten)


TERUGKOPPELEN = Actieform(
    "terugkoppelen",
    "Wat hebt u de melder verteld?",
    lambda _c, m: m is not None and m.mag_terugkoppelen,
    _terugkoppelkeuzes,
)
SCHRIJVEN = Actieform("schrijven", "Wat wilt u de melder schrijven?", TERUGKOPPELEN.mag, _terugkoppelkeuzes)
LOKET = Actieform(
    "loket",
    "Wat hebt u het loket verteld?",
    lambda _c, m: m is not None and m.mag_loket_inlichten,
    _loketkeuzes,
)
BEHANDELAAR = Actieform(
    "behandelaar", "Wie behandelt deze casus?", _with_right(Recht.TOEWIJZEN, Recht.NEMEN), _behandelaren
)
INTREKKEN = Actieform("intrekken", "Het aanbod intrekken", _with_right(Recht.AANBIEDEN))
ESCALEREN = Actieform(
    "escaleren",
    "Hulp vragen",
    _with_right(Recht.ESCALEREN),
    lambda _w, _c, _m: {"redenen": opties(t.Escalatiereden)},
)
SLUIT_CASUS = Actieform(
    "casus_afsluiten",
    "De casus afsluiten",
    _with_right(Recht.AFSLUITEN),
    lambda _w, _c, _m: {"uitkomsten": opties(t.CasusUitkomst)},
)
SLUIT_MELDING = Actieform(
    "melding_afsluiten",
    "De melding afsluiten",
    lambda _c, m: m is not None and m.mag_afsluiten,
    lambda _w, _c, _m: {"uitkomsten": opties(t.MeldingUitkomst)},
)
HEROPENEN = Actieform("heropenen", "De melder is er weer", lambda _c, m: m is not None and m.mag_heropenen)
AANVULLEN = Actieform("aanvullen", "Aanvullen", _with_right(Recht.CORRIGEREN))
JEUGDIGE = Actieform("jeugdige", "Gegevens van de jeugdige", _with_right(Recht.CORRIGEREN), _persoonkeuzes)


TOEKOMST = Actieform(
    "toekomst", "Wat is er afgesproken voor na de 18e verjaardag?", _with_right(Recht.CORRIGEREN)
)


def _casusform(
    pad: str,
    vorm: Actieform,
    gedaan: str,
    lees: Callable[[Invoer, CasusBeeld], Opdracht],
    doe: Callable[[Werkplek, Opdracht], object],
) -> None:
    """Two routes for a form about a casus: show it, and carry it out."""

    @router.get(f"/casussen/{{kenmerk}}/{pad}", name=f"toon_{vorm.naam}")
    def show(bezoek: BezoekDep, kenmerk: str) -> Response:
        return show_form(bezoek, vorm, (load_casus(bezoek.werkplek, kenmerk), None))

    @router.post(f"/casussen/{{kenmerk}}/{pad}", name=vorm.naam)
    def carry_out(bezoek: BezoekDep, kenmerk: str, invoer: InvoerDep) -> Response:
        casus = load_casus(bezoek.werkplek, kenmerk)
        opdracht = lees(invoer, casus)

        def again(getypt: Getypt) -> Response:
            return show_form(bezoek, vorm, (casus, None), getypt)

        def act() -> str:
            doe(bezoek.werkplek, opdracht)
            return done(f"/casussen/{casus.kenmerk}", gedaan)

        return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _meldingform(
    pad: str,
    vorm: Actieform,
    lees: Callable[[Invoer, MeldingBeeld], Opdracht],
    doe: Callable[[Werkplek, Opdracht], str],
) -> None:
    """Two routes for a form about one melding; ``doe`` gives the code of what is said, or where to go."""

    @router.get(f"/casussen/{{kenmerk}}/meldingen/{{melding}}/{pad}", name=f"toon_{vorm.naam}")
    def show(bezoek: BezoekDep, kenmerk: str, melding: str) -> Response:
        casus = load_casus(bezoek.werkplek, kenmerk)
        return show_form(bezoek, vorm, (casus, find_melding(casus, melding)))

    @router.post(f"/casussen/{{kenmerk}}/meldingen/{{melding}}/{pad}", name=vorm.naam)
    def carry_out(bezoek: BezoekDep, kenmerk: str, melding: str, invoer: InvoerDep) -> Response:
        casus = load_casus(bezoek.werkplek, kenmerk)
        beeld = find_melding(casus, melding)
        opdracht = lees(invoer, beeld)

        def again(getypt: Getypt) -> Response:
            return show_form(bezoek, vorm, (casus, beeld), getypt)

        def act() -> str:
            uit = doe(bezoek.werkplek, opdracht)
            return uit if uit.startswith("/") else done(f"/casussen/{casus.kenmerk}", uit)

        return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _read_behandelaar(invoer: Invoer, casus: CasusBeeld) -> tuple[bool, o.AssignBehandelaar]:
    """Whether the sender takes the casus ("ik"), and else to whom it goes."""
    ik = invoer.tekst("behandelaar") == "ik"
    wie = None if ik else read_person(invoer, "behandelaar")
    return ik, o.AssignBehandelaar(casus_id=casus.id, medewerker_id=wie, versie=invoer.getal("versie"))


def _assign(werkplek: Werkplek, opdracht: tuple[bool, o.AssignBehandelaar]) -> object:
    ik, toewijzing = opdracht
    if ik:
        toewijzing = replace(toewijzing, medewerker_id=werkplek.actor.id)
    return assign_behandelaar(werkplek, toewijzing)


def _read_withdrawal(invoer: Invoer, casus: CasusBeeld) -> o.WithdrawOverdracht:
    """The offer that the form showed: somebody may have answered it since, or the form came twice."""
    nu_open = casus.overdracht.id if casus.overdracht else None
    overdracht_id = read_person(invoer, "overdracht") or nu_open
    if overdracht_id is None:
        raise NotVisibleError("Dit aanbod")
    return o.WithdrawOverdracht(overdracht_id=overdracht_id, toelichting=invoer.lange_tekst("toelichting"))


def _close(werkplek: Werkplek, opdracht: o.CloseMelding) -> str:
    besluit = close_melding(werkplek, opdracht)
    return "melding_gesloten" if besluit is Besluit.GESLOTEN else "afsluiting_gevraagd"


def _then(doe: Callable[[Werkplek, Opdracht], object], gedaan: str) -> Callable[[Werkplek, Opdracht], str]:
    """Carry out, then say this."""

    def carry_out(werkplek: Werkplek, opdracht: Opdracht) -> str:
        doe(werkplek, opdracht)
        return gedaan

    return carry_out


def _read_reopening(invoer: Invoer, melding: MeldingBeeld) -> o.ReopenMelding:
    leeg = "Schrijf op waarom de melder terugkomt, in zijn of haar woorden."
    return o.ReopenMelding(melding_id=melding.id, toelichting=invoer.lange_tekst("toelichting", leeg) or "")


def _read_future(invoer: Invoer, casus: CasusBeeld) -> o.RecordToekomst:
    leeg = "Schrijf kort op wat er is afgesproken, of waarom er niets nodig is."
    return o.RecordToekomst(casus_id=casus.id, afspraak=invoer.lange_tekst("afspraak", leeg) or "")


_casusform("behandelaar", BEHANDELAAR, "behandelaar", _read_behandelaar, _assign)
_casusform("intrekken", INTREKKEN, "ingetrokken", _read_withdrawal, withdraw_overdracht)
_casusform("escaleren", ESCALEREN, "geescaleerd", lambda i, c: f.read_escalation(i, c.id), escalate_casus)
_casusform("afsluiten", SLUIT_CASUS, "casus_gesloten", lambda i, c: f.read_close_casus(i, c.id), close_casus)
_casusform("toekomst", TOEKOMST, "toekomst", _read_future, record_toekomst)
_casusform("jeugdige", JEUGDIGE, "aangevuld", lambda i, c: f.read_correction(i, c.id), correct_jeugdige)
_meldingform(
    "terugkoppelen",
    TERUGKOPPELEN,
    lambda i, m: f.read_terugkoppeling(i, m.id, t.Gericht.MELDER),
    _then(record_terugkoppeling, "teruggekoppeld"),
)
_meldingform(
    "schrijven",
    SCHRIJVEN,
    lambda i, m: f.read_writing(i, m.id),
    lambda werkplek, opdracht: f"/berichten/{write_to_melder(werkplek, opdracht).id}",
)
_meldingform(
    "loket",
    LOKET,
    lambda i, m: f.read_terugkoppeling(i, m.id, t.Gericht.LOKET),
    _then(record_terugkoppeling, "loket"),
)
_meldingform("afsluiten", SLUIT_MELDING, lambda i, m: f.read_close_melding(i, m.id), _close)
_meldingform("heropenen", HEROPENEN, _read_reopening, _then(reopen_melding, "heropend"))
_meldingform(
    "aanvullen", AANVULLEN, lambda i, m: f.read_addition(i, m.id), _then(correct_melding, "aangevuld")
)
