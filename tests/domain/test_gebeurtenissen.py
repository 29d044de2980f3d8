"""An event holds ids and codes as plain values; what is unknown is left out (I8)."""

from datetime import UTC, date, datetime
from uuid import UUID

from app.audit.gebeurtenissen import canonical
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.termen import Richting


def test_values_become_plain_and_none_is_left_out() -> None:
    gebeurd = happened(
        GebeurtenisSoort.OVERDRACHT_AANGEBODEN,
        overdracht=UUID(int=1),
        richting=Richting.DOOR,
        uiterlijk=date(2026, 11, 5),
        op=datetime(2026, 11, 3, tzinfo=UTC),
        spoed=True,
        aantal=2,
        grondslag=None,
    )
    assert gebeurd.soort is GebeurtenisSoort.OVERDRACHT_AANGEBODEN
    assert gebeurd.gegevens == {
        "overdracht": "00000000-0000-0000-0000-000000000001", "richting": "door", "uiterlijk": "2026-11-05",
        "op": "2026-11-03 00:00:00+00:00", "spoed": True, "aantal": 2,
    }  # fmt: skip


def test_the_same_content_has_one_spelling() -> None:
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'
