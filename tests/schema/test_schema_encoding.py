"""Encoding: what goes in comes out, nothing is null or empty, and equal models give equal bytes."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from schema.address import Address
from schema.attribute import Attribute
from schema.encoding import decode, encode
from schema.identifiers import child_id
from schema.location import Location
from schema.objects import OBJECTS
from schema.phone import Phone
from schema.schedule import Schedule
from schema.service import Service
from schema.service_at_location import ServiceAtLocation
from schema.terms import CATEGORIES_TAXONOMY, term_attribute
from schema.vocabulary import CATEGORIES
from tests.fixtures.samples import every_field

ids = st.uuids()
texts = st.text(max_size=20)
numbers = st.one_of(
    st.integers(-(2**53) + 1, 2**53 - 1), st.floats(allow_nan=False, allow_infinity=False)
)
degrees = st.floats(-180, 180)
moments = st.datetimes(
    min_value=datetime(1900, 1, 2),  # noqa: DTZ001 - the zone is drawn apart
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
phones = st.builds(
    Phone, id=ids, number=st.text(min_size=1), extension=st.none() | numbers, type=texts
)
schedules = st.builds(
    Schedule,
    id=ids,
    valid_from=st.none() | st.dates(),
    freq=st.sampled_from(["WEEKLY", "MONTHLY"]),
    byday=st.none() | texts,
    opens_at=st.none() | st.times().map(lambda time: time.strftime("%H:%M")),
)
addresses = st.builds(
    Address,
    id=ids,
    address_1=texts,
    address_2=st.none() | texts,
    city=texts,
    state_province=texts,
    postal_code=texts,
    country=texts,
    address_type=st.just("physical"),
)
places = st.builds(
    Location,
    id=ids,
    location_type=st.sampled_from(["physical", "postal", "virtual"]),
    latitude=st.none() | degrees,
    longitude=st.none() | degrees,
    addresses=st.lists(addresses, max_size=2),
    phones=st.lists(phones, max_size=1),
)
terms = st.sampled_from(sorted(CATEGORIES)).map(
    lambda slug: term_attribute(child_id("test", "service", "1"), CATEGORIES_TAXONOMY, slug)
)
services = st.builds(
    Service,
    id=ids,
    name=st.text(min_size=1),
    status=st.sampled_from(["active", "inactive", "defunct", "temporarily closed"]),
    description=st.none() | texts,
    minimum_age=st.none() | numbers,
    assured_date=st.none() | st.dates(),
    last_modified=st.none() | moments,
    phones=st.lists(phones, max_size=2),
    schedules=st.lists(schedules, max_size=2),
    service_at_locations=st.lists(
        st.builds(ServiceAtLocation, id=ids, location=st.none() | places), max_size=2
    ),
    attributes=st.lists(terms | st.builds(Attribute, id=ids, value=texts), max_size=3),
    access_modes=st.lists(st.sampled_from(["in_person", "at_home", "phone", "online"])),
    taking_referrals=st.none() | st.booleans(),
    free_of_charge=st.none() | st.booleans(),
)
_KEPT_EMPTY = {"address_1", "city", "state_province", "postal_code", "country"}


def _empties(said: Any, key: str = "") -> list[str]:
    if said is None or said == [] or said == {} or (said == "" and key not in _KEPT_EMPTY):
        return [key]
    if isinstance(said, dict):
        return [found for name, value in said.items() for found in _empties(value, name)]
    if isinstance(said, list):
        return [found for value in said for found in _empties(value, key)]
    return []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(services)
def test_nothing_is_null_or_empty_and_encoding_again_changes_nothing(service: Service) -> None:
    said = encode(service)
    assert _empties(json.loads(said)) == []
    again = decode(Service, said)
    assert encode(again) == said
    assert again == _without_empty_texts(service)


def _without_empty_texts(service: Service) -> Service:
    """The same service as it reads when empty optional texts are absent."""
    return Service.model_validate(_absent(service))


def _absent(value: Any) -> Any:
    if hasattr(value, "model_fields_set"):
        required = {name for name, field in type(value).model_fields.items() if field.is_required()}
        return {
            name: _absent(inner)
            for name, inner in value
            if inner is not None and (inner != "" or name in required)
        }
    return [_absent(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", OBJECTS)
def test_every_field_of_every_object_comes_back(name: str) -> None:
    said = every_field(name)
    model = OBJECTS[name].model
    again = json.loads(encode(decode(model, json.dumps(said))))
    assert again == said
    assert list(again) == [key for key in model.model_fields if key in again]


def test_no_and_zero_are_not_empty() -> None:
    service = Service(
        id=child_id("test", "service", "2"),
        name="A",
        status="active",
        minimum_age=0,
        free_of_charge=False,
    )
    said = json.loads(encode(service))
    assert said["minimum_age"] == 0
    assert said["free_of_charge"] is False
    assert isinstance(said["minimum_age"], int)


def test_moments_are_written_in_utc_and_days_without_a_time() -> None:
    summer = datetime(2026, 7, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    service = Service(
        id=child_id("test", "service", "3"),
        name="A",
        status="active",
        last_modified=summer,
        assured_date=date(2026, 7, 1),
    )
    assert b'"assured_date":"2026-07-01"' in encode(service)
    assert decode(Service, encode(service)).last_modified == summer


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_cannot_write_is_refused(value: float) -> None:
    with pytest.raises(ValidationError):
        Location(id=child_id("test", "place", "1"), location_type="physical", latitude=value)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValidationError, match="description"):
        Service(
            id=child_id("test", "service", "4"), name="A", status="active", description="\ud800"
        )


def test_what_the_model_does_not_know_is_ignored() -> None:
    said = b'{"id":"6f2d1a54-3b0e-4d0c-9a41-0f6f3c1f7e11","number":"1","vendor":{"extra":null}}'
    assert b"vendor" not in encode(decode(Phone, said))


@pytest.mark.parametrize("said", [b"", b"[]", b"null", b"{", b'{"id":1}', b"<html>"])
def test_what_is_no_service_is_refused(said: bytes) -> None:
    with pytest.raises(ValidationError):
        decode(Service, said)
