"""Teksten: what invented melders ask, in their own words. Every text was written for this demo."""

from dataclasses import dataclass

from app.domain.termen import Relatie, Verblijf, WettelijkKader


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """One kind of question. ``{naam}`` and ``{leeftijd}`` are filled in."""

    onderwerp: str
    tekst: str
    helpt: str
    relatie: Relatie
    leeftijd: tuple[int, int]
    verblijf: Verblijf
    themas: tuple[str, ...]
    kader: tuple[WettelijkKader, ...] = (WettelijkKader.JEUGDWET,)
    betrokken: tuple[str, ...] = ("wijkteam",)


K, P, V = WettelijkKader, Relatie, Verblijf
VRAGEN: tuple[Vraag, ...] = (
    Vraag(
        onderwerp="Geen school en geen hulp",
        tekst="{naam} ({leeftijd}) zit al maanden thuis. School zegt: eerst hulp. De hulp zegt: eerst "
        "school. "
        "Wie begint er nu?",
        helpt="Eén persoon die met school én de hulp praat.",
        relatie=P.OUDER, leeftijd=(9, 16), verblijf=V.THUIS, themas=("school",),
        betrokken=("wijkteam", "school"),
    ),
    Vraag(
        onderwerp="Bijna achttien en geen plek om te wonen",
        tekst="Over een half jaar wordt {naam} achttien. De groep stopt dan. Niemand kan vertellen waar "
        "{naam} daarna woont. Wij slapen er slecht van.",
        helpt="Een plek en een plan vóór de verjaardag.",
        relatie=P.OUDER, leeftijd=(17, 17), verblijf=V.INSTELLING, themas=("18-18plus", "wonen"),
        kader=(K.JEUGDWET, K.WMO), betrokken=("wijkteam", "aanbieder"),
    ),
    Vraag(
        onderwerp="Te lang op de wachtlijst",
        tekst="Wij wachten sinds vorig jaar op behandeling voor {naam} ({leeftijd}). Elke keer schuift "
        "de datum op. "
        "Thuis gaat het steeds slechter.",
        helpt="Weten wanneer het begint, en hulp tot die tijd.",
        relatie=P.OUDER, leeftijd=(8, 17), verblijf=V.THUIS, themas=("wachttijd",),
        betrokken=("wijkteam", "ggz"),
    ),
    Vraag(
        onderwerp="Weer verhuizen naar een andere groep",
        tekst="{naam} moet opnieuw verhuizen omdat het op deze groep niet gaat. Ik wil dat er iemand blijft, "
        "ook als het moeilijk is.",
        helpt="Een plek waar weggaan niet de oplossing is.",
        relatie=P.PLEEGOUDER, leeftijd=(10, 17), verblijf=V.PLEEGGEZIN, themas=("plek-verliezen", "wonen"),
        betrokken=("gi", "aanbieder"),
    ),
    Vraag(
        onderwerp="Eten gaat niet meer, en nergens is plaats",
        tekst="Mijn kind van {leeftijd} eet bijna niets. Het ziekenhuis laat {naam} vrijdag naar huis gaan. "
        "De kliniek heeft geen bed. Wat moeten wij doen?",
        helpt="Artsen en kliniek die samen één plan maken.",
        relatie=P.OUDER, leeftijd=(13, 17), verblijf=V.ZIEKENHUIS, themas=("eetstoornis", "wachttijd"),
        kader=(K.JEUGDWET, K.ZVW), betrokken=("ggz", "ziekenhuis"),
    ),
    Vraag(
        onderwerp="Ouders uit elkaar, kind in het midden",
        tekst="De vader van {naam} ({leeftijd}) en ik krijgen het niet geregeld. Elke instantie "
        "luistert naar één van "
        "ons. {naam} zegt niets meer.",
        helpt="Iemand die naar {naam} luistert en niet naar ons.",
        relatie=P.OUDER, leeftijd=(6, 14), verblijf=V.THUIS, themas=("scheiding",),
        betrokken=("wijkteam", "veilig thuis"),
    ),
    Vraag(
        onderwerp="Gemeente en zorgkantoor wijzen naar elkaar",
        tekst="{naam} heeft dag en nacht zorg nodig. De gemeente zegt dat het langdurige zorg is. Het "
        "zorgkantoor "
        "zegt dat {naam} nog te jong is. Intussen doen wij alles zelf.",
        helpt="Een besluit, en tot dan iemand die een nacht overneemt.",
        relatie=P.OUDER, leeftijd=(7, 16), verblijf=V.THUIS, themas=("samenwerking", "lvb"),
        kader=(K.JEUGDWET, K.WLZ), betrokken=("wijkteam", "zorgkantoor"),
    ),
    Vraag(
        onderwerp="Ik wil zelf gehoord worden",
        tekst="Ik ben {leeftijd} en iedereen praat over mij maar niet met mij. Ik wil weten wat er na "
        "de zomer "
        "met mij gebeurt.",
        helpt="Een gesprek waar ik bij ben.",
        relatie=P.JEUGDIGE, leeftijd=(14, 17), verblijf=V.JEUGDZORGPLUS, themas=("18-18plus",),
        betrokken=("gi", "aanbieder"),
    ),
    Vraag(
        onderwerp="Schulden en geen vast adres",
        tekst="{naam} ({leeftijd}) slaapt bij vrienden op de bank. Zonder adres geen uitkering, zonder "
        "geld geen kamer. "
        "Ik ben jongerenwerker en kom er niet doorheen.",
        helpt="Een briefadres en iemand die de schulden stilzet.",
        relatie=P.PROFESSIONAL, leeftijd=(17, 20), verblijf=V.DAKLOOS, themas=("schulden", "wonen"),
        kader=(K.PARTICIPATIEWET, K.WMO), betrokken=("jongerenwerk",),
    ),
    Vraag(
        onderwerp="Hulp stopt, gedrag niet",
        tekst="De begeleiding van {naam} ({leeftijd}) stopt omdat de uren op zijn. Maar thuis vliegen "
        "de borden nog "
        "door de kamer. De andere kinderen durven niet naar beneden.",
        helpt="Begeleiding die doorgaat tot het rustig is.",
        relatie=P.OUDER, leeftijd=(9, 15), verblijf=V.THUIS, themas=("lvb",),
        betrokken=("wijkteam", "aanbieder"),
    ),
    Vraag(
        onderwerp="Na de gesloten groep komt er niets",
        tekst="{naam} mag volgende maand weg uit de gesloten groep. Er is geen behandeling en geen huis "
        "geregeld. "
        "Als dit zo blijft, begint alles van voren af aan.",
        helpt="Een plek met behandeling voordat de deur opengaat.",
        relatie=P.PROFESSIONAL, leeftijd=(15, 17), verblijf=V.JEUGDZORGPLUS,
        themas=("plek-verliezen", "trauma"),
        betrokken=("gi",),
    ),
    Vraag(
        onderwerp="Oma zorgt en weet niet hoe lang nog",
        tekst="Ik zorg voor mijn kleinkind {naam} ({leeftijd}) sinds mijn dochter ziek is. Ik ben zelf "
        "niet jong meer. "
        "Waar kan ik terecht voor hulp en een vergoeding?",
        helpt="Erkenning als pleegouder en een weekend rust.",
        relatie=P.FAMILIE, leeftijd=(4, 12), verblijf=V.PLEEGGEZIN, themas=("netwerk",), betrokken=(),
    ),
    Vraag(
        onderwerp="Onderzoek blijft liggen",
        tekst="Er is een onderzoek beloofd om te begrijpen wat er met {naam} ({leeftijd}) aan de hand "
        "is. Het ligt al "
        "een half jaar. Zonder uitslag wil niemand beginnen.",
        helpt="Een onderzoek met een datum.",
        relatie=P.OUDER, leeftijd=(6, 15), verblijf=V.THUIS, themas=("verklarende-analyse", "wachttijd"),
        betrokken=("wijkteam", "ggz"),
    ),
    Vraag(
        onderwerp="Blowen, spijbelen en niemand die doorpakt",
        tekst="{naam} van {leeftijd} blowt elke dag en gaat niet naar school. Leerplicht, politie en "
        "hulp kennen ons "
        "allemaal. Toch gebeurt er niets.",
        helpt="Eén afspraak waar iedereen zich aan houdt.",
        relatie=P.OUDER, leeftijd=(14, 17), verblijf=V.THUIS, themas=("verslaving", "school", "samenwerking"),
        betrokken=("leerplicht", "wijkteam"),
    ),
    Vraag(
        onderwerp="Zorgen van de huisarts",
        tekst="Als huisarts zie ik {naam} ({leeftijd}) steeds verder wegzakken. Drie verwijzingen "
        "kwamen terug. "
        "Wie kijkt er naar het hele gezin?",
        helpt="Een regisseur die het overzicht neemt.",
        relatie=P.PROFESSIONAL, leeftijd=(8, 17), verblijf=V.THUIS, themas=("samenwerking", "trauma"),
        betrokken=("huisarts", "ggz"),
    ),
    Vraag(
        onderwerp="Groot geworden, hulp kwijt",
        tekst="Ik ben net {leeftijd} en kreeg een brief dat mijn begeleiding stopt. Ik heb nog geen "
        "werk en mijn "
        "kamer hoort bij de hulp.",
        helpt="Mijn begeleider nog een jaar houden.",
        relatie=P.JEUGDIGE, leeftijd=(18, 20), verblijf=V.INSTELLING, themas=("18-18plus", "wonen"),
        kader=(K.JEUGDWET, K.WMO), betrokken=("aanbieder",),
    ),
)  # fmt: skip

