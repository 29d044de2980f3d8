"""What the chain itself must be able to do: travel, return, answer a klacht, hurry."""

from dataclasses import replace
from datetime import date, timedelta

from app.demo.scenarios.basis import (
    born,
    compare_with_others,
    compare_with_tafels,
    jeugdige,
    melder,
    register,
    vraag,
)
from app.demo.toneel import Script, Toneel
from app.domain.opdrachten import CorrectJeugdige, JeugdigeGegevens, KlachtGegevens
from app.domain.termen import (
    Aard,
    Escalatiereden,
    Kanaal,
    LoketUitkomst,
    Overslagreden,
    Relatie,
    Teruggaafreden,
    TerugkoppelingSoort,
    Verblijf,
    Voorkeurskanaal,
    WettelijkKader,
    WoonplaatsStatus,
)
from app.services.jeugdige import correct_jeugdige

S, K = TerugkoppelingSoort, WettelijkKader
ZATERDAG = 5


def marit(toneel: Toneel) -> Script:
    """A letter to the king, four hand-overs, one party that answers at every moment."""
    yield toneel.moment(16, 5)
    opdracht = replace(
        vraag(
            melder("Els Verhoorn", kanaal=Voorkeurskanaal.BRIEF),
            "Majesteit, mijn dochter van zestien ligt in het ziekenhuis en moet daarna terug naar "
            "een gesloten "
            "groep. Zij kan zelf heel goed vertellen wat helpt. Er is niemand die het opschrijft.",
            jeugdige("Marit", "Verhoorn", born(toneel, 16, 5), "GM0599", Verblijf.ZIEKENHUIS),
        ),
        loket="kabinet-koning",
        onderwerp="Niemand luistert naar wat zij zelf zegt",
        kanaal=Kanaal.BURGERBRIEF,
        formele_brief=True,
        geholpen_met="Een plan waar haar eigen woorden in staan.",
        wettelijk_kader=(K.JEUGDWET, K.ZVW),
        themas=("eetstoornis", "trauma", "lvb", "plek-verliezen"),
        eerder_betrokken=("ziekenhuis", "aanbieder", "gi"),
    )
    lijn = register(toneel, "vws-ucz", opdracht)
    yield toneel.moment(15, 30)
    lijn.send_messages()
    for dag, schakel in ((14, "ozj"), (12, "en6"), (10, "ret-jz29"), (6, "gemeente-gm0599")):
        yield toneel.moment(dag + 1, 350)
        lijn.offer(schakel)
        yield toneel.moment(dag, 120)
        lijn.accept(schakel)
        lijn.send_messages()
        if schakel == "ret-jz29":
            yield toneel.moment(8, 120)
            lijn.tell(S.EERSTE_CONTACT, "Moeder en dochter apart gesproken. Haar wens staat nu op papier.")


def familie_kolkman(toneel: Toneel) -> Script:
    """A klacht and a question in one mail: the klacht has its own clock, the help goes on."""
    yield toneel.moment(9, 50)
    opdracht = replace(
        vraag(
            melder("Tonnie Kolkman"),
            "Dit is mijn zesde mail. Mijn dochter wacht op hulp en ik wil dat er iemand luistert.",
            jeugdige("Sanne", "Kolkman", born(toneel, 13), "GM0200", Verblijf.THUIS),
        ),
        onderwerp="Wacht op hulp en wordt niet teruggebeld",
        aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}),
        klacht=KlachtGegevens(
            tekst="Ik word nooit teruggebeld, en wat in het verslag staat is niet gezegd.",
            over="Gemeente Apeldoorn",
        ),
        themas=("wachttijd",),
    )
    lijn = register(toneel, "vws-ucz", opdracht)
    yield toneel.moment(8, 50)
    lijn.send_messages()
    lijn.offer("gemeente-gm0200", overgeslagen=Overslagreden.LOKAAL_VOLDOENDE)
    lijn.send_messages()
    yield toneel.moment(7, 50)
    lijn.accept("gemeente-gm0200")
    lijn.send_messages()
    yield toneel.moment(4, 50)
    lijn.tell(S.EERSTE_CONTACT, "Gebeld over de hulp voor Sanne. De klacht loopt apart.")


