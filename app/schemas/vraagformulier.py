"""Vraagformulier: what somebody without an account typed becomes a command, or its errors in plain words."""

from datetime import date

from app.domain import opdrachten as o
from app.domain import termen as t
from app.domain.errors import Veldfout
from app.schemas.invoer import Invoer

MEESTE_KINDEREN = 6
#: People leave this field empty; it is shown to nobody until it was filled in.
LOKVELD = "website"
#: The fields that can be wrong, in the order of the page.
VOLGORDE = (
    LOKVELD, "gevaar", "vraag", "helpt", "isKlacht", "klachtTekst", "klachtOver", "wie", "naamkeuze", "naam",
    "email", "telefoon", "adres", "kanaal", "veilig",
)  # fmt: skip
NODIG = {
    t.Voorkeurskanaal.MAIL: ("email", "Vul uw mailadres in, of kies iets anders."),
    t.Voorkeurskanaal.TELEFOON: ("telefoon", "Vul uw nummer in, of kies iets anders."),
    t.Voorkeurskanaal.BRIEF: ("adres", "Vul uw adres in, of kies iets anders."),
}


def number_of_children(invoer: Invoer) -> int:
    """How many blocks for a child the form has: at least one."""
    return max(1, min(invoer.getal("aantalKinderen") or 1, MEESTE_KINDEREN))


def read_vraag(invoer: Invoer, loket_id: str, vandaag: date) -> o.RegisterMelding | None:
    """The form for everybody: danger, the question, the klacht question and who asks must be answered."""
    if invoer.tekst(LOKVELD):
        invoer.fout(LOKVELD, "Laat dit veld leeg. Verstuur uw vraag dan opnieuw.")
    gevaar = invoer.ja_of_nee("gevaar", "Kies of er nu gevaar is.")
    vraag = invoer.lange_tekst("vraag", "Schrijf op wat u wilt vragen.")
    is_klacht = invoer.ja_of_nee("isKlacht", "Kies ja of nee. Twijfelt u? Kies dan nee.")
    klacht = _klacht(invoer) if is_klacht else None
    melder = _melder(invoer)
    kinderen = tuple(kind for nr in range(number_of_children(invoer)) if (kind := _kind(invoer, nr, vandaag)))
    invoer.fouten.sort(key=_place)
    if invoer.fouten:
        return None
    return o.RegisterMelding(
        loket=loket_id,
        kanaal=t.Kanaal.WEBFORMULIER,
        ontvangen_op=vandaag,
        aard=frozenset({t.Aard.HULPVRAAG, *([t.Aard.KLACHT] if is_klacht else [])}),
        melder=melder,
        spoed=gevaar,
        veilig_thuis_gebeld=gevaar and invoer.tekst("gevaarGelezen") == "gebeld",
        hulpvraag=vraag,
        geholpen_met=invoer.lange_tekst("helpt"),
        jeugdigen=kinderen,
        klacht=klacht,
    )


def _place(fout: Veldfout) -> int:
    return VOLGORDE.index(fout.veld) if fout.veld in VOLGORDE else len(VOLGORDE)


def _klacht(invoer: Invoer) -> o.KlachtGegevens | None:
    tekst = invoer.lange_tekst("klachtTekst", "Schrijf op waar uw klacht over gaat.")
    return o.KlachtGegevens(tekst=tekst, over=invoer.tekst("klachtOver")) if tekst else None


def _melder(invoer: Invoer) -> o.MelderGegevens:
    relatie = invoer.keuze("wie", t.Relatie, "Kies wie u bent.") or t.Relatie.OVERIG
    anoniem = invoer.tekst("naamkeuze", "Kies of u uw naam wilt zeggen.") == "anoniem"
    if anoniem:
        return o.MelderGegevens(anoniem=True, relatie=relatie)
    kanaal = invoer.keuze("kanaal", t.Voorkeurskanaal, "Kies hoe u van ons wilt horen.")
    melder = o.MelderGegevens(
        naam=invoer.tekst("naam", "Vul uw naam in, of kies dat u die niet wilt zeggen."),
        relatie=relatie,
        email=invoer.mailadres("email"),
        telefoon=invoer.telefoonnummer("telefoon"),
        adres=invoer.lange_tekst("adres"),
        voorkeurskanaal=kanaal,
        veilig_bereiken=invoer.lange_tekst("veilig"),
        afgeschermd=invoer.ja("afgeschermd"),
    )
    veld, leeg = NODIG.get(kanaal or t.Voorkeurskanaal.GEEN, ("", ""))
    if veld and not getattr(melder, veld):
        invoer.fout(veld, leeg)
    return melder


def _kind(invoer: Invoer, nr: int, vandaag: date) -> o.JeugdigeGegevens | None:
    """One child; None when nothing was filled in. What is unknown stays unknown."""
    voor = f"kinderen.{nr}."
    geboren = invoer.datum(f"{voor}geboortedatum")
    if geboren is not None and geboren > vandaag:
        invoer.fout(f"{voor}geboortedatum", "Die dag komt nog. Kijk de datum na.")
    kind = o.JeugdigeGegevens(
        voornamen=invoer.tekst(f"{voor}voornamen"),
        achternaam=invoer.tekst(f"{voor}achternaam"),
        geboortedatum=geboren,
        woonplaats_gemeente=invoer.tekst(f"{voor}gemeente"),
        afgeschermd=invoer.ja("afgeschermd"),
    )
    return kind if kind.is_bekend or kind.woonplaats_gemeente else None
