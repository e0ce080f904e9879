"""Real directories: nothing is lost needlessly, and what is understood keeps to the standards."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from harvesters.local import LocalFetch
from harvesters.notes import ReadNotes
from harvesters.pipeline import harvest
from harvesters.source import load_source, source_files
from places.gazetteer import Gazetteer
from schema.record import Outcome, Record

ROOT = Path(__file__).resolve().parents[2]
FILES = source_files([ROOT / "examples" / "real" / "sources"])
WITHOUT_A_NAME_OR_FOR_A_PERSON = {"warm_welcome": 1}
CONTRADICTING = {"gm_dentists": 4}


@pytest.fixture(scope="module")
def read(
    shared_dir: Path, gazetteer: Gazetteer
) -> Callable[[Path], tuple[list[Record], ReadNotes]]:
    held: dict[Path, tuple[list[Record], ReadNotes]] = {}

    def once(path: Path) -> tuple[list[Record], ReadNotes]:
        if path not in held:
            source, notes = load_source(path), ReadNotes()
            fetch = LocalFetch(shared_dir / "data", source.reader.local)
            held[path] = list(harvest(source, fetch, gazetteer, notes)), notes
        return held[path]

    return once


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_quarantined_needlessly(path: Path, read: Any) -> None:
    records, notes = read(path)
    outcomes = Counter(record.outcome for record in records)
    reasons = [record.reason for record in records if record.outcome is Outcome.QUARANTINED]
    expected = WITHOUT_A_NAME_OR_FOR_A_PERSON.get(path.stem, 0) + CONTRADICTING.get(path.stem, 0)
    assert outcomes[Outcome.QUARANTINED] == expected, reasons
    assert outcomes[Outcome.WITHHELD] == 0
    assert outcomes[Outcome.UNDERSTOOD] >= 0.95 * len(records)
    assert len(records) == notes.records
    assert [one for one in notes.warnings if "mapped" in one or "column" in one] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_keys_are_one_to_a_service(path: Path, read: Any) -> None:
    records, _notes = read(path)
    keys = [record.key for record in records if record.service]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_all_that_is_understood_keeps_to_the_standards(
    path: Path, read: Any, hsds_errors: Any, oruk_errors: Any, published: Any
) -> None:
    records, _notes = read(path)
    ours = published("service")
    understood = [record for record in records if record.service]
    for record in understood[:: max(1, len(understood) // 60)]:
        service = orjson.loads(record.service)
        service.pop("record_url", None)
        for errors in (hsds_errors, oruk_errors, ours):
            assert errors(service) == [], record.key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_place_in_words_is_a_place_on_the_map(path: Path, read: Any) -> None:
    records, _notes = read(path)
    placed = sum(b'"latitude"' in record.service for record in records if record.service)
    located = sum(b'"location"' in record.service for record in records if record.service)
    assert placed >= 0.95 * located


def test_closed_libraries_are_read_and_not_on_offer(read: Any) -> None:
    records, _notes = read(next(path for path in FILES if path.stem == "libraries_england_2023"))
    states = Counter(orjson.loads(record.service)["status"] for record in records if record.service)
    assert sum(states.values()) == 3_487
    assert states["active"] == 3_487 - 380


def test_three_quarters_of_warm_spaces_times_are_read(read: Any) -> None:
    records, _notes = read(next(path for path in FILES if path.stem == "warm_welcome"))
    schedules = [orjson.loads(one.service).get("schedules") for one in records if one.service]
    stated = [each for each in schedules if each]
    read_whole = [each for each in stated if all("opens_at" in one for one in each)]
    assert len(read_whole) >= 0.75 * len(stated)


def test_an_incomplete_page_is_known_as_one(read: Any) -> None:
    records, notes = read(next(path for path in FILES if path.stem == "bristol"))
    assert len(records) == 3
    assert notes.stated_total == 874
    assert notes.incomplete
