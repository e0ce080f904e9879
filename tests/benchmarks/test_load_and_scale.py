"""Load, curves and queues are worked out rightly; no time is judged here."""

import asyncio
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count, pairwise
from pathlib import Path

import pytest

from benchmarks.curves import Point, fitted_line, fitted_power
from benchmarks.fitting import BEGIN, END, main
from benchmarks.house.measuring import PAGE
from benchmarks.house.results import Results, Row, write
from benchmarks.house.sides import LAPTOP
from benchmarks.load import minutes, slowest
from benchmarks.load.arrivals import SHARES, Arrival, Mix, arrivals
from benchmarks.load.asking import BROKEN, Askers, Outcome
from benchmarks.load.course import AFTER, CROWD, STEADY, Course, Piece, Ran
from benchmarks.load.figures import figures
from benchmarks.load.harvesting import Harvest
from benchmarks.load.observed import Observed, since
from benchmarks.load.planned import Load
from benchmarks.load.watching import Look, look
from benchmarks.simulation import simulated
from tests.fixtures.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
SCALE = ROOT / "docs" / "scale.md"
PATH = re.compile(r"`([a-z_]+(?:/[a-z_.-]+)+)`")
MIX = Mix(("one", "two"), 3)


def test_every_path_that_the_scale_page_names_is_there() -> None:
    named = set(PATH.findall(SCALE.read_text("utf-8")))
    assert len(named) > 15
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_arrivals_keep_their_rate_and_their_shares_and_are_the_same_again() -> None:
    found = list(arrivals(MIX, ((60, 50), (10, 500))))
    assert found == list(arrivals(MIX, ((60, 50), (10, 500))))
    assert all(one.at_s <= other.at_s for one, other in pairwise(found))
    steady = [one for one in found if one.at_s < 60]
    assert len(steady) == pytest.approx(3_000, rel=0.08)
    assert len(found) - len(steady) == pytest.approx(5_000, rel=0.08)
    for door, share in SHARES.items():
        counted = sum(one.door == door for one in found)
        assert counted == pytest.approx(len(found) * share / 100, rel=0.15)


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        refused = "page=" in self.path
        self.send_response(503 if refused else 200)
        if refused:
            self.send_header("Retry-After", "2")
        self.send_header("Content-Length", "2")
        self.send_header("X-Request-ID", f"ID-{self.path}")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return


def asked(port: int, wanted: Iterable[Arrival]) -> list[Outcome]:
    askers = Askers(port)
    asyncio.run(askers.ask_all(wanted))
    return askers.outcomes


def test_every_request_is_asked_and_told_of() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wanted = list(arrivals(MIX, ((1, 60),)))
    outcomes = asked(server.server_port, wanted)
    server.shutdown()
    server.server_close()
    assert sorted((one.at_s, one.door) for one in outcomes) == [(a.at_s, a.door) for a in wanted]
    told = {(one.door == "doors page", one.status, one.says_when) for one in outcomes}
    assert told == {(True, 503, True), (False, 200, False)}
    assert all(one.took_ms >= one.late_ms for one in outcomes)
    assert all(one.request_id == f"id-{one.path}" for one in outcomes)


def test_a_connection_that_the_server_has_closed_is_used_no_more() -> None:
    door = type("Closes", (_Door,), {"timeout": 0.05})
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wanted = [Arrival(at / 4, "listing", "/v1/listings/one") for at in range(4)]
    outcomes = asked(server.server_port, wanted)
    server.shutdown()
    server.server_close()
    assert [one.status for one in outcomes] == [200] * 4


def test_who_is_not_there_is_no_answer() -> None:
    (outcome, *_) = asked(free_port(), list(arrivals(MIX, ((0.2, 50),))))
    assert (outcome.status, outcome.says_when) == (BROKEN, False)


def test_figures_tell_refusals_recovery_and_growth() -> None:
    steady = [Outcome(at / 10, "search", 200, 20.0, False, 0.0) for at in range(600)]
    spike = [
        Outcome(61.0, "search", 503, 1.0, True, 0.0),
        Outcome(62.0, "search", 503, 1, False, 0),
    ]
    after = [
        Outcome(73.0, "search", 503, 1.0, True, 0.0),
        Outcome(80.0, "search", 200, 9, False, 0),
    ]
    looks = [
        Look(at, 100.0 if at <= 30 else 110.0, at / 2, 2.0 * at, at / 10) for at in range(2, 61, 2)
    ]
    pieces = (Piece(STEADY, 0, 60), Piece(CROWD, 60, 70), Piece(AFTER, 70, 100))
    seen = Observed(steady + spike + after, looks, [Harvest(0.0, 9.0, 0)])
    found = {one.what.strip(): one for one in figures(seen, Ran(pieces), Load(1.0))}
    assert found["requests"].measured == 600
    assert found["5xx or without an answer"].met is True
    assert found["99th percentile"].met is True
    assert found["end by half time"].measured == pytest.approx(1.1)
    assert found["end by half time"].met is False
    assert found["refused with Retry-After"].measured == 1
    assert found["refused without it, or anything else"].measured == 1
    assert found["recovered after the spike in"].measured == 3.0
    assert found["processor time of the server for a request"].measured == pytest.approx(50.0)
    assert found["cores that it took"].measured == pytest.approx(0.5)
    assert found["cores at work, harvests with it"].measured == pytest.approx(2.0)
    assert found["cores that the host gave to others"].measured == pytest.approx(0.1)
    assert found["first, of what is all new"].measured == 9.0


