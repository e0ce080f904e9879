"""Commands are imported when they are called: a server starts without what only others need."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer

from commands.main import app
from commands.offered import COMMANDS

MODULES = Path(__file__).resolve().parents[2] / "commands"
NOT_FOR_SERVING = (
    "alembic",
    "croniter",
    "httpx",
    "meilisearch",
    "procrastinate",
    "pyarrow",
    "pyproj",
    "requests",
    "shapely",
    "harvesters.readers",
    "commands.harvest",
)


def _imported_by(code: str) -> set[str]:
    """The modules that a new process has when it has run the code."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules, sep='\\n')"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(told.stdout.splitlines())


def test_every_module_that_is_a_command_is_offered() -> None:
    offered = {f"{name.replace('-', '_')}.py" for name in COMMANDS}
    with_run = {path.name for path in MODULES.glob("*.py") if "\ndef run(" in path.read_text()}
    assert with_run <= offered
    assert offered <= {path.name for path in MODULES.glob("*.py")}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_is_found_by_its_name(name: str) -> None:
    group = typer.main.get_group(app)
    command = group.commands[name]
    assert command.name == name
    assert command.help


def test_calling_one_imports_no_other() -> None:
    seen = _imported_by("from commands.main import app; import typer; typer.main.get_group(app)")
    assert "commands.offered" in seen
    assert not {one for one in seen if one.startswith("commands.")} - {
        "commands.main",
        "commands.offered",
        "commands.lasting",
    }


@pytest.mark.parametrize("unwanted", NOT_FOR_SERVING)
def test_a_server_starts_without(unwanted: str, imported_for_serving: set[str]) -> None:
    assert unwanted not in imported_for_serving


@pytest.fixture(scope="module")
def imported_for_serving() -> set[str]:
    """What the application imports until it could be served."""
    seen = _imported_by("import commands.serve")
    assert "web.app" in seen
    return seen
