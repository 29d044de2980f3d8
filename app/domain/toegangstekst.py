"""Toegangstekst: how the reader of a message comes in, kept apart from its other words.

The words hold a place (``PLAATS``). What stands there is sealed beside them: it follows the link, the code
and the way the message goes, and whoever changes the words cannot change it.
"""

from collections.abc import Mapping

PLAATS = "[Hier komt de link]"
#: How a message is sealed: its subject, its words with the place in them, and what stands there.
ONDERWERP, TEKST, TOEGANG = "onderwerp", "tekst", "toegang"


def whole(inhoud: Mapping[str, str]) -> str | None:
    """The message as it is read; a place where nothing stands leaves no gap. None: destroyed words."""
    tekst = inhoud.get(TEKST)
    if tekst is None:
        return None
    toegang = inhoud.get(TOEGANG, "")
    alineas = [(PLAATS in alinea, alinea) for alinea in tekst.split("\n\n")]
    ingevuld = [alinea.replace(PLAATS, toegang).strip() if plek else alinea for plek, alinea in alineas]
    return "\n\n".join(nu for (plek, _), nu in zip(alineas, ingevuld, strict=True) if nu or not plek)


def without_way_in(inhoud: Mapping[str, str]) -> str | None:
    """The message without how the reader comes in: for a reader who is in. None: destroyed words."""
    return whole({naam: tekst for naam, tekst in inhoud.items() if naam != TOEGANG})


def keep_place(tekst: str) -> str:
    """Changed words of a message that is of no use without its link: the place comes back if it went."""
    return tekst if PLAATS in tekst else f"{tekst}\n\n{PLAATS}"
