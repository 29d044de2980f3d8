"""Kalender: which days are no werkdag, and counting in werkdagen.

A werkdag is no Saturday, no Sunday, no algemeen erkende feestdag (Algemene termijnenwet, Atw,
art. 3 lid 1 and 2) and no day equated with one by royal decree (art. 3 lid 3). The feestdagen are
computed here; the decreed days are given, because nobody can compute them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

EEN_DAG = timedelta(days=1)
ZATERDAG, ZONDAG = 5, 6
WEEKENDDAGEN = {ZATERDAG: "zaterdag", ZONDAG: "zondag"}


@lru_cache(maxsize=256)
def erkende_feestdagen(jaar: int) -> Mapping[date, str]:
    """The nine algemeen erkende feestdagen of a year with their names (Atw art. 3 lid 1 and 2).

    5 May counts every year, not only once in five. Koningsdag is 27 April, or 26 April when the
    27th is a Sunday; that holds since 2014, and so do the names.
    """
    pasen = _eerste_paasdag(jaar)
    koningsdag = date(jaar, 4, 27)
    dagen = {
        date(jaar, 1, 1): "Nieuwjaarsdag",
        pasen - timedelta(days=2): "Goede Vrijdag",
        pasen + timedelta(days=1): "2e Paasdag",
        koningsdag - EEN_DAG if koningsdag.weekday() == ZONDAG else koningsdag: "Koningsdag",
        date(jaar, 5, 5): "Bevrijdingsdag",
        pasen + timedelta(days=39): "Hemelvaartsdag",
        pasen + timedelta(days=50): "2e Pinksterdag",
        date(jaar, 12, 25): "1e Kerstdag",
        date(jaar, 12, 26): "2e Kerstdag",
    }
    return MappingProxyType(dict(sorted(dagen.items())))


@dataclass(frozen=True, slots=True)
class Kalender:
    """The days that are no werkdag. ``aangewezen`` maps each decreed day to its ground.

    ``versie`` names this set of days; every computed date stores it, so that a later decree
    shows as a difference and never as a silent change.
    """

    aangewezen: Mapping[date, str] = field(default_factory=dict, hash=False)
    versie: str = "zonder-aangewezen-dagen"

    def reden_vrij(self, d: date) -> str | None:
        """Why this day is no werkdag, or None for a werkdag. A feestdag goes before a weekend."""
        feestdag = erkende_feestdagen(d.year).get(d)
        if feestdag is not None:
            return feestdag
        if d in self.aangewezen:
            return "aangewezen dag"
        return WEEKENDDAGEN.get(d.weekday())

    def is_werkdag(self, d: date) -> bool:
        return d.weekday() < ZATERDAG and d not in erkende_feestdagen(d.year) and d not in self.aangewezen

    def werkdagen_erna(self, start: date, n: int) -> date:
        """The n-th werkdag after ``start``; the day of start does not count. 0 gives start."""
        if n < 0:
            raise ValueError(f"Werkdagen tellen alleen vooruit, niet {n}.")
        dag = start
        while n > 0:
            dag += EEN_DAG
            n -= self.is_werkdag(dag)
        return dag

    def eerstvolgende_werkdag(self, d: date) -> date:
        """The first werkdag from ``d`` on: ``d`` itself when it is one (Atw art. 1)."""
        while not self.is_werkdag(d):
            d += EEN_DAG
        return d

    def aantal_werkdagen(self, van: date, tot: date) -> int:
        """Werkdagen after ``van`` up to and including ``tot``; negative when ``tot`` is earlier."""
        if tot < van:
            return -self.aantal_werkdagen(tot, van)
        feestdagen = _feestdagen_op_weekdag(van.year, tot.year)
        vrij = bisect_right(feestdagen, tot) - bisect_right(feestdagen, van)
        vrij += sum(van < dag <= tot and self._is_apart_vrij(dag) for dag in self.aangewezen)
        return _weekdagen_tot_en_met(tot) - _weekdagen_tot_en_met(van) - vrij

    def vrije_dagen(self, van: date, tot: date) -> Iterator[tuple[date, str]]:
        """Each day after ``van``, up to and including ``tot``, that is no werkdag, and why."""
        for nummer in range(1, (tot - van).days + 1):
            dag = van + timedelta(days=nummer)
            reden = self.reden_vrij(dag)
            if reden is not None:
                yield dag, reden

    @staticmethod
    def _is_apart_vrij(dag: date) -> bool:
        """A decreed day counts once, and only where the week and the feestdagen do not count it."""
        return dag.weekday() < ZATERDAG and dag not in erkende_feestdagen(dag.year)


@lru_cache(maxsize=256)
def _feestdagen_op_weekdag(eerste_jaar: int, laatste_jaar: int) -> tuple[date, ...]:
    """In order of date."""
    jaren = range(eerste_jaar, laatste_jaar + 1)
    return tuple(dag for jaar in jaren for dag in erkende_feestdagen(jaar) if dag.weekday() < ZATERDAG)


def _weekdagen_tot_en_met(d: date) -> int:
    """Monday to Friday days from 1 January of year 1 (a Monday) up to and including ``d``."""
    weken, rest = divmod(d.toordinal(), 7)
    return weken * 5 + min(rest, 5)


def _eerste_paasdag(jaar: int) -> date:
    """Easter Sunday in the Gregorian calendar (the method of Meeus, Jones and Butcher)."""
    a = jaar % 19
    b, c = divmod(jaar, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maand, dag = divmod(h + m - 7 * n + 114, 31)
    return date(jaar, maand, dag + 1)