def drie_tafels(toneel: Toneel) -> Script:
    """The same boy twice, with a letter wrong in his name: two casussen that somebody must compare."""
    yield toneel.moment(13, 50)
    geboren = born(toneel, 15, 2)
    bij_ret = replace(
        vraag(
            melder("Corrie Brugmans"),
            "Mijn zoon zit thuis. Aan drie tafels wordt over hem gepraat en ik weet niet bij welke "
            "ik moet zijn.",
            jeugdige("Ruben", "Brugmans", geboren, "GM0796", Verblijf.THUIS),
        ),
        onderwerp="Aan drie tafels besproken",
        themas=("school", "samenwerking"),
    )
    lijn = register(toneel, "ret-jz33", bij_ret)
    compare_with_tafels(toneel, lijn)
    yield toneel.moment(12, 50)
    lijn.send_messages()
    lijn.tell(S.EERSTE_CONTACT, "Moeder gebeld. Wij zoeken uit wie er nog meer met Ruben bezig is.")
    yield toneel.moment(4, 50)
    bij_gemeente = replace(
        vraag(
            melder("Leerplicht Den Bosch", Relatie.PROFESSIONAL),
            "Deze leerling is al een half jaar niet op school geweest. Wie heeft de regie?",
            jeugdige("Ruben", "Brugman", geboren, "GM0796", Verblijf.THUIS),
        ),
        onderwerp="Half jaar niet op school",
        themas=("school",),
    )
    bij_leerplicht = register(toneel, "gemeente-gm0796", bij_gemeente)
    compare_with_others(toneel, bij_leerplicht)
    bij_leerplicht.send_messages()


def pleegzoon(toneel: Toneel) -> Script:
    """Six places in four years: the RET keeps it, asked the netwerk for help and tells what it does."""
    yield toneel.moment(44, 30)
    opdracht = replace(
        vraag(
            melder("Ans Bouwhuis", Relatie.PLEEGOUDER),
            "Hij woont nu op zijn zesde plek. Als het moeilijk wordt, moet hij weg. Zijn tas staat "
            "altijd klaar. "
            "Ik wil dat hij hier mag blijven, ook op slechte dagen.",
            jeugdige("Dion", "Meesters", born(toneel, 14, 4), "GM0153", Verblijf.PLEEGGEZIN),
        ),
        onderwerp="Zesde plek in vier jaar",
        geholpen_met="Een plek die blijft, en hulp die naar ons toe komt.",
        themas=("plek-verliezen", "wonen", "verklarende-analyse"),
        eerder_betrokken=("gi", "aanbieder", "wijkteam"),
    )
    lijn = register(toneel, "juiste-loket", opdracht)
    yield toneel.moment(43, 30)
    lijn.send_messages()
    for dag, schakel in ((42, "ozj"), (40, "en2"), (38, "ret-jz14")):
        yield toneel.moment(dag + 1, 200)
        lijn.offer(schakel)
        yield toneel.moment(dag, 30)
        lijn.accept(schakel)
        lijn.send_messages()
    yield toneel.moment(36, 30)
    lijn.tell(S.EERSTE_CONTACT, "Thuis geweest. Afgesproken dat niemand verhuist voordat wij terug zijn.")
    yield toneel.moment(31, 30)
    lijn.tell(S.INHOUDELIJK, "Het advies ligt er: deze plek blijft, met hulp aan huis en een budget.")
    yield toneel.moment(27, 30)
    lijn.report(LoketUitkomst.IN_BEHANDELING)
    lijn.escalate(
        Escalatiereden.GEEN_OVEREENSTEMMING, "De aanbieder wil het advies niet uitvoeren. Denkt u mee?"
    )
    yield toneel.moment(20, 30)
    lijn.settle("en2")
    yield toneel.moment(14, 30)
    lijn.tell(S.TUSSENBERICHT, "De aanbieder doet mee. Vrijdag is het eerste gesprek thuis.")


