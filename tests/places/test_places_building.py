"""The built file: never trusted when cut short, old or damaged, and never half there."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from places import mapped_file
from places.building import build
from places.mapped_file import NotTrusted, open_mapped
from places.nearest import SECTIONS
from places.opening import FILE_NAME, is_ready, open_gazetteer
from places.register import RegisterMissing
from places.towns import TownsMissing

ROOT = Path(__file__).resolve().parents[2]
KILLED_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
from places import building, mapped_file
def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)
mapped_file.os.fsync = killed
folder, register, towns = map(Path, sys.argv[1:])
building.build(folder, register=register, towns=towns)
"""
KILLED_WHILE_READING = KILLED_WHILE_WRITING.replace(
    "mapped_file.os.fsync = killed", "building.names_section = killed"
)
Build = Callable[[Path], None]


@pytest.fixture
def build_made_up(made_up_register: Path, made_up_towns: Path) -> Build:
    return lambda folder: build(folder, register=made_up_register, towns=made_up_towns)


@pytest.fixture
def built(build_made_up: Build, tmp_path: Path) -> Path:
    folder = tmp_path / "places"
    build_made_up(folder)
    return folder


def test_a_made_up_country_is_built_and_read(built: Path) -> None:
    gazetteer = open_gazetteer(built)
    known = gazetteer.postcode("M1 1AA")
    unplaced = gazetteer.postcode("M99 1AA")
    assert known is not None
    assert (known.authority, known.lat) == ("E08000003", pytest.approx(53.4785, abs=1e-3))
    assert unplaced is not None
    assert (unplaced.lat, unplaced.authority) == (None, None)
    assert gazetteer.postcode("M1 1AC") is None
    assert gazetteer.postcode("M1 9ZZ") is None
    assert gazetteer.postcode("A1 1AA") is None
    assert [one.name for one in gazetteer.named if one.kind == "town"] == ["Little Madeup"]


def test_progress_is_told_from_start_to_end(
    made_up_register: Path, made_up_towns: Path, tmp_path: Path
) -> None:
    told: list[tuple[str, int, int]] = []
    build(
        tmp_path / "places",
        progress=lambda *step: told.append(step),
        register=made_up_register,
        towns=made_up_towns,
    )
    done = [step[1] for step in told]
    assert done == sorted(done)
    assert told[0][1] == 0
    assert told[-1][1] == told[-1][2] == 4


def test_a_folder_is_ready_only_for_what_it_was_built_from(built: Path, tmp_path: Path) -> None:
    assert is_ready(built)
    assert is_ready(built, thorough=True)
    assert not is_ready(built, northern_ireland=True)
    assert not is_ready(tmp_path / "elsewhere")
    with pytest.raises(NotTrusted, match=r"places\.map: missing"):
        open_gazetteer(tmp_path / "elsewhere")


@pytest.mark.parametrize("kept", [0, 10, 40, 300, -1, -4_000])
def test_a_file_cut_short_is_built_again(built: Path, build_made_up: Build, kept: int) -> None:
    path = built / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:kept])
    assert not is_ready(built)
    with pytest.raises(NotTrusted):
        open_gazetteer(built)
    build_made_up(built)
    assert path.read_bytes() == whole


def test_a_file_grown_too_long_is_not_trusted(built: Path) -> None:
    path = built / FILE_NAME
    path.write_bytes(path.read_bytes() + b"\0" * 8)
    assert not is_ready(built)


@pytest.mark.parametrize("at", [0, 8, 14, 60])
def test_a_file_with_a_damaged_head_is_built_again(
    built: Path, build_made_up: Build, at: int
) -> None:
    path = built / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
    assert not is_ready(built)
    build_made_up(built)
    assert path.read_bytes() == whole


def test_damage_further_in_is_seen_by_a_thorough_look(built: Path) -> None:
    path = built / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:-20] + b"damage" + whole[-14:])
    assert is_ready(built)
    assert not is_ready(built, thorough=True)


