"""A file of a secret that cannot be read: which setting, which file, what is wrong, what to do."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runtime.secret_files import SecretUnreadable, read_secret
from tests.fixtures.commanding import fingerpost
from tests.fixtures.served import environment

NOBODY = 65534


def _missing(file: Path) -> None:
    file.symlink_to(file.with_name("nowhere"))


def _garbled(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")


WRONG = [
    (_missing, "is not there: write the file"),
    (Path.mkdir, "is a folder: put the file in its place"),
    (_garbled, "is not text in UTF-8: write the file anew"),
]


@pytest.mark.parametrize(("spoil", "expected"), WRONG)
def test_a_file_in_the_folder_of_secrets(
    spoil: Callable[[Path], None], expected: str, tmp_path: Path
) -> None:
    (tmp_path / "secrets").mkdir()
    file = tmp_path / "secrets" / "fingerpost_database_url"
    spoil(file)
    told = {"FINGERPOST_SECRETS_DIR": str(file.parent)}
    said = fingerpost({**environment(tmp_path / "data"), **told}, "jobs", code=2).stderr
    assert said.startswith(f"FINGERPOST_DATABASE_URL is in {file}, which {expected}")


@pytest.mark.parametrize(
    "name", ["FINGERPOST_SEARCH_KEY_FILE", "FINGERPOST_SEARCH_WRITER_KEY_FILE"]
)
@pytest.mark.parametrize(("spoil", "expected"), WRONG)
def test_a_file_that_a_setting_names(
    name: str, spoil: Callable[[Path], None], expected: str, tmp_path: Path
) -> None:
    spoil(tmp_path / "key")
    told = {name: str(tmp_path / "key"), "FINGERPOST_SEARCH_URL": "http://127.0.0.1:9"}
    env = {**environment(tmp_path / "data"), **told}
    said = fingerpost(env, "reindex", "--status", code=2).stderr
    assert said.startswith(f"{name} is in {tmp_path / 'key'}, which {expected}")


def test_a_folder_of_secrets_that_is_not_there(tmp_path: Path) -> None:
    told = {"FINGERPOST_SECRETS_DIR": str(tmp_path / "nowhere")}
    said = fingerpost({**environment(tmp_path / "data"), **told}, "jobs", code=2).stderr
    assert f"FINGERPOST_SECRETS_DIR is {tmp_path / 'nowhere'}; expected a folder" in said


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Root may read every file; whoever runs the tests as root is nobody meanwhile."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(own)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A file that its owner alone may open, and not even that."""
    file = tmp_path / "key"
    file.write_text("canary")
    file.chmod(0)
    return file


@pytest.mark.usefixtures("closed", "as_nobody")
def test_a_file_that_belongs_to_somebody_else(tmp_path: Path) -> None:
    with pytest.raises(SecretUnreadable) as told:
        read_secret("FINGERPOST_SEARCH_KEY_FILE", tmp_path / "key")
    assert f"which user {os.geteuid()} may not read: chown {os.geteuid()}" in str(told.value)
