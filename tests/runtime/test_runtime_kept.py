"""Things are kept as long as the log says nothing of them, and not beyond their bound."""

from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from sys import getsizeof, getswitchinterval, setswitchinterval
from threading import Event, Lock
from tracemalloc import get_traced_memory, start, stop

import pytest

from runtime.clock import FrozenClock
from runtime.generations import FRESH_S, Generations, State
from runtime.kept import Kept

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BESIDE, LARGE = 300, 10_000


@dataclass(frozen=True)
class Thing:
    """What somebody wrote."""

    body: bytes
    valid_until: datetime | None = None


class Log:
    """A made-up database: things by id, and which changed with which number."""

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.numbers: list[str] = []
        self.ends_at: datetime | None = None
        self.looked = 0
        self.forgets = False
        self.writing = Lock()

    def write(self, *ids: str, body: bytes = b"", until: datetime | None = None) -> None:
        for id_ in ids:
            with self.writing:
                self.things[id_] = Thing(body or b"%d" % (len(self.numbers) + 1), until)
                self.numbers.append(id_)

    def look(self) -> State:
        self.looked += 1
        return State(len(self.numbers), ends_at=self.ends_at)

    def changed(self, before: State, now: State) -> Collection[str] | None:
        return None if self.forgets else self.numbers[before.generation : now.generation]

    def read(self, ids: Iterable[str]) -> dict[str, Thing]:
        return {id_: self.things[id_] for id_ in ids if id_ in self.things}


@pytest.fixture
def log() -> Log:
    written = Log()
    written.write("a", "b", "c")
    return written


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


def _bytes_of(thing: Thing) -> int:
    return getsizeof(thing.body) + BESIDE


def _kept(log: Log, clock: FrozenClock, most: int = 1_000_000, fresh_s: float = 0.0) -> Kept[Thing]:
    return Kept(Generations(log.look, fresh_s), log.changed, _bytes_of, clock, most)


def _ask(kept: Kept[Thing], log: Log, *ids: str) -> tuple[dict[str, Thing], set[str]]:
    """What is answered, and the ids of what was kept."""
    state, found = kept.take(ids)
    read = log.read(one for one in ids if one not in found)
    kept.keep(state, read)
    return {**found, **read}, set(found)


def test_what_was_read_is_kept_until_it_changes_and_the_rest_stays(
    log: Log, clock: FrozenClock
) -> None:
    kept = _kept(log, clock)
    assert _ask(kept, log, "a", "b")[1] == set()
    assert _ask(kept, log, "a", "b", "c")[1] == {"a", "b"}
    log.write("b")
    answered, found = _ask(kept, log, "a", "b", "c")
    assert found == {"a", "c"}
    assert answered["b"].body == b"4"


def test_where_what_changed_cannot_be_told_all_is_dropped(log: Log, clock: FrozenClock) -> None:
    kept = _kept(log, clock)
    _ask(kept, log, "a", "b", "c")
    log.forgets = True
    log.write("b")
    assert _ask(kept, log, "a", "b", "c")[1] == set()
    assert _ask(kept, log, "a", "b", "c")[1] == {"a", "b", "c"}


def test_what_was_read_before_a_change_was_seen_is_not_kept_after_it(
    log: Log, clock: FrozenClock
) -> None:
    kept = _kept(log, clock)
    state, _ = kept.take(["a"])
    old = log.read(["a"])
    log.write("a")
    kept.take(["b"])
    kept.keep(state, old)
    assert _ask(kept, log, "a")[0]["a"].body == b"4"


def test_nothing_is_kept_while_something_has_ended_by_itself(log: Log, clock: FrozenClock) -> None:
    kept = _kept(log, clock)
    log.ends_at = NOW + timedelta(seconds=1)
    _ask(kept, log, "a")
    assert _ask(kept, log, "a")[1] == {"a"}
    clock.at += timedelta(seconds=1)
    assert _ask(kept, log, "a")[1] == set()
    assert _ask(kept, log, "a")[1] == set()
    log.ends_at = None
    assert _ask(kept, log, "a")[1] == {"a"}


def test_a_thing_is_not_answered_beyond_its_own_end(log: Log, clock: FrozenClock) -> None:
    kept = _kept(log, clock)
    log.write("a", until=NOW + timedelta(seconds=1))
    _ask(kept, log, "a", "b")
    assert _ask(kept, log, "a", "b")[1] == {"a", "b"}
    clock.at += timedelta(seconds=1)
    assert _ask(kept, log, "a", "b")[1] == {"b"}


