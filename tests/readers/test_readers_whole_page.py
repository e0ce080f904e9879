"""A page read at one go says what it says piece by piece; what is odd is left to the pieces."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from harvesters.feeds.items import JsonItems
from harvesters.feeds.json_values import JsonValues
from harvesters.feeds.whole_page import whole_page
from harvesters.notes import ReadNotes

PATH = ("contents",)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)
RECORDS = st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), max_size=5)


def _piece_by_piece(text: str) -> tuple[list[Any], Any, list[str]]:
    notes = ReadNotes()
    values = JsonValues(notes)
    found = JsonItems(iter([text]), PATH)
    items = [values.parse(item.text, "here") for item in found]
    return items, values.parse(found.envelope, "around"), notes.warnings


@given(RECORDS, st.booleans(), st.sampled_from([None, 2]))
@example(records=[{"id": -(10**17), "other": 10**18 - 1}], escaped=True, indent=None)
@example(records=[{"id": -(10**18)}], escaped=True, indent=None)
def test_it_says_the_same(records: list[Any], escaped: bool, indent: int | None) -> None:
    said = {"total_items": len(records), "contents": records, "last_page": True}
    text = json.dumps(said, ensure_ascii=escaped, indent=indent)
    page = whole_page(text, PATH)
    items, envelope, warnings = _piece_by_piece(text)
    if page is not None:
        assert (page.items, page.envelope, warnings) == (items, envelope, [])


def test_a_sound_page_is_read_at_one_go() -> None:
    page = whole_page('{"total_items": 1, "contents": [{"id": "1", "name": "Tea"}]}', PATH)
    assert page is not None
    assert page.items == [{"id": "1", "name": "Tea"}]
    assert page.envelope == {"total_items": 1, "contents": []}


@pytest.mark.parametrize(
    "text",
    [
        '{"contents": [{"id": 1, "id": 2}]}',
        '{"contents": [{"id": NaN}]}',
        '{"contents": [{"id": 1234567890123456789}]}',
        '{"contents": [{"id": 1e999}]}',
        '{"contents": [{"name": "\\ud800"}]}',
        '{"contents": [{"name": "a\\u0000b"}]}',
        '{"contents": [{"name": "a\tb"}]}',
        '{"contents": [1]}',
        '{"contents": {"id": 1}}',
        '{"others": []}',
        '{"contents": []} and more',
        '{"contents": [{"id": 1}',
        '{"contents": [' + '{"a":' * 70 + "1" + "}" * 70 + "]}",
    ],
)
def test_what_is_odd_is_left_to_the_pieces(text: str) -> None:
    assert whole_page(text, PATH) is None
