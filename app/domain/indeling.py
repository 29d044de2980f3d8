"""Indeling: which RET and netwerk work for which gemeente, and what a new mapping changes (I11, §3).

Pure. A new mapping names every gemeente that exists from its day on, and of each that goes, where it
went. What is compared and what follows are values; nothing is stored here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.errors import InvalidInputError, Veldfout

#: Kinds of parties that a gemeente has of its own, and all kinds with an area.
EIGEN = ("gemeente", "wijkteam")
SOORTEN = ("ret", "netwerk", *EIGEN)


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
    and wijkteam that serve it. ``partijen``: every kenmerk that is active. ``bewoners``: open casussen per
    gemeente. ``later``: gemeenten of which the mapping already changes after that day. ``opvolgers``: party
    that went up in another → the active one. ``beeindigd``: gemeente that ended → where it went.
    """

    namen: Mapping[str, str]
    regios: frozenset[str]
    partijen: frozenset[str]
    bedient: Mapping[tuple[str, str], frozenset[str]]
    bewoners: Mapping[str, int] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    opvolgers: Mapping[str, str] = field(default_factory=dict)
    beeindigd: Mapping[str, str] = field(default_factory=dict)

    def serving(self, regel: Gebiedsregel) -> dict[str, str]:
        """Kind → who serves this gemeente by the mapping, or the party that this one went up in."""
        return {
            soort: kenmerk if kenmerk in self.partijen else self.opvolgers.get(kenmerk, kenmerk)
            for soort, kenmerk in regel.werkt_voor.items()
        }


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
    opvolgingen = _successions(stand, blijven, einde)
    eraf |= {
        (kenmerk, regel.gm_code)
        for regel in einde
        for soort in SOORTEN
        for kenmerk in stand.bedient.get((soort, regel.gm_code), ())
        if kenmerk not in opvolgingen
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
        opvolgingen=tuple(sorted(opvolgingen.items())),
        zonder_gebied=tuple(_without_area(stand, erbij, eraf)),
    )


def _areas(
    stand: Indelingstand, blijven: Iterable[Gebiedsregel]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The ret and netwerk of each gemeente, as the mapping says; gemeente and wijkteam stay their own."""
    erbij, eraf = set(), set()
    for regel in blijven:
        for soort, kenmerk in stand.serving(regel).items():
            nu = stand.bedient.get((soort, regel.gm_code), frozenset())
            eraf |= {(oud, regel.gm_code) for oud in nu - {kenmerk}}
            if kenmerk not in nu:
                erbij.add((kenmerk, regel.gm_code))
    return erbij, eraf


def _successions(
    stand: Indelingstand, blijven: Iterable[Gebiedsregel], einde: Iterable[Gebiedsregel]
) -> dict[str, str]:
    """A gemeente that goes up in another takes its gemeente and wijkteam along: who → in whom.

    Not a party that serves a gemeente that remains: that one only loses an area. A party whose gemeenten go
    different ways, or to where nobody works, has no successor that follows from the mapping.
    """
    blijvers = {kenmerk for regel in blijven for soort in EIGEN for kenmerk in _serves(stand, soort, regel)}
    opvolgers: dict[str, set[str]] = {}
    for regel in einde:
        for soort in EIGEN:
            for kenmerk in stand.bedient.get((soort, regel.gm_code), frozenset()) - blijvers:
                opvolgers.setdefault(kenmerk, set()).add(_successor(stand, soort, regel.opgegaan_in or ""))
    return {van: naar for van, (naar, *meer) in opvolgers.items() if naar and not meer}


def _serves(stand: Indelingstand, soort: str, regel: Gebiedsregel) -> frozenset[str]:
    return stand.bedient.get((soort, regel.gm_code), frozenset())


def _successor(stand: Indelingstand, soort: str, gm_code: str) -> str:
    """Who serves the gemeente that remains; a new gemeente gets a party of its own. Empty: nobody."""
    eigen = f"{soort}-{gm_code.lower()}"
    wie = stand.bedient.get((soort, gm_code), frozenset())
    return eigen if gm_code not in stand.namen or eigen in wie else min(wie, default="")


def _without_area(stand: Indelingstand, erbij: set[tuple[str, str]], eraf: set[tuple[str, str]]) -> list[str]:
    """Parties that serve no gemeente any more: they need a rechtsopvolger or an orderly end."""
    nu = {(kenmerk, gm_code) for (_, gm_code), kenmerken in stand.bedient.items() for kenmerk in kenmerken}
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
        fouten += [
            Veldfout(plaats, melding) for melding in (*_end_errors(stand, regel), *_gone(stand, regel))
        ]
    return fouten


def _end_errors(stand: Indelingstand, regel: Gebiedsregel) -> Iterator[str]:
    """A gemeente that ended stays where it went; one that never was cannot end."""
    code, nu = regel.gm_code, stand.beeindigd.get(regel.gm_code)
    if nu is not None and nu != regel.opgegaan_in:
        yield f"{code} is al opgegaan in {nu}. Zet {nu} bij opgegaan_in, of haal de regel weg."
    elif nu is None and regel.opgegaan_in and code not in stand.namen:
        yield f"{code} staat niet in Houvast en kan dus niet opgaan in een andere. Haal de regel weg."


def _gone(stand: Indelingstand, regel: Gebiedsregel) -> Iterator[str]:
    """A gemeente that remains gets parties that work."""
    if regel.opgegaan_in:
        return
    wie = stand.serving(regel)
    if wie["netwerk"] not in stand.partijen:
        yield f"Het netwerk “{regel.netwerk}” bestaat niet. Kies EN1 tot EN8."
    if regel.jeugdregio in stand.regios and wie["ret"] not in stand.partijen:
        yield f"Het RET van jeugdregio {regel.jeugdregio} werkt niet meer met Houvast. Noem een andere regio."


def _missing(stand: Indelingstand, regels: Sequence[Gebiedsregel]) -> list[Veldfout]:
    genoemd = {regel.gm_code for regel in regels}
    return [
        Veldfout(code, f"{naam} ({code}) ontbreekt. Noem de gemeente, met opgegaan_in als zij ophoudt.")
        for code, naam in sorted(stand.namen.items())
        if code not in genoemd
    ]
