"""A client generated from our description: nothing is dropped, its types hold, it works."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from api.generate import TARGET

USING_IT = Path(__file__).with_name("using_it.py")
# What it makes of our description; `client.py` is the same for everybody.
OURS = ("fingerpost_client/models", "fingerpost_client/api")


@pytest.fixture(scope="module")
def environment(client_programs: Path) -> dict[str, str]:
    own = {name: said for name, said in os.environ.items() if not name.startswith("PYTHON")}
    return {**own, "PATH": f"{client_programs}{os.pathsep}{own['PATH']}", "NO_COLOR": "1"}


def _run(environment: dict[str, str], folder: Path, *command: str) -> str:
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def generated(
    environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """The folder that holds the client's package, and what its making told."""
    folder = tmp_path_factory.mktemp("generated-client")
    told = _run(
        environment,
        folder,
        *("openapi-python-client", "generate", "--path", str(TARGET)),
        *("--meta", "none", "--output-path", "fingerpost_client"),
    )
    return folder, told


def test_nothing_of_the_description_is_dropped(generated: tuple[Path, str]) -> None:
    folder, told = generated
    assert "arning" not in told, told
    operations = [
        said["operationId"]
        for methods in json.loads(TARGET.read_text("utf-8"))["paths"].values()
        for said in methods.values()
    ]
    made = {file.stem for file in folder.glob("fingerpost_client/api/*/*.py")} - {"__init__"}
    assert len(made) == len(operations)


def test_its_types_hold(generated: tuple[Path, str], environment: dict[str, str]) -> None:
    folder, _ = generated
    program = folder / USING_IT.name
    program.write_text(USING_IT.read_text("utf-8"), "utf-8")
    _run(environment, folder, *("mypy", "--strict", "--follow-imports=silent"), *OURS, program.name)


def test_it_searches_reads_and_submits(
    generated: tuple[Path, str], environment: dict[str, str], demonstration_server: str
) -> None:
    folder, _ = generated
    with_client = {**environment, "PYTHONPATH": str(folder)}
    said = json.loads(_run(with_client, folder, "python", str(USING_IT), demonstration_server))
    assert said.pop("found") == said.pop("found privately") > 100
    assert said == {
        "same": True,
        "sources": True,
        "page": 3,
        "same service": True,
        "changes": 200,
        "refused": 422,
        "state": "submitted",
    }
