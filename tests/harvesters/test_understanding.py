"""No record ends a run: whatever a source says, one record comes of it."""

import pickle
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harvesters import finishing
from harvesters.finishing import finished
from harvesters.mapping.draft import Draft
from harvesters.mapping.targets import FAMILIES, TARGETS
from harvesters.pipeline import understand
from schema.encoding import decode, encode
from schema.identifiers import record_id
from schema.record import Outcome, RawRecord, Record
from schema.service import Service
from tests.fakes.gazetteer import FakeGazetteer
from tests.fixtures.sources import NOW, made_source

PLACES = FakeGazetteer()
FAMILY_MEMBERS = {f"{family}.x": f"{family}.x" for family in FAMILIES}
EVERYTHING = made_source(fields={name: name for name in TARGETS if name != "key"} | FAMILY_MEMBERS)
KINDS = ("open_referral", "open_referral_1", "aliss")
HOSTILE = st.sampled_from(
    [
        "",
        "NA",
        "\x00",
        "\ud800",
        "\u202e",
        "<script>x</script>",
        "&lt;b&gt;",
        "javascript:alert(1)",
        "http://[::1",
        "//",
        "a@b",
        "999",
        "01632 960001",
        "9" * 5_000,
        "-1",
        "NaN",
        "1e400",
        "31/02/2025",
        "2026-99-99",
        "24:61",
        "Mon-Xyz 9-5",
        "((((((",
        "M33 7ZF",
        "ZZ99 9ZZ",
        "=cmd()",
        "x" * 20_000,
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | HOSTILE
    | st.integers(min_value=10**20, max_value=10**400),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)
SERVICE_FIELDS = sorted(Service.model_fields)
SOME_NAMES = (
    "id name number extension phones contacts location addresses latitude longitude postal_code "
    "address_1 byday freq opens_at closes_at valid_from taxonomy_term taxonomy amount option code "
    "uri url languages identifier unit available updated organisation categories locations "
    "service_areas eligibilitys regular_schedules min max is_range selected street_address"
)
CHILD_FIELDS = sorted(SOME_NAMES.split())
OBJECTS = st.dictionaries(
    st.sampled_from(CHILD_FIELDS),
    VALUES | st.dictionaries(st.sampled_from(CHILD_FIELDS), VALUES, max_size=5),
    max_size=6,
)
NESTED = st.dictionaries(
    st.sampled_from(SERVICE_FIELDS + CHILD_FIELDS),
    VALUES | OBJECTS | st.lists(OBJECTS, max_size=3),
    max_size=8,
)


def _checked(record: Record) -> None:
    """What every record must be, whatever was said."""
    assert isinstance(record, Record)
    assert record.key
    assert len(record.key) <= 255
    assert len(record.fingerprint) == 32
    orjson.loads(record.said)
    assert (record.service is not None) == (record.outcome is Outcome.UNDERSTOOD)
    assert (record.reason is None) == (record.outcome is Outcome.UNDERSTOOD)
    assert "could not be read" not in (record.reason or "")
    if record.service is not None:
        service = decode(Service, record.service)
        assert service.id == record_id("made_up", record.key)
        assert service.awards == []
        assert service.sources == []
        stated = orjson.loads(record.service)
        stated.pop("record_url", None)
        assert orjson.loads(encode(service)) == stated
        assert b"null" not in orjson.dumps(stated).replace(b'"null"', b"")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(TARGETS)), VALUES, max_size=25))
def test_a_flat_record_of_anything_is_one_record(said: dict[str, Any]) -> None:
    said.setdefault("name", "Tea and Talk")
    _checked(understand(EVERYTHING, RawRecord(1, said), PLACES, now=NOW))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(KINDS), NESTED)
def test_a_nested_record_of_anything_is_one_record(kind: str, said: dict[str, Any]) -> None:
    record = {"id": "1", "name": "Tea and Talk"} | said
    _checked(understand(made_source(kind), RawRecord(1, record), PLACES, now=NOW))


@settings(max_examples=100, deadline=None)
@given(VALUES, st.sampled_from(("table", *KINDS)))
def test_whatever_stands_in_the_place_of_a_record_is_one_record(said: Any, kind: str) -> None:
    _checked(understand(made_source(kind), RawRecord(1, said), PLACES, now=NOW))


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_with_every_kind_of_poison(kind: str) -> None:
    poisons = ["\ud800", 10**400, float("nan"), [[[]]], {"a": None}, "x" * 20_000, True, -1, [None]]
    for field in (*SERVICE_FIELDS, *CHILD_FIELDS):
        for poison in poisons:
            said = {"id": "1", "name": "Tea and Talk"} | {field: poison}
            _checked(understand(made_source(kind), RawRecord(1, said), PLACES, now=NOW))


def test_the_same_words_give_the_same_bytes_in_any_order() -> None:
    said = {
        "name": "Tea",
        "phone": "01632 960001",
        "hours": "Mon-Fri 9-5",
        "cost": "£2",
        "age": "5+",
    }
    backwards = dict(reversed(said.items()))
    one, other = (
        understand(EVERYTHING, RawRecord(1, words), PLACES, now=NOW) for words in (said, backwards)
    )
    assert one == other


def test_a_record_travels_between_processes() -> None:
    record = understand(made_source(), RawRecord(1, {"name": "Tea"}), PLACES, now=NOW)
    assert pickle.loads(pickle.dumps(record)) == record  # written a moment ago


def test_a_fault_of_ours_quarantines_one_record_and_ends_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(name: str) -> str:
        raise ZeroDivisionError(name)

    monkeypatch.setattr(finishing, "status_in_name", broken)
    record = understand(made_source(), RawRecord(1, {"name": "Tea"}), PLACES, now=NOW)
    assert record.outcome is Outcome.QUARANTINED
    assert record.reason == "it could not be read (ZeroDivisionError)"


def _draft(**fields: Any) -> Draft:
    source = made_source()
    service = {"name": "Tea", "status": "active"} | fields
    return Draft(source, record_id(source.id, "1"), PLACES, NOW, service=service)


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"url": "no address"}, {"id", "name", "status"}),
        ({"minimum_age": "old"}, {"id", "name", "status"}),
        ({"phones": [{"number": "1"}]}, {"id", "name", "status"}),
        ({"schedules": [{"id": record_id("a", "b"), "opens_at": "25:00"}]}, {"schedules"}),
        ({"access_modes": ["in_person", "by_owl"]}, {"access_modes"}),
    ],
)
def test_a_value_that_the_standard_refuses_is_left_out_and_reported(
    fields: dict[str, Any], left: set[str]
) -> None:
    draft = _draft(**fields)
    encoded = finished(draft)
    assert encoded is not None
    assert left <= set(orjson.loads(encoded))
    assert [one.code for one in draft.issues] == ["not-in-the-standard"]


def test_of_many_refused_items_of_a_list_exactly_those_are_left_out() -> None:
    phones = [
        {"id": record_id("a", str(number)), "number": "" if number % 5 == 2 else str(number)}
        for number in range(15)
    ]
    encoded = finished(_draft(phones=phones))
    assert encoded is not None
    left = [int(one["number"]) for one in orjson.loads(encoded)["phones"]]
    assert left == [number for number in range(15) if number % 5 != 2]


def test_a_service_that_lacks_what_it_must_have_is_none() -> None:
    assert finished(_draft(status="gone")) is None
    assert finished(_draft(name="")) is None
