"""Taking what PostgreSQL answers where nobody may wait for it longer than a moment."""

from select import POLLIN, poll
from time import monotonic

from psycopg.pq.abc import PGconn, PGresult

from runtime.elsewhere import TooSlowHere

A_MOMENT_S = 0.003
"""So long the event loop waits for documents that were begun: less than one search takes it."""


def prompt_results(driver: PGconn) -> list[PGresult]:
    """What was answered to what was sent; raises TooSlowHere where it is not there in a moment."""
    until, results = monotonic() + A_MOMENT_S, list[PGresult]()
    while True:
        _await(driver, until)
        result = driver.get_result()
        if result is None:
            return results
        results.append(result)


def _await(driver: PGconn, until: float) -> None:
    ready = poll()
    ready.register(driver.socket, POLLIN)
    while driver.is_busy():
        left_s = until - monotonic()
        if left_s <= 0:
            raise TooSlowHere
        ready.poll(left_s * 1000)
        driver.consume_input()
