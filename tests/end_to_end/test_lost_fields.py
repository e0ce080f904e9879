"""A feed that loses a whole field changes nothing until an operator accepts it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from directory.runs import RunReport
from harvesters.source import Source
from journeys.harvest import Options
from tests.fixtures.house import WholeHouse
from tests.fixtures.tables import dump

CLUBS = [
    {"id": str(n), "name": f"Lunch club {n}", "description": f"Soup at table {n}"}
    for n in range(1, 21)
]
THIN = [{"id": one["id"], "name": one["name"]} for one in CLUBS]
EMPTY = [{**one, "description": ""} for one in CLUBS]


class Feed:
    """One source whose feed can be told anew; told as a table or as Open Referral pages."""

    def __init__(self, house: WholeHouse, source: Source, folder: Path) -> None:
        self.house, self.source, self._folder = house, source, folder

    def tell(self, clubs: Iterable[dict[str, Any]], options: Options = Options()) -> RunReport:  # noqa: B008
        told = list(clubs)
        path = self._folder / self.source.reader.local[0]
        if path.suffix == ".csv":
            rows = [",".join(told[0]), *(",".join(map(str, one.values())) for one in told)]
            path.write_text("\n".join(rows) + "\n")
        else:
            page = {"total_items": len(told), "total_pages": 1, "contents": told}
            path.write_text(json.dumps(page))
        return self.house.harvest(self.source, self._folder, options)

    def published(self) -> dict[str, Any]:
        return dump(self.house.database, without=("run",))


def _source(kind: str) -> Source:
    local, mapped = {
        "table": ("clubs.csv", {"key": "id", "name": "name", "description": "description"}),
        "open_referral": ("clubs.json", {}),
    }[kind]
    return Source.model_validate(
        {
            "id": "clubs",
            "title": "Clubs (made up)",
            "publisher": {"name": "Somebody made up"},
            "licence": {"name": "Open Government Licence v3.0"},
            "reader": {"kind": kind, "url": "https://feeds.example/clubs", "local": local},
            "fields": mapped,
        }
    )


@pytest.fixture(params=["table", "open_referral"])
def feed(request: pytest.FixtureRequest, house: WholeHouse, tmp_path: Path) -> Feed:
    return Feed(house, _source(request.param), tmp_path)


@pytest.mark.parametrize("thinner", [THIN, EMPTY], ids=["missing", "empty"])
def test_nothing_changes_when_a_field_is_lost(feed: Feed, thinner: list[dict[str, Any]]) -> None:
    assert feed.tell(CLUBS).counts.new == 20
    before = feed.published()
    report = feed.tell(thinner)
    assert report.state == "failed"
    assert '"description"' in str(report.reason)
    assert "20 of 20" in str(report.reason)
    assert '--accept-missing "description"' in str(report.reason)
    assert feed.published() == before


def test_an_operator_accepts_the_loss_once(feed: Feed) -> None:
    feed.tell(CLUBS)
    accepted = feed.tell(THIN, Options(accept_missing=("description",)))
    assert (accepted.state, accepted.counts.changed) == ("complete", 20)
    assert feed.tell(THIN).counts.unchanged == 20


def test_a_field_that_comes_back_is_welcome(feed: Feed) -> None:
    feed.tell(THIN)
    assert feed.tell(CLUBS).state == "complete"


def test_a_field_that_few_filled_may_empty_itself(feed: Feed) -> None:
    feed.tell([*CLUBS[:3], *EMPTY[3:]])
    assert feed.tell(EMPTY).state == "complete"


def test_no_and_nought_are_words_and_no_loss(house: WholeHouse, tmp_path: Path) -> None:
    feed = Feed(house, _source("open_referral"), tmp_path)
    feed.tell([{**one, "minimum_age": 5} for one in CLUBS])
    assert feed.tell([{**one, "minimum_age": 0} for one in CLUBS]).state == "complete"


def test_a_dry_run_says_it_too(feed: Feed) -> None:
    feed.tell(CLUBS)
    report = feed.tell(THIN, Options(dry_run=True))
    assert "held back" in str(report.reason)
