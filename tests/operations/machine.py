"""What a container sees and starts, as processes of this machine: image, services, their checks."""

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.fixtures.ports import free_port
from tests.fixtures.served import PATIENCE_S, environment, with_places
from tests.operations.test_container import DOCKERFILE, SERVICES, image_context, secrets_of

LAST_STAGE = DOCKERFILE.rpartition("\nFROM ")[2].replace("\\\n", " ")
ELSEWHERE = ("FINGERPOST_SEARCH_URL", "FORWARDED_ALLOW_IPS", "FINGERPOST_DRAIN_S")

ROLES = ("migrating", "harvesting", "serving")


def instruction(beginning: str) -> list[str]:
    """The list that an instruction of the image holds."""
    found = re.search(rf"^{beginning}[^\[\n]*(\[.*\])$", LAST_STAGE, re.MULTILINE)
    assert found, beginning
    listed: list[str] = json.loads(found[1])
    return listed


def _env_of_image() -> dict[str, str]:
    said = re.findall(r"^ENV (.*)$", LAST_STAGE, re.MULTILINE)
    return dict(pair.split("=", 1) for pair in " ".join(said).split())


class Machine:
    """A folder that stands for what a container sees, and a port that stands for its 8000."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self.folder, self.port = folder, free_port()
        self.data = with_places(folder / "data")
        self.code = image_context(folder / "context")
        self.secrets = folder / "secrets"
        self.secrets.mkdir()
        for role in ROLES if url else ():
            (self.secrets / f"fingerpost_{role}_url").write_text(f"{url}\n")

    def environment(self, service: str | None = None) -> dict[str, str]:
        """The image's variables and the service's, with this machine's folder and ports."""
        said = SERVICES[service]["environment"] if service else {}
        image = {name: value for name, value in _env_of_image().items() if name != "PATH"}
        here = {
            "FINGERPOST_DATA_DIR": str(self.data),
            "FINGERPOST_SECRETS_DIR": str(self._secrets_of(service)),
            "FINGERPOST_HOST": "127.0.0.1",
            "FINGERPOST_PORT": str(self.port),
            "FINGERPOST_CONTACT": "made-up@fingerpost.example",
            "FINGERPOST_PUBLIC_URL": "https://directory.example",
            "PYTHONPATH": str(self.code),
        }
        if "FINGERPOST_METRICS_PORT" in said:
            here["FINGERPOST_METRICS_PORT"] = str(free_port())
        kept = {name: value for name, value in said.items() if name not in ELSEWHERE}
        return {**environment(self.data), **image, **kept, **here}

    def _secrets_of(self, service: str | None) -> Path:
        """The folder /run/secrets of a service's containers."""
        folder = self.folder / "run" / (service or "image")
        folder.mkdir(parents=True, exist_ok=True)
        for target, source in secrets_of(service).items() if service else ():
            if (self.secrets / source).exists():
                shutil.copyfile(self.secrets / source, folder / target)
        return folder

    def start(self, command: Sequence[str], env: dict[str, str]) -> "subprocess.Popen[bytes]":
        log = (self.folder / "log").open("ab")
        with log:
            return subprocess.Popen(found(command), cwd=self.data, env=env, stdout=log, stderr=log)

    def healthy(self, command: Sequence[str], env: dict[str, str]) -> bool:
        here = [one.replace("127.0.0.1:8000", f"127.0.0.1:{self.port}") for one in command]
        done = subprocess.run(found(here), cwd=self.data, env=env, capture_output=True, check=False)
        return done.returncode == 0

    def ask(self, path: str) -> Any:
        """The JSON that the service `api` answers."""
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE_S) as answer:
            return json.loads(answer.read())

    def wait_until_it_says(self, said: str) -> None:
        """Until some process has written this to the log."""
        deadline = time.monotonic() + PATIENCE_S
        while said not in self.log():
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.1)

    def log(self) -> str:
        return (self.folder / "log").read_text()


def found(command: Sequence[str]) -> list[str]:
    """The command with the programs of this environment, as PATH would find them in the image."""
    programs = {
        "python": sys.executable,
        "fingerpost": str(Path(sys.executable).parent / "fingerpost"),
    }
    return [programs[command[0]], *command[1:]]


@contextmanager
def started(
    machine: Machine, command: Sequence[str], check: Sequence[str], env: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """The process once its health check says so; it is asked to end, and must end with 0."""
    process = machine.start(command, env)
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not machine.healthy(check, env):
            assert process.poll() is None, machine.log()
            assert time.monotonic() < deadline, machine.log()
            time.sleep(0.3)
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE_S) == 0, machine.log()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def check_of(service: str) -> list[str]:
    test: list[Any] = SERVICES[service]["healthcheck"]["test"]
    return [str(one) for one in test[1:]]
