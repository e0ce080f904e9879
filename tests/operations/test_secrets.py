"""Secrets come from files, and are written nowhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.settings import Settings
from tests.fixtures.commanding import Done, fingerpost
from tests.fixtures.served import ROOT, environment


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://someone:canary@db.example:5432/fingerpost",
        "postgresql+psycopg://someone:ca%2Fnary@db.example/fingerpost?sslmode=require",
        "postgresql+psycopg://db.example/fingerpost?user=someone&password=canary",
    ],
)
def test_settings_are_kept_without_secrets(tmp_path: Path, url: str) -> None:
    settings = Settings(
        data_dir=tmp_path, database_url=url, search_key="canary", search_writer_key="canary"
    )
    kept = f"{settings.without_secrets()}"
    assert "nary" not in kept
    assert "db.example" in kept


def test_a_setting_may_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "fingerpost_contact").write_text("from-a-file@fingerpost.example\n")
    env = environment(tmp_path / "data", secrets_dir=tmp_path)
    code = "from runtime.settings import Settings; print(Settings().contact)"
    for said, expected in (
        ({}, "from-a-file@fingerpost.example"),
        ({"FINGERPOST_CONTACT": "said@fingerpost.example"}, "said@fingerpost.example"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT, env={**os.environ, **env, **said}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout.strip() == expected


def test_a_backup_on_the_command_line(tmp_path: Path) -> None:
    """Taken, refused where it would overwrite, restored beside, refused when it is cut off."""
    (tmp_path / "data" / "sources").mkdir(parents=True)
    env = environment(tmp_path / "data", contact="made-up@fingerpost.example")

    def run(*arguments: str, code: int = 0, **more: str) -> Done:
        done = fingerpost({**env, **more}, *arguments, code=code)
        assert "Traceback" not in done.stderr
        return done

    file = tmp_path / "b.zip"
    assert json.loads(run("backup", str(file), "--json").stdout)["revision"]
    assert "there already" in run("backup", str(file), code=2).stderr
    assert (tmp_path / "data" / "last-backup.json").exists()
    other = {"FINGERPOST_DATA_DIR": str(tmp_path / "other")}
    assert json.loads(run("restore", str(file), "--json", **other).stdout)["rows"] >= 1
    assert "not a file" in run("restore", str(tmp_path), code=2, **other).stderr
    file.write_bytes(file.read_bytes()[:500])
    assert "Nothing was restored" in run("restore", str(file), code=1, **other).stderr