#: A last sentence, so that no two letters are quite alike.
SLOTZINNEN: tuple[str, ...] = (
    "Wilt u mij bellen? Liefst na vier uur.",
    "Ik hoor graag van u.",
    "Wij hebben alles al drie keer verteld.",
    "Ik heb de brieven bewaard, als u ze wilt zien.",
    "Alvast dank voor uw moeite.",
    "U bent het vierde loket dat ik schrijf.",
    "Bel ons niet op het werk, alstublieft.",
    "",
)
KLACHTEN: tuple[str, ...] = (
    "Ik werd drie keer doorverbonden en daarna opgehangen.",
    "Er is een verslag gemaakt waar dingen in staan die ik nooit gezegd heb.",
    "Mijn mails bleven zes weken zonder antwoord.",
    "De medewerker sprak over mij waar mijn kind bij was.",
)
NOTITIES: tuple[str, ...] = (
    "De melder is helder en wil vooral weten wie belt.",
    "Let op: liefst bellen na schooltijd.",
    "Eerder contact liep vast op de vraag wie betaalt.",
    "De melder heeft al veel loketten gesproken.",
)
REDENEN_DOOR: tuple[str, ...] = (
    "De vraag hoort in de regio waar het gezin woont.",
    "Hier is iemand nodig die het gezin kent.",
    "De volgende schakel kan de partijen bij elkaar brengen.",
    "Er is lokaal overzicht nodig; wij blijven meedenken.",
)
ANTWOORDEN: tuple[str, ...] = (
    "Besproken wat er nodig is en wie wat doet. Verslag is gemaild.",
    "Uitgelegd welke stappen er komen en wanneer.",
    "Samen met de melder een plan op één bladzijde gemaakt.",
    "De melder weet wie nu belt en wat er deze week gebeurt.",
)
