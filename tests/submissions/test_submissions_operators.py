"""Moderators' keys: shown once, kept as a hash, denied unless found and live."""

import pytest

from directory import operators
from directory.operators import NoSuchKey, find, keys, new_key, revoke
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fixtures.tables import dump


def holder(database: Database, key: str) -> str | None:
    with database.reading() as connection:
        found = find(connection, key)
    return found.name if found else None


def test_a_key_opens_until_it_is_revoked(database: Database, clock: FrozenClock) -> None:
    key = new_key(database, "Moderator of Example Council", clock.now())
    assert holder(database, key) == "Moderator of Example Council"
    with database.reading() as connection:
        (listed,) = keys(connection)
    revoke(database, listed.id, clock.now())
    assert holder(database, key) is None
    with pytest.raises(NoSuchKey):
        revoke(database, listed.id, clock.now())


def test_no_key_is_kept_in_clear(database: Database, clock: FrozenClock) -> None:
    key = new_key(database, "Moderator", clock.now())
    secret = key.rpartition("_")[2]
    assert len(secret) == 64
    assert secret not in str(dump(database))


@pytest.mark.parametrize(
    "wrong",
    ["", "fp_op_", "x", "fp_op_00000000_" + "0" * 64, "fp_op_" + "é" * 8, "\x00", "f" * 9999],
)
def test_anything_else_is_denied(database: Database, clock: FrozenClock, wrong: str) -> None:
    new_key(database, "Moderator", clock.now())
    assert holder(database, wrong) is None


def test_the_id_of_one_key_with_the_secret_of_another_is_denied(
    database: Database, clock: FrozenClock
) -> None:
    one, other = (new_key(database, name, clock.now()) for name in ("A", "B"))
    mixed = f"{one.rpartition('_')[0]}_{other.rpartition('_')[2]}"
    assert operators.KEY.fullmatch(mixed)
    assert holder(database, mixed) is None
