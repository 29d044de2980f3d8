"""Weergave: turns what a query gives into what the macros show: dates in words, states, colours."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.datum import dag_en_maand, dagen_tekst, datum_kort, werkdagen_tekst
from app.domain.keten.route import Schakel
from app.domain.omgeving import Omgeving, local_date
from app.domain.termen import OPEN_OVERDRACHT, CasusStatus, OverdrachtStatus
from app.domain.termijnen.belofte import Signaal, te_laat_tekst
from app.domain.termijnen.regels import Termijncode
from app.domain.vangnet import is_bijna_achttien
from app.queries.beelden import (
    CasusBeeld,
    GebeurtenisBeeld,
    MeldingBeeld,
    OverdrachtBeeld,
    Schakelbeeld,
    TermijnBeeld,
)
from app.queries.werkbeelden import Taakbeeld, WerkRij
from app.schemas.woorden import woord

Toonbaar = Mapping[str, object]
KLASSE = {
    Signaal.TE_LAAT: "te-laat",
    Signaal.VANDAAG: "nadert",
    Signaal.NADERT: "nadert",
    Signaal.OP_TIJD: "vet",
}
KLOKKLASSE = {Signaal.TE_LAAT: "fout", Signaal.VANDAAG: "let", Signaal.NADERT: "let"}
NOOIT = date(9999, 12, 31)


def due(uiterlijk: date, omgeving: Omgeving) -> Toonbaar:
    """A date with its class and how far off it is; ``signaal`` in words when it asks for attention."""
    if uiterlijk == NOOIT:
        return {"datum": "Geen datum", "klasse": "te-laat", "afstand": "vangnet", "signaal": "Vangnet"}
    stand = omgeving.signaal(uiterlijk)
    afstand = te_laat_tekst(uiterlijk, omgeving.vandaag, omgeving.kalender)
    return {
        "datum": datum_kort(uiterlijk),
        "klasse": KLASSE[stand],
        "afstand": afstand,
        "signaal": "" if stand is Signaal.OP_TIJD else afstand[:1].upper() + afstand[1:],
    }


def since(dag: date, omgeving: Omgeving) -> str:
    """``2 werkdagen``, ``vandaag``: how long something is so."""
    if dag >= omgeving.vandaag:
        return "vandaag"
    werkdagen = omgeving.kalender.aantal_werkdagen(dag, omgeving.vandaag)
    return werkdagen_tekst(werkdagen) if werkdagen else dagen_tekst((omgeving.vandaag - dag).days)


#: Tasks that are about no single casus, and where they lead.
ZONDER_CASUS = {
    "berichten": "Berichten",
    "niet_bezorgd": "Berichten",
    "opgevangen": "Opgevangen",
    "opvolging": "Organisaties",
    "vangnet": "Vangnet",
}


def task(taak: Taakbeeld, omgeving: Omgeving) -> Toonbaar:
    """One line of today's list."""
    laat = taak.datum < omgeving.vandaag
    termijn = te_laat_tekst(taak.datum, omgeving.vandaag, omgeving.kalender)
    if taak.soort in ("niemand", "escalatie", "bijdrage_binnen", *ZONDER_CASUS) and taak.soort != "opvolging":
        laat, termijn = False, f"sinds {dag_en_maand(taak.datum)}"
        if taak.datum == omgeving.vandaag:
            termijn = "wacht op u" if taak.soort in ZONDER_CASUS else "sinds vandaag"
    elif taak.soort == "verlopen":
        termijn = f"verlopen op {dag_en_maand(taak.datum)}"
    return {
        "soort": "spoed" if taak.spoed else ("laat" if laat else "nu"),
        "termijn": termijn[:1].upper() + termijn[1:],
        "titel": taak.wat,
        "kenmerk": taak.kenmerk or ZONDER_CASUS[taak.soort],
        "href": f"/casussen/{taak.kenmerk}" if taak.casus_id else taak.href,
        "rest": taak.rest,
        "ook": [wat[:1].lower() + wat[1:] for wat in taak.ook],
        "actie": taak.knop,
        "actie_href": taak.href,
    }


