"""Around the eighteenth birthday: help stops, a place ends, nobody has the whole picture."""

from dataclasses import replace

from app.demo.scenarios.basis import born, jeugdige, melder, register, vraag
from app.demo.toneel import Script, Toneel
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.termen import (
    Aard,
    Escalatiereden,
    Kanaal,
    LoketUitkomst,
    MeldingUitkomst,
    Overslagreden,
    Relatie,
    TerugkoppelingSoort,
    Verblijf,
    Voorkeurskanaal,
    WettelijkKader,
)

S, K = TerugkoppelingSoort, WettelijkKader


def teun(toneel: Toneel) -> Script:
    """Many desks, no overview: straight to the wijkteam, one person for everything."""
    yield toneel.moment(24, 20)
    opdracht = replace(
        vraag(
            melder("Mieke Overdijk"),
            "Mijn zoon gaat bijna niet meer naar school, blowt en heeft overal rekeningen liggen. "
            "Een psycholoog, "
            "de school, leerplicht: elk doet een stukje. Ik zoek één mens die het geheel ziet.",
            jeugdige("Teun", "Overdijk", born(toneel, 17, 8), "GM0193", Verblijf.THUIS),
        ),
        onderwerp="Veel loketten, niemand heeft overzicht",
        geholpen_met="Eén regisseur, en rust rond de schulden.",
        wettelijk_kader=(K.JEUGDWET, K.PARTICIPATIEWET),
        eerder_betrokken=("psycholoog", "leerplicht", "school"),
        themas=("18-18plus", "schulden", "verslaving", "school", "samenwerking"),
    )
    lijn = register(toneel, "juiste-loket", opdracht)
    yield toneel.moment(23, 60)
    lijn.send_messages()
    lijn.offer("wijkteam-gm0193", overgeslagen=Overslagreden.LOKAAL_VOLDOENDE)
    yield toneel.moment(22, 30)
    lijn.accept("wijkteam-gm0193")
    lijn.send_messages()
    yield toneel.moment(20, 90)
    lijn.tell(S.EERSTE_CONTACT, "Moeder gebeld. Donderdag komt de regisseur langs, Teun is er dan ook.")
    yield toneel.moment(12, 200)
    lijn.tell(
        S.INHOUDELIJK, "Afgesproken: één regisseur, schulden stil, en een leerwerkplek in plaats van school."
    )
    yield toneel.moment(6, 45)
    lijn.report(LoketUitkomst.IN_BEHANDELING)


def peter(toneel: Toneel) -> Script:
    """Twenty-one, no youth help, and still nobody lets go: forwarded, helped and closed."""
    yield toneel.moment(62, 15)
    opdracht = replace(
        vraag(
            melder("Harm Velthuizen", Relatie.PROFESSIONAL),
            "Mijn cliënt kan volgende week een woning krijgen. De eerste huur moet vooruit. Dat mag "
            "niet van de "
            "gemeente omdat er nog een oude schuld staat. Zonder woning begint alles opnieuw.",
            jeugdige("Peter", "Kranenborg", born(toneel, 21, 3), "GM0141", Verblijf.DETENTIE),
        ),
        onderwerp="Woning klaar, eerste huur mag niet",
        geholpen_met="De eerste maand huur als gift.",
        wettelijk_kader=(K.PARTICIPATIEWET,),
        themas=("wonen", "schulden"),
    )
    lijn = register(toneel, "vws-ucz", opdracht)
    yield toneel.moment(61, 30)
    lijn.send_messages()
    lijn.offer("gemeente-gm0141", overgeslagen=Overslagreden.LOKAAL_VOLDOENDE)
    lijn.send_messages()
    yield toneel.moment(60, 200)
    lijn.accept("gemeente-gm0141")
    lijn.send_messages()
    yield toneel.moment(58, 30)
    lijn.tell(S.EERSTE_CONTACT, "Samen aan tafel met Peter, reclassering en inkomen.")
    yield toneel.moment(51, 30)
    lijn.tell(S.INHOUDELIJK, "De eerste huur is betaald als gift. Peter heeft de sleutel.")
    yield toneel.moment(47, 30)
    lijn.report(LoketUitkomst.OPLOSSING)
    yield toneel.moment(46, 30)
    lijn.close(MeldingUitkomst.GEHOLPEN)


def jamila(toneel: Toneel) -> Script:
    """Leaving protected living with almost no income: through the whole chain, with a promise to call."""
    yield toneel.moment(19, 10)
    opdracht = replace(
        vraag(
            melder("Gerda Noordhuis", Relatie.PROFESSIONAL),
            "Ik begeleid een meisje dat goed voor zichzelf kan zorgen. Als zij achttien wordt heeft "
            "zij een paar "
            "honderd euro per maand en geen dak. Van haar ouders krijgt zij geen hulp.",
            jeugdige("Jamila", "Ait Tamlit", born(toneel, 17, 7), "GM0014", Verblijf.INSTELLING),
        ),
        onderwerp="Kan zelfstandig wonen, maar heeft geen inkomen",
        geholpen_met="Genoeg geld om te wonen tot de studiefinanciering begint.",
        wettelijk_kader=(K.JEUGDWET, K.WMO, K.PARTICIPATIEWET),
        themas=("18-18plus", "wonen", "schulden"),
    )
    lijn = register(toneel, "juiste-loket", opdracht)
    yield toneel.moment(18, 40)
    lijn.send_messages()
    for dag, schakel in ((17, "ozj"), (15, "en1"), (13, "ret-jz01"), (11, "gemeente-gm0014")):
        yield toneel.moment(dag + 1, 300)
        lijn.offer(schakel)
        yield toneel.moment(dag, 60)
        lijn.accept(schakel)
        lijn.send_messages()
    yield toneel.moment(9, 60)
    lijn.tell(
        S.EERSTE_CONTACT, "Kennisgemaakt. Over drie weken bellen wij over het maatwerkbudget.", afspraak=15
    )
    yield toneel.moment(5, 60)
    lijn.tell(S.INHOUDELIJK, "Voorstel besproken: een budget tot de studiefinanciering volledig is.")


