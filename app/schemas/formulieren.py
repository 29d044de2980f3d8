"""Formulieren: a form of a page becomes a command, or its errors; the rules themselves live elsewhere."""

import re
from datetime import date
from uuid import UUID

from app.domain import opdrachten as o
from app.domain import termen as t
from app.domain.errors import Veldfout
from app.domain.intake import wrong_in
from app.domain.termijnen.verdaging import Instemming, PostponeTermijn
from app.domain.termijnen.wijziging import Verdagingsreden
from app.schemas.invoer import Invoer

_POSTCODE = re.compile(r"^[1-9][0-9]{3} ?[A-Za-z]{2}$")
MEESTE_JEUGDIGEN = 12
#: The fields of the intake that can be wrong, in the order of the page.
OP_INTAKE = (
    "spoed", "hulpvraag", "geholpenMet", "onderwerp", "eerderBetrokken", "aard", "isKlacht", "klachtTekst",
    "klachtOver", "ontvangenOp", "kanaal", "loket", "externKenmerk", "melderSoort", "melder.naam",
    "melder.relatie", "melder.telefoon", "melder.email", "melder.voorkeurskanaal", "melder.veiligBereiken",
    "melder.adres",
)  # fmt: skip
GEEN_WOORDEN = "Schrijf kort op wat u hebt verteld. De melder kan dit later lezen."
NERGENS = (
    "Vul een telefoonnummer, mailadres of postadres in. Is er echt niets? Kies dan hier: niet te bereiken."
)
#: What each way of hearing needs.
NODIG = {
    t.Voorkeurskanaal.MAIL: ("melder.email", "Vul het mailadres in, of kies dat de melder anders hoort."),
    t.Voorkeurskanaal.TELEFOON: ("melder.telefoon", "Vul het nummer in, of kies dat de melder anders hoort."),
    t.Voorkeurskanaal.BRIEF: ("melder.adres", "Vul het adres in, of kies dat de melder anders hoort."),
}
#: Stands in for a date whose error is already noted; a command with errors is never carried out.
_NOOIT = date.min


def read_intake(invoer: Invoer, eigen_loket: str | None, vandaag: date) -> o.RegisterMelding | None:
    """The intake page: five questions must be answered, everything else may come later.

    What is wrong in what was read is named beside what could not be read, so that nobody mends it twice.
    """
    ontvangen = invoer.datum("ontvangenOp", "Vul in wanneer de vraag binnenkwam.")
    spoed = invoer.ja_of_nee("spoed", "Kies of er nu gevaar is.")
    is_klacht = invoer.ja_of_nee("isKlacht", "Vraag of het ook een klacht is, en kies ja of nee.")
    aard = set(invoer.keuzes("aard", t.Aard)) - {t.Aard.KLACHT}
    if is_klacht:
        aard.add(t.Aard.KLACHT)
    klacht = _klacht(invoer) if is_klacht else None
    melder = _melder(invoer)
    jeugdigen = tuple(
        jeugdige for nr in range(number_of_children(invoer)) if (jeugdige := _jeugdige(invoer, nr))
    )
    opdracht = o.RegisterMelding(
        loket=invoer.tekst("loket") or eigen_loket,
        kanaal=invoer.keuze("kanaal", t.Kanaal) or t.Kanaal.OVERIG,
        ontvangen_op=ontvangen or _NOOIT,
        aard=frozenset(aard or {t.Aard.HULPVRAAG}),
        melder=melder,
        spoed=spoed,
        hulpvraag=invoer.lange_tekst("hulpvraag"),
        geholpen_met=invoer.lange_tekst("geholpenMet"),
        onderwerp=invoer.tekst("onderwerp"),
        extern_kenmerk=invoer.tekst("externKenmerk", langste=80),
        formele_brief=invoer.ja("formeleBrief"),
        veilig_thuis_gebeld=invoer.ja("veiligThuis"),
        eerder_betrokken=_parts(invoer.tekst("eerderBetrokken")),
        jeugdigen=jeugdigen,
        klacht=klacht,
    )
    gezegd = {fout.veld for fout in invoer.fouten} | ({"klacht"} if is_klacht and klacht is None else set())
    invoer.fouten += [fout for fout in wrong_in(opdracht, vandaag) if fout.veld not in gezegd]
    invoer.fouten.sort(key=_place_on_intake)
    return None if invoer.fouten else opdracht


