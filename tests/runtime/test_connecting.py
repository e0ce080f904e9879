"""What every connection asks of PostgreSQL's library."""

from contextlib import closing

import pytest

from runtime.connecting import ALIVE
from runtime.database import Database
from runtime.jobs.queue import prepare
from runtime.jobs.sending import Sending
from tests.fixtures.postgres import PostgresServer


@pytest.fixture
def url(postgres: PostgresServer) -> str:
    return postgres.new_database()


def test_a_server_that_is_gone_without_a_word_is_given_up_soon(url: str) -> None:
    """That of the pool and that of the queue: both look after half a minute of silence."""
    prepare(url)
    sending = Sending(url)
    with closing(Database(url)) as database, database.reading() as connection:
        told = [connection.connection.driver_connection.info]
        with closing(sending):
            sending.open()
            with sending._connector.pool.connection() as queued:
                told.append(queued.info)
                asked = [info.get_parameters() for info in told]
    wanted = {name: str(value) for name, value in ALIVE.items()}
    assert [wanted.items() <= one.items() for one in asked] == [True, True]
    assert int(wanted["tcp_user_timeout"]) <= 30_000
