"""How many listings a process that searches holds is the operator's to say."""

from pathlib import Path

import pytest

from commands.engine import open_index
from runtime.database import Database
from runtime.settings import Settings
from search.embedded import EmbeddedIndex
from search.language import Language
from tests.fixtures.search import ask, document


@pytest.mark.parametrize(("said", "held"), [(None, 5_001), (5_001, 5_001), (5_000, 0), (0, 0)])
def test_a_process_holds_no_more_than_it_is_told(
    tmp_path: Path, language: Language, said: int | None, held: int
) -> None:
    settings = Settings(data_dir=tmp_path, listings_held=said)
    database = Database(f"sqlite:///{tmp_path / 'unused.sqlite3'}")
    index = open_index(settings, language, database)
    assert isinstance(index, EmbeddedIndex)
    try:
        index.rebuild([document("Tea") for _ in range(5_001)], 1)
        assert ask(index, "tea ").total == 5_001
        assert index.read_ahead(60.0) == held
    finally:
        index.close()
        database.close()
