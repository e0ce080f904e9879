"""Every link of our vocabulary leads to what stands in the other list, under the name told here."""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

LINKS = Path(__file__).resolve().parents[2] / "schema" / "vocabulary_links.toml"
FEWEST = {"open_eligibility": 100, "aliss": 150, "esd_services": 8}


def _open_eligibility(data: Path) -> Mapping[str, str]:
    with (data / "taxonomies" / "open_eligibility_taxonomy.csv").open(encoding="utf-8") as file:
        return {row["taxonomy_id"]: row["name"] for row in csv.DictReader(file)}


def _aliss(data: Path) -> Mapping[str, str]:
    said = json.loads((data / "aliss-api-v4-docs" / "categories_fixture.json").read_text("utf-8"))
    return {one["fields"]["slug"]: one["fields"]["name"] for one in said}


def _esd_services(data: Path) -> Mapping[str, str]:
    with (data / "taxonomies" / "bristol_terms.csv").open(encoding="utf-8") as file:
        return {row["id"]: row["name"] for row in csv.DictReader(file)}


LISTS = {"open_eligibility": _open_eligibility, "aliss": _aliss, "esd_services": _esd_services}


def links(name: str) -> Iterator[tuple[str, str, str]]:
    """Our term, and code and name of each term of that list to which it is linked."""
    said = tomllib.loads(LINKS.read_text("utf-8"))
    for kind in ("need", "category"):
        for slug, lists in said[kind].items():
            for codes in lists.get(name, {}).values():
                yield from ((f"{kind}.{slug}", code, told) for code, told in codes.items())


@pytest.mark.parametrize("name", LISTS)
def test_codes_and_names_stand_in_the_other_list(name: str, shared_dir: Path) -> None:
    there = LISTS[name](shared_dir / "data")
    found = list(links(name))
    assert len(found) >= FEWEST[name]
    assert [one for one in found if there.get(one[1]) != one[2]] == []


@pytest.mark.parametrize("name", LISTS)
def test_what_is_the_same_as_one_term_is_so_of_no_other(name: str) -> None:
    said = tomllib.loads(LINKS.read_text("utf-8"))
    for kind in ("need", "category"):
        same = [
            code for lists in said[kind].values() for code in lists.get(name, {}).get("same_as", {})
        ]
        assert len(same) == len(set(same))