def work_row(rij: WerkRij, omgeving: Omgeving) -> Toonbaar:
    """One row of a work list."""
    leeftijd = f"{rij.leeftijd} jaar" if rij.leeftijd is not None else "leeftijd onbekend"
    datum = due(rij.datum, omgeving)
    dagen = omgeving.kalender.aantal_werkdagen(local_date(rij.sinds), omgeving.vandaag)
    return {
        "kenmerk": rij.kenmerk,
        "href": f"/casussen/{rij.kenmerk}",
        "wie": ", ".join(deel for deel in (leeftijd, rij.initialen) if deel),
        "gemeente": rij.gemeente or "Onbekend",
        "onderwerp": rij.onderwerp or "",
        "spoed": rij.spoed,
        "gezin": rij.in_gezin,
        "bijna_18": _almost_18(rij.achttien_op, omgeving.vandaag),
        "bij": "Bij ons" if rij.van_ons else rij.eigenaar,
        "bij_klein": _where(rij, dagen),
        "wacht": f"Wacht op {woord(rij.wacht_op)}" if rij.wacht_op else "",
        "datum": datum,
        "wat": rij.wat,
        "behandelaar": rij.behandelaar or ("Nog niemand" if rij.van_ons else ""),
        "aanbod_href": f"/overdrachten/{rij.overdracht_id}" if rij.overdracht_id else "",
        "aanbod_van": rij.overdracht_van or "",
        "aanbod": due(rij.overdracht_uiterlijk, omgeving) if rij.overdracht_uiterlijk else None,
        "in_beoordeling": rij.overdracht_status is OverdrachtStatus.IN_BEOORDELING,
    }


def _where(rij: WerkRij, dagen: int) -> str:
    if rij.overdracht_naar and rij.van_ons:
        return f"Aangeboden aan {rij.overdracht_naar}"
    return "sinds vandaag" if dagen <= 0 else werkdagen_tekst(dagen)


def almost_18(beeld: CasusBeeld, vandaag: date) -> bool:
    """Whether there must be a plan for after the 18th birthday."""
    verjaardag = beeld.jeugdige.achttien_op if beeld.jeugdige else None
    return verjaardag is not None and is_bijna_achttien(verjaardag, vandaag)


def _almost_18(verjaardag: date | None, vandaag: date) -> str:
    """The 18th birthday, when it is within six months."""
    if verjaardag is None or not 0 <= (verjaardag - vandaag).days <= 183:
        return ""
    return f"18 op {dag_en_maand(verjaardag)}"


def chain(beeld: CasusBeeld, vandaag: date, route: Sequence[Schakel] = ()) -> Sequence[Toonbaar]:
    """The chain drawn as steps: every owner, the party it is offered to, else the next one."""
    stappen = [_step(schakel, beeld, vandaag) for schakel in beeld.keten]
    if beeld.overdracht is not None and beeld.keten:
        stappen.append(
            {
                "naam": beeld.overdracht.naar.korte_naam,
                "toestand": "aangeboden",
                "dagen": "",
                "tekst": f"Aangeboden, antwoord uiterlijk {datum_kort(beeld.overdracht.uiterlijk)}.",
                "terug": "",
            }
        )
    elif beeld.status is CasusStatus.OPEN and beeld.keten:
        stappen += [
            {"naam": schakel.organisatie.naam, "toestand": "later", "tekst": "Volgende in de keten"}
            for schakel in route
            if schakel.voorgesteld
        ]
    return stappen


def _step(schakel: Schakelbeeld, beeld: CasusBeeld, vandaag: date) -> Toonbaar:
    nu = schakel.tot is None
    wie = f" {schakel.behandelaar.naam} behandelt." if nu and schakel.behandelaar else ""
    van, tot = local_date(schakel.van), local_date(schakel.tot) if schakel.tot else vandaag
    periode = f"Sinds {dag_en_maand(van)}.{wie}" if nu else f"{dag_en_maand(van)} – {dag_en_maand(tot)}"
    return {
        "naam": schakel.organisatie.korte_naam,
        "toestand": "nu" if nu else "gedaan",
        "dagen": _how_long(schakel.werkdagen, nu=nu),
        "tekst": periode,
        "terug": " ".join(in_vain(o) for o in schakel.vergeefs),
        "te_laat": nu and any(t.uiterlijk < vandaag for t in beeld.termijnen),
    }


def _how_long(werkdagen: int, *, nu: bool) -> str:
    """``3 werkdagen``, or that it is not one yet."""
    if werkdagen > 0:
        return werkdagen_tekst(werkdagen)
    return "nog geen werkdag" if nu else "binnen een werkdag"


def in_vain(overdracht: OverdrachtBeeld) -> str:
    """``Aangeboden aan RET Twente. Terug: verkeerde regio.``"""
    waarom = woord(overdracht.status)
    if overdracht.teruggaaf_reden is not None:
        waarom = f"terug: {woord(overdracht.teruggaaf_reden).lower()}"
    toelichting = f" “{overdracht.toelichting}”" if overdracht.toelichting else ""
    return f"Aangeboden aan {overdracht.naar.korte_naam}, {waarom}.{toelichting}"