def test_a_file_of_an_older_format_is_built_again(
    built: Path, build_made_up: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapped_file, "FORMAT", mapped_file.FORMAT + 1)
    assert not is_ready(built)
    with pytest.raises(NotTrusted, match="not of format 2"):
        open_mapped(built / FILE_NAME)
    build_made_up(built)
    assert is_ready(built)


def test_a_file_that_lacks_what_was_added_later_is_built_again(
    built: Path, build_made_up: Build
) -> None:
    path = built / FILE_NAME
    file, whole = open_mapped(path), path.read_bytes()
    older = {name: bytes(file.section(name)) for name in file.sections if name != SECTIONS[-1]}
    mapped_file.write(path, file.made_from, older)
    assert not is_ready(built)
    with pytest.raises(NotTrusted, match=f"made before {SECTIONS[-1]} was part of it"):
        open_gazetteer(built)
    build_made_up(built)
    assert path.read_bytes() == whole


def test_a_file_made_from_an_older_register_is_built_again(
    built: Path, build_made_up: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("places.opening.version", lambda name: "2099.1.1")
    assert not is_ready(built)
    build_made_up(built)
    assert is_ready(built)


@pytest.mark.parametrize("script", [KILLED_WHILE_READING, KILLED_WHILE_WRITING])
def test_a_builder_killed_in_the_middle_leaves_what_was_there(
    tmp_path: Path, made_up_register: Path, made_up_towns: Path, build_made_up: Build, script: str
) -> None:
    folder = tmp_path / "places"
    arguments = [sys.executable, "-c", script, folder, made_up_register, made_up_towns]
    ended = subprocess.run(arguments, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert ended.returncode == -signal.SIGKILL
    assert not (folder / FILE_NAME).exists()
    assert not is_ready(folder)
    build_made_up(folder)
    assert is_ready(folder, thorough=True)
    assert sorted(path.name for path in folder.iterdir()) == ["places.lock", FILE_NAME]


def test_a_failed_build_leaves_the_old_file_in_use(
    built: Path, made_up_towns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    before = (built / FILE_NAME).read_bytes()
    monkeypatch.setattr("places.opening.version", lambda name: "2099.1.1")
    with pytest.raises(RegisterMissing, match="no postcodes_"):
        build(built, register=empty, towns=made_up_towns)
    (empty / "postcodes_A.msgpack.br").write_bytes(b"not brotli")
    with pytest.raises(RegisterMissing, match=r"postcodes_A\.msgpack\.br cannot be read"):
        build(built, register=empty, towns=made_up_towns)
    assert (built / FILE_NAME).read_bytes() == before
    assert open_gazetteer(built).postcode("M1 1AA") is not None


@pytest.mark.parametrize("held", [b"", b"[", b"{}", b'{"1": {"countrycode": "GB"}}'])
def test_towns_that_cannot_be_read_are_said(
    made_up_register: Path, tmp_path: Path, held: bytes
) -> None:
    path = tmp_path / "world.json"
    path.write_bytes(held)
    with pytest.raises(TownsMissing, match=r"world\.json"):
        build(tmp_path / "places", register=made_up_register, towns=path)


def test_two_builders_at_once_build_once(build_made_up: Build, tmp_path: Path) -> None:
    folder = tmp_path / "places"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: build_made_up(folder), range(4)))
    first = (folder / FILE_NAME).stat()
    build_made_up(folder)
    assert (folder / FILE_NAME).stat().st_mtime_ns == first.st_mtime_ns
    assert is_ready(folder, thorough=True)


def test_an_open_gazetteer_outlives_its_file_being_replaced(
    built: Path, build_made_up: Build
) -> None:
    gazetteer = open_gazetteer(built)
    (built / FILE_NAME).unlink()
    build_made_up(built)
    assert gazetteer.postcode("M1 1AB") is not None