def _course(load: Load, disturbed: Iterable[int]) -> list[Piece]:
    """The pieces of a run, of which those with these numbers have not all cores."""
    taken = iter(0.5 if number in set(disturbed) else 0.1 for number in count())
    course = Course(load, lambda *_: next(taken))
    stretches = list(course.stretches())
    assert [one.end_s - one.begin_s for one in course.over] == [lasts_s for lasts_s, _ in stretches]
    assert all(one.end_s == other.begin_s for one, other in pairwise(course.over))
    return list(course.over)


def test_a_run_goes_on_until_enough_of_it_counts() -> None:
    ran = Ran(_course(Load(5.0, at_most=9.0), {1, 2, 8}))
    assert [one.counts for one in ran.steady] == [True, False, False, *[True] * 4]
    assert [one.kind for one in ran.pieces[7:]] == [CROWD, AFTER, CROWD, AFTER]
    assert (ran.crowd.begin_s, ran.after.end_s) == (460.0, 500.0)


def test_a_run_ends_where_it_must_and_says_what_was_lacking() -> None:
    ran = Ran(_course(Load(5.0, at_most=6.0), range(1, 99)))
    assert (len(ran.steady), len(ran.counted)) == (6, 1)
    assert [one.kind for one in ran.pieces[6:]] == [CROWD, AFTER] * 3
    outcomes = [
        Outcome(5.0, "search", 200, 20.0, False, 0.0),
        Outcome(90.0, "search", 503, 9, True, 0),
    ]
    looks = [Look(at, 100.0, 1.0, 1.0, 0.0) for at in range(0, 360, 2)]
    found = {
        one.what.strip(): one
        for one in figures(Observed(outcomes, looks), ran, Load(5.0, at_most=6.0))
    }
    assert (found["minutes of all cores"].measured, found["minutes of all cores"].met) == (1, False)
    assert found["requests of the other minutes"].measured == 1
    assert (found["requests"].measured, found["other than 200"].measured) == (1, 0)


def test_without_a_limit_all_counts() -> None:
    ran = Ran(_course(Load(1.0), range(99)))
    assert all(one.counts for one in ran.pieces)
    assert [one.end_s for one in ran.steady] == [15.0, 30.0, 45.0, 60.0]
    assert [one.kind for one in ran.pieces[4:]] == [CROWD, AFTER]


def test_what_the_host_took_is_told_of_a_piece() -> None:
    seen = Observed((), [Look(at, 1.0, 1.0, 1.0, at / 4) for at in range(10)])
    assert seen.taken_cores(2.0, 8.0) == pytest.approx(0.25)
    assert seen.taken_cores(20.0, 28.0) == 0.0


def test_a_run_is_told_in_pieces_and_its_slowest_explain_themselves(tmp_path: Path) -> None:
    outcomes = [
        Outcome(1.0, "search", 200, 20.0, False, 0.0, "/v1/search?q=one", "id-1"),
        Outcome(2.5, "search", 200, 900.0, False, 1.0, "/v1/search?q=two", "id-2"),
        Outcome(16.0, "listing", 503, 1.0, True, 0.0),
        Outcome(17.0, "listing", BROKEN, 1.0, False, 0.0),
    ]
    looks = [Look(101.0, 50.0, 1.0, 2.0, 0.0), Look(111.0, 60.0, 6.0, 22.0, 2.5)]
    harvests = [Harvest(100.5, 108.0, 0), Harvest(110.0, 119.0, 3)]
    seen = since(100.0, Observed(outcomes, looks, harvests, [102.0], 119.5))
    pieces = Piece(STEADY, 0.0, 15.0), Piece(STEADY, 15.0, 20.0, counts=False)
    _, _, first, second = minutes.lines(seen, pieces)
    assert first.split()[:9] == ["0:00", "2", "900.0", "900.0", "900.0", "0", "0", "0.50", "2.00"]
    assert first.split()[9:] == ["0.25", "60", "harvest", "1", "7.5", "s"]
    assert second.split()[:2] == ["-", "0:15"]
    assert second.split()[6:8] == ["1", "1"]
    assert "harvest 2 9.0 s FAILED (3)" in second
    log = tmp_path / "log"
    log.write_text('not JSON\n{"ms": 850.2, "request_id": "ID-2", "event": "request"}\n')
    (late,) = slowest.slowest(outcomes, 1)
    assert late.path == "/v1/search?q=two"
    _, told = slowest.lines(seen, [late], log)
    assert "850 ms  harvest 1 for 2.0 s, index written 0.5 s before; /v1/search?q=two" in told
    assert seen.going_on(9.0) == "no harvest for 1.0 s, index written 7.0 s before"
    assert seen.going_on(20.0).startswith("harvest 3 for 0.5 s")