def tim(toneel: Toneel) -> Script:
    """Two meldingen, one casus: a call to the gemeente, and later a letter to the minister."""
    yield toneel.moment(30, 25)
    kind = jeugdige("Tim", "Ravenhorst", born(toneel, 17, 10), "GM1742", Verblijf.INSTELLING)
    gebeld = replace(
        vraag(
            melder("Jan Ravenhorst", kanaal=Voorkeurskanaal.TELEFOON),
            "Wij moeten langdurige zorg aanvragen, maar de boerderij waar hij woont levert die niet. "
            "Dan is hij zijn plek kwijt, en dat is de enige plek waar het goed gaat.",
            kind,
        ),
        onderwerp="Plek kwijt door andere wet",
        kanaal=Kanaal.TELEFOON,
        wettelijk_kader=(K.JEUGDWET, K.WLZ),
        themas=("18-18plus", "plek-verliezen", "samenwerking"),
    )
    lijn = register(toneel, "gemeente-gm1742", gebeld)
    yield toneel.moment(28, 25)
    lijn.send_messages()
    lijn.tell(S.EERSTE_CONTACT, "Ouders uitgenodigd voor een gesprek op het gemeentehuis.")
    yield toneel.moment(20, 25)
    lijn.tell(S.INHOUDELIJK, "Tim mag blijven met verlengde jeugdhulp. Intussen zoeken wij verder.")
    yield toneel.moment(12, 25)
    brief = replace(
        gebeld,
        loket="vws-ucz",
        kanaal=Kanaal.BURGERBRIEF,
        formele_brief=True,
        onderwerp="Brief aan de minister over dezelfde plek",
        hulpvraag="Mevrouw de minister, onze zoon woont goed. Waarom moet hij daar weg van de regels?",
        melder=melder("Jan Ravenhorst", kanaal=Voorkeurskanaal.BRIEF),
        jeugdigen=(JeugdigeGegevens(casus=str(lijn.casus_ids[0])),),
    )
    tweede = register(toneel, "gemeente-gm1742", brief)
    yield toneel.moment(10, 25)
    tweede.report(LoketUitkomst.AL_BEKEND)


def bram(toneel: Toneel) -> Script:
    """Guardianship ends at eighteen and no place is found: the RET calls for help."""
    yield toneel.moment(15, 45)
    opdracht = replace(
        vraag(
            melder("Wietske Hoekema", Relatie.PROFESSIONAL),
            "Over twee maanden stopt mijn opdracht als voogd. Wij belden elf plekken voor deze "
            "jongen en kregen "
            "elf keer nee. Wie neemt het over?",
            jeugdige("Bram", "Zijlsterman", born(toneel, 17, 10), "GM0080", Verblijf.PLEEGGEZIN),
        ),
        onderwerp="Voogd stopt, geen vervolgplek",
        geholpen_met="Een plek, en een nieuwe regisseur vóór zijn verjaardag.",
        themas=("18-18plus", "wonen"),
        eerder_betrokken=("gi", "aanbieder"),
    )
    lijn = register(toneel, "juiste-loket", opdracht)
    yield toneel.moment(14, 45)
    lijn.send_messages()
    lijn.offer("ret-jz02", overgeslagen=Overslagreden.KORTSTE_ROUTE)
    yield toneel.moment(13, 45)
    lijn.accept("ret-jz02")
    lijn.send_messages()
    yield toneel.moment(11, 45)
    lijn.tell(S.EERSTE_CONTACT, "Met voogd en Bram gesproken. Cliëntondersteuner is erbij.")
    yield toneel.moment(3, 45)
    lijn.escalate(
        Escalatiereden.GEEN_CAPACITEIT,
        "Geen aanbieder in de regio heeft plaats vóór de verjaardag. Wie weet een plek?",
    )


def vader_van_sjoerd(toneel: Toneel) -> Script:
    """A father of a grown-up asks: an offer waits at the RET, the son is not spoken about."""
    yield toneel.moment(6, 70)
    opdracht = replace(
        vraag(
            melder("Rien Dorrepaal", kanaal=Voorkeurskanaal.TELEFOON),
            "Vorige maand werd mijn zoon achttien. Sindsdien krijg ik nergens antwoord. Mag ik dan "
            "niets meer weten?",
            jeugdige("Sjoerd", "Dorrepaal", born(toneel, 18, 1), "GM0758", Verblijf.ZELFSTANDIG),
        ),
        onderwerp="Vader krijgt geen antwoord meer",
        aard=frozenset({Aard.HULPVRAAG, Aard.INFORMATIEVRAAG}),
        kanaal=Kanaal.WEBFORMULIER,
        themas=("18-18plus",),
    )
    lijn = register(toneel, "vws-ucz", opdracht)
    yield toneel.moment(5, 70)
    lijn.send_messages()
    for dag, schakel in ((4, "ozj"), (2, "en7")):
        yield toneel.moment(dag, 10)
        lijn.offer(schakel)
        yield toneel.moment(dag, 300)
        lijn.accept(schakel)
        lijn.send_messages()
    yield toneel.moment(1, 100)
    lijn.offer("ret-jz34")
