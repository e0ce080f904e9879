"""The server of the made-up directories: pages as the readers ask for them."""

import csv
import io
import json
from dataclasses import replace
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from examples.demo import sheet
from tests.fakes.directories import Directories, demonstration


def _json(server: Directories, path: str) -> Any:
    with urlopen(f"{server.base_url}{path}") as answer:
        assert answer.headers["Content-Type"] == "application/json"
        return json.load(answer)


def test_the_council_answers_in_pages_and_says_which_is_last(directories: Directories) -> None:
    first = _json(directories, "/council/services?page=1&per_page=100")
    second = _json(directories, "/council/services?page=2&per_page=100")
    assert (first["first_page"], first["last_page"], first["size"]) == (True, False, 100)
    assert (second["first_page"], second["last_page"]) == (False, True)
    held = first["contents"] + second["contents"]
    assert len(held) == len(demonstration().council)
    assert first["total_items"] == len({json.dumps(said.get("id"), default=str) for said in held})
    assert _json(directories, "/council/services?page=3&per_page=100")["empty"] is True


def test_the_council_answers_for_one_service(directories: Directories) -> None:
    wanted = demonstration().council[3]
    assert _json(directories, f"/council/services/{wanted['id']}") == wanted


def test_links_always_names_the_same_next_page(directories: Directories) -> None:
    pages = [_json(directories, f"/links/v5/import?page={number}") for number in (1, 2, 9)]
    assert len({page["next"] for page in pages}) == 1
    assert [len(page["data"]) for page in pages] == [20, 20, 0]
    assert len(pages[0]["meta"]["attribution"]) == 2
    assert pages[0]["count"] == len({said["id"] for said in demonstration().links})


def test_the_spreadsheet_is_a_file(directories: Directories) -> None:
    with urlopen(f"{directories.base_url}/sheet/groups.csv") as answer:
        table = list(csv.DictReader(io.StringIO(answer.read().decode(sheet.ENCODING))))
    assert len(table) == len(demonstration().sheet)
    assert tuple(table[0]) == sheet.COLUMNS


def test_what_is_published_may_change_while_it_runs(directories: Directories) -> None:
    feeds = demonstration()
    directories.feeds = replace(feeds, links=feeds.links[:5])
    assert _json(directories, "/links/v5/import")["count"] == 5
    assert directories.asked == ["/links/v5/import"]


def test_nothing_else_is_there(directories: Directories) -> None:
    with pytest.raises(HTTPError, match="404") as refused:
        urlopen(f"{directories.base_url}/council/services/unknown")
    refused.value.close()
