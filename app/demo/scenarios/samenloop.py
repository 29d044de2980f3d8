"""Samenloop: one girl at two desks, as in scenario 4: a call to the wijkteam, then a letter to VWS."""

from dataclasses import replace

from app.demo.scenarios.basis import born, compare_with_others, jeugdige, melder, register, vraag
from app.demo.toneel import Script, Toneel
from app.domain.termen import Kanaal, Relatie, TerugkoppelingSoort, Verblijf, Voorkeurskanaal

WIJKTEAM, VWS = "wijkteam-gm0193", "vws-ucz"


def zelfde_meisje(toneel: Toneel) -> Script:
    """Her grandmother writes to the ministry what her father told the wijkteam, one letter wrong in the name.

    Nobody joined them: the wijkteam has the older casus and judges within the norm, VWS sees whom to phone.
    """
    yield toneel.moment(11, 35)
    geboren = born(toneel, 13, 7)
    gebeld = replace(
        vraag(
            melder("Gerard Holterman", kanaal=Voorkeurskanaal.TELEFOON),
            "Mijn dochter eet bijna niet meer. De huisarts zegt: bel het wijkteam. Het wijkteam zegt: bel de "
            "huisarts. Wie begint er?",
            jeugdige("Noortje", "Holterman", geboren, "GM0193", Verblijf.THUIS),
        ),
        onderwerp="Eet niet, en niemand begint",
        kanaal=Kanaal.TELEFOON,
        themas=("samenwerking", "eetstoornis"),
    )
    lijn = register(toneel, WIJKTEAM, gebeld)
    yield toneel.moment(10, 35)
    lijn.send_messages()
    lijn.tell(TerugkoppelingSoort.EERSTE_CONTACT, "Vader gebeld. De jeugdarts kijkt deze week met ons mee.")
    yield toneel.moment(2, 35)
    brief = replace(
        vraag(
            melder("Truus Holtermans", Relatie.FAMILIE, kanaal=Voorkeurskanaal.BRIEF),
            "Excellentie, mijn kleindochter eet niet meer en iedereen verwijst naar een ander. Zij woont bij "
            "mijn zoon. Kunt u zeggen wie er nu iets doet?",
            jeugdige("Noortje", "Holtermans", geboren, "GM0193", Verblijf.THUIS),
        ),
        onderwerp="Oma vraagt wie er iets doet",
        kanaal=Kanaal.BURGERBRIEF,
        themas=("samenwerking",),
    )
    compare_with_others(toneel, register(toneel, VWS, brief))
