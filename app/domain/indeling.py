"""Indeling: which RET and netwerk work for which gemeente, and what a new mapping changes (I11, §3).

Pure. A new mapping names every gemeente that exists from its day on, and of each that goes, where it
went. What is compared and what follows are values; nothing is stored here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.errors import InvalidInputError, Veldfout


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebiedsregel:
    """One line of a mapping. ``opgegaan_in``: this gemeente ends, its inhabitants live there."""

    nummer: int
    gm_code: str
    naam: str
    provincie: str
    jeugdregio: str
    jeugdregio_naam: str
    netwerk: str
    opgegaan_in: str | None = None

    @property
    def werkt_voor(self) -> dict[str, str]:
        """Kind of party → kenmerk of who serves this gemeente by the mapping."""
        return {"ret": f"ret-{self.jeugdregio.lower()}", "netwerk": self.netwerk.lower()}


@dataclass(frozen=True, slots=True)
class Indelingstand:
    """The mapping as it is on the day the new one begins.

    ``namen``: gemeente → name. ``bedient``: (kind, gemeente) → kenmerken of the ret, netwerk, gemeente
    and wijkteam that serve it. ``partijen``: every kenmerk that exists. ``bewoners``: open casussen per
    gemeente. ``later``: gemeenten of which the mapping already changes after that day.
    """

    namen: Mapping[str, str]
    regios: frozenset[str]
    partijen: frozenset[str]
    bedient: Mapping[tuple[str, str], frozenset[str]]
    bewoners: Mapping[str, int] = field(default_factory=dict)
    later: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Indelingswijziging:
    """What a mapping changes. ``erbij`` and ``eraf``: (kenmerk, gemeente) pairs of working areas."""

    nieuw: tuple[Gebiedsregel, ...] = ()
    einde: tuple[Gebiedsregel, ...] = ()
    hernoemd: tuple[Gebiedsregel, ...] = ()
    nieuwe_regios: tuple[tuple[str, str], ...] = ()
    erbij: tuple[tuple[str, str], ...] = ()
    eraf: tuple[tuple[str, str], ...] = ()
    opvolgingen: tuple[tuple[str, str], ...] = ()
    zonder_gebied: tuple[str, ...] = ()

    @property
    def is_leeg(self) -> bool:
        """Nothing changes."""
        return not any((self.nieuw, self.einde, self.hernoemd, self.nieuwe_regios, self.erbij, self.eraf))


#: From a day, until a day (None: for good).
Tijdvak = tuple[date, date | None]


def left_over(vak: Tijdvak, bezet: Iterable[Tijdvak]) -> list[Tijdvak]:
    """The parts of a time that none of the others holds."""
    rest, van = [], vak[0]
    tot = vak[1] or date.max
    for begin, einde in sorted((b, e or date.max) for b, e in bezet):
        if begin >= tot:
            break
        if begin > van:
            rest.append((van, begin))
        van = max(van, einde)
    if van < tot:
        rest.append((van, tot))
    return [(begin, None if einde == date.max else einde) for begin, einde in rest]


def compare(stand: Indelingstand, regels: Sequence[Gebiedsregel]) -> Indelingswijziging:
    """What these lines change, or every mistake in them at once.

    Refuses a gemeente twice or not at all, an unknown netwerk, an end without a place to go to, and a
    gemeente of which a later change is planned already.
    """
    fouten = [*_line_errors(stand, regels), *_missing(stand, regels)]
    if fouten:
        raise InvalidInputError(fouten)
    blijven = [regel for regel in regels if not regel.opgegaan_in]
    einde = [regel for regel in regels if regel.opgegaan_in and regel.gm_code in stand.namen]
    erbij, eraf = _areas(stand, blijven)
    eraf |= {
        (kenmerk, regel.gm_code)
        for regel in einde
        for soort in ("ret", "netwerk")
        for kenmerk in stand.bedient.get((soort, regel.gm_code), ())
    }
    return Indelingswijziging(
        nieuw=tuple(regel for regel in blijven if regel.gm_code not in stand.namen),
        einde=tuple(einde),
        hernoemd=tuple(r for r in blijven if stand.namen.get(r.gm_code, r.naam) != r.naam),
        nieuwe_regios=tuple(
            sorted({(r.jeugdregio, r.jeugdregio_naam) for r in blijven if r.jeugdregio not in stand.regios})
        ),
        erbij=tuple(sorted(erbij)),
        eraf=tuple(sorted(eraf)),
        opvolgingen=tuple(_successions(stand, einde)),
        zonder_gebied=tuple(_without_area(stand, erbij, eraf)),
    )


def _areas(
    stand: Indelingstand, blijven: Iterable[Gebiedsregel]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The ret and netwerk of each gemeente, as the mapping says; gemeente and wijkteam stay their own."""
    erbij, eraf = set(), set()
    for regel in blijven:
        for soort, kenmerk in regel.werkt_voor.items():
            nu = stand.bedient.get((soort, regel.gm_code), frozenset())
            eraf |= {(oud, regel.gm_code) for oud in nu - {kenmerk}}
            if kenmerk not in nu:
                erbij.add((kenmerk, regel.gm_code))
    return erbij, eraf


