"""ALISS is read until a page is empty; its `next` is never believed."""

from collections.abc import Callable

import pytest

from harvesters.notes import FeedFailed
from schema.source import Attribution
from tests.fakes.faultsource import FaultSource
from tests.fixtures.reading import Read, read_bytes

Reading = Callable[..., Read]


def test_pages_until_one_is_empty(
    faultsource: FaultSource, forbidden_source: FaultSource, reading: Reading
) -> None:
    read = reading("aliss", faultsource.url("aliss"))
    assert (read.ids, read.whole) == ([1, 2, 3, 4, 5], True)
    assert [asked.page for asked in faultsource.requests] == [1, 2, 3, 4]
    assert forbidden_source.connections == 0


def test_what_it_asks_to_be_shown_is_carried(faultsource: FaultSource, reading: Reading) -> None:
    notes = reading("aliss", faultsource.url("aliss")).notes
    assert notes.attributions == [Attribution(text="Made-up people", url="https://people.example/")]
    assert notes.licence == "https://licence.example/open"


def test_a_page_size_is_sent_only_when_it_is_set(
    faultsource: FaultSource, reading: Reading
) -> None:
    reading("aliss", faultsource.url("aliss", "import"))
    reading("aliss", faultsource.url("aliss", "services?postcode=G2+4AA"), page_size=50)
    assert faultsource.requests[0].query == {"page": "1"}
    assert faultsource.requests[-1].query == {
        "postcode": "G2 4AA",
        "page": "4",
        "page_size": "50",
    }


def test_fewer_than_it_counts_is_incomplete(faultsource: FaultSource, reading: Reading) -> None:
    read = reading("aliss", faultsource.url("aliss_short"))
    assert read.ids == [1, 2, 3, 4, 5]
    assert read.notes.incomplete == ["the feed states 9 records, 5 different ones were read"]
    assert max(asked.page for asked in faultsource.requests) == 5


def test_an_error_in_a_good_answer_is_a_failure(faultsource: FaultSource, reading: Reading) -> None:
    with pytest.raises(FeedFailed, match='the source says: "Invalid Postcode"') as caught:
        reading("aliss", faultsource.url("aliss_error"))
    assert caught.value.reason == "source_error"


def test_pages_beyond_the_window_of_its_index(faultsource: FaultSource, reading: Reading) -> None:
    read = reading("aliss", faultsource.url("aliss_window"))
    assert read.ids == [1, 2, 3, 4]
    assert "the feed states 100 records, 4 different ones were read" in read.notes.incomplete
    assert {asked.page for asked in faultsource.requests} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    "meta", ["null", "[]", '{"attribution": 7}', '{"attribution": [1, {"text": 2}], "licence": []}']
)
def test_odd_terms_are_passed_over(meta: str) -> None:
    text = f'{{"meta": {meta}, "count": 1, "data": [{{"id": "a"}}], "error": null}}'
    read = read_bytes(text.encode(), "aliss", max_pages=1)
    assert read.ids == ["a"]
    assert (read.notes.attributions, read.notes.licence) == ([], None)
