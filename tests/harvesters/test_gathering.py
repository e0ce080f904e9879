"""A whole read: keys, repeats, contradictions, the same in any order; nothing lost in silence."""

import random
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.canonical import LARGEST_KEPT, canonical, kept
from harvesters.notes import ReadNotes
from harvesters.pipeline import Gathering, fingerprint, identify, source_digest, understand_as
from harvesters.source import Source
from schema.record import Outcome, RawRecord, Record
from tests.fakes.gazetteer import FakeGazetteer
from tests.fixtures.sources import made_source

KEYED = made_source(
    fields={"key": "id", "name": "name", "phone": "phone", "last_modified": "changed"}
)
UNKEYED = made_source(
    fields={"name": "name", "postcode": "postcode", "address": "address", "phone": "phone"}
)


def _records(source: Source, rows: Iterable[Any]) -> list[Record]:
    with Gathering(source) as gathering:
        for position, said in enumerate(rows, 1):
            gathering.add(RawRecord(position, said))
        return [
            each.settled(source) or understand_as(source, each.identity, FakeGazetteer())
            for each in gathering
        ]


def _fates(source: Source, rows: Iterable[Any]) -> Counter[tuple[str, str]]:
    return Counter((record.key, str(record.outcome)) for record in _records(source, rows))


def test_every_record_comes_back_once_and_in_its_order() -> None:
    rows = [{"id": number, "name": f"Group {number}"} for number in range(2_500)]
    records = _records(KEYED, rows)
    assert [record.key for record in records] == [str(number) for number in range(2_500)]


def test_the_same_record_twice_is_one() -> None:
    rows = [{"id": 1, "name": "Tea"}, {"id": "1", "name": "Cake"}, {"id": 1, "name": "Tea"}]
    fates = _fates(KEYED, [rows[0], rows[2]])
    assert fates == {("1", "understood"): 1, ("1", "skipped"): 1}


def test_a_record_that_says_less_is_covered_by_the_one_that_says_more() -> None:
    rows = [
        {"id": 1, "name": "Tea", "phone": "NA"},
        {"id": 1, "name": "Tea", "phone": "01632 960001"},
    ]
    for order in (rows, rows[::-1]):
        kept_one = [one for one in _records(KEYED, order) if one.service]
        assert len(kept_one) == 1
        assert b"960001" in (kept_one[0].service or b"")


def test_of_two_versions_the_newest_counts_whatever_their_order() -> None:
    rows = [
        {"id": 1, "name": "Tea", "changed": "2026-01-01"},
        {"id": 1, "name": "Cake", "changed": "2026-06-01"},
        {"id": 1, "name": "Bread", "changed": "2025-06-01"},
    ]
    for seed in range(6):
        order = random.Random(seed).sample(rows, 3)  # an order, not a secret
        records = _records(KEYED, order)
        names = [orjson.loads(one.service)["name"] for one in records if one.service]
        assert names == ["Cake"]
        assert Counter(one.outcome for one in records)[Outcome.SKIPPED] == 2


def test_two_versions_of_which_none_is_newer_are_held_as_one_for_a_person() -> None:
    rows = [{"id": 1, "name": "Tea"}, {"id": 1, "name": "Cake"}, {"id": 2, "name": "Bread"}]
    held = []
    for order in (rows, rows[::-1]):
        records = _records(KEYED, order)
        held += [one for one in records if one.outcome is Outcome.QUARANTINED]
        assert _fates(KEYED, order) == {
            ("1", "quarantined"): 1,
            ("1", "skipped"): 1,
            ("2", "understood"): 1,
        }
    assert held[0].said == held[1].said
    assert held[0].fingerprint == held[1].fingerprint
    assert {one["name"] for one in orjson.loads(held[0].said)} == {"Tea", "Cake"}
    assert "not which is newer" in str(held[0].reason)


def test_without_keys_name_and_place_are_the_key() -> None:
    (record,) = _records(UNKEYED, [{"name": "The Tea-Room", "postcode": "m337zf"}])
    assert record.key == "the tea room|m33 7zf"
    (record,) = _records(UNKEYED, [{"name": "Tea", "address": "1 High St, Sale"}])
    assert record.key == "tea|1 high st sale"


