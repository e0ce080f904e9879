"""The made-up directories: what they hold, how far they overlap, that nothing in them is real."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from directory.awards.files import read_file
from directory.awards.grants import OrganizationSubject, RecordSubject
from examples.demo import council, links, make, sheet
from examples.demo.catalogue import DIRECTORIES, FOLDER, load
from examples.demo.entries import Entry
from examples.demo.feeds import demonstration
from examples.demo.times import openings, spoken

KEPT_FREE = (
    re.compile(r"0161 496 0\d{3}"),
    re.compile(r"0808 157 0\d{3}"),
    re.compile(r"07700 900\d{3}"),
    re.compile(r"0909 879 0\d{3}"),
)


def _plain(name: str) -> str:
    return re.sub(r"\W+", " ", name.casefold()).strip()


def _certain(entry: Entry) -> int:
    """In how many directories the entry has one name and one postcode."""
    told = [entry.told_by(directory) for directory in entry.where]
    places = Counter(
        (_plain(each.name), each.at.postcode.upper().replace(" ", "")) for each in told if each.at
    )
    return max(places.values(), default=0)


def test_some_hundreds_of_services_in_three_directories() -> None:
    feeds = demonstration()
    held = (len(feeds.council), len(feeds.links), len(feeds.sheet))
    assert all(130 <= each <= 170 for each in held), held
    assert len(load()) == 299


def test_a_third_of_the_services_stand_in_more_than_one_directory() -> None:
    shared = [entry for entry in load() if _certain(entry) > 1]
    assert 0.30 <= len(shared) / len(load()) <= 0.37


def test_some_are_nearly_alike_and_no_more() -> None:
    apart = [entry for entry in load() if entry.at and _certain(entry) < len(entry.where)]
    assert len(apart) >= 10
    assert any(len(entry.where) == 3 for entry in apart)


def test_six_food_banks_of_one_charity_have_one_name_and_six_places() -> None:
    six = [entry for entry in load() if entry.by.key == "bread-and-salt"]
    assert len(six) == 6
    assert {entry.name for entry in six} == {"Bread and Salt Food Bank"}
    assert len({entry.at.postcode for entry in six if entry.at}) == 6


def test_nobody_fleeing_is_sent_to_an_address() -> None:
    assert all(entry.at is None for entry in load() if "Domestic abuse support" in entry.kind)


def test_every_directory_is_the_same_each_time_it_is_made(tmp_path: Path) -> None:
    written = [
        b"".join(file.read_bytes() for file in make.write(tmp_path / each))
        for each in ("first", "second")
    ]
    council_again = json.dumps([council.record(e.told_by("council")) for e in load()])
    assert written[0] == written[1]
    assert council_again == json.dumps([council.record(e.told_by("council")) for e in load()])


def test_every_telephone_number_is_one_that_is_kept_free() -> None:
    files = [file for file in FOLDER.glob("*.toml") if file.stem != "places"]
    numbers = re.findall(r"\b0\d{2,4} \d{3,4} \d{3,4}\b", "\n".join(f.read_text() for f in files))
    assert len(numbers) > 60
    strangers = [number for number in numbers if not any(r.match(number) for r in KEPT_FREE)]
    assert strangers == []


def test_every_address_on_the_web_ends_in_example() -> None:
    hosts = {
        host
        for file in FOLDER.glob("*.toml")
        for host in re.findall(r"(?:https?://|@)([\w.-]+)", file.read_text())
    }
    assert hosts
    assert [host for host in hosts if not host.endswith(".example")] == []


def test_what_is_said_of_an_entry_by_a_directory_is_said_where_it_stands() -> None:
    for entry in load():
        assert set(entry.where) <= set(DIRECTORIES), entry.key
        assert set(entry.odd) <= set(entry.where), entry.key


def test_the_spreadsheet_is_windows_1252_with_pounds_and_curly_quotes() -> None:
    said = sheet.written(sheet.rows())
    assert not said.startswith(b"\xef\xbb\xbf")
    assert b"\xa3" in said
    assert b"\x92" in said
    with pytest.raises(UnicodeDecodeError):
        said.decode("utf-8")


def test_awards_go_to_records_and_organisations_that_are_there() -> None:
    feeds = demonstration()
    keys = {
        "crossmere_council": {said.get("id") for said in feeds.council},
        "crossmere_links": {said["id"] for said in feeds.links},
        "crossmere_sheet": {row["Ref"] for row in feeds.sheet},
    }
    charities = {f"GB-CHC-{entry.by.charity}" for entry in load()}
    awards = read_file(FOLDER.parent / "awards.toml").award
    assert len(awards) == 30
    for award in awards:
        if isinstance(award.subject, RecordSubject):
            assert award.subject.key in keys[award.subject.source], award.subject
        elif isinstance(award.subject, OrganizationSubject):
            assert award.subject.organization in charities


def test_times_are_written_once_and_spoken_as_people_do() -> None:
    times = openings("MO-WE 09:30-12:00; 2FR 18:00-23:59")
    assert [each.days for each in times] == [("MO", "TU", "WE"), ("2FR",)]
    assert spoken(times) == (
        "Monday to Wednesday 9.30am - 12noon, second Friday of the month 6pm - midnight"
    )
    with pytest.raises(ValueError, match="expected times"):
        openings("Tuesdays")


def test_links_says_what_was_chosen_and_what_stands_above_it() -> None:
    entry = next(each for each in load() if each.key == "tea-and-talk-sale-moor")
    categories = links.record(entry.told_by("links"))["categories"]
    assert [(each["slug"], each["selected"]) for each in categories] == [
        ("company-and-friendship", False),
        ("social-groups", True),
        ("coffee-mornings", True),
    ]
