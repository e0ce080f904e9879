"""deploy/make-secrets.sh and deploy/keep-search-keys.sh: what they leave, and for whom."""

import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.served import ROOT
from tests.operations.test_container import COMPOSE, SERVICES, secrets_of

RECORDING = '#!/bin/sh\necho "$@" >> "$(dirname "$0")/owners"\n'


@pytest.fixture
def deploy(tmp_path: Path) -> Path:
    """A copy of the scripts beside an empty folder of secrets, where `chown` is written down."""
    made = tmp_path / "deploy"
    (made / "secrets").mkdir(parents=True)
    for name in ("make-secrets.sh", "keep-search-keys.sh"):
        shutil.copy(ROOT / "deploy" / name, made)
    (tmp_path / "chown").write_text(RECORDING)
    (tmp_path / "chown").chmod(0o755)
    return made


def _run(deploy: Path, script: str, said: str = "") -> "subprocess.CompletedProcess[str]":
    env: dict[str, Any] = {**os.environ, "PATH": f"{deploy.parent}:{os.environ['PATH']}"}
    command = [str(deploy / script)]
    return subprocess.run(command, env=env, input=said, capture_output=True, text=True, check=False)


def _made(deploy: Path) -> dict[str, str]:
    assert _run(deploy, "make-secrets.sh").returncode == 0
    return {file.name: file.read_text() for file in (deploy / "secrets").iterdir()}


def test_every_secret_of_the_services_is_made_once(deploy: Path) -> None:
    made = _made(deploy)
    assert set(made) == set(COMPOSE["secrets"])
    drawn = [text for name, text in made.items() if name.endswith(("_password", "_master_key"))]
    assert len(set(drawn)) == 5
    assert {len(text) for text in drawn} == {64}
    for role in ("migrating", "harvesting", "serving"):
        password = made[f"postgres_{role}_password"]
        expected = f"postgresql+psycopg://fingerpost_{role}:{password}@postgis/fingerpost"
        assert made[f"fingerpost_{role}_url"] == expected
    assert _made(deploy) == made


def test_each_can_be_read_by_the_user_of_its_containers_alone(deploy: Path) -> None:
    made = _made(deploy)
    modes = {stat.S_IMODE((deploy / "secrets" / name).stat().st_mode) for name in made}
    assert modes == {0o600}
    owner = {
        name: words[0]
        for words in map(str.split, (deploy.parent / "owners").read_text().splitlines())
        for name in words[1:]
    }
    for service, one in SERVICES.items():
        for source in secrets_of(service).values():
            assert one["user"].startswith(f"{owner[source]}:"), (service, source)


def test_the_keys_of_search_are_put_where_they_belong(deploy: Path) -> None:
    _made(deploy)
    told = "FINGERPOST_SEARCH_KEY=one\nFINGERPOST_SEARCH_WRITER_KEY=t=wo\n"
    assert _run(deploy, "keep-search-keys.sh", told).returncode == 0
    kept = [deploy / "secrets" / f"fingerpost_search_{name}" for name in ("key", "writer_key")]
    assert [file.read_text() for file in kept] == ["one", "t=wo"]
    assert _run(deploy, "keep-search-keys.sh", "something else\n").returncode == 1
    assert [file.read_text() for file in kept] == ["one", "t=wo"]