def test_two_of_one_name_and_place_are_told_apart_by_what_differs() -> None:
    rows = [
        {"name": "Tea", "postcode": "M33 7ZF", "address": "Hall A"},
        {"name": "Tea", "postcode": "M33 7ZF", "address": "Hall B"},
    ]
    expected = {
        ("tea|m33 7zf|hall a", "understood"): 1,
        ("tea|m33 7zf|hall b", "understood"): 1,
    }
    assert _fates(UNKEYED, rows) == expected
    assert _fates(UNKEYED, rows[::-1]) == expected


@pytest.mark.parametrize("order", [1, -1])
def test_the_first_of_one_name_and_place_keeps_its_key(order: int) -> None:
    first = {"name": "Tea", "postcode": "M33 7ZF", "address": "Hall A", "words": "Mondays"}
    beside = {"name": "Tea", "postcode": "M33 7ZF", "address": "Hall B"}
    held = {"tea|m33 7zf": orjson.dumps({**first, "words": "before they changed"})}
    with Gathering(UNKEYED, held=held.get) as gathering:
        for number, said in enumerate([first, beside][::order], 1):
            gathering.add(RawRecord(number, said))
        keys = {each.identity.key for each in gathering}
    assert keys == {"tea|m33 7zf", "tea|m33 7zf|hall b"}


def test_other_postcodes_are_another_way_of_reading() -> None:
    raw = RawRecord(1, {"id": 1, "name": "Tea"})
    assert identify(KEYED, raw, "2025").fingerprint != identify(KEYED, raw, "2026").fingerprint
    assert identify(KEYED, raw, "2025").key == identify(KEYED, raw, "2026").key


def test_two_that_cannot_be_told_apart_contradict_each_other() -> None:
    source = made_source(fields={"name": "name", "postcode": "postcode", "description": "words"})
    rows = [
        {"name": "Tea", "postcode": "M33 7ZF", "words": "Mondays"},
        {"name": "Tea", "postcode": "M33 7ZF", "words": "Tuesdays"},
    ]
    assert _fates(source, rows) == {
        ("tea|m33 7zf", "quarantined"): 1,
        ("tea|m33 7zf", "skipped"): 1,
    }


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ab"), st.integers(1, 3)), max_size=12),
    st.randoms(),
)
def test_what_becomes_of_records_never_depends_on_their_order(
    said: list[tuple[int, str, int]], chance: random.Random
) -> None:
    rows = [
        {"id": key, "name": f"Group {name}", "changed": f"2026-0{month}-01"}
        for key, name, month in said
    ]
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert _fates(KEYED, rows) == _fates(KEYED, shuffled)
    assert sum(_fates(KEYED, rows).values()) == len(rows)
    one, other = (
        {(record.key, record.service) for record in _records(KEYED, order) if record.service}
        for order in (rows, shuffled)
    )
    assert one == other


def test_memory_does_not_grow_with_the_feed() -> None:
    said = {"name": "Tea", "words": "x" * 4_000}
    with Gathering(KEYED) as gathering:
        tracemalloc.start()
        for number in range(20_000):
            gathering.add(RawRecord(number, {**said, "id": number}))
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(gathering) == 20_000
    assert peak < 45 * 1024 * 1024


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (7, "7"),
        ("7", "7"),
        (7.0, "7"),
        (" 7 ", "7"),
        ("Cafe\u0301", "Café"),
        ("7D3B2A10-5C4E-4F6A-9B8C-1D2E3F4A5B6C", "7d3b2a10-5c4e-4f6a-9b8c-1d2e3f4a5b6c"),
        ("ABC", "ABC"),
        ("a\x00b", "ab"),
    ],
)
def test_a_key_is_text_whatever_its_type(said: object, key: str) -> None:
    assert identify(KEYED, RawRecord(1, {"id": said, "name": "Tea"})).key == key


def test_a_key_of_ten_kilobytes_is_cut_and_stays_its_own() -> None:
    keys = {
        identify(KEYED, RawRecord(1, {"id": "k" * 10_000 + end, "name": "Tea"})).key for end in "ab"
    }
    assert len(keys) == 2
    assert all(len(key) <= 255 for key in keys)


@pytest.mark.parametrize("said", [None, "", "NA", [], {}, True])
def test_without_a_key_where_one_is_due_a_record_is_quarantined(said: object) -> None:
    record = _records(KEYED, [{"id": said, "name": "Tea"}])[0]
    assert record.outcome is Outcome.QUARANTINED
    assert record.key.startswith("unkeyed~")


