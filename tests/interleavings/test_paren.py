"""Every pair of acts on one casus, in every order: the outcome is that of one after the other.

The two outcomes that count are played on an equal, fresh casus first. Whoever came second got a refusal
in words, or did the act on what the first left; never an error of the database, never half. Each order is
forced at one barrier of PostgreSQL; ``make grondig`` forces it at both. SQLite has one writer, so who comes
second waits whatever it does: there each act meets itself, and in ``make grondig`` every other.
"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import combinations_with_replacement

import pytest

from app.domain.errors import StaleVersionError
from tests.grondig import GRONDIG
from tests.interleavings.conftest import PostgresqlTonelen, SqliteTonelen
from tests.interleavings.handelingen import BIJ_AANBOD, BIJ_SLUITEN, NA_SLUITEN, Handeling
from tests.interleavings.regie import one_holds, one_reads
from tests.interleavings.toneel import Regels, Toneel, Uitslag, assert_whole, outcome

pytestmark = pytest.mark.traag
TABEL = {"aangeboden": BIJ_AANBOD, "te_sluiten": BIJ_SLUITEN, "gesloten": NA_SLUITEN}
PAREN = [
    pytest.param(toestand, een, ander, id=f"{toestand}-{een}-{ander}")
    for toestand, tabel in TABEL.items()
    for een, ander in combinations_with_replacement(tabel, 2)
]
Open = Callable[[str], AbstractContextManager[Toneel]]
Verloop = Callable[[Toneel, Handeling, Handeling], tuple[Uitslag, Uitslag]]
Einde = tuple[tuple[bool, str], tuple[bool, str], dict[str, Regels]]


def one_after_the_other(toneel: Toneel, een: Handeling, ander: Handeling) -> tuple[Uitslag, Uitslag]:
    return een(toneel), ander(toneel.later(1))


def run(open_: Open, toestand: str, verloop: Verloop, paar: tuple[str, str]) -> tuple[Einde, list[Uitslag]]:
    """Both acts on a fresh stage: how it ended, and what each was told."""
    een, ander = (TABEL[toestand][naam] for naam in paar)
    with open_(toestand) as toneel:
        uitslagen = verloop(toneel, een, ander)
        assert_whole(toneel.later(1))
        return (uitslagen[0].kort, uitslagen[1].kort, outcome(toneel)), list(uitslagen)


def swapped(einde: Einde) -> Einde:
    """Told from the other act first."""
    return einde[1], einde[0], einde[2]


@pytest.mark.postgresql
@pytest.mark.parametrize(("toestand", "een", "ander"), PAREN)
def test_two_acts_at_once_end_as_one_after_the_other(
    sqlite_tonelen: SqliteTonelen, postgresql_tonelen: PostgresqlTonelen, toestand: str, een: str, ander: str
) -> None:
    heen, told = run(sqlite_tonelen.open, toestand, one_after_the_other, (een, ander))
    terug, told_back = run(sqlite_tonelen.open, toestand, one_after_the_other, (ander, een))
    alleen = {een: told[0].gedaan, ander: told_back[0].gedaan}
    beide = ((een, ander), (ander, een))
    for open_, verloop, paren in (
        (sqlite_tonelen.open, one_holds, ((een, ander),) if GRONDIG or een == ander else ()),
        (postgresql_tonelen.open, one_holds, beide if GRONDIG else beide[:1]),
        (postgresql_tonelen.open, one_reads, beide if GRONDIG else beide[1:]),
    ):
        for paar in paren:
            einde, uitslagen = run(open_, toestand, verloop, paar)
            assert (einde if paar == (een, ander) else swapped(einde)) in (heen, swapped(terug))
            for naam, uitslag in zip(paar, uitslagen, strict=True):
                if alleen[naam] and not uitslag.gedaan:
                    assert_tells_what_happened(uitslag)


#: Refusals that say how things are now instead of who did what and when.
ZONDER_TIJD = {
    "niet_gevonden": "what the other did took it out of sight; invisible is 404 (I9)",
    "niet_uw_overdracht": "the offer went to a successor; the casus shows who",
    "opvolging_afgedaan": "on a page that shows the succession with its dates",
    "voorganger_geblokkeerd": "on a page that shows that it is blocked",
    "al_geblokkeerd": "on a page that shows who blocked it",
    "al_beeindigd": "on a page that shows when",
    "organisatie_gestopt": "names the party and the day it ended",
    "werk_open": "lists the work that came",
    "woonplaats_betwist": "names the fact that the other changed",
    "melding_niet_gesloten": "it was opened by the other, so it is open",
    "melding_gesloten": "who closed it stands on the casus",
    "ongeldige_invoer": "names the field that the other made wrong",
    "afsluiten_kan_nog_niet": "lists everything that is missing at once (I7)",
    "mag_niet": "who never owned the casus may not read who does",
    "mag_niet_terugkoppelen": "the casus shows who answers",
    "al_in_behandeling": "names the colleague; it was this moment",
    "ontvanger_gestopt": "names the party that ended",
}
TIJD = re.compile(r"\b\d\d\.\d\d uur\b")


def assert_tells_what_happened(uitslag: Uitslag) -> None:
    """Alone it would have been done: so the refusal tells what the other did, and when."""
    assert uitslag.fout is not None
    assert not isinstance(uitslag.fout, StaleVersionError)
    assert uitslag.code in ZONDER_TIJD or TIJD.search(uitslag.fout.melding), uitslag.fout
