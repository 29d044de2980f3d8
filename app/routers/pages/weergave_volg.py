"""Weergave van de eigen pagina: turns what the query gives into words and steps for the melder (B1)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.domain.datum import dag_en_maand, datum_lang
from app.domain.inbreng import Inbrengsoort
from app.domain.klachtteksten import HULP
from app.domain.omgeving import local_date
from app.domain.volgwoorden import (
    AFGELOPEN,
    BINNEN,
    GESLOTEN,
    late_words,
    party_name,
    period_words,
    promise_words,
    told_words,
)
from app.queries.beelden import Partijnaam
from app.queries.inbrengbeelden import InbrengBeeld
from app.queries.klachtmelder import KlachtVoorMelder
from app.queries.volgbeelden import Beloofd, Volgbeeld, Volgdeel, Volgstap
from app.queries.werkplek import Werkplek

Toonbaar = Mapping[str, object]
Namer = Callable[[Partijnaam], str]
GEZEGD = {
    Inbrengsoort.VRAAG: "U schreef",
    Inbrengsoort.GEHOLPEN: "U zei dat u geholpen bent",
    Inbrengsoort.NIET_GEHOLPEN: "U zei dat u nog niet geholpen bent",
    Inbrengsoort.TERUG: "U kwam terug",
}


def volg_context(werkplek: Werkplek, beeld: Volgbeeld) -> dict[str, object]:
    """Everything the own page shows."""

    def naam(partij: Partijnaam) -> str:
        return party_name(partij.naam, partij.soort, zonder_plaats=beeld.afgeschermd)

    antwoorder = beeld.antwoorder
    return {
        "beeld": beeld,
        "wie": naam(antwoorder.partij),
        "via": antwoorder.via.naam if antwoorder.via else "",
        "behandelaar": antwoorder.behandelaar or "",
        "telefoon": antwoorder.telefoon or "",
        "email": antwoorder.email or "",
        "wanneer": _when(beeld.belofte, te_bellen=bool(antwoorder.telefoon)),
        "hoe_het_afliep": _ended(beeld),
        "delen": [(deel.naam, _steps(beeld, deel, naam)) for deel in beeld.delen if not deel.verborgen],
        "verteld": [
            (
                dag_en_maand(v.op),
                told_words(v.soort, v.kanaal, naam(v.partij), bereikt=v.bereikt),
                v.tekst or "",
            )
            for v in beeld.verteld
        ],
        "inbreng": [_said(rij) for rij in beeld.inbreng],
        "geholpen_op": _helped_on(beeld),
        "klachten": [_complaint(klacht, naam, werkplek.omgeving.vandaag) for klacht in beeld.klachten],
        "hulp_bij_klacht": HULP,
        "over_wie": [
            *((keuze, naam(partij)) for keuze, partij in _named_on(beeld).items()),
            ("ander", "Een ander, of dat weet ik niet"),
        ],
        "vandaag": werkplek.omgeving.vandaag,
    }


def accused_on(beeld: Volgbeeld) -> dict[str, str | None]:
    """Whom a klacht may be about, by the choice on this page: who helps now, everybody who is named there as
    having had the question, or another (None)."""
    return {**{keuze: partij.kenmerk for keuze, partij in _named_on(beeld).items()}, "ander": None}


def _named_on(beeld: Volgbeeld) -> dict[str, Partijnaam]:
    helper = beeld.antwoorder.partij
    genoemd = [beeld.loket, *(stap.partij for d in beeld.delen if not d.verborgen for stap in d.stappen)]
    return {"helper": helper, **{p.kenmerk: p for p in genoemd if p.id != helper.id}}


def _complaint(klacht: KlachtVoorMelder, naam: Namer, vandaag: date) -> Toonbaar:
    """A klacht, whom to call about it, and by when: honest when that day passed."""
    belofte = ""
    if klacht.uiterlijk and not klacht.uitkomst_verstuurd_op:
        laat = klacht.uiterlijk < vandaag
        straks = f"U hoort uiterlijk {datum_lang(klacht.uiterlijk)} wat daarvan komt."
        belofte = late_words(klacht.uiterlijk, None, te_bellen=bool(klacht.telefoon)) if laat else straks
    return {
        "beeld": klacht,
        "ontvangen": datum_lang(klacht.ontvangen_op),
        "wie": naam(klacht.bij),
        "telefoon": klacht.telefoon or "",
        "email": klacht.email or "",
        "aanspreekpunt": naam(klacht.aanspreekpunt) if klacht.aanspreekpunt else "",
        "belofte": belofte,
        "verteld": datum_lang(klacht.uitkomst_verstuurd_op) if klacht.uitkomst_verstuurd_op else "",
    }


def _when(belofte: Beloofd | None, *, te_bellen: bool) -> Toonbaar | None:
    """The date that is promised, what happens then, and honest words when it passed."""
    if belofte is None:
        return None
    if belofte.te_laat:
        return {
            "datum": "",
            "wat": late_words(belofte.uiterlijk, belofte.daarna, te_bellen=te_bellen),
            "eerst": "",
            "te_laat": True,
        }
    datum = datum_lang(belofte.uiterlijk).rsplit(" ", 1)[0]
    return {
        "datum": datum[:1].upper() + datum[1:],
        "wat": promise_words(belofte.code, afspraak=belofte.afspraak),
        "eerst": dag_en_maand(belofte.eerst) if belofte.eerst else "",
        "te_laat": False,
    }


def _ended(beeld: Volgbeeld) -> str:
    if beeld.is_open or beeld.gesloten_op is None:
        return ""
    dag = datum_lang(local_date(beeld.gesloten_op))
    waarom = AFGELOPEN.get(beeld.uitkomst, "") if beeld.uitkomst else ""
    return f"{GESLOTEN} Dat was op {dag}. {waarom}".strip()


def _steps(beeld: Volgbeeld, deel: Volgdeel, naam: Namer) -> Sequence[Toonbaar]:
    """The way of the question: where it came in, who looked at it, and who has it now."""
    stappen = list(deel.stappen)
    eerste: Toonbaar = {
        "naam": f"{naam(beeld.loket)} kreeg uw vraag",
        "toestand": "gedaan",
        "dagen": dag_en_maand(beeld.ontvangen_op),
        "tekst": BINNEN.get(beeld.kanaal, ""),
    }
    if len(stappen) > 1 and stappen[0].partij.id == beeld.loket.id:
        stappen = stappen[1:]  # it received the question, and passed it on
    return [eerste, *(_step(beeld, deel, stap, naam) for stap in stappen)]


def _step(beeld: Volgbeeld, deel: Volgdeel, stap: Volgstap, naam: Namer) -> Toonbaar:
    nu = stap.tot is None and deel.is_open and beeld.is_open
    laatste = stap == deel.stappen[-1]
    wat = "helpt u nu" if nu else ("rondde uw vraag af" if laatste else "keek naar uw vraag")
    return {
        "naam": f"{naam(stap.partij)} {wat}",
        "toestand": "nu" if nu else "gedaan",
        "dagen": period_words(stap.van, stap.tot),
        "tekst": f"{stap.behandelaar} behandelt uw vraag."
        if nu and stap.behandelaar and not beeld.afgeschermd
        else "",
    }


def _helped_on(beeld: Volgbeeld) -> str:
    """The day on which the melder said to be helped, while somebody must still round off."""
    if not beeld.is_open or not beeld.inbreng:
        return ""
    laatste = max(beeld.inbreng, key=lambda rij: rij.gezegd_op)
    if laatste.soort is not Inbrengsoort.GEHOLPEN or laatste.afgehandeld:
        return ""
    return datum_lang(local_date(laatste.gezegd_op))


def _said(rij: InbrengBeeld) -> Toonbaar:
    if rij.afgehandeld:
        stand = "Dit is gelezen en afgehandeld."
    elif rij.uiterlijk is not None and rij.soort is not Inbrengsoort.GEHOLPEN:
        stand = f"U krijgt antwoord uiterlijk {datum_lang(rij.uiterlijk)}."
    else:
        stand = ""
    return {
        "wat": f"{GEZEGD[rij.soort]} op {datum_lang(local_date(rij.gezegd_op))}",
        "tekst": rij.tekst or "",
        "stand": stand,
    }