def _place_on_intake(fout: Veldfout) -> int:
    """The mistakes are listed in the order of the questions; what is not named comes last."""
    return OP_INTAKE.index(fout.veld) if fout.veld in OP_INTAKE else len(OP_INTAKE)


def number_of_children(invoer: Invoer) -> int:
    """How many blocks for a jeugdige the form has: at least one."""
    return max(1, min(invoer.getal("aantalJeugdigen") or 1, MEESTE_JEUGDIGEN))


def _klacht(invoer: Invoer) -> o.KlachtGegevens | None:
    tekst = invoer.lange_tekst("klachtTekst", "Schrijf op waar de klacht over gaat.")
    wie = invoer.tekst("klachtOrganisatie")
    return o.KlachtGegevens(tekst=tekst, over=invoer.tekst("klachtOver"), organisatie=wie) if tekst else None


def _melder(invoer: Invoer) -> o.MelderGegevens:
    anoniem = invoer.tekst("melderSoort", "Kies of u weet wie de melder is.") == "anoniem"
    melder = o.MelderGegevens(
        anoniem=anoniem,
        naam=None if anoniem else invoer.tekst("melder.naam"),
        relatie=invoer.keuze("melder.relatie", t.Relatie) or t.Relatie.OVERIG,
        email=invoer.mailadres("melder.email"),
        telefoon=invoer.telefoonnummer("melder.telefoon"),
        adres=invoer.lange_tekst("melder.adres"),
        voorkeurskanaal=invoer.keuze("melder.voorkeurskanaal", t.Voorkeurskanaal),
        veilig_bereiken=invoer.tekst("melder.veiligBereiken"),
        afgeschermd=invoer.ja("melder.afgeschermd"),
    )
    if not anoniem and melder.voorkeurskanaal is None and melder.kanaal is t.Voorkeurskanaal.GEEN:
        invoer.fout("melder.voorkeurskanaal", NERGENS)  # nobody becomes unreachable by what was left empty
    veld, leeg = NODIG.get(melder.voorkeurskanaal or t.Voorkeurskanaal.GEEN, ("", ""))
    if veld and not invoer.waarden.get(veld):
        invoer.fout(veld, leeg)
    return melder


def _jeugdige(invoer: Invoer, nr: int) -> o.JeugdigeGegevens | None:
    """One block; None when nothing was filled in."""
    gegevens = read_person(invoer, f"jeugdigen.{nr}.")
    casus = invoer.tekst(f"jeugdigen.{nr}.casus")
    leeg = not (gegevens.is_bekend or gegevens.woonplaats_gemeente or casus)
    return None if leeg else gegevens_with_casus(gegevens, casus)


def gegevens_with_casus(gegevens: o.JeugdigeGegevens, casus: str | None) -> o.JeugdigeGegevens:
    """The same person, linked to an open casus of the own organisatie when one was chosen."""
    if casus is None:
        return gegevens
    return o.JeugdigeGegevens(casus=casus)


def read_person(invoer: Invoer, voor: str = "") -> o.JeugdigeGegevens:
    """The fields of a jeugdige, with a prefix per block."""
    postcode = invoer.tekst(f"{voor}postcode")
    if postcode and not _POSTCODE.match(postcode):
        invoer.fout(f"{voor}postcode", "Een postcode heeft 4 cijfers en 2 letters, zoals 8011 AB.")
    return o.JeugdigeGegevens(
        voornamen=invoer.tekst(f"{voor}voornamen"),
        roepnaam=invoer.tekst(f"{voor}roepnaam"),
        tussenvoegsel=invoer.tekst(f"{voor}tussenvoegsel"),
        achternaam=invoer.tekst(f"{voor}achternaam"),
        geboortedatum=invoer.datum(f"{voor}geboortedatum"),
        postcode=postcode.replace(" ", "").upper() if postcode else None,
        huisnummer=invoer.tekst(f"{voor}huisnummer"),
        woonplaats_gemeente=invoer.tekst(f"{voor}woonplaatsGemeente"),
        woonplaats_status=invoer.keuze(f"{voor}woonplaatsStatus", t.WoonplaatsStatus),
        verblijf_gemeente=invoer.tekst(f"{voor}verblijfGemeente"),
        verblijf=invoer.keuze(f"{voor}verblijf", t.Verblijf),
        afgeschermd=invoer.ja(f"{voor}afgeschermd"),
    )


