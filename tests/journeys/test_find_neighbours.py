"""Completions and listings like another."""

from dataclasses import replace

import pytest

from api.parts import Parts
from journeys.showing import ListingGone, ListingUnknown
from journeys.similar import similar
from journeys.suggest import suggest
from tests.fakes.documents import FakeDocuments
from tests.fakes.listings import SERVICES, listing_id, stored


def _names(parts: Parts, name: str) -> list[str]:
    alike = similar(str(listing_id(name)), parts.index, parts.documents, parts.clock)
    names = {str(one.id): one.name for one in SERVICES}
    return [names[one.id] for one in alike.found]


def test_similar_are_of_the_same_kind_nearest_first_without_itself(parts: Parts) -> None:
    assert _names(parts, "Sale Chat and Tea") == ["Sale Moor Friends"]
    assert _names(parts, "Debt Advice Sale") == ["Debt Advice Eccles"]


def test_a_listing_without_place_is_compared_everywhere(parts: Parts) -> None:
    assert set(_names(parts, "Friends by Phone")) == {"Sale Chat and Tea", "Sale Moor Friends"}


def test_nothing_alike_is_an_empty_list(parts: Parts) -> None:
    assert _names(parts, "Edinburgh Library") == []


def test_what_is_gone_has_no_neighbours(parts: Parts, fake_documents: FakeDocuments) -> None:
    gone, merged = str(SERVICES[0].id), str(SERVICES[1].id)
    fake_documents.by_id[gone] = stored(SERVICES[0], state="withdrawn")
    fake_documents.by_id[merged] = stored(SERVICES[1], state="merged", successor=gone)
    with pytest.raises(ListingGone) as withdrawn:
        similar(gone, parts.index, parts.documents, parts.clock)
    assert withdrawn.value.successor is None
    with pytest.raises(ListingGone) as joined:
        similar(merged, parts.index, parts.documents, parts.clock)
    assert joined.value.successor == gone
    with pytest.raises(ListingUnknown):
        similar("no such id", parts.index, parts.documents, parts.clock)


def test_letters_complete_services_and_places(parts: Parts) -> None:
    found = suggest("sale", 8, parts.index, parts.documents, parts.gazetteer)
    assert [one.near for one in found.places] == ["Sale"]
    assert {one.text for one in found.services} == {"Sale Chat and Tea", "Sale Moor Friends"}


@pytest.mark.parametrize("letters", ["", "s", " s "])
def test_fewer_than_two_letters_complete_nothing(parts: Parts, letters: str) -> None:
    found = suggest(letters, 8, parts.index, parts.documents, parts.gazetteer)
    assert found == type(found)()


def test_what_is_published_no_more_is_not_named(
    parts: Parts, fake_documents: FakeDocuments
) -> None:
    gone = listing_id("Sale Chat and Tea")
    fake_documents.by_id[str(gone)] = replace(fake_documents.by_id[str(gone)], state="withdrawn")
    found = suggest("sale", 8, parts.index, parts.documents, parts.gazetteer)
    assert {one.text for one in found.services} == {"Sale Moor Friends"}
