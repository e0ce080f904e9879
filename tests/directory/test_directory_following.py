"""A follower is moved from where it was seen to stand, or not at all."""

from dataclasses import replace

import pytest

from directory.catalogue import standing as of_catalogue
from directory.fhir import standing as of_fhir
from directory.following import Standing
from runtime.database import Database

SEEN = Standing(7, 1, rebuild_to=9, rebuild_after="made-up-004")
THERE = Standing(8, 2)


def _put(database: Database, after: Standing) -> None:
    before = of_fhir.standing(database)
    with database.writing() as connection:
        assert of_fhir.move(connection, before, after)


@pytest.mark.parametrize("seen", [SEEN, replace(SEEN, rebuild_to=None)])
def test_it_stands_where_it_was_moved_to(database: Database, seen: Standing) -> None:
    _put(database, seen)
    assert of_fhir.standing(database) == seen
    with database.writing() as connection:
        assert of_fhir.move(connection, seen, THERE)
    assert of_fhir.standing(database) == THERE


@pytest.mark.parametrize(
    "seen",
    [
        replace(SEEN, position=6),
        replace(SEEN, shape=2),
        replace(SEEN, rebuild_to=8),
        replace(SEEN, rebuild_to=None),
        replace(SEEN, rebuild_after=""),
    ],
)
def test_it_is_not_moved_from_elsewhere(database: Database, seen: Standing) -> None:
    _put(database, SEEN)
    with database.writing() as connection:
        assert not of_fhir.move(connection, seen, THERE)
    assert of_fhir.standing(database) == SEEN


def test_each_stands_for_itself(database: Database) -> None:
    before = of_catalogue.standing(database)
    _put(database, THERE)
    assert of_catalogue.standing(database) == before
