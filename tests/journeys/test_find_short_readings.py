"""What is read of a listing, a question or a cursor without reading all of it is what all says."""

from hashlib import blake2b
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.question import question
from api.search_parameters import SearchAsked
from journeys.finding.cursor import _digest
from journeys.finding.listing import NAMED, Listing
from journeys.finding.question import Filters, Question

ID = "58343ac6-9e4a-5f25-b70c-6930e58c10bc"
NO_FILTERS = Filters()
NOT_FILTERS = frozenset(
    ("q", "near", "lat", "lon", "within_m", "within", "sort", "limit", "cursor", "reach", "facet")
)


def _given() -> dict[str, Any]:
    """An example of each parameter, as the contract has it."""
    return {name: field.examples[0] for name, field in SearchAsked.model_fields.items()}  # type: ignore[index]


@given(st.text(min_size=1))
def test_a_name_is_read_alone(name: str) -> None:
    body = orjson.dumps({"id": ID, "name": name, "organization": {"name": "Made-up Trust"}})
    assert NAMED.match(body)
    assert Listing(body).name == name


@pytest.mark.parametrize(
    "said", [{"name": "Made up", "id": ID}, {"id": ID, "status": "active", "name": "Made up"}]
)
def test_a_name_elsewhere_is_found(said: dict[str, str]) -> None:
    assert Listing(orjson.dumps(said)).name == "Made up"


@pytest.mark.parametrize(
    ("said", "only"),
    [
        ({"access_modes": ["at_home"]}, True),
        ({"access_modes": ["at_home", "phone"]}, False),
        ({"access_modes": ["online"]}, False),
        ({"description": 'says "at_home"'}, False),
        ({}, False),
    ],
)
def test_what_comes_home_is_known(said: dict[str, Any], only: bool) -> None:
    assert Listing(orjson.dumps({"id": ID, "name": "Made up", **said})).only_visits is only


@pytest.mark.parametrize("filters", [NO_FILTERS, Filters(free=True, age=70)])
def test_a_digest_is_of_everything_that_was_asked(filters: Filters) -> None:
    asked = Question(words="Debt Advice", within_m=3_000, filters=filters)
    told = (["debt", "advice"], None, 3_000, None, 20, "all", filters)
    assert _digest(asked, None) == blake2b(repr(told).encode(), digest_size=8).digest()


@pytest.mark.parametrize("name", sorted(_given()))
def test_every_filter_that_is_given_counts(name: str) -> None:
    asked = SearchAsked.model_validate({name: _given()[name], "lat": 53.4, "lon": -2.3})
    assert (question(asked).filters == NO_FILTERS) is (name in NOT_FILTERS)
