"""The form of a backup: what goes in comes out, and what does not fit is refused."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.reservekopie import (
    Kolom,
    Kolomsoort,
    Manifest,
    ReservekopieError,
    Tabel,
    Tabelinhoud,
    Waarde,
    from_line,
    read_manifest,
    to_line,
)

WAARDEN: dict[Kolomsoort, st.SearchStrategy[Waarde]] = {
    Kolomsoort.TEKST: st.text(),
    Kolomsoort.GETAL: st.integers(),
    Kolomsoort.JA_NEE: st.booleans(),
    Kolomsoort.DATUM: st.dates(),
    Kolomsoort.MOMENT: st.datetimes(timezones=st.just(UTC)),
    Kolomsoort.ID: st.uuids(),
    Kolomsoort.BYTES: st.binary(),
}
KOLOMMEN = tuple(Kolom(soort.value, soort) for soort in Kolomsoort)
MANIFEST = Manifest(
    houvast="0.1.0",
    revisie="0001",
    motor="sqlite",
    gemaakt_op=datetime(2026, 11, 22, 3, tzinfo=UTC),
    tabellen=(Tabelinhoud(Tabel("casus", KOLOMMEN), 3, "ab"), Tabelinhoud(Tabel("gezin", KOLOMMEN), 4, "cd")),
)


@settings(max_examples=50)
@given(st.tuples(*(st.none() | WAARDEN[soort] for soort in Kolomsoort)))
def test_a_row_comes_back_as_it_was(rij: tuple[Waarde, ...]) -> None:
    regel = to_line(rij)
    assert regel.count(b"\n") == 1
    assert from_line(regel, KOLOMMEN) == rij


def test_a_manifest_comes_back_as_it_was() -> None:
    assert read_manifest(MANIFEST.to_json()) == MANIFEST
    assert MANIFEST.rijen == 7


@pytest.mark.parametrize(
    ("regel", "soort"),
    [
        (b"[1]", Kolomsoort.TEKST),
        (b"[true]", Kolomsoort.GETAL),
        (b"[1]", Kolomsoort.JA_NEE),
        (b'["gisteren"]', Kolomsoort.DATUM),
        (b"[5]", Kolomsoort.MOMENT),
        (b'["x"]', Kolomsoort.ID),
        (b'["?"]', Kolomsoort.BYTES),
        (b'["a","b"]', Kolomsoort.TEKST),
        (b"nee", Kolomsoort.TEKST),
    ],
)
def test_a_line_that_does_not_fit_is_refused(regel: bytes, soort: Kolomsoort) -> None:
    with pytest.raises(ReservekopieError):
        from_line(regel, [Kolom("k", soort)])


def test_only_what_a_database_holds_goes_in() -> None:
    rij: list[Waarde] = [date(2026, 1, 2), UUID(int=7), b"x", None, True]
    assert json.loads(to_line(rij)) == ["2026-01-02", f"{7:032x}", "eA==", None, True]
    with pytest.raises(TypeError, match="complex"):
        to_line([1j])  # type: ignore[list-item]  # on purpose


@pytest.mark.parametrize("weg", ["formaat", "houvast", "revisie", "gemaaktOp", "tabellen"])
def test_a_manifest_that_misses_something_is_refused(weg: str) -> None:
    inhoud = json.loads(MANIFEST.to_json())
    del inhoud[weg]
    with pytest.raises(ReservekopieError, match="niet te lezen"):
        read_manifest(json.dumps(inhoud))


@pytest.mark.parametrize("kolommen", [["id"], {"id": "kleur"}])
def test_columns_of_an_unknown_kind_are_refused(kolommen: object) -> None:
    inhoud = json.loads(MANIFEST.to_json())
    inhoud["tabellen"][0]["kolommen"] = kolommen
    with pytest.raises(ReservekopieError, match="niet te lezen"):
        read_manifest(json.dumps(inhoud))


def test_a_manifest_of_a_later_form_says_which_release_can_read_it() -> None:
    inhoud = json.loads(MANIFEST.to_json()) | {"formaat": 9, "houvast": "7.0.0"}
    with pytest.raises(ReservekopieError, match=r"7\.0\.0"):
        read_manifest(json.dumps(inhoud))
