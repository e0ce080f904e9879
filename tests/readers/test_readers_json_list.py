"""One array in one JSON document, wherever it stands and however it arrives."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.feeds.items import JsonItems
from harvesters.notes import FeedFailed
from tests.fixtures.reading import read_bytes

RECORDS = [{"id": 1, "name": 'a "quoted" \\ {[}]'}, {"id": 2, "nested": {"list": [[], {}]}}]


@pytest.mark.parametrize(
    ("document", "items"),
    [
        (RECORDS, ""),
        ({"data": RECORDS}, "/data"),
        ({"before": {"data": [1, {"data": []}]}, "data": RECORDS, "after": [1]}, "/data"),
        ({"a": [{"data": [{"id": 9}]}], "b": {"data": RECORDS}}, "/b/data"),
        ({"a/b": {"c~d": RECORDS}}, "/a~1b/c~0d"),
        ({"": RECORDS}, "/"),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 7, 65_536])
@pytest.mark.parametrize("indent", [None, 2])
def test_the_array_at_a_pointer(document: Any, items: str, size: int, indent: int | None) -> None:
    content = json.dumps(document, indent=indent).encode()
    read = read_bytes(content, "json_list", items=items, size=size)
    assert (read.said, read.whole, read.notes.warnings) == (RECORDS, True, [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_other_encodings(encoding: str) -> None:
    content = json.dumps([{"name": "Café £5"}], ensure_ascii=False).encode(encoding)
    read = read_bytes(content, "json_list")
    assert read.said == [{"name": "Café £5"}]
    assert bool(read.notes.warnings) is (encoding == "cp1252")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_json"),
        (b"   ", "not_json"),
        (b"<html></html>", "not_json"),
        (b"Error: database is down", "not_json"),
        (b'"words"', "not_json"),
        (b"{}", "no_records"),
        (b'{"error": "no"}', "no_records"),
        (b'{"data": {"id": 1}}', "no_records"),
        (b'{"data": null}', "no_records"),
        (b"[", "cut_short"),
        (b'{"data": [', "cut_short"),
        (b'{"data": [{"id": 1', "cut_short"),
        (b'{"data": [}', "not_json"),
        (b'{"data"] 1}', "not_json"),
        (b'{"data": []', "cut_short"),
        (b'{"x": nope, "data": []}', "not_json"),
        (b'{"x": ' + b"[" * 100_000, "too_deep"),
        (b"[" + b"[" * 100_000, "cut_short"),
    ],
)
def test_what_cannot_be_read_at_all(content: bytes, reason: str) -> None:
    items = "" if content.startswith(b"[") else "/data"
    with pytest.raises(FeedFailed) as caught:
        read_bytes(content, "json_list", items=items)
    assert caught.value.reason == reason


def test_the_members_that_were_found_are_named() -> None:
    with pytest.raises(FeedFailed, match='expected an array at "/data", found the members: error'):
        read_bytes(b'{"error": "no"}', "json_list", items="/data")


def test_a_document_cut_in_the_middle_keeps_what_came_before() -> None:
    content = json.dumps({"data": [{"id": number} for number in range(50)]}).encode()
    for cut in range(40, len(content)):
        read = read_bytes(content[:cut], "json_list", items="/data")
        assert not read.whole
        assert read.ids == list(range(len(read.ids)))


def test_a_mixed_array_keeps_its_objects() -> None:
    read = read_bytes(b'[{"id": 1}, null, [], "x", 5, {"id": 2}]', "json_list")
    assert read.ids == [1, 2]
    assert len(read.notes.incomplete) == 1
    assert "is not an object" in read.notes.incomplete[0]


def test_text_after_the_end_is_ignored_with_a_warning() -> None:
    read = read_bytes(b'[{"id": 1}]\n<!-- served in 3 ms -->', "json_list")
    assert (read.ids, read.whole) == ([1], True)
    assert "text follows the end" in read.notes.warnings[0]


def test_control_characters_in_strings_are_let_through() -> None:
    assert read_bytes(b'[{"a": "x\ty\nz"}]', "json_list").said == [{"a": "x\ty\nz"}]


def test_a_record_of_ten_million_characters() -> None:
    content = json.dumps([{"text": "x" * 10_000_000}, {"id": 2}]).encode()
    read = read_bytes(content, "json_list", size=65_536)
    assert len(read.said[0]["text"]) == 10_000_000
    assert read.whole


def test_a_record_beyond_the_cap_ends_the_read() -> None:
    content = json.dumps([{"id": 1}, {"text": "x" * 70_000_000}, {"id": 3}]).encode()
    read = read_bytes(content, "json_list", size=65_536)
    assert read.ids == [1]
    assert "longer than" in read.notes.incomplete[0]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(
    st.lists(VALUES, max_size=6),
    st.dictionaries(st.text(max_size=3), VALUES, max_size=3),
    st.integers(1, 30),
    st.booleans(),
)
def test_items_are_what_a_json_parser_sees(
    items: list[Any], around: dict[str, Any], size: int, escaped: bool
) -> None:
    around.pop("items", None)
    text = json.dumps({**around, "items": items, "last": 1}, ensure_ascii=escaped)
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    found = JsonItems(pieces, ("items",))
    assert [json.loads(item.text) for item in found] == items
    assert json.loads(found.envelope) == {**around, "items": [], "last": 1}
