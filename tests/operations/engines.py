"""PostgreSQL and Meilisearch as compose.yaml starts them, as servers of this machine."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.fixtures.meilisearch import meilisearch_binary
from tests.fixtures.ports import free_port
from tests.fixtures.postgres import postgres_binaries
from tests.fixtures.served import ROOT
from tests.operations.machine import check_of
from tests.operations.test_container import SERVICES, secrets_of

STARTS_S = 60


def made_secrets(folder: Path) -> Path:
    """What deploy/make-secrets.sh leaves in deploy/secrets; nobody is made an owner of it."""
    deploy, programs = folder / "deploy", folder / "programs"
    (deploy / "secrets").mkdir(parents=True)
    programs.mkdir()
    (programs / "chown").symlink_to("/bin/true")
    script = shutil.copy(ROOT / "deploy" / "make-secrets.sh", deploy)
    path = f"{programs}:{os.environ['PATH']}"
    subprocess.run([script], env={**_own(), "PATH": path}, check=True)
    return deploy / "secrets"


@contextmanager
def postgis(secrets: Path) -> Iterator[str]:
    """Where the service `postgis` is reached, over TCP alone, with the roles' passwords.

    Made as the image does it: initdb with the service's arguments, its user, database and password,
    then what compose.yaml mounts for the image to run once.
    """
    said, binaries = SERVICES["postgis"]["environment"], postgres_binaries()
    user, name = said["POSTGRES_USER"], said["POSTGRES_DB"]
    with _folder("postgres") as folder:
        shown = _shown_to_postgres(secrets, folder)
        made = [f"--pgdata={folder / 'data'}", f"--username={user}"]
        made.append(f"--pwfile={shown / 'postgres_password'}")
        _as_postgres(binaries / "initdb", *made, *said["POSTGRES_INITDB_ARGS"].split(), "--no-sync")
        port = free_port()
        where = ["-D", str(folder / "data"), "-k", str(folder), "-p", str(port), "-c", "fsync=off"]
        check = [*check_of("postgis"), f"--host={folder}", f"--port={port}"]
        listens = ["-c", "listen_addresses=127.0.0.1", *SERVICES["postgis"]["command"][1:]]
        command = [*_user(), str(binaries / "postgres"), *where, *listens]
        at = ["env", f"PGHOST={folder}", f"PGPORT={port}"]
        with _running(command, _own(), check):
            _as_postgres(
                *at, "psql", "-U", user, "-qd", "postgres", "-c", f"CREATE DATABASE {name}"
            )
            named = [f"{one}={said[one]}" for one in ("POSTGRES_USER", "POSTGRES_DB")]
            _as_postgres(*at, *named, "sh", folder / "roles.sh")
            yield f"127.0.0.1:{port}"


def _shown_to_postgres(secrets: Path, folder: Path) -> Path:
    """The secrets and files that the service sees, in a folder that it may read."""
    mounts = [one.split(":") for one in SERVICES["postgis"]["volumes"] if one.startswith("./")]
    for source, target, _ in mounts:
        text = (ROOT / source).read_text()
        for inside in ("/run/secrets", "/fingerpost"):
            text = text.replace(f"{inside}/", f"{folder}/")
        assert target.rpartition("/")[2].endswith(Path(source).name)
        (folder / Path(source).name).write_text(text)
    for target, source in secrets_of("postgis").items():
        (folder / target).write_text((secrets / source).read_text())
        (folder / target).chmod(0o644)
    return folder


@contextmanager
def meilisearch(secrets: Path) -> Iterator[str]:
    """The address of the service `meilisearch`, started by the shell line of compose.yaml."""
    service, port = SERVICES["meilisearch"], free_port()
    with _folder("meilisearch") as folder:
        shutil.copy(secrets / "meilisearch_master_key", folder)
        shutil.copyfile(meilisearch_binary(), folder / "meilisearch")
        (folder / "meilisearch").chmod(0o755)
        line = service["command"][0].replace("$$", "$").replace("/run/secrets", str(folder))
        env = {
            **_own(),
            **{name: str(value) for name, value in service["environment"].items()},
            "PATH": f"{folder}:{os.environ['PATH']}",
            "MEILI_DB_PATH": str(folder / "data.ms"),
            "MEILI_HTTP_ADDR": f"127.0.0.1:{port}",
        }
        check = [one.replace(":7700", f":{port}") for one in check_of("meilisearch")]
        with _running([*service["entrypoint"], line], env, check, folder):
            yield f"http://127.0.0.1:{port}"


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=f"fingerpost-{name}-"))
    if name == "postgres" and os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(
    command: Sequence[str], env: dict[str, str], check: Sequence[str], folder: Path | None = None
) -> Iterator[None]:
    """The process once its check says that it is well; asked to end, and killed if it does not."""
    process = subprocess.Popen(
        command, cwd=folder or "/", env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + STARTS_S
        while subprocess.run(check, capture_output=True, check=False).returncode:
            assert process.poll() is None, command
            assert time.monotonic() < deadline, command
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=STARTS_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _own() -> dict[str, str]:
    """This machine's environment without what would change what is started."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("MEILI_", "PG"))}


def _user() -> list[str]:
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _as_postgres(*command: Any) -> None:
    _done([*_user(), *map(str, command)])


def _done(command: Sequence[str]) -> None:
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
