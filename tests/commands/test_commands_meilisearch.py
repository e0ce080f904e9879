"""The commands with Meilisearch as engine: keys made once, the index built and told of."""

import json
import os
from pathlib import Path

import pytest

from tests.fixtures.commanding import Done, Run, fingerpost
from tests.fixtures.meilisearch import MASTER_KEY, MeilisearchServer


@pytest.fixture
def run(tmp_path: Path, meilisearch_server: MeilisearchServer) -> Run:
    """Runs `fingerpost` in a folder of its own, with the server of the tests and more settings."""
    own = {
        "FINGERPOST_DATA_DIR": str(tmp_path),
        "FINGERPOST_SEARCH_URL": meilisearch_server.url,
        "FINGERPOST_SEARCH_PREFIX": "commands",
    }

    def run(*arguments: str, said: str = "", code: int = 0, **settings: str) -> Done:
        return fingerpost({**os.environ, **own, **settings}, *arguments, said=said, code=code)

    return run


def test_keys_are_made_once_and_the_index_is_built_with_them(run: Run, tmp_path: Path) -> None:
    assert "search-keys" in run("reindex", code=2).stderr
    keys = json.loads(run("search-keys", "--json", said=f"{MASTER_KEY}\n").stdout)
    assert keys.keys() == {"FINGERPOST_SEARCH_KEY", "FINGERPOST_SEARCH_WRITER_KEY"}
    assert json.loads(run("reindex", "--status", "--json", code=3, **keys).stdout) == {
        "position": None,
        "changes": 0,
        "seconds": 0.0,
    }
    file = tmp_path / "writer-key"
    file.write_text(keys.pop("FINGERPOST_SEARCH_WRITER_KEY") + "\n")
    keys["FINGERPOST_SEARCH_WRITER_KEY_FILE"] = str(file)
    assert json.loads(run("reindex", "--json", **keys).stdout)["listings"] == 0
    assert json.loads(run("reindex", "--status", "--json", **keys).stdout)["position"] == 0


def test_a_wrong_master_key_makes_none(run: Run) -> None:
    assert "no keys were made" in run("search-keys", said="wrong\n", code=1).stderr
    assert "no master key" in run("search-keys", code=2, MEILI_MASTER_KEY="").stderr


def test_a_master_key_that_is_to_write_is_told_at_the_start(run: Run) -> None:
    keys = json.loads(run("search-keys", "--json", said=f"{MASTER_KEY}\n").stdout)
    run("reindex", **keys)
    own = run("reindex", "--status", **keys)
    mighty = {**keys, "FINGERPOST_SEARCH_WRITER_KEY": MASTER_KEY}
    told = run("reindex", "--status", **mighty)
    assert "FINGERPOST_SEARCH_WRITER_KEY may read and make keys" in told.stderr
    assert own.stderr == ""


def test_the_master_key_is_refused(run: Run) -> None:
    mighty = {"FINGERPOST_SEARCH_KEY": MASTER_KEY, "FINGERPOST_SEARCH_WRITER_KEY": MASTER_KEY}
    assert "expected a key that only searches" in run("reindex", code=1, **mighty).stderr


def test_an_address_that_is_none_is_refused(run: Run) -> None:
    assert "FINGERPOST_SEARCH_URL" in run("reindex", code=2, FINGERPOST_SEARCH_URL="ftp://x").stderr
