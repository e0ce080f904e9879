"""Open Referral UK 1.0: `content` in a Spring envelope."""

from collections.abc import Callable
from pathlib import Path

import pytest

from harvesters.notes import FeedFailed
from tests.fakes.faultsource import FaultSource
from tests.fixtures.reading import Read, read_folder

Reading = Callable[..., Read]


def test_pages_until_the_last(faultsource: FaultSource, reading: Reading) -> None:
    read = reading("open_referral_1", faultsource.url("spring"))
    assert (read.ids, read.whole, read.notes.stated_total) == ([1, 2, 3, 4, 5], True, 5)
    assert [asked.page for asked in faultsource.requests] == [1, 2, 3]


def test_a_total_that_is_not_reached(faultsource: FaultSource, reading: Reading) -> None:
    read = reading("open_referral_1", faultsource.url("spring", "short"))
    assert read.notes.incomplete == ["the feed states 9 records, 5 different ones were read"]


def test_details_are_asked_for_here_too(faultsource: FaultSource, reading: Reading) -> None:
    read = reading("open_referral_1", faultsource.url("spring", "services"), details=True)
    assert [said["description"] for said in read.said] == ["In full"] * 5


def test_the_newer_shape_is_told_apart(faultsource: FaultSource, reading: Reading) -> None:
    with pytest.raises(FeedFailed, match=r'expected an array at "/content".* contents'):
        reading("open_referral_1", faultsource.url("steady"))


def test_the_example_of_the_standards_own_validator(shared_dir: Path) -> None:
    with pytest.raises(FeedFailed) as caught:
        read_folder(
            shared_dir, "open_referral_1", "standards/oruk-1.0/mocks/V1_ValidateResponse.json"
        )
    assert caught.value.reason == "no_records"