def test_a_database_that_is_away_is_said_and_nothing_kept_is_answered(
    log: Log, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _kept(log, clock)
    _ask(kept, log, "a")

    def away(*_: object) -> State:
        raise ConnectionError("made up")

    monkeypatch.setattr(kept._generations, "_read", away)
    with pytest.raises(ConnectionError):
        kept.take(["a"])


def test_changes_that_could_not_be_asked_for_are_asked_for_again(
    log: Log, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _kept(log, clock)
    _ask(kept, log, "a")
    log.write("a")

    def away(*_: object) -> Collection[str] | None:
        raise ConnectionError("made up")

    with monkeypatch.context() as patched:
        patched.setattr(kept, "_changed", away)
        with pytest.raises(ConnectionError):
            kept.take(["a"])
    assert _ask(kept, log, "a")[0]["a"].body == b"4"


def test_those_not_asked_for_longest_go_first(log: Log, clock: FrozenClock) -> None:
    kept = _kept(log, clock, most=2 * LARGE + 2_000)
    log.write("a", "b", "c", body=b"x" * LARGE)
    _ask(kept, log, "a")
    _ask(kept, log, "b")
    _ask(kept, log, "a")
    _ask(kept, log, "c")
    assert kept.take(["a", "b", "c"])[1].keys() == {"a", "c"}
    log.write("b", body=b"x" * 3 * LARGE)
    _ask(kept, log, "b")
    assert kept.take(["a", "b", "c"])[1].keys() == {"a", "c"}


def test_the_bound_holds_however_often_things_change(log: Log, clock: FrozenClock) -> None:
    kept = _kept(log, clock, most=500_000)
    random = Random(7)
    start()
    for number in range(3_000):
        log.write(f"{random.randrange(1_500)}", body=b"%d" % number * 100)
        ids = [f"{random.randrange(1_500)}" for _ in range(20)]
        state, found = kept.take(ids)
        kept.keep(state, {one: Thing(thing.body[:]) for one, thing in log.read(ids).items()})
        if number % 500 == 499:
            held = sum(map(_bytes_of, kept._things.values()))
            assert held == kept._things.bytes <= 500_000
    log.things.clear()
    log.numbers.clear()
    del found, state
    held, _ = get_traced_memory()
    stop()
    assert held < 600_000


def test_this_process_sees_at_once_what_it_wrote_itself(
    log: Log, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtime.generations.monotonic", lambda: 0.0)
    writes = 0
    generations = Generations(log.look, FRESH_S, lambda: writes)
    kept = Kept(generations, log.changed, _bytes_of, clock, 1_000_000)
    _ask(kept, log, "a")
    log.write("a")
    assert _ask(kept, log, "a")[0]["a"].body == b"1"
    writes += 1
    assert _ask(kept, log, "a")[0]["a"].body == b"4"
    looked = log.looked
    _ask(kept, log, "a", "b")
    assert log.looked == looked


@pytest.mark.parametrize("seed", range(20))
def test_nothing_answered_is_older_than_the_bound(
    log: Log, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    random, now = Random(seed), 0.0
    monkeypatch.setattr("runtime.generations.monotonic", lambda: now)
    kept = _kept(log, clock, most=3_000, fresh_s=FRESH_S)
    ids = "abcdefgh"
    was = {one: [(0.0, log.things.get(one))] for one in ids}
    hits = 0
    for _ in range(600):
        now += random.choice((0.0, 0.01, 0.1, 0.3))
        if random.random() < 0.3:
            changed = random.sample(ids, random.randint(1, 3))
            log.write(*changed)
            for one in changed:
                was[one].append((now, log.things[one]))
        log.forgets = random.random() < 0.05
        answered, found = _ask(kept, log, *random.sample(ids, 4))
        hits += len(found)
        for one, thing in answered.items():
            assert thing in _true_within(was[one], now, FRESH_S)
    assert hits > 100


def _true_within(was: list[tuple[float, Thing | None]], now: float, bound: float) -> list[object]:
    """All that was so at some moment of the last `bound` seconds."""
    ended = [*(at for at, _ in was[1:]), now + 1]
    return [thing for (_, thing), end in zip(was, ended, strict=True) if end > now - bound]


@pytest.fixture
def eager_threads() -> Iterator[None]:
    """Threads that take turns as often as can be."""
    usual = getswitchinterval()
    setswitchinterval(1e-6)
    yield
    setswitchinterval(usual)


@pytest.mark.usefixtures("eager_threads")
def test_threads_see_what_was_written_before_they_asked(log: Log, clock: FrozenClock) -> None:
    kept, ended = _kept(log, clock, most=8_000), Event()
    ids = [f"{number}" for number in range(40)]
    log.write(*ids)

    def ask(seed: int) -> int:
        random, hits = Random(seed), 0
        while not ended.is_set():
            wanted = random.sample(ids, 10)
            with log.writing:
                least = {one: int(log.things[one].body) for one in wanted}
            answered, found = _ask(kept, log, *wanted)
            hits += len(found)
            assert all(int(thing.body) >= least[one] for one, thing in answered.items())
        return hits

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask, seed) for seed in range(4)]
        _write_on(log, ids)
        ended.set()
        assert all(one.result() > 0 for one in asking)
    assert sum(map(_bytes_of, kept._things.values())) == kept._things.bytes


def _write_on(log: Log, ids: list[str]) -> None:
    random, rest = Random(0), Event()
    for _ in range(300):
        log.write(random.choice(ids))
        rest.wait(0.001)
