"""PostgreSQL is measured as it is run, and set as the guide says."""

from benchmarks.postgres import SETTINGS
from tests.fixtures.served import ROOT
from tests.operations.test_container import SERVICES


def test_what_is_measured_is_set_as_what_is_run() -> None:
    command = SERVICES["postgis"]["command"]
    assert command[0] == "postgres"
    assert set(command[1::2]) == {"-c"}
    assert dict(one.split("=") for one in command[2::2]) == SETTINGS


def test_the_guide_names_every_setting() -> None:
    guide = (ROOT / "docs/postgresql.md").read_text()
    for name, value in SETTINGS.items():
        assert f"`{name} = {value}`" in guide
