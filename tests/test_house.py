"""The house as it is drawn: every top-level package stands in the import contract."""

import tomllib
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_ROOMS = {"tests", "benchmarks", "migrations", "examples"}


def _contract() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages: list[str] = settings["tool"]["importlinter"]["root_packages"]
    return set(packages)


def test_every_package_stands_in_the_contract() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - NOT_ROOMS == _contract()


def test_the_layers_name_every_room() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    assert {room.strip() for layer in layers for room in layer.split("|")} == _contract()


def test_each_room_is_found_in_this_checkout_and_not_in_a_package_of_its_name() -> None:
    for room in _contract():
        spec = find_spec(room)
        assert spec is not None
        assert Path(str(spec.origin)).is_relative_to(ROOT)
