"""What follows the change log takes each step once, in pieces, and ends where all of it leads."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import orjson
import pytest
from sqlalchemy import text

from directory.documents.reading import Reading
from directory.documents.stored import Stored
from directory.following import Standing
from journeys.following import catch_up, rebuild
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fakes.published import publish


def _ids(first: int, end: int) -> list[str]:
    return [f"made-up-{number:03}" for number in range(first, end)]


def _bodies(ids: Sequence[str], name: str = "Made up") -> list[bytes]:
    return [orjson.dumps({"id": id_, "name": name}) for id_ in ids]


class Made:
    """A follower in memory; `meanwhile` is done once, before the next step but `after` others."""

    batch = 7
    shape = 1

    def __init__(self) -> None:
        self.at = Standing(0, self.shape)
        self.bodies: dict[str, bytes] = {}
        self.met: set[str] = set()
        self.sizes: list[int] = []
        self.meanwhile: Callable[[], object] | None = None
        self.after = 0

    def standing(self) -> Standing:
        return self.at

    def begin(self, before: Standing, after: Standing) -> bool:
        self.met = set()
        return self._move(before, after)

    def write(
        self, published: Sequence[Stored], gone: Sequence[str], before: Standing, after: Standing
    ) -> bool:
        self.sizes.append(len(published) + len(gone))
        if not self._move(before, after):
            return False
        self.bodies |= {one.id: one.body for one in published}
        self.met |= {one.id for one in published}
        for id_ in gone:
            self.bodies.pop(id_, None)
        return True

    def end(self, before: Standing, after: Standing) -> bool:
        self.bodies = {id_: body for id_, body in self.bodies.items() if id_ in self.met}
        return self._move(before, after)

    def _move(self, before: Standing, after: Standing) -> bool:
        if self.meanwhile and self.after <= 0:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        self.after -= 1
        if self.at != before:
            return False
        self.at = after
        return True


@pytest.fixture
def reading(database: Database, clock: FrozenClock) -> Reading:
    publish(database, _bodies(_ids(0, 20)))
    return Reading(database, clock)


@pytest.fixture
def made(reading: Reading) -> Made:
    follower = Made()
    assert catch_up(reading, follower) == 20
    assert follower.at == Standing(20, 1)
    follower.sizes.clear()
    return follower


def test_changes_are_taken_in_pieces_and_once(
    made: Made, reading: Reading, database: Database
) -> None:
    publish(database, _bodies(_ids(5, 15), "Changed"), gone=_ids(0, 3))
    told: list[tuple[int, int]] = []
    assert catch_up(reading, made, lambda at, of: told.append((at, of))) == 13
    assert made.sizes == [7, 6]
    assert told == [(27, 33), (33, 33)]
    assert (made.at, set(made.bodies)) == (Standing(33, 1), set(_ids(3, 20)))
    assert b"Changed" in made.bodies["made-up-007"]
    assert catch_up(reading, made) == 0


def test_what_others_took_in_is_not_counted(
    made: Made, reading: Reading, database: Database
) -> None:
    publish(database, _bodies(_ids(20, 30)))
    made.meanwhile = lambda: setattr(made, "at", replace(made.at, position=25))
    assert catch_up(reading, made) == 5
    assert made.at == Standing(30, 1)


def test_changes_of_awards_alone_are_passed(
    made: Made, reading: Reading, database: Database
) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE change_counter SET number = 22"))
    assert catch_up(reading, made) == 0
    assert made.at == Standing(22, 1)


def test_who_is_overtaken_while_looking_at_the_log_makes_nothing_anew(
    made: Made, reading: Reading, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process publishes, and a third follows, between two looks of this one."""
    generation = reading.generation

    def overtaken() -> int:
        found = generation()
        publish(database, _bodies(_ids(20, 21)))
        made.at = Standing(found + 1, 1)
        return found

    monkeypatch.setattr(reading, "generation", overtaken)
    assert catch_up(reading, made) == 0
    assert made.at == Standing(21, 1)
    assert made.sizes == [1], "what was written meanwhile is no step of this one's"


@pytest.mark.parametrize(
    "lost",
    [Standing(20, 2), Standing(21, 1), Standing(0, 1), Standing(9, 1, rebuild_to=21)],
)
def test_what_cannot_follow_is_made_anew(made: Made, reading: Reading, lost: Standing) -> None:
    made.at, made.bodies = lost, {"gone long since": b""}
    assert catch_up(reading, made) == 20
    assert (made.at, set(made.bodies)) == (Standing(20, 1), set(_ids(0, 20)))


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_a_rebuilding_that_was_broken_off_is_carried_on(
    made: Made, reading: Reading, steps: int
) -> None:
    def broken_off() -> None:
        raise KeyboardInterrupt

    made.meanwhile, made.after = broken_off, steps + 1
    with pytest.raises(KeyboardInterrupt):
        rebuild(reading, made)
    assert catch_up(reading, made) == 20 - min(20, 7 * steps)
    assert (made.at, set(made.bodies)) == (Standing(20, 1), set(_ids(0, 20)))


def test_who_rebuilds_begins_again(made: Made, reading: Reading) -> None:
    made.at = Standing(20, 1, rebuild_to=20, rebuild_after="made-up-015")
    assert rebuild(reading, made) == 20
    assert made.at == Standing(20, 1)


def test_a_rebuilding_of_another_version_keeps_that_version_s_shape(
    made: Made, reading: Reading
) -> None:
    """What another version began is not said to be of our shape; whoever follows makes it anew."""
    made.meanwhile = lambda: setattr(made, "at", Standing(20, 2, rebuild_to=20))
    made.after = 2
    rebuild(reading, made)
    assert made.at == Standing(20, 2)
    assert catch_up(reading, made) == 20
    assert made.at == Standing(20, 1)