def read_correction(invoer: Invoer, casus_id: UUID) -> o.CorrectJeugdige:
    """The page that completes a jeugdige sends every field, so every field counts as changed."""
    return o.CorrectJeugdige(
        casus_id=casus_id,
        gegevens=read_person(invoer),
        gewijzigd=frozenset(
            {
                "voornamen", "roepnaam", "tussenvoegsel", "achternaam", "geboortedatum", "postcode",
                "huisnummer", "woonplaatsGemeente", "verblijfGemeente", "verblijf", "afgeschermd",
            }
        ),
        versie=invoer.getal("versie"),
    )  # fmt: skip


def read_offer(invoer: Invoer, casus_id: UUID) -> o.OfferOverdracht:
    """The page that offers a casus to another party."""
    return o.OfferOverdracht(
        casus_id=casus_id,
        naar_organisatie=invoer.tekst("naarOrganisatie", "Kies aan wie u de casus aanbiedt.") or "",
        reden=invoer.lange_tekst("reden", "Schrijf kort waarom deze partij aan zet is.") or "",
        notitie=invoer.lange_tekst("notitie"),
        mededeling=o.Mededeling(
            wijze=invoer.keuze("wijze", t.Wijze, "Kies hoe de melder dit hoort.") or t.Wijze.GEEN,
            uitzondering=invoer.keuze("uitzondering", t.Uitzondering),
            tekst=invoer.lange_tekst("mededeling"),
        ),
        overgeslagen=invoer.keuze("overgeslagen", t.Overslagreden),
        grondslag=invoer.keuze("grondslag", t.Grondslag),
        nieuw_feit=invoer.lange_tekst("nieuwFeit"),
        te_tonen=frozenset(invoer.keuzes("teTonen", t.Tonen)),
        versie=invoer.getal("versie"),
    )


def read_return(invoer: Invoer, overdracht_id: UUID) -> o.ReturnOverdracht:
    """The form that gives an offer back."""
    return o.ReturnOverdracht(
        overdracht_id=overdracht_id,
        redencode=invoer.keuze("redencode", t.Teruggaafreden, "Kies waarom u teruggeeft.")
        or t.Teruggaafreden.ANDERS,
        toelichting=invoer.lange_tekst("toelichting"),
        voorgestelde_ontvanger=invoer.tekst("voorgesteldeOntvanger"),
    )


def read_terugkoppeling(invoer: Invoer, melding_id: UUID, aan: t.Gericht) -> o.RecordTerugkoppeling:
    """The note of what was told to melder or loket; a phone note needs two clicks and a sentence.

    Without that sentence nothing was told, and no promise to the melder is kept. An attempt needs none.
    """
    loket = aan is t.Gericht.LOKET
    bereikt = not invoer.ja("nietBereikt")
    inhoud = invoer.lange_tekst("inhoud", GEEN_WOORDEN if bereikt and not loket else "")
    if loket and inhoud and not invoer.ja("geenZorginhoud"):
        invoer.fout("geenZorginhoud", "Kijk uw tekst na. Vink aan dat er geen zorginhoud in staat.")
    return o.RecordTerugkoppeling(
        melding_id=melding_id,
        aan=aan,
        soort=t.TerugkoppelingSoort.MEDEDELING
        if loket
        else invoer.keuze("soort", t.TerugkoppelingSoort, "Kies wat het was." if bereikt else "")
        or t.TerugkoppelingSoort.MEDEDELING,
        kanaal=invoer.keuze("kanaal", t.Kanaal, "Kies hoe u het vertelde.") or t.Kanaal.OVERIG,
        gedaan_op=invoer.datum("gedaanOp", "Vul in op welke dag dit was.") or _NOOIT,
        inhoud=inhoud,
        bereikt=bereikt,
        uitkomst=invoer.keuze("uitkomst", t.LoketUitkomst, "Kies wat het loket moet weten.")
        if loket
        else None,
        acties=invoer.keuzes("acties", t.Loketactie) if loket else (),
        geen_zorginhoud=invoer.ja("geenZorginhoud"),
        afspraak_op=None if loket else invoer.datum("afspraakOp"),
        beantwoordt_inbreng=invoer.ja("beantwoordt"),
    )