def test_what_processes_hold_and_take_is_looked_at_with_those_below_them() -> None:
    held = bytearray(64 << 20)
    held[:: 1 << 12] = b"x" * len(held[:: 1 << 12])
    with_child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    alone = look(with_child.pid)
    both = look(os.getpid())
    with_child.communicate(b"\n")
    assert both.megabytes > alone.megabytes + 64
    assert both.server_s >= alone.server_s
    assert both.machine_s > 0
    assert both.taken_s >= 0


def test_curves_are_found_again() -> None:
    sizes = (1e4, 5e4, 2e5, 1e6)
    line = fitted_line([Point(n, 3.0 + 2e-5 * n) for n in sizes])
    assert (line.at_none, line.each) == pytest.approx((3.0, 2e-5))
    assert line.residual == pytest.approx(0, abs=1e-9)
    power = fitted_power([Point(n, 0.5 * n**0.4) for n in sizes])
    assert (power.factor, power.exponent) == pytest.approx((0.5, 0.4))
    assert power.at(1e7) == pytest.approx(0.5 * 1e7**0.4)
    assert fitted_line([Point(n, 0.5 * n**0.4) for n in sizes]).residual > 0.1


def test_a_queue_is_empty_busy_or_never_done() -> None:
    row = Row("text", LAPTOP, 10_000, "ms", 9, 10.0, 10.0, 10.0, 10.0, "now", 1.0)
    calm, busy, full = (simulated([row], rate, 1) for rate in (1, 80, 200))
    assert calm.busy == pytest.approx(0.01)
    assert calm.median_ms == pytest.approx(10.0)
    assert 15 < busy.median_ms < 35
    assert busy.p99_ms > 3 * busy.median_ms
    assert "never done" in full.told()
    assert simulated([row], 80, 1) == busy
    assert simulated([row], 80, 2).busy == pytest.approx(busy.busy / 2, rel=0.01)


@pytest.mark.parametrize(
    ("medians", "levels", "far"),
    [((4.0, 3.0, 2.0), 3, "does not grow"), ((2.0, 2.9, 12.0), 0, "24.7 – 103 ms")],
)
def test_what_falls_is_told_not_to_grow(
    tmp_path: Path, medians: tuple[float, ...], levels: int, far: str
) -> None:
    sizes = (10_000, 100_000, 1_000_000)
    rows = tuple(
        Row(PAGE, LAPTOP, n, "ms", 9, took, took, took, took, "now", 1.0)
        for n, took in zip(sizes, medians, strict=True)
    )
    write(Results(rows, {"now": {}}), tmp_path / "house.json")
    page = tmp_path / "scale.md"
    page.write_text(f"{BEGIN}\n{END}\n", "utf-8")
    main(["--results", str(tmp_path / "house.json"), "--out", str(page)])
    (told,) = [line for line in page.read_text("utf-8").splitlines() if PAGE in line]
    assert told.count("does not grow") == levels
    assert told.split("|")[-2].strip() == far


def test_the_page_is_written_from_what_was_measured(tmp_path: Path) -> None:
    rows = tuple(
        Row(
            "text", LAPTOP, n, "ms", 9, 2.0 + n / 1e5, 1.0, 3.0 + n / 1e5, 9.0 + n / 1e5, "now", 1.0
        )
        for n in (10_000, 100_000, 1_000_000)
    )
    write(Results(rows, {"now": {}}), tmp_path / "house.json")
    page = tmp_path / "scale.md"
    page.write_text(f"Before.\n{BEGIN}\n{END}\nAfter.\n", "utf-8")
    arguments = ["--results", str(tmp_path / "house.json"), "--out", str(page)]
    assert main(arguments) == 0
    text = page.read_text("utf-8")
    assert (
        "| text | API on SQLite, tantivy | 10,000, 100,000, 1,000,000 | 2 + 0.01 ms | 0% |" in text
    )
    assert "| not told |" in text
    assert "| API on SQLite, tantivy | 1,000,000 | 1,000 |" in text
    assert "| API on SQLite, tantivy | 10,000,000 |" not in text
    assert main(arguments) == 0
    assert page.read_text("utf-8") == text
