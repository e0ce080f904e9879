"""The commands of the guide and of the nightly timer agree with compose.yaml."""

import configparser
import os
import re
import shlex
import subprocess
import time
from pathlib import Path, PurePosixPath

import pytest
import typer

from commands.main import app
from tests.fixtures.served import ROOT
from tests.operations.test_container import SERVICES

GUIDE = (ROOT / "docs" / "run-it-for-real.md").read_text("utf-8")
SYSTEMD = ROOT / "deploy" / "systemd"
BLOCKS = "\n".join(re.findall(r"^```sh\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL))
IN_WORDS = " ".join(GUIDE.replace(BLOCKS, "").split())
RUNS = re.findall(r"^fp (?:run|exec) .*", BLOCKS, re.MULTILINE)
RUNS += re.findall(r"`(fp (?:run|exec) [^`]*)`", IN_WORDS)
KNOWN = typer.main.get_command(app)
MOUNTS = {
    name: {one["target"] for one in service.get("volumes", ()) if isinstance(one, dict)}
    for name, service in SERVICES.items()
}


def _unit(name: str) -> configparser.ConfigParser:
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(SYSTEMD / name)
    return read


def _agrees(line: str) -> None:
    """A service of compose.yaml, a command of ours with its options, and folders that it has."""
    words = shlex.split(line.partition("|")[0].partition("<")[0], comments=True)
    first = next(at for at, one in enumerate(words[2:], 2) if not one.startswith("-"))
    service, said = words[first], words[first + 1 :]
    if words[1] == "exec":
        assert said.pop(0) == "fingerpost", line
    assert service in SERVICES, line
    command = KNOWN.commands[said[0]]  # type: ignore[attr-defined]
    options = {name for one in command.params for name in one.opts}
    assert {one for one in said[1:] if one.startswith("--")} <= options, line
    for path in (PurePosixPath(one) for one in said[1:] if one.startswith("/")):
        assert f"/{path.parts[1]}" in MOUNTS[service], line


@pytest.mark.parametrize("line", RUNS)
def test_a_command_of_the_guide_can_be_run(line: str) -> None:
    _agrees(line)


def test_the_guide_has_commands_for_each_turn() -> None:
    told = " ".join(RUNS)
    wanted = ("search-keys", "harvest", "backup", "restore", "proof", "migrate --to", "withdraw")
    for one in wanted:
        assert one in told


def test_the_timer_makes_the_backup_that_the_guide_makes() -> None:
    service = _unit("fingerpost-backup.service")["Service"]
    alias = re.search(r"^alias fp='docker (.*)'$", BLOCKS, re.MULTILINE)
    assert alias
    assert service["ExecStart"].startswith(f"/usr/bin/docker {alias[1]} run ")
    line = service["ExecStart"].replace(f"/usr/bin/docker {alias[1]}", "fp")
    assert line in re.sub(" +#.*", "", BLOCKS).splitlines()
    timer = _unit("fingerpost-backup.timer")["Timer"]
    assert timer["Persistent"] == "true"
    for file in SYSTEMD.iterdir():
        assert file.name.startswith("fingerpost-backup."), "the guide copies no other"


def test_old_backups_are_looked_for_where_the_guide_puts_them() -> None:
    clears = shlex.split(_unit("fingerpost-backup.service")["Service"]["ExecStartPost"])
    folder = re.search(r"^FINGERPOST_BACKUPS=(\S+)$", BLOCKS, re.MULTILINE)
    assert folder
    assert clears[1] == folder[1]
    owner = SERVICES["worker"]["user"].partition(":")[0]
    assert f"install -d -o {owner} -g {owner} -m 700 {folder[1]}" in BLOCKS
    assert f"deletes files older than {clears[clears.index('-mtime') + 1].lstrip('+')} days" in (
        IN_WORDS
    )


def test_what_is_old_goes_and_what_a_broken_off_backup_left(tmp_path: Path) -> None:
    clears = shlex.split(_unit("fingerpost-backup.service")["Service"]["ExecStartPost"])
    days = {"fingerpost-a.zip": 34, "fingerpost-b.zip": 37, "fingerpost-b.zip.json": 37, "b": 37}
    days |= {".fingerpost-a.zip.7.partial": 0, ".fingerpost-b.zip.7.partial": 3}
    for name, age in days.items():
        (tmp_path / name).touch()
        at = time.time() - age * 86_400
        os.utime(tmp_path / name, (at, at))
    subprocess.run([*clears[:1], str(tmp_path), *clears[2:]], check=True)
    left = {one.name for one in tmp_path.iterdir()}
    assert left == {"fingerpost-a.zip", "b", ".fingerpost-a.zip.7.partial"}


def test_where_a_backup_is_tried_out_nothing_of_the_directory_is_reached() -> None:
    proof = SERVICES["proof"]
    assert proof["network_mode"] == "none"
    assert "networks" not in proof
    assert "secrets" not in proof
    assert proof["environment"] == dict.fromkeys(
        ("FINGERPOST_DATABASE_URL", "FINGERPOST_SEARCH_URL"), ""
    )
    own, backups = proof["volumes"]
    assert own == "proof:/data"
    assert backups["read_only"] is True
    assert backups["target"] == "/backups"


def test_the_guide_tries_out_with_both_addresses_set_to_nothing() -> None:
    elsewhere = [line for line in BLOCKS.splitlines() if "FINGERPOST_DATA_DIR=" in line]
    assert len(elsewhere) == 1
    assert elsewhere[0].endswith("FINGERPOST_DATABASE_URL= FINGERPOST_SEARCH_URL=")
