"""The image and the services around it, held to rules; nothing here needs a container engine."""

import os
import re
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.fixtures.served import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
ONCE = {name for name, one in SERVICES.items() if one.get("restart") == "no"}
MAY = {"proxy": ["NET_BIND_SERVICE"]}
"""The file of Caddy's program asks for it, and is not executed where it cannot be had."""
IMAGES = dict(
    line.split("=", 1)
    for line in (ROOT / "deploy" / "images.env").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
each_service = pytest.mark.parametrize("name", SERVICES)


def test_the_dockerfile_is_without_fault() -> None:
    hadolint = shutil.which("hadolint", path=f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}")
    assert hadolint, "hadolint is not installed; run: make install-dev"
    done = subprocess.run(
        [hadolint, "--failure-threshold", "style", str(ROOT / "Dockerfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_image_keeps_nothing_that_builds() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert "pip uninstall" in last
    assert "apt-get" not in DOCKERFILE
    assert re.search(r"^USER [1-9]\d*$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    assert "--require-hashes --only-binary :all:" in DOCKERFILE


def test_temporary_files_stand_where_there_is_room() -> None:
    """A harvest files what it read; /tmp is a small piece of memory in compose.yaml."""
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    volumes = re.findall(r"^VOLUME (\S+)$", last, re.MULTILINE)
    assert re.findall(r"\bTMPDIR=(\S+)", last) == volumes


@pytest.mark.parametrize("image", IMAGES.values())
def test_images_are_named_to_the_patch(image: str) -> None:
    tag = image.partition("@")[0].rpartition(":")[2]
    assert re.search(r"\d+\.\d+|\d+-\d", tag), image
    assert "latest" not in tag


def secrets_of(service: str) -> dict[str, str]:
    """The files in /run/secrets of a service, and which secret each of them is."""
    listed = SERVICES[service].get("secrets", ())
    named = [{"source": one, "target": one} if isinstance(one, str) else one for one in listed]
    return {one["target"]: one["source"] for one in named}


@each_service
def test_a_service_names_an_image_that_is_pinned(name: str) -> None:
    image = SERVICES[name]["image"]
    if image.startswith("fingerpost:"):
        assert SERVICES[name]["build"]["args"]["PYTHON_IMAGE"].startswith("${PYTHON_IMAGE:?")
    else:
        asked = re.fullmatch(r"\$\{(\w+):\?.+\}", image)
        assert asked, image
        assert asked[1] in IMAGES


@each_service
def test_a_service_has_few_rights(name: str) -> None:
    one = SERVICES[name]
    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in one
    if name in ONCE and one["user"] == "0:0":
        assert one["cap_add"] == ["CHOWN"]
        assert one["network_mode"] == "none"
    else:
        assert not one["user"].startswith("0")
        assert one.get("cap_add", []) == MAY.get(name, [])


def test_a_database_that_is_being_made_is_not_healthy() -> None:
    """The image's own server for that answers at the socket alone."""
    assert "--host=127.0.0.1" in SERVICES["postgis"]["healthcheck"]["test"]


@each_service
def test_a_service_is_limited_and_looked_after(name: str) -> None:
    one = SERVICES[name]
    assert set(one["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
    if name in ONCE:
        assert one["healthcheck"] == {"disable": True}
    else:
        assert one["healthcheck"]["test"][0] == "CMD"
        assert one["restart"] == "unless-stopped"
        assert one["logging"]["options"]["max-size"]


def test_search_writes_with_less_memory_than_its_container_has() -> None:
    one = SERVICES["meilisearch"]
    writes = re.fullmatch(r"(\d+)GiB", one["environment"]["MEILI_MAX_INDEXING_MEMORY"])
    assert writes
    assert int(writes[1]) * 2 <= _gigabytes("meilisearch")


def test_the_guide_gives_the_machine_what_its_services_may_take() -> None:
    guide = (ROOT / "docs" / "run-it-for-real.md").read_text("utf-8")
    told = re.search(r"4 cores and (\d+) GB: (.+) at most", guide)
    assert told
    limits = {name: _gigabytes(name) for name in SERVICES if name not in ONCE}
    assert sum(limits.values()) < int(told[1]) * 0.8
    for name in ("api", "worker", "postgis", "meilisearch"):
        assert re.search(rf"{limits[name]:g} GB \([^)]*`{name}`", told[2]), name
    assert f"{limits['meilisearch']:g} GB for 200,000" in guide


def _gigabytes(service: str) -> float:
    said = SERVICES[service]["deploy"]["resources"]["limits"]["memory"]
    return float(said[:-1]) / {"G": 1, "M": 1024}[said[-1]]


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, one in SERVICES.items() if "ports" in one] == ["proxy"]
    assert COMPOSE["networks"]["back"] == {"internal": True}
    assert "back" not in SERVICES["proxy"]["networks"]
    for name in ("postgis", "meilisearch"):
        assert SERVICES[name]["networks"] == ["back"]


def test_no_secret_stands_in_a_file_that_is_kept() -> None:
    for name, said in COMPOSE["secrets"].items():
        assert said == {"file": f"deploy/secrets/{name}"}
    used = {secret for name in SERVICES for secret in secrets_of(name).values()}
    assert used == set(COMPOSE["secrets"])
    for one in SERVICES.values():
        for name, value in one.get("environment", {}).items():
            secret = re.search(r"PASSWORD|KEY|SECRET|TOKEN|DATABASE_URL", name)
            assert not secret or name.endswith("_FILE") or value == "", name
            assert "@" not in str(value), name
    ignored = (ROOT / "deploy" / "secrets" / ".gitignore").read_text().split()
    assert ignored == ["*", "!.gitignore"]


ROLE_OF = {"migrate": "migrating", "api": "serving", "worker": "harvesting"}


@pytest.mark.parametrize("name", ROLE_OF)
def test_each_service_is_told_of_one_role_alone(name: str) -> None:
    seen = secrets_of(name)
    assert seen["fingerpost_database_url"] == f"fingerpost_{ROLE_OF[name]}_url"
    assert [one for one in seen.values() if one.endswith("_url")] == [
        f"fingerpost_{ROLE_OF[name]}_url"
    ]


def test_the_key_that_writes_to_search_is_the_workers_alone() -> None:
    wanted = "fingerpost_search_writer_key"
    assert [name for name in SERVICES if wanted in secrets_of(name)] == ["worker"]
    assert [name for name in SERVICES if "meilisearch_master_key" in secrets_of(name)] == [
        "meilisearch"
    ]


def test_migrations_come_first_and_the_proxy_waits_for_ready_servers() -> None:
    for name in ("api", "worker"):
        waits = SERVICES[name]["depends_on"]
        assert waits["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["proxy"]["depends_on"]["api"] == {"condition": "service_healthy"}
    assert "/readyz" in SERVICES["api"]["healthcheck"]["test"][-1]


def test_a_server_is_given_time_to_end() -> None:
    said = SERVICES["api"]["environment"]
    needed = float(said["FINGERPOST_DRAIN_S"]) + float(said["FINGERPOST_GRACE_S"])
    assert float(SERVICES["api"]["stop_grace_period"].rstrip("s")) > needed


def test_settings_of_the_services_are_known() -> None:
    from runtime.settings import Settings

    known = {f"FINGERPOST_{name.upper()}" for name in Settings.model_fields}
    for name in ("migrate", "api", "worker"):
        said = {one for one in SERVICES[name]["environment"] if one.startswith("FINGERPOST_")}
        assert said <= known
        assert {secret.upper() for secret in secrets_of(name)} <= known


def _is_left_in(path: str, rules: list[str]) -> bool:
    """Whether .dockerignore lets a file into the build, as its last matching line says."""
    kept = True
    for rule in rules:
        pattern = rule.removeprefix("!").removeprefix("**/")
        parts = [path, *(str(parent) for parent in Path(path).parents), Path(path).name]
        parts += [part for part in Path(path).parts if rule.startswith("**/")]
        if any(fnmatch(part, pattern) for part in parts):
            kept = rule.startswith("!")
    return kept


def image_context(folder: Path) -> Path:
    """What the build is given, in a folder of its own."""
    rules = (ROOT / ".dockerignore").read_text("utf-8").split()
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for path in listed:
        if _is_left_in(path, rules) and (ROOT / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, folder / path)
    return folder


def test_the_build_is_given_what_runs_and_nothing_else(tmp_path: Path) -> None:
    folder = image_context(tmp_path / "context")
    given = {path.name for path in folder.iterdir()}
    assert given >= {"api", "commands", "migrations", "requirements", "pyproject.toml"}
    assert not given & {"tests", "docs", "data", "benchmarks", "deploy", ".git"}
    assert not list(folder.rglob("secrets/*"))
