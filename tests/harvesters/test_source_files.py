"""Source files: what a good one holds, and what is said of a bad one."""

import pickle
from datetime import timedelta
from pathlib import Path

import pytest

from harvesters.source import SourceFileError, load_source, load_sources, source_files
from tests.fixtures.sources import made_source

GOOD = """
id = "made_up"
title = "Made-up directory"
website = "https://directory.example"
area = ["E08000009"]
refresh = "12h"
priority = 60
dates = "day_first"
[publisher]
name = "Example Voluntary Council (made up)"
org_id = "GB-CHC-9900001"
[licence]
name = "Open Government Licence v3.0"
[[attribution]]
text = "Example Voluntary Council"
[reader]
kind = "table"
url = "https://directory.example/groups.csv"
[pace]
pause_s = 2.5
[expect]
least = 10
most = 200
[fields]
name = "Name"
address = ["Street", "Town"]
service_identifier.ods = "ODS code"
"organization_identifier.GB-CHC" = "Charity"
[constants]
category = ["food-bank"]
free = true
[values.status]
"Closed" = "defunct"
[ignore]
"internal_*" = "the office's own notes"
"""


def _load(tmp_path: Path, text: str, name: str = "made_up") -> object:
    path = tmp_path / f"{name}.toml"
    path.write_text(text, "utf-8")
    return load_source(path)


def _faults(tmp_path: Path, text: str, name: str = "made_up") -> list[str]:
    with pytest.raises(SourceFileError) as caught:
        _load(tmp_path, text, name)
    return str(caught.value).splitlines()


def test_a_good_file_says_what_a_source_is(tmp_path: Path) -> None:
    path = tmp_path / "made_up.toml"
    path.write_text(GOOD, "utf-8")
    source = load_source(path)
    assert source.refresh == timedelta(hours=12)
    assert source.day_first is True
    assert source.pace.pause_s == 2.5
    assert (source.expect.least, source.expect.most) == (10, 200)
    assert source.fields == {
        "name": ("Name",),
        "address": ("Street", "Town"),
        "service_identifier.ods": ("ODS code",),
        "organization_identifier.GB-CHC": ("Charity",),
    }
    assert source.constants == {"category": ("food-bank",), "free": ("yes",)}
    assert source.values == {"status": {"closed": ("defunct",)}}


def test_the_directory_learns_who_and_under_what_licence(tmp_path: Path) -> None:
    path = tmp_path / "made_up.toml"
    path.write_text(GOOD, "utf-8")
    facts = load_source(path).facts()
    assert (facts.id, facts.priority, facts.licence.name) == (
        "made_up",
        60,
        "Open Government Licence v3.0",
    )
    assert [one.text for one in facts.attribution] == ["Example Voluntary Council"]


def test_a_source_travels_to_other_processes() -> None:
    source = made_source()
    assert pickle.loads(pickle.dumps(source)) == source  # written a moment ago


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('id = "made_up"', 'id = "Made up"', 'id is "Made up"; expected small letters'),
        (
            'id = "made_up"',
            'id = "other"',
            'id is "other"; expected "made_up", the name of the file',
        ),
        ('title = "Made-up directory"', "", "title; expected a value: this key is missing"),
        ('title = "Made-up', 'titel = "x"\ntitle = "Made-up', 'did you mean "title"?'),
        (
            'refresh = "12h"',
            'refresh = "soon"',
            'refresh is "soon"; expected a number with m, h, d',
        ),
        ('refresh = "12h"', 'refresh = "1m"', 'refresh is "1m"; expected a number with m, h, d'),
        ("priority = 60", "priority = 100", "priority is 100; expected a value less than or equal"),
        (
            'area = ["E08000009"]',
            'area = ["Trafford"]',
            'area.0 is "Trafford"; expected an ONS area',
        ),
        ('dates = "day_first"', 'dates = "uk"', "dates is \"uk\"; expected one of 'day_first'"),
        (
            'name = "Open',
            'nmae = "x"\nname = "Open',
            'licence.nmae is "x"; expected one of the known',
        ),
        ('kind = "table"', 'kind = "tabel"', 'reader.kind is "tabel"; expected one of'),
        ('url = "https://directory.example/groups', 'url = "ftp://x/groups', "reader.url is"),
        ("pause_s = 2.5", 'pause_s = "slow"', 'pace.pause_s is "slow"; expected a number'),
        ("least = 10", "least = 300", "expect; expected `least` to be at most `most`"),
        (
            'name = "Name"',
            'nmae = "Name"',
            'fields.nmae is "Name"; expected the name of one of our',
        ),
        ('name = "Name"', 'name = "Name"\nwebsite = "W"', 'did you mean "url"?'),
        (
            'name = "Name"',
            'name = "Name"\nphone = 3',
            "fields.phone is 3; expected the name of a col",
        ),
        (
            'name = "Name"',
            'name = "Name"\nphone = []',
            "fields.phone is []; expected the name of a c",
        ),
        ('name = "Name"\n', "", "expected `fields.name`"),
        ('["food-bank"]', '["foodbank"]', 'constants.category is "foodbank"; expected one of the'),
        ('["food-bank"]', '["foodbank"]', 'did you mean "food-bank"?'),
        ("free = true", 'free = "perhaps"', 'constants.free is "perhaps"; expected true or false'),
        ("free = true", 'key = "x"', "constants.key"),
        ("free = true", 'need = "loneliness"\nneeds = "x"', 'did you mean "need"?'),
        (
            '"defunct"',
            '"shut"',
            'values.status.Closed is "shut"; expected one of: active, inactive',
        ),
        ('"the office\'s own notes"', '""', "expected the reason why this field is left out"),
    ],
)
def test_what_is_wrong_is_said_with_key_value_and_what_was_expected(
    tmp_path: Path, good: str, bad: str, fault: str
) -> None:
    assert good in GOOD
    faults = _faults(tmp_path, GOOD.replace(good, bad, 1))
    assert any(fault in one for one in faults), faults
    assert all(one.startswith("made_up.toml: ") for one in faults)


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('"12h"', '"soon"').replace('"food-bank"', '"foodbank"')
    assert len(_faults(tmp_path, text.replace('name = "Name"', 'nmae = "Name"'))) >= 3


def test_a_line_that_is_no_toml_is_shown(tmp_path: Path) -> None:
    faults = _faults(tmp_path, 'id = "made_up"\ntitle = \n[publisher]\n')
    assert faults == ["made_up.toml: line 2 is `title =`; expected a line of TOML (invalid value)"]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "made_up.toml"
    path.write_bytes('title = "Café"'.encode("cp1252"))
    with pytest.raises(SourceFileError, match="expected UTF-8"):
        load_source(path)


def test_sources_of_several_folders_come_in_order(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder, name in ((ours, "beta"), (theirs, "alpha")):
        folder.mkdir()
        (folder / f"{name}.toml").write_text(GOOD.replace('"made_up"', f'"{name}"'), "utf-8")
    assert [source.id for source in load_sources([ours, theirs])] == ["alpha", "beta"]
    assert [path.stem for path in source_files([ours, tmp_path / "not there"])] == ["beta"]


def test_one_id_in_two_folders_is_refused(tmp_path: Path) -> None:
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "made_up.toml").write_text(GOOD, "utf-8")
    with pytest.raises(SourceFileError, match="an id that no other source file has"):
        load_sources([tmp_path / "ours", tmp_path / "theirs"])
