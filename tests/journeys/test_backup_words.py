"""What an operator has said about words is in a backup, and comes back."""

import zipfile
from pathlib import Path

import pytest

from journeys.backup.restoring import Destination, restore
from journeys.backup.taking import Belongings, take_backup
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fixtures.backups import destination

TERMS = '[terms]\n"knit and natter" = "social-group"\n'


@pytest.fixture
def backup(sqlite_database: Database, clock: FrozenClock, tmp_path: Path) -> Path:
    terms, synonyms = tmp_path / "own-terms.toml", tmp_path / "own.txt"
    terms.write_text(TERMS)
    synonyms.write_text("brew, cuppa\n")
    file = tmp_path / "backup.zip"
    kept = Belongings(
        ledger=tmp_path / "none.jsonl",
        sources=(),
        settings={},
        terms=terms,
        words={"synonyms.txt": synonyms},
    )
    take_backup(sqlite_database, kept, file, "0.0.0", clock.now())
    return file


@pytest.fixture
def to(sqlite_database: Database, tmp_path: Path) -> Destination:
    folder = tmp_path / "restored"
    folder.mkdir()
    return destination(sqlite_database, folder)


def test_terms_come_back(backup: Path, to: Destination, clock: FrozenClock) -> None:
    restored = restore(backup, to, clock)
    assert to.terms.read_text() == TERMS
    assert restored.files == ("terms.toml",)


def test_terms_that_differ_are_left_as_they_are(
    backup: Path, to: Destination, clock: FrozenClock
) -> None:
    to.terms.write_text("# said since")
    assert restore(backup, to, clock).differing == (str(to.terms),)
    assert to.terms.read_text() == "# said since"


def test_lists_that_settings_name_are_there_to_be_read(
    backup: Path, to: Destination, clock: FrozenClock
) -> None:
    with zipfile.ZipFile(backup) as archive:
        assert archive.read("words/synonyms.txt") == b"brew, cuppa\n"
    restore(backup, to, clock)
    assert [one.name for one in to.terms.parent.iterdir()] == ["terms.toml"]
