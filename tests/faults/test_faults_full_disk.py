"""A disk that runs full: every command says so, loses nothing, and goes on when there is room."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from places.gazetteer import Gazetteer
from tests.fixtures.served import environment, with_places
from tests.fixtures.small_disk import MEGABYTE, SmallDisk

SIZE = 64 * MEGABYTE
FEW, MANY = 50, 1_500
SOURCE = """
id = "clubs"
title = "Clubs (made up)"
publisher = { name = "Somebody made up" }
licence = { name = "Open Government Licence v3.0" }
reader = { kind = "table", url = "https://clubs.example/clubs.csv", local = "clubs.csv" }
[fields]
name = "name"
postcode = "postcode"
description = "description"
"""


class Operator:
    """Whoever runs commands with a data folder on a small disk; the feed lies elsewhere."""

    def __init__(self, disk: SmallDisk, folder: Path) -> None:
        self.disk, self._feed = disk, folder / "feed"
        self._feed.mkdir()
        (self._feed / "clubs.toml").write_text(SOURCE)
        self.data = disk.folder / "data"
        places = with_places(folder / "elsewhere") / "places"
        disk.run(["mkdir", str(self.data)])
        disk.run(["ln", "-s", str(places), str(self.data / "places")])
        self._env = {**environment(self.data), "TMPDIR": str(folder)}

    def feed_holds(self, count: int) -> None:
        said = "Tea, talk and company for whoever comes. " * 20
        rows = (f"Club {n} (made up),M33 7ZF,{said}{n}\n" for n in range(count))
        (self._feed / "clubs.csv").write_text("name,postcode,description\n" + "".join(rows))

    def does(self, *command: str) -> str:
        code, said, complaint = self._run(*command)
        assert code == 0, complaint
        return said

    def cannot(self, *command: str) -> str:
        """What it says to a person: in words, and without a traceback."""
        code, said, complaint = self._run(*command)
        assert code == 1, (said, complaint)
        assert "Traceback" not in complaint
        return complaint

    def tries(self, *command: str) -> None:
        """It does it, or says in words why not."""
        code, said, complaint = self._run(*command)
        assert code in (0, 1), (said, complaint)
        assert "Traceback" not in complaint

    def harvest(self) -> tuple[str, ...]:
        return ("harvest", "--sources", str(self._feed), "--local", str(self._feed))

    def found(self) -> int:
        """How many a search finds, by the index or by the database in its place."""
        return int(json.loads(self.does("search", "club", "--json"))["total"])

    def _run(self, *command: str) -> tuple[int, str, str]:
        done = self.disk.run([sys.executable, "-m", "commands", *command], self._env)
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def operator(
    small_disk: Callable[[int], SmallDisk], tmp_path: Path, gazetteer: Gazetteer
) -> Operator:
    assert gazetteer.postcode("M33 7ZF") is not None
    made = Operator(small_disk(SIZE), tmp_path)
    made.feed_holds(FEW)
    made.does(*made.harvest())
    assert made.found() == FEW
    return made


def test_a_full_disk_is_said_and_nothing_is_lost(operator: Operator) -> None:
    backup = str(operator.data / "backup.zip")
    operator.feed_holds(MANY)
    operator.disk.fill(left=MEGABYTE // 2)
    assert "full" in operator.cannot(*operator.harvest())
    operator.disk.fill()
    for command in (("export",), ("backup", backup), ("reindex",), ("reindex", "--from-scratch")):
        said = operator.cannot(*command)
        assert "full" in said or "No space left" in said, (command, said)
    operator.disk.free()
    assert operator.found() == FEW
    operator.does(*operator.harvest())
    assert operator.found() == MANY
    for command in (("export",), ("backup", backup), ("reindex",)):
        operator.does(*command)
    assert operator.found() == MANY
    assert json.loads(operator.does("reindex", "--status", "--json"))["changes"] == 0


@pytest.mark.parametrize("left", [2_000_000, 6_000_000])
def test_wherever_a_harvest_runs_full_all_of_it_counts_or_nothing(
    operator: Operator, left: int
) -> None:
    operator.feed_holds(MANY)
    operator.disk.fill(left=left)
    operator.tries(*operator.harvest())
    operator.disk.free()
    assert operator.found() in (FEW, MANY)
    operator.does(*operator.harvest())
    assert operator.found() == MANY
