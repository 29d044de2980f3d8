"""Volgwoorden: what the own page of a melder says, in plain Dutch (B1), as tables and pure functions.

Names of organisations stand in full. Where somebody lives in hiding no name of a place may stand anywhere,
and names of organisations hold places: then only the kind of party is named (domain.md §1, §5).
"""

from collections.abc import Mapping
from datetime import date

from app.domain.actor import OrganisatieSoort
from app.domain.datum import dag_en_maand, datum_lang
from app.domain.termen import Kanaal, MeldingUitkomst, TerugkoppelingSoort
from app.domain.termijnen.regels import Termijncode

P, K, S, T = OrganisatieSoort, Kanaal, TerugkoppelingSoort, Termijncode
#: National parties: their name tells nothing about where anybody lives.
LANDELIJK = frozenset({P.LOKET, P.OZJ})
#: A party by its kind, where its name would tell a place.
ZONDER_PLAATS: Mapping[OrganisatieSoort, str] = {
    P.EXPERTISENETWERK: "Een team van experts",
    P.RET: "Een team van experts in uw buurt",
    P.GEMEENTE: "Uw gemeente",
    P.WIJKTEAM: "Een team in uw buurt",
    P.VEILIG_THUIS: "Veilig Thuis",
    P.TAFELHOUDER: "Een andere organisatie",
    P.AANBIEDER: "Een organisatie voor jeugdhulp",
    P.GI: "Een organisatie voor jeugdbescherming",
    P.CLIENTONDERSTEUNING: "Een organisatie die u steunt",
}
#: What was told; {wie} did it.
VERTELD: Mapping[TerugkoppelingSoort, str] = {
    S.ONTVANGSTBEVESTIGING: "{wie} liet weten dat uw vraag er is",
    S.EERSTE_CONTACT: "{wie} nam contact met u op",
    S.INHOUDELIJK: "{wie} gaf u antwoord",
    S.FORMEEL_ANTWOORD: "{wie} gaf u een formeel antwoord",
    S.TUSSENBERICHT: "{wie} liet weten hoe het staat",
    S.MEDEDELING: "{wie} liet u iets weten",
}
NIET_BEREIKT = "{wie} probeerde u te bereiken"
HOE: Mapping[Kanaal, str] = {
    K.BURGERBRIEF: "per brief",
    K.BRIEF: "per brief",
    K.MAIL: "per mail",
    K.TELEFOON: "aan de telefoon",
    K.WEBFORMULIER: "op deze pagina",
    K.GESPREK: "in een gesprek",
}
#: How the question came in.
BINNEN: Mapping[Kanaal, str] = {
    K.BURGERBRIEF: "U schreef een brief.",
    K.BRIEF: "U schreef een brief.",
    K.MAIL: "U stuurde een mail.",
    K.TELEFOON: "U belde.",
    K.WEBFORMULIER: "U stelde uw vraag op onze website.",
    K.GESPREK: "U had een gesprek.",
}
#: What the melder hears by the date that is promised.
BELOOFD: Mapping[Termijncode, str] = {
    T.ONTVANGSTBEVESTIGING: "Dan weet u dat uw vraag er is.",
    T.EERSTE_CONTACT: "Dan heeft iemand contact met u gezocht.",
    T.ANTWOORD_MELDER: "Dan krijgt u antwoord op uw vraag.",
    T.TUSSENBERICHT: "Dan hoort u hoe het staat.",
    T.SPOED: "Er is spoed. Iemand zoekt vandaag contact met u.",
    T.INBRENG_BEANTWOORDEN: "Dan krijgt u antwoord op wat u schreef.",
}
AFGESPROKEN = "Dat is met u afgesproken."
AFGELOPEN: Mapping[MeldingUitkomst, str] = {
    MeldingUitkomst.GEHOLPEN: "U bent geholpen.",
    MeldingUitkomst.NIET_GEHOLPEN: "Het is niet gelukt om u te helpen.",
    MeldingUitkomst.NIET_BEREIKBAAR: "Wij konden u niet bereiken.",
    MeldingUitkomst.INGETROKKEN: "U trok uw vraag in.",
}
GESLOTEN = "Uw vraag is afgerond."


def party_name(naam: str, soort: OrganisatieSoort, *, zonder_plaats: bool) -> str:
    """How a party is named to the melder."""
    if not zonder_plaats or soort in LANDELIJK:
        return naam
    return ZONDER_PLAATS[soort]


def told_words(soort: TerugkoppelingSoort, kanaal: Kanaal, wie: str, *, bereikt: bool) -> str:
    """``Regionaal Expertteam IJsselland gaf u antwoord, aan de telefoon.``"""
    wat = (VERTELD[soort] if bereikt else NIET_BEREIKT).format(wie=wie)
    hoe = HOE.get(kanaal)
    return f"{wat}, {hoe}." if hoe else f"{wat}."


def promise_words(code: Termijncode, *, afspraak: bool) -> str:
    """What happens by the date that is promised."""
    return AFGESPROKEN if afspraak else BELOOFD.get(code, BELOOFD[T.TUSSENBERICHT])


def period_words(van: date, tot: date | None) -> str:
    """``Sinds 9 november``, ``3 tot 9 november``-like: from when to when a party had the question."""
    if tot is None:
        return f"Sinds {dag_en_maand(van)}"
    if van == tot:
        return dag_en_maand(van)
    return f"{dag_en_maand(van)} tot {dag_en_maand(tot)}"


def late_words(uiterlijk: date, volgende: date | None, *, te_bellen: bool) -> str:
    """Said honestly: a date that passed, the next one when there is one, and what the melder can do now."""
    laat = f"U had uiterlijk {datum_lang(uiterlijk)} iets moeten horen. Dat is te laat."
    straks = f" U hoort nu uiterlijk {datum_lang(volgende)} iets." if volgende else ""
    return f"{laat}{straks} {'Bel' if te_bellen else 'Schrijf'} gerust."
