"""A short read that PostgreSQL is at work on while whoever asked goes on with something else."""

from collections.abc import Callable, Mapping
from typing import Any

from psycopg import errors, pq
from psycopg.abc import Transformer

from runtime.named_values import numbered
from runtime.pending import Rows


class Begun:
    """One statement on a connection of the pool, which is given back once its rows are there.

    `pooled` is given back, or ended, whatever is raised. Where `is_lost` says so of what is
    raised while rows are awaited, `again` reads them.
    """

    def __init__(
        self,
        pooled: Any,
        sql: str,
        values: Mapping[str, str],
        is_lost: Callable[[Exception], bool],
        again: Callable[[], Rows],
    ) -> None:
        self._pooled, self._is_lost, self._again = pooled, is_lost, again
        try:
            _send(pooled.driver_connection.pgconn, sql, values)
        except BaseException:
            self.drop()
            raise

    def rows(self) -> Rows:
        """The rows, as soon as they are there."""
        try:
            return self._awaited()
        except Exception as error:
            if not self._is_lost(error):
                raise
            self.drop()
        finally:
            self._give_back()
        return self._again()

    def drop(self) -> None:
        """Ends a connection whose rows were not taken: nobody else may meet them."""
        if self._pooled is not None:
            self._pooled.invalidate()
            self._pooled = None

    def __del__(self) -> None:
        """Whoever lost it holds no connection for ever."""
        self.drop()

    def _awaited(self) -> Rows:
        connection = self._pooled.driver_connection
        (result,) = connection.results()
        if result.status != pq.ExecStatus.TUPLES_OK:
            raise errors.error_from_result(result)
        return _loaded(connection.loading, result)

    def _give_back(self) -> None:
        """A connection that is not at work any more; one that is ends."""
        if self._pooled is None:
            return
        driver = self._pooled.driver_connection.pgconn
        if driver.transaction_status == pq.TransactionStatus.IDLE:
            self._pooled.close()
            self._pooled = None
        self.drop()


def _loaded(loading: Transformer, result: pq.abc.PGresult) -> Rows:
    loading.set_pgresult(result)
    try:
        return loading.load_rows(0, result.ntuples, tuple)
    finally:
        loading.set_pgresult(None)


def _send(driver: Any, sql: str, values: Mapping[str, str]) -> None:
    """Sends a statement, which is not prepared: the driver forgets what is whenever it takes a
    transaction back, and planning goes on beside whoever asks."""
    asked, names = numbered(sql)
    texts = [values[name].encode() for name in names]
    driver.send_query_params(asked, texts, result_format=pq.Format.BINARY)
    driver.flush()