def clocks(beeld: CasusBeeld, omgeving: Omgeving) -> Sequence[Toonbaar]:
    """At most four clocks: how long the melder waits, the next promise, the offer, the loket."""
    klokken: list[Toonbaar] = []
    open_ = [m for m in beeld.meldingen if m.status != "gesloten"]
    if open_:
        eerste = min(m.ontvangen_op for m in open_)
        dagen = omgeving.kalender.aantal_werkdagen(eerste, omgeving.vandaag)
        klokken.append(
            {
                "titel": "De melder wacht",
                "groot": werkdagen_tekst(dagen),
                "tekst": f"Sinds {dag_en_maand(eerste)}. Deze klok loopt altijd door.",
                "soort": "",
            }
        )
    for titel, codes in (
        ("Volgend bericht aan de melder", None),
        ("Terugkoppeling aan het loket", {Termijncode.TERUGKOPPELING_LOKET}),
    ):
        eerste_termijn = _first(beeld.termijnen, codes)
        if eerste_termijn is not None:
            klokken.append(_clock(titel, eerste_termijn, omgeving))
    klokken.append(_offer_clock(beeld, omgeving))
    return klokken


def _first(termijnen: Sequence[TermijnBeeld], codes: set[Termijncode] | None) -> TermijnBeeld | None:
    for termijn in termijnen:
        # ours to solve, no word to the melder
        intern = termijn.code is Termijncode.CONTACT_HERSTELLEN or (
            termijn.code is Termijncode.INBRENG_BEANTWOORDEN and termijn.voor == "intern"
        )
        if codes is None and not intern and termijn.voor in ("melder", "intern") and termijn.melding_id:
            return termijn
        if codes is not None and termijn.code in codes:
            return termijn
    return None


def _clock(titel: str, termijn: TermijnBeeld, omgeving: Omgeving) -> Toonbaar:
    stand = omgeving.signaal(termijn.uiterlijk)
    afstand = te_laat_tekst(termijn.uiterlijk, omgeving.vandaag, omgeving.kalender)
    return {
        "titel": titel,
        "groot": afstand[:1].upper() + afstand[1:],
        "tekst": f"{termijn.naam}, uiterlijk {datum_kort(termijn.uiterlijk)}. "
        f"{termijn.verantwoordelijke.korte_naam} doet dit.",
        "soort": KLOKKLASSE.get(stand, ""),
    }


def _offer_clock(beeld: CasusBeeld, omgeving: Omgeving) -> Toonbaar:
    aanbod = beeld.overdracht
    if aanbod is None or aanbod.status not in OPEN_OVERDRACHT:
        dagen = omgeving.kalender.aantal_werkdagen(local_date(beeld.sinds), omgeving.vandaag)
        wie = "Wij hebben" if beeld.van_ons else f"{beeld.eigenaar.korte_naam} heeft"
        return {
            "titel": "Overdracht",
            "groot": "Geen aanbod open",
            "tekst": f"{wie} de casus {werkdagen_tekst(max(dagen, 0))}.",
            "soort": "",
        }
    stand = omgeving.signaal(aanbod.uiterlijk)
    afstand = te_laat_tekst(aanbod.uiterlijk, omgeving.vandaag, omgeving.kalender)
    return {
        "titel": f"Aanbod aan {aanbod.naar.korte_naam}",
        "groot": afstand[:1].upper() + afstand[1:],
        "tekst": f"{woord(aanbod.status).capitalize()}. Antwoord uiterlijk {datum_kort(aanbod.uiterlijk)}.",
        "soort": KLOKKLASSE.get(stand, ""),
    }


def title_of(beeld: CasusBeeld) -> str:
    """``Femke Meinders, 16 jaar, Deventer``, as far as the actor may know."""
    jeugdige = beeld.jeugdige
    if jeugdige is None:
        return f"Casus {beeld.kenmerk}"
    naam = jeugdige.volledige_naam or "Jeugdige"
    if jeugdige.leeftijd is not None:
        scheiding = ", " if jeugdige.volledige_naam else " van "
        naam = f"{naam}{scheiding}{jeugdige.leeftijd} jaar"
    delen = [naam, jeugdige.gemeente]
    return ", ".join(deel for deel in delen if deel)


def melding_line(melding: MeldingBeeld) -> str:
    """``M-2026-000123 · burgerbrief, ontvangen op 23 oktober bij VWS · hulpvraag``."""
    delen = [
        melding.kenmerk,
        f"{woord(melding.kanaal)}, ontvangen op {dag_en_maand(melding.ontvangen_op)} "
        f"bij {melding.loket.korte_naam}",
        ", ".join(woord(aard) for aard in melding.aard),
    ]
    return " · ".join(deel for deel in delen if deel)


def event_line(gebeurtenis: GebeurtenisBeeld) -> Toonbaar:
    """One line of the history."""
    return {
        "datum": dag_en_maand(local_date(gebeurtenis.op)),
        "titel": gebeurtenis.titel,
        "rest": gebeurtenis.rest,
        "melder": gebeurtenis.van_melder,
    }
