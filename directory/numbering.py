"""Change numbers come from one row that the transaction holds, so that commits follow them."""

from sqlalchemy import Connection, text

_HOLD = text("UPDATE change_counter SET number = number + 0 WHERE id = 1")
_TAKE = text("UPDATE change_counter SET number = number + :n WHERE id = 1")
_NUMBER = text("SELECT number FROM change_counter WHERE id = 1")


def hold_numbers(connection: Connection) -> None:
    """Let nobody else take numbers until this transaction ends.

    To be called before anything else is written, so that no two transactions wait for each other.
    """
    connection.execute(_HOLD)


def next_numbers(connection: Connection, n: int) -> range:
    """The `n` numbers after all that were ever given."""
    connection.execute(_TAKE, {"n": n})
    last = int(connection.execute(_NUMBER).scalar_one())
    return range(last - n + 1, last + 1)
