"""A folder of captured pages in place of the network."""

import gzip
import json
from pathlib import Path

import pytest

from harvesters.local import LocalFetch
from harvesters.notes import FeedFailed
from runtime.egress import Broken, FetchFailed, NotFound
from tests.fakes.faultsource.feeds import page_of, services
from tests.fixtures.reading import ANYWHERE, read_folder


def _write_pages(folder: Path, count: int, pages: int) -> list[str]:
    names = []
    for number in range(1, pages + 1):
        content = json.dumps(page_of(services(count), number, 2)).encode()
        names.append(f"page{number}.json.gz")
        (folder / names[-1]).write_bytes(gzip.compress(content))
    return names


def test_files_are_pages_in_their_order(tmp_path: Path) -> None:
    read = read_folder(tmp_path, "open_referral", *_write_pages(tmp_path, 6, 3))
    assert (read.ids, read.whole) == ([1, 2, 3, 4, 5, 6], True)


def test_pages_that_were_not_captured_are_missed(tmp_path: Path) -> None:
    read = read_folder(tmp_path, "open_referral", *_write_pages(tmp_path, 874, 1))
    assert read.notes.incomplete == ["the feed states 874 records, 2 different ones were read"]


def test_details_are_not_in_the_folder(tmp_path: Path) -> None:
    names = _write_pages(tmp_path, 12, 6)
    read = read_folder(tmp_path, "open_referral", *names, details=True)
    assert (len(read.said), read.whole) == (12, True)
    assert "12 times" in read.notes.warnings[0]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FeedFailed, match=r"away\.csv") as caught:
        read_folder(tmp_path, "table", "away.csv")
    assert caught.value.reason == "not_found"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound), LocalFetch(tmp_path, (".",)).open(ANYWHERE):
        pytest.fail("a folder was opened")


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "9" * 30])
def test_a_page_beyond_the_files(page: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[]")
    fetch = LocalFetch(tmp_path, ("a.json",))
    if page in ("-1", "x"):
        with fetch.open(f"{ANYWHERE}?page={page}") as body:
            assert body.url == "a.json"
    else:
        with pytest.raises(NotFound), fetch.open(f"{ANYWHERE}?page={page}"):
            pytest.fail("a page was made up")


def test_a_file_that_is_not_gzip(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(b"name\n")
    with LocalFetch(tmp_path, ("a.csv.gz",)).open(ANYWHERE) as body, pytest.raises(Broken):
        list(body.chunks())


def test_a_local_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harvesters.local.MOST_BYTES", 1_000_000)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(bytes(2_000_000)))
    with (
        LocalFetch(tmp_path, ("a.csv.gz",)).open(ANYWHERE) as body,
        pytest.raises(FetchFailed, match="more than 1000000 bytes"),
    ):
        list(body.chunks())
