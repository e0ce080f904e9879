"""The way to the Meilisearch server: one kept-alive client, impatient, that soon stops trying."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic
from typing import Any

import orjson

from runtime.elsewhere import ask_leave
from search.meilisearch import keys
from search.meilisearch.connections import Connections
from search.meilisearch.exchange import NO_ANSWER, Answered
from search.meilisearch.exchange import Asked as Request
from search.unavailable import IndexLost, SearchUnavailable

CONNECT_S = 0.4
PATIENCE_S = 1.2
PAUSE_S = 1.0
"""How long nobody asks again after the server did not answer; then one does, to see."""

_LOST = frozenset(("index_not_found", "invalid_search_filter", "invalid_search_sort"))
Asked = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is, and the two keys: the searcher's and the writer's.

    `patience_s` is how long an answer may take, and after which no further call is made for one
    question: the database answers better than late. `prefix` begins the names of all indexes that
    are ours, so that several may share a server.
    """

    url: str
    search_key: str
    writer_key: str = ""
    prefix: str = "fingerpost"
    patience_s: float = PATIENCE_S


class Client:
    """Asks the server questions; safe to use from threads.

    An answer that does not come in time is a SearchUnavailable, and so is every question of the
    next `PAUSE_S`, without waiting: a server that hangs must not hang every searcher.
    """

    def __init__(self, server: Server) -> None:
        self._url = server.url.rstrip("/")
        headers = {
            "Authorization": f"Bearer {server.search_key}",
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
        }
        self.patience_s = server.patience_s
        self._connections = Connections(self._url, headers, CONNECT_S, server.patience_s)
        self._guard, self._resting_until, self._trying = Lock(), 0.0, False

    def questions(self, asked: Sequence[Sequence[Asked]]) -> list[list[dict[str, Any]]]:
        """The answers to several calls at the same moment, each of several searches, which the
        engine does one after the other; raises SearchUnavailable, IndexLost.
        """
        path = "/multi-search"
        bodies = (orjson.dumps({"queries": queries}) for queries in asked)
        answers = self._sent([Request("POST", path, body) for body in bodies])
        return [self._told(path, answer)["results"] for answer in answers]

    def may_read(self, path: str) -> bool:
        """Whether the key may read what is at `path`; raises SearchUnavailable if not told."""
        (answer,) = self._sent([Request("GET", path)])
        if answer.status not in keys.MIGHTY:
            raise SearchUnavailable(f"{self._url}{path} answered {answer.status}; not asked now")
        return keys.MIGHTY[answer.status]

    def close(self) -> None:
        """Lets go of all connections."""
        self._connections.close()

    def _told(self, path: str, answer: Answered) -> dict[str, Any]:
        try:
            told = orjson.loads(answer.content)
        except orjson.JSONDecodeError as fault:
            raise SearchUnavailable(
                f"{self._url}{path} answered what is not JSON ({fault}); nothing was found"
            ) from fault
        if answer.status != 200:
            raise _refusal(self._url, path, answer.status, told)
        if not isinstance(told, dict) or "results" not in told:
            raise SearchUnavailable(f"{self._url}{path} answered no results; nothing was found")
        return told

    def _sent(self, asked: Sequence[Request]) -> list[Answered]:
        ask_leave()
        self._ask_leave()
        try:
            answers = self._connections.request(asked)
        except NO_ANSWER as fault:
            self._rest()
            told = f"{type(fault).__name__} {fault}".strip()
            raise SearchUnavailable(f"no answer from {self._url} ({told})") from fault
        except BaseException:
            self._rest(0.0)
            raise
        self._recover()
        return answers

    def _ask_leave(self) -> None:
        if not self._resting_until:
            return
        with self._guard:
            if not self._resting_until:
                return
            if self._trying or monotonic() < self._resting_until:
                raise SearchUnavailable(f"{self._url} did not answer a moment ago; not asked again")
            self._trying = True

    def _rest(self, pause_s: float = PAUSE_S) -> None:
        with self._guard:
            self._resting_until, self._trying = monotonic() + pause_s, False

    def _recover(self) -> None:
        if self._resting_until:
            with self._guard:
                self._resting_until, self._trying = 0.0, False


def writes_with_masters_rights(server: Server) -> bool:
    """Whether the key that writes may read keys, as the master's; False where nobody tells."""
    client = Client(replace(server, search_key=server.writer_key))
    try:
        return client.may_read("/keys?limit=1")
    except SearchUnavailable:
        return False
    finally:
        client.close()


def _refusal(url: str, path: str, status: int, told: Any) -> SearchUnavailable:
    """What is said of it, which goes into the log: the engine's own message may quote the filter,
    and with it where somebody searches and for what.
    """
    code = told.get("code", "no code") if isinstance(told, dict) else "no code"
    if code == keys.INVALID:
        return keys.refused(url, "FINGERPOST_SEARCH_KEY")
    kind = IndexLost if code in _LOST else SearchUnavailable
    return kind(f"{url}{path} answered {status} ({code})")
