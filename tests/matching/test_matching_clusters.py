"""Which records are one: certain reasons only, whatever the order."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.matching.clusters import Candidate, clusters
from directory.matching.keys import MatchKey, match_keys
from directory.matching.names import normalised, says_nothing
from schema.record import ServiceIdentifier


def _candidate(id_: str, source: str, *keys: tuple[str, str]) -> Candidate:
    return Candidate(id_, source, frozenset(MatchKey(*key) for key in keys))


def _named(id_: str, source: str, name: str, postcode: str) -> Candidate:
    return _candidate(id_, source, ("name+postcode", f"{name}|{postcode}"), ("postcode", postcode))


def _sets(*groups: str) -> list[frozenset[str]]:
    return [frozenset(group.split()) for group in groups]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Chatty Café", "CHATTY CAFE"),
        ("Men’s Shed & Workshop", "Mens Shed and Workshop"),
        ("St. Mary's Food-Bank", "St Marys Food Bank"),
    ],
)
def test_names_that_are_certainly_the_same(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize("name", ["NA", "n/a", "-", "TBC", "Unknown", "not known", "", "x", "Test"])
def test_a_placeholder_says_nothing(name: str) -> None:
    assert says_nothing(name)


def test_the_same_name_and_full_postcode_in_two_sources_is_one() -> None:
    found = clusters(
        [_named("1", "a", "library", "M33 7ZF"), _named("2", "b", "library", "M33 7ZF")]
    )
    assert found == _sets("1 2")


def test_never_across_differing_postcodes_even_with_one_identifier() -> None:
    left = _candidate("1", "a", ("identifier:cqc", "1-1"), ("postcode", "M33 7ZF"))
    right = _candidate("2", "b", ("identifier:cqc", "1-1"), ("postcode", "M33 7ZG"))
    assert clusters([left, right]) == _sets("1", "2")


def test_an_identifier_of_the_service_joins_where_one_names_no_place() -> None:
    left = _candidate("1", "a", ("identifier:cqc", "1-1"), ("postcode", "M33 7ZF"))
    right = _candidate("2", "b", ("identifier:cqc", "1-1"))
    assert clusters([left, right]) == _sets("1 2")


def test_never_two_records_of_one_source_not_even_through_a_third() -> None:
    found = clusters(
        [
            _candidate("1", "a", ("identifier:x", "1")),
            _candidate("2", "b", ("identifier:x", "1"), ("identifier:y", "1")),
            _candidate("3", "a", ("identifier:y", "1")),
        ]
    )
    assert found == _sets("1 2", "3")


def test_a_key_that_one_source_uses_twice_decides_nothing_for_it() -> None:
    found = clusters(
        [
            _named("1", "a", "coffee morning", "M33 7ZF"),
            _named("2", "a", "coffee morning", "M33 7ZF"),
            _named("3", "b", "coffee morning", "M33 7ZF"),
            _named("4", "c", "coffee morning", "M33 7ZF"),
        ]
    )
    assert found == _sets("1", "2", "3 4")


def test_a_place_between_two_others_does_not_join_them() -> None:
    found = clusters(
        [
            _candidate("1", "a", ("identifier:x", "1"), ("postcode", "M33 7ZF")),
            _candidate("2", "b", ("identifier:x", "1")),
            _candidate("3", "c", ("identifier:x", "1"), ("postcode", "WA14 1AA")),
        ]
    )
    assert all(not {"1", "3"} <= cluster for cluster in found)


def test_keys_hold_no_charity_number_and_no_web_address() -> None:
    service = {
        "name": "Sale Foodbank",
        "url": "https://foodbank.example",
        "organization": {"organization_identifiers": [{"identifier": "GB-CHC-1234567"}]},
        "service_at_locations": [{"location": {"addresses": [{"postal_code": "M33 7ZF"}]}}],
    }
    keys = match_keys(service, [ServiceIdentifier("cqc-location", "1-12")])
    assert keys == {
        MatchKey("name+postcode", "sale foodbank|M33 7ZF"),
        MatchKey("postcode", "M33 7ZF"),
        MatchKey("identifier:cqc-location", "1-12"),
    }


_candidates = st.lists(
    st.builds(
        lambda source, keys: (source, frozenset(MatchKey(*key) for key in keys)),
        st.sampled_from("abcd"),
        st.sets(
            st.tuples(
                st.sampled_from(["identifier:x", "name+postcode", "postcode"]),
                st.sampled_from(["1", "2", "3"]),
            ),
            max_size=3,
        ),
    ),
    max_size=10,
)


@given(_candidates, st.randoms())
def test_clusters_hold_their_rules_in_whatever_order_records_come(
    drawn: list[tuple[str, frozenset[MatchKey]]], shuffle: random.Random
) -> None:
    candidates = [Candidate(str(n), *one) for n, one in enumerate(drawn)]
    found = clusters(candidates)
    by_id = {candidate.id: candidate for candidate in candidates}
    assert sorted(one for cluster in found for one in cluster) == sorted(by_id)
    for cluster in found:
        for left, right in combinations(sorted(cluster), 2):
            assert by_id[left].source_id != by_id[right].source_id
            places = by_id[left].postcodes, by_id[right].postcodes
            assert not all(places) or places[0] & places[1]
    shuffle.shuffle(candidates)
    assert clusters(candidates) == found