def read_addition(invoer: Invoer, melding_id: UUID) -> o.CorrectMelding:
    """Words beside those of the melder; the melder may read them."""
    return o.CorrectMelding(
        melding_id=melding_id,
        aanvulling=invoer.lange_tekst("aanvulling", "Schrijf op wat u wilt aanvullen."),
        versie=invoer.getal("versie"),
    )


def read_writing(invoer: Invoer, melding_id: UUID) -> o.RecordTerugkoppeling:
    """A message to the melder that is still to be read and sent; as the melder wants it."""
    return o.RecordTerugkoppeling(
        melding_id=melding_id,
        aan=t.Gericht.MELDER,
        soort=invoer.keuze("soort", t.TerugkoppelingSoort, "Kies wat u schrijft.")
        or t.TerugkoppelingSoort.MEDEDELING,
        kanaal=t.Kanaal.MAIL,
        gedaan_op=_NOOIT,  # it counts on the day that it goes
        inhoud=invoer.lange_tekst("inhoud"),
        afspraak_op=invoer.datum("afspraakOp"),
    )


def read_escalation(invoer: Invoer, casus_id: UUID) -> o.EscalateCasus:
    """The call for help."""
    return o.EscalateCasus(
        casus_id=casus_id,
        redencode=invoer.keuze("redencode", t.Escalatiereden, "Kies waarom u hulp vraagt.")
        or t.Escalatiereden.ANDERS,
        toelichting=invoer.lange_tekst("toelichting", "Schrijf kort wat er nodig is.") or "",
    )


def read_verdaging(invoer: Invoer, termijn_id: UUID) -> PostponeTermijn:
    """The form that puts a date off; consent counts when its box is ticked."""
    return PostponeTermijn(
        termijn_id=termijn_id,
        nieuwe_datum=invoer.datum("nieuweDatum", "Vul de nieuwe datum in.") or _NOOIT,
        redencode=invoer.keuze("redencode", Verdagingsreden, "Kies waarom het niet op tijd lukt.")
        or Verdagingsreden.ANDERS,
        toelichting=invoer.lange_tekst("toelichting", "Leg in een paar woorden uit waarom.") or "",
        instemming=_consent(invoer) if invoer.ja("instemmingGegeven") else None,
    )


def _consent(invoer: Invoer) -> Instemming:
    return Instemming(
        datum=invoer.datum("instemming.datum", "Vul in op welke dag er is ingestemd.") or _NOOIT,
        wijze=invoer.keuze("instemming.wijze", t.Kanaal, "Kies hoe er is ingestemd.") or t.Kanaal.OVERIG,
    )


def read_close_melding(invoer: Invoer, melding_id: UUID) -> o.CloseMelding:
    """The form that closes a melding."""
    return o.CloseMelding(
        melding_id=melding_id,
        uitkomst=invoer.keuze("uitkomst", t.MeldingUitkomst, "Kies hoe het afloopt.")
        or t.MeldingUitkomst.GEHOLPEN,
        toelichting=invoer.lange_tekst("toelichting"),
    )


def read_close_casus(invoer: Invoer, casus_id: UUID) -> o.CloseCasus:
    """The form that closes a casus."""
    return o.CloseCasus(
        casus_id=casus_id,
        uitkomst=invoer.keuze("uitkomst", t.CasusUitkomst, "Kies hoe het afloopt.")
        or t.CasusUitkomst.OPGELOST,
        toelichting=invoer.lange_tekst("toelichting"),
    )


def _parts(tekst: str | None) -> tuple[str, ...]:
    return tuple(deel.strip() for deel in (tekst or "").split(",") if deel.strip())
