"""How far something is, told in lines where there is no terminal."""

import time

import pytest

from commands import output


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_a_line_is_told_now_and_then(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with output.bar("Indexing") as move:
        for done in range(1, 26):
            clock[0] += 1.0
            move(done, 25)
    assert capsys.readouterr().err.splitlines() == ["Indexing: 10 of 25", "Indexing: 20 of 25"]


def test_a_line_says_what_is_being_done(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with output.steps("Clubs") as move:
        clock[0] += output.LINE_EVERY_S
        move("Reading", 300, None)
        clock[0] += output.LINE_EVERY_S
        move("Publishing", 20, 300)
    told = capsys.readouterr().err.splitlines()
    assert told == ["Clubs: Reading 300", "Clubs: Publishing 20 of 300"]


def test_a_terminal_has_its_bar_alone(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output.errors, "_force_terminal", True)
    with output.bar("Indexing") as move:
        clock[0] += output.LINE_EVERY_S
        move(1, 2)
    assert "Indexing: 1 of 2" not in capsys.readouterr().err
