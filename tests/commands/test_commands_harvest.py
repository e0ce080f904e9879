"""A harvest of several sources: what befalls one of them leaves the others their turn."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands import harvest
from commands.harvested import exit_code
from commands.output import FAILED, LOOK, OK
from commands.parts import Parts
from directory.leases import LeaseLost
from directory.publishing import PublicationConflict
from directory.run_lease import AlreadyRunning
from directory.runs import COMPLETE, Counts, RunReport
from directory.staging import StagedLost
from harvesters.source import Source
from journeys.harvest import Options
from runtime.settings import Settings
from tests.fixtures.sources import made_source

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    opened = Parts(Settings(data_dir=tmp_path))
    opened.__dict__["gazetteer"] = None
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("befalls", "states", "code"),
    [
        (None, ["complete", "complete", "complete"], OK),
        (LeaseLost("run 1 was taken over"), ["complete", "failed", "complete"], FAILED),
        (PublicationConflict("others published"), ["complete", "failed", "complete"], FAILED),
        (StagedLost("the database was restarted"), ["complete", "failed", "complete"], FAILED),
        (AlreadyRunning("made_up_2", NOW), ["complete", "complete"], LOOK),
    ],
)
def test_the_other_sources_have_their_turn(
    befalls: Exception | None,
    states: list[str],
    code: int,
    parts: Parts,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def read(one: Source, *_: object) -> RunReport:
        if befalls and one.id == "made_up_2":
            raise befalls
        return RunReport(1, one.id, COMPLETE, Counts())

    monkeypatch.setattr(harvest, "harvest", read)
    sources = [made_source(id=f"made_up_{number}") for number in (1, 2, 3)]
    reports = harvest.harvest_all(parts, sources, None, Options())
    assert [report.state for report in reports] == states
    assert exit_code(reports, len(sources)) == code
    told = capsys.readouterr().err + "".join(report.reason or "" for report in reports)
    assert str(befalls or "") in told
