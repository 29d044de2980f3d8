"""Leesbaarheid: how easy a Dutch text reads, by the measure of Flesch-Douma (Douma, 1960).

206,84 - 0,93 x words per sentence - 77 x syllables per word. 60 and higher is plain Dutch, about level B1;
the measure counts lengths only, so it helps a writer and proves nothing.
"""

import re

B1 = 60
_ZINNEN = re.compile(r"[.!?]+")
_WOORDEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: The sounds of Dutch: longest first; what stands alone is one syllable.
_KLANKEN = re.compile(
    r"aai|ooi|oei|eeu|ieu|eau|aa|ai|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|ij|[aeiouyáàäâéèëêíìïîóòöôúùüû]"
)


def flesch_douma(tekst: str) -> int:
    """The measure, rounded; 100 for a text without words."""
    woorden = _WOORDEN.findall(tekst.lower())
    if not woorden:
        return 100
    zinnen = sum(1 for deel in _ZINNEN.split(tekst) if _WOORDEN.search(deel))
    lettergrepen = sum(max(1, len(_KLANKEN.findall(woord))) for woord in woorden)
    return round(206.84 - 0.93 * len(woorden) / zinnen - 77 * lettergrepen / len(woorden))
