"""Real files of real directories: as many records as their notices say."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.reading import read_folder
from tests.fixtures.shared import SHARED

COUNT = re.compile(r"^\| `([^`]+)`[^|]*\| (\d+) \|", re.MULTILINE)
KINDS = {".csv": "table", ".geojson": "geojson"}
PRACTICE_COLUMNS = [f"column {number}" for number in range(1, 28)]


def _noticed() -> Iterator[tuple[str, int]]:
    for notice in sorted((SHARED / "data").glob("*/NOTICE.md")):
        for name, count in COUNT.findall(notice.read_text(encoding="utf-8")):
            if _kind(name):
                yield f"{notice.parent.name}/{name}", int(count)


def _kind(name: str) -> str | None:
    return KINDS.get(Path(name.removesuffix(".gz")).suffix)


def test_the_notices_name_many_files(shared_dir: Path) -> None:
    assert len(list(_noticed())) > 60


@pytest.mark.parametrize(("path", "count"), list(_noticed()))
def test_a_table_or_collection_is_read_whole(path: str, count: int, shared_dir: Path) -> None:
    read = read_folder(shared_dir / "data", str(_kind(path)), path)
    assert (len(read.said), read.notes.incomplete) == (count, [])


@pytest.mark.parametrize(
    ("path", "kind", "settings", "count"),
    [
        ("libraries-england-two-years/libraries_england_2016.csv.gz", "table", {}, 3_318),
        ("libraries-england-two-years/libraries_england_2023.csv.gz", "table", {}, 3_487),
        (
            "nhs-gp-practices/epraccur.csv.gz",
            "table",
            {"has_header": False, "columns": PRACTICE_COLUMNS},
            14_357,
        ),
        ("uk-food-banks-sample/foodbanks.json", "json_list", {}, 306),
        ("openactive-rpde-newham/newham_20200102.json.gz", "json_list", {"items": "/items"}, 269),
    ],
)
def test_other_files(
    path: str, kind: str, settings: dict[str, object], count: int, shared_dir: Path
) -> None:
    read = read_folder(shared_dir / "data", kind, path, **settings)
    assert (len(read.said), read.whole, read.notes.warnings) == (count, True, [])


@pytest.mark.parametrize(
    ("path", "kind", "count", "total"),
    [
        ("oruk-v3-bristol/bristol-services-page1.json", "open_referral", 3, 874),
        ("aliss-api-v4-docs/2018__service-search.json", "aliss", 6, 222),
        ("aliss-api-v4-docs/2020__service-search.json", "aliss", 4, 534),
    ],
)
def test_a_page_of_many_is_seen_as_incomplete(
    path: str, kind: str, count: int, total: int, shared_dir: Path
) -> None:
    read = read_folder(shared_dir / "data", kind, path)
    assert (len(read.said), read.notes.stated_total) == (count, total)
    assert read.notes.incomplete == [
        f"the feed states {total} records, {count} different ones were read"
    ]


def test_the_four_attributions_of_aliss_are_carried(shared_dir: Path) -> None:
    path = "aliss-api-v4-docs/2020__service-search.json"
    notes = read_folder(shared_dir / "data", "aliss", path).notes
    assert len(notes.attributions) == 4
    assert notes.licence == "https://creativecommons.org/licenses/by/4.0/"


def test_council_columns_keep_their_names(shared_dir: Path) -> None:
    path = "greater-manchester-open-data/food_banks__gm_food_banks.csv"
    first = read_folder(shared_dir / "data", "table", path).said[0]
    assert list(first)[:5] == ["Name", "Referral method", "Opening times", "Address", "Postcode"]
    path = "libraries-england-two-years/libraries_england_2023.csv.gz"
    assert "reporting" in read_folder(shared_dir / "data", "table", path).said[0]
