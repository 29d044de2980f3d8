"""The telephone and mailbox of a party: who may say so, where it is read, and what another mailbox ends."""

import pytest
from sqlmodel import select

from app.domain.actor import Rol
from app.domain.errors import InvalidInputError, NotPermittedError
from app.domain.organisatiecontact import SetOrganisatiecontact
from app.models import Bericht, Organisatie
from app.queries.berichtenlijst import load_bericht
from app.services.organisatiecontact import set_organisatiecontact
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen, Wie


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    """Rules that no engine decides."""
    return Stappen(sqlite_wereld)


def change(stappen: Stappen, wie: Wie, **anders: str | None) -> Organisatie:
    with stappen.wereld.werkplek(wie) as desk:
        return set_organisatiecontact(desk, SetOrganisatiecontact(organisatie="ret-jz07", **anders))


def test_who_leads_that_party_or_the_directory_says_so_and_nobody_else(stappen: Stappen) -> None:
    wereld = stappen.wereld
    for wie in ("ret-jz07", wereld.hire("en2", Rol.COORDINATOR)):
        with pytest.raises(NotPermittedError, match="contactgegevens"):
            change(stappen, wie, telefoon="038 425 00 00")
    for wie, nummer in (
        (wereld.hire("ret-jz07", Rol.COORDINATOR), "038 425 00 00"),
        (wereld.hire("ozj", Rol.BEHEERDER), "+31 (0)38 425 00 01"),
    ):
        assert change(stappen, wie, telefoon=nummer).telefoon == nummer
    stappen.nothing_broken()


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"telefoon": "bel Ria"}, "telefoon"),
        ({"email": "geen adres"}, "email"),
        ({"email": "a@voorbeeld.example, b@voorbeeld.example"}, "email"),
        ({"bestuurlijk": "x" * 201}, "bestuurlijk"),
    ],
)
def test_what_cannot_be_dialled_or_mailed_is_refused(
    stappen: Stappen, velden: dict[str, str], veld: str
) -> None:
    with pytest.raises(InvalidInputError) as fout:
        change(stappen, stappen.wereld.hire("ozj", Rol.BEHEERDER), **velden)
    assert [f.veld for f in fout.value.fouten] == [veld]


def test_a_letter_to_the_melder_says_where_the_sender_is_called(stappen: Stappen) -> None:
    change(stappen, stappen.wereld.hire("ozj", Rol.BEHEERDER), telefoon="038 425 00 00")
    casus = stappen.register().casussen[0]
    stappen.move(casus.id, "vws-ucz", "ret-jz07", overgeslagen="kortste_route")
    with stappen.wereld.werkplek("ret-jz07") as desk:
        [rij] = desk.session.exec(select(Bericht).where(Bericht.moment == "overgenomen")).all()
        tekst = load_bericht(desk, rij.id).tekst
    assert tekst is not None
    assert tekst.endswith("Telefoon 038 425 00 00")
