"""Schrift: one spelling for what people write in many ways."""

import re
import unicodedata
from functools import lru_cache

#: Letters that do not fall apart into a base letter and a mark.
LOSSE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ĳ": "ij"}
)
KLINKERS = frozenset("aeiou")
#: What sounds alike in names in the Netherlands, in order: Dutch spelling, then other ways into Latin script.
KLANKEN = tuple(
    (re.compile(patroon), klank)
    for patroon, klank in (
        (r"sch|sj|sh|sz|cz|tsj|tch", "s"),
        (r"ph", "f"),
        (r"th|dt|td", "t"),
        (r"dj|dzj|tj|zj|gi(?=[ao])", "j"),
        (r"ck|kh(?=[aeiou])|q", "k"),
        (r"ch|gh", "g"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"w(?=$)", ""),
        (r"[vw]", "f"),
        (r"z", "s"),
        (r"d", "t"),
        (r"^ij(?=[aeou])", "j"),
        (r"ij|ei|ey|ie|y(?![aeou])", "i"),
        (r"y", "j"),
        (r"uij|ui|uy|ou|au|oe|eu|ue|oo", "u"),
        (r"ae|ea", "a"),
        (r"(?<=.)h", ""),
        (r"(.)\1+", r"\1"),
        (r"(?<=..e)n$", ""),
    )
)
#: The first sound of a name, for initials: C and K, Y and J, V and F, S and Z are heard alike.
BEGINKLANK = str.maketrans({"c": "k", "q": "k", "y": "j", "v": "f", "z": "s"})


@lru_cache(maxsize=200_000)
def fold(tekst: str) -> str:
    """Lower case, without marks; everything that is no letter or digit becomes one space."""
    los = unicodedata.normalize("NFD", tekst.casefold().translate(LOSSE_LETTERS))
    kaal = "".join(teken if teken.isalnum() else " " for teken in los if not unicodedata.combining(teken))
    return " ".join(kaal.split())


@lru_cache(maxsize=200_000)
def klank(woord: str) -> str:
    """How a folded word sounds, vowels included: ``matthijs`` and ``matijs`` are one."""
    for patroon, vervanging in KLANKEN:
        woord = patroon.sub(vervanging, woord)
    return woord


@lru_cache(maxsize=200_000)
def skelet(woord: str) -> str:
    """The first sound and the consonants after it: ``mohammed`` and ``muhamad`` are one.

    A name that begins with a vowel keeps only that it does: ``ömer`` and ``umer``.
    """
    klinkt = klank(woord)
    if not klinkt:
        return ""
    begin = "a" if klinkt[0] in KLINKERS else klinkt[0]
    return begin + "".join(letter for letter in klinkt[1:] if letter not in KLINKERS)


def beginletter(woord: str) -> str:
    """The first letter of a folded word as initials have it, empty for an empty one; alike for C and K."""
    return woord[:1].translate(BEGINKLANK)