def verhuisd(toneel: Toneel) -> Script:
    """Offered to the wrong region, returned, corrected and offered again: one sender all the time."""
    yield toneel.moment(11, 30)
    opdracht = replace(
        vraag(
            melder("Karin Sluimers"),
            "Sinds de verhuizing weet niemand meer wie onze hulp betaalt. De behandeling van mijn "
            "zoon ligt stil.",
            jeugdige("Thijmen", "Sluimers", born(toneel, 11, 6), "GM0392", Verblijf.THUIS),
        ),
        onderwerp="Hulp stil sinds de verhuizing",
        themas=("samenwerking", "wachttijd"),
    )
    lijn = register(toneel, "igj", opdracht)
    yield toneel.moment(10, 30)
    lijn.send_messages()
    lijn.offer("ozj")
    yield toneel.moment(9, 30)
    lijn.accept("ozj")
    lijn.send_messages()
    yield toneel.moment(8, 30)
    lijn.offer("ret-jz11", overgeslagen=Overslagreden.NETWERK_ONDERSTEUNT)
    yield toneel.moment(6, 30)
    tekst = "Het gezin staat sinds de zomer in Zeewolde ingeschreven."
    lijn.give_back("ret-jz11", Teruggaafreden.VERKEERDE_REGIO, tekst, voorstel="ret-jz12")
    yield toneel.moment(6, 200)
    goed = JeugdigeGegevens(woonplaats_gemeente="GM0050", woonplaats_status=WoonplaatsStatus.VASTGESTELD)
    correctie = CorrectJeugdige(
        casus_id=lijn.casus_ids[0], gegevens=goed, gewijzigd=frozenset({"woonplaatsGemeente"})
    )
    correct_jeugdige(toneel.desk(lijn.actor), correctie)
    lijn.offer("ret-jz12", overgeslagen=Overslagreden.NETWERK_ONDERSTEUNT)
    yield toneel.moment(5, 30)
    lijn.accept("ret-jz12")
    lijn.send_messages()
    yield toneel.moment(2, 30)
    lijn.tell(S.EERSTE_CONTACT, "Moeder gebeld: wij regelen met Zeewolde dat de behandeling doorgaat.")


def zaterdag(toneel: Toneel) -> Script:
    """A crisis on a Saturday: first on every list, called on the first werkdag, offered with spoed."""
    yield toneel.moment(1, 5)
    dagen_terug = (toneel.speeldag.weekday() - ZATERDAG) % 7
    ontvangen: date = toneel.speeldag - timedelta(days=dagen_terug)
    opdracht = replace(
        vraag(
            melder("Riet Kamphorst", Relatie.FAMILIE, Voorkeurskanaal.TELEFOON),
            "Mijn kleinzoon van veertien zegt dat hij zichzelf iets wil aandoen. Thuis wordt er geslagen. "
            "Ik ben bang en weet niet wie er nu komt.",
            jeugdige("Milan", "Kamphorst", born(toneel, 14, 6), "GM0193", Verblijf.THUIS),
        ),
        onderwerp="Oma vreest voor haar kleinzoon",
        kanaal=Kanaal.WEBFORMULIER,
        ontvangen_op=ontvangen,
        spoed=True,
        veilig_thuis_gebeld=True,
        themas=("veiligheid",),
    )
    lijn = register(toneel, "juiste-loket", opdracht)
    yield toneel.moment(1, 25)
    lijn.tell(S.EERSTE_CONTACT, "Oma gebeld. Veilig Thuis is onderweg en belt haar vanmiddag terug.")
    lijn.offer("wijkteam-gm0193", overgeslagen=Overslagreden.SPOED)
