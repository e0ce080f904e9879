"""Change numbers come from one row that the transaction holds, so that commits follow them."""

from sqlalchemy import Connection, text

_TAKE = text("UPDATE change_counter SET number = number + :n WHERE id = 1")
_NUMBER = text("SELECT number FROM change_counter WHERE id = 1")


def newest_number(connection: Connection) -> int:
    """The number of the newest change."""
    return int(connection.execute(_NUMBER).scalar_one())


def hold_numbers(connection: Connection) -> int:
    """Let nobody else take numbers until this transaction ends; gives the newest.

    To be called before anything else is written, so that no two transactions wait for each other.
    """
    connection.execute(_TAKE, {"n": 0})
    return newest_number(connection)


def next_numbers(connection: Connection, n: int) -> range:
    """The `n` numbers after all that were ever given."""
    connection.execute(_TAKE, {"n": n})
    last = newest_number(connection)
    return range(last - n + 1, last + 1)
