"""Weergave of waiting and spoed: what a casus waits on, and who answers the phone now."""

from collections.abc import Sequence
from datetime import date

from app.domain.datum import datum_kort
from app.domain.omgeving import Omgeving
from app.domain.piket import piket_now
from app.domain.termen import CasusStatus
from app.domain.termijnen.regels import Termijncode
from app.domain.wachten import Wachtstand, waits_on
from app.queries.beelden import CasusBeeld, Partijnaam
from app.queries.gids import open_gids
from app.queries.werkplek import Werkplek
from app.schemas.piket import piket_words
from app.schemas.woorden import woord


def waiting(beeld: CasusBeeld, omgeving: Omgeving) -> Sequence[str]:
    """``antwoord van RET IJsselland, tot en met vr 20 november``, one line for each."""
    if beeld.status is not CasusStatus.OPEN:
        return []
    return [
        f"{punt.waarop}, {_until(punt.tot, omgeving.vandaag)}" if punt.tot else punt.waarop
        for punt in waits_on(_state(beeld))
    ]


def piket_lines(werkplek: Werkplek, beeld: CasusBeeld) -> Sequence[tuple[str, str]]:
    """The owner, and the party that is asked to take over: who answers the phone there now."""
    partijen = [beeld.eigenaar, *([beeld.overdracht.naar] if beeld.overdracht else [])]
    return [(partij.korte_naam, piket_of(werkplek, partij)) for partij in partijen]


def piket_of(werkplek: Werkplek, partij: Partijnaam) -> str:
    """The piket of a party at this moment, in words."""
    rooster = open_gids(werkplek.session).piket.get(partij.id)
    return piket_words(piket_now(rooster, werkplek.omgeving.now))


def _state(beeld: CasusBeeld) -> Wachtstand:
    aanbod, wacht = beeld.overdracht, beeld.wacht
    verslag = next(
        (
            termijn
            for termijn in beeld.termijnen
            if termijn.code is Termijncode.TERUGKOPPELING_LOKET
            and termijn.verantwoordelijke.id != beeld.eigenaar.id
        ),
        None,
    )
    return Wachtstand(
        aanbod=(aanbod.naar.korte_naam, aanbod.uiterlijk) if aanbod else None,
        verslag=(verslag.verantwoordelijke.korte_naam, verslag.uiterlijk) if verslag else None,
        bijdragen=tuple(
            (termijn.verantwoordelijke.korte_naam, termijn.uiterlijk)
            for termijn in beeld.termijnen
            if termijn.code is Termijncode.BIJDRAGE
        ),
        gezegd=(woord(wacht.grond), wacht.tot) if wacht else None,
    )


def _until(dag: date, vandaag: date) -> str:
    return f"sinds {datum_kort(dag)} voorbij" if dag < vandaag else f"tot en met {datum_kort(dag)}"