def test_a_key_of_several_columns_may_have_gaps() -> None:
    source = made_source(fields={"key": ["a", "b"], "name": "name"})
    assert identify(source, RawRecord(1, {"a": "x", "b": None, "name": "Tea"})).key == "x|"


def test_fingerprints_change_with_what_is_said_and_with_how_it_is_read() -> None:
    raw = RawRecord(1, {"id": 1, "name": "Tea"})
    key, said, printed = fingerprint(KEYED, raw)
    assert (key, said) == ("1", b'{"id":1,"name":"Tea"}')
    assert fingerprint(KEYED, RawRecord(9, {"name": "Tea", "id": 1})) == (key, said, printed)
    assert fingerprint(KEYED, RawRecord(1, {"id": 1, "name": "Cake"}))[2] != printed
    other = made_source(fields={"key": "id", "name": "name", "phone": "tel"})
    assert fingerprint(other, raw)[2] != printed
    assert source_digest(KEYED) != source_digest(other)


def test_pace_and_expectations_do_not_change_how_a_source_is_read() -> None:
    faster = made_source(pace={"pause_s": 0}, expect={"least": 1}, refresh="7d")
    assert source_digest(made_source()) == source_digest(faster)


@pytest.mark.parametrize(
    "said",
    [
        {"a": "\ud800"},
        {"a": 10**400},
        {"a": 10**6_000},
        {"a": float("nan")},
        {"a": float("inf")},
        {"a": b"\xff\x00"},
        {"a": {1, 2}},
        {1: "x"},
        {"\udfff": "x"},
        "\ud800",
        None,
    ],
)
def test_whatever_is_said_has_a_canonical_form(said: Any) -> None:
    assert orjson.loads(canonical(said)) is not ...


def test_nesting_without_end_has_a_canonical_form() -> None:
    said: Any = "x"
    for _level in range(5_000):
        said = [said]
    assert b"nested too deeply" in canonical({"a": said})


def test_what_is_kept_is_bounded() -> None:
    large = canonical({"id": 1, "words": "word " * 1_000_000})
    assert len(kept(large)) <= LARGEST_KEPT
    assert orjson.loads(kept(large))["id"] == 1
    endless = canonical({str(number): "x" * 100 for number in range(100_000)})
    assert b"too large to keep" in kept(endless)
    assert kept(b'{"a":1}') == b'{"a":1}'


def test_fields_that_nobody_mapped_are_reported_once_each() -> None:
    source = made_source(fields={"name": "name", "hours": "hours.text"}, ignore={"x_*": "internal"})
    notes = ReadNotes()
    with Gathering(source) as gathering:
        for number in range(3):
            said = {"name": f"Tea {number}", "colour": "red", "x_ref": 1, "empty": "",
                    "hours": {"text": "Mon", "raw": "M"}}  # fmt: skip
            gathering.add(RawRecord(number, said))
        gathering.report(notes)
    assert notes.warnings == [
        'field "colour" is neither mapped nor ignored; it was left out of 3 records',
        'field "hours.raw" is neither mapped nor ignored; it was left out of 3 records',
    ]


def test_a_column_of_the_map_that_the_feed_has_not_is_reported() -> None:
    source = made_source(fields={"name": "name", "phone": "Telephone"})
    notes = ReadNotes()
    with Gathering(source) as gathering:
        gathering.add(RawRecord(1, {"name": "Tea", "Telefone": "01632 960001"}))
        gathering.report(notes)
    assert 'the map names the column "Telephone", which the feed has not; it has "Telefone"' in (
        notes.warnings
    )


def test_an_empty_read_reports_no_missing_columns() -> None:
    notes = ReadNotes()
    with Gathering(KEYED) as gathering:
        gathering.report(notes)
    assert notes.warnings == []


def test_vendors_extras_are_found_wherever_they_stand() -> None:
    source = made_source("open_referral", ignore={"serviceId": "says again what stands outside"})
    with Gathering(source) as gathering:
        said = {
            "id": "1",
            "name": "Tea",
            "pc_metadata": {"by": "x"},
            "service_areas": [{"name": "Sale", "serviceId": "1", "colour": "red"}],
            "contacts": [{"phones": [{"number": "01632 960001", "shift": "night"}]}],
        }
        gathering.add(RawRecord(1, said))
        assert set(gathering.survey.unmapped()) == {
            "pc_metadata",
            "service_areas.colour",
            "contacts.phones.shift",
        }