def _successions(stand: Indelingstand, einde: Iterable[Gebiedsregel]) -> list[tuple[str, str]]:
    """A gemeente that goes up in another takes its gemeente and wijkteam along."""
    return [
        (kenmerk, f"{soort}-{(regel.opgegaan_in or '').lower()}")
        for regel in einde
        for soort in ("gemeente", "wijkteam")
        for kenmerk in sorted(stand.bedient.get((soort, regel.gm_code), ()))
    ]


def _without_area(stand: Indelingstand, erbij: set[tuple[str, str]], eraf: set[tuple[str, str]]) -> list[str]:
    """Parties that serve no gemeente any more: they need a rechtsopvolger or an orderly end."""
    nu = {
        (kenmerk, gm_code)
        for (soort, gm_code), kenmerken in stand.bedient.items()
        if soort in ("ret", "netwerk")
        for kenmerk in kenmerken
    }
    straks = {kenmerk for kenmerk, _ in (nu - eraf) | erbij}
    return sorted({kenmerk for kenmerk, _ in nu} - straks)


def _line_errors(stand: Indelingstand, regels: Sequence[Gebiedsregel]) -> list[Veldfout]:
    fouten: list[Veldfout] = []
    gezien: dict[str, int] = {}
    blijven = {regel.gm_code for regel in regels if not regel.opgegaan_in}
    for regel in regels:
        plaats = f"regel {regel.nummer}"
        if regel.gm_code in gezien:
            fouten.append(Veldfout(plaats, f"{regel.gm_code} staat ook op regel {gezien[regel.gm_code]}."))
        gezien[regel.gm_code] = regel.nummer
        if regel.gm_code in stand.later:
            fouten.append(
                Veldfout(plaats, f"Van {regel.gm_code} staat al iets klaar voor later. Kies een latere dag.")
            )
        if regel.opgegaan_in and regel.opgegaan_in not in blijven:
            fouten.append(
                Veldfout(plaats, f"{regel.opgegaan_in} blijft niet bestaan. Noem een gemeente die blijft.")
            )
        if not regel.opgegaan_in and regel.netwerk.lower() not in stand.partijen:
            fouten.append(Veldfout(plaats, f"Het netwerk “{regel.netwerk}” bestaat niet. Kies EN1 tot EN8."))
    return fouten


def _missing(stand: Indelingstand, regels: Sequence[Gebiedsregel]) -> list[Veldfout]:
    genoemd = {regel.gm_code for regel in regels}
    return [
        Veldfout(code, f"{naam} ({code}) ontbreekt. Noem de gemeente, met opgegaan_in als zij ophoudt.")
        for code, naam in sorted(stand.namen.items())
        if code not in genoemd
    ]
