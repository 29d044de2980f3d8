"""A line of an import file: a complete command, or what could not be read."""

from app.domain.errors import Veldfout
from app.domain.importregel import Importregel, Importuitkomst
from tests.fixtures_app import some_melding


def test_how_it_ended_elsewhere_is_never_made_up() -> None:
    regel = Importregel(opdracht=some_melding())
    assert (regel.afgesloten_op, regel.uitkomst, regel.fouten) == (None, None, ())


def test_what_could_not_be_read_stays_with_the_line() -> None:
    fout = Veldfout("ontvangenOp", "Geen datum.")
    assert Importregel(opdracht=some_melding(), fouten=(fout,)).fouten == (fout,)
    assert set(Importuitkomst) == {"nieuw", "bekend"}
