"""Connections to the server, kept alive; several questions can be on their way at one moment."""

from collections.abc import Mapping, Sequence
from threading import Lock
from time import monotonic

from search.meilisearch.exchange import NO_ANSWER, Address, Answered, Asked, Exchange

_MOST_IDLE = 32


class Connections:
    """Idle connections, taken and given back by threads; the newest first, so that few are kept."""

    def __init__(
        self, url: str, headers: Mapping[str, str], connect_s: float, patience_s: float
    ) -> None:
        """Raises ValueError for what is no address of a server."""
        self._address = Address(url, headers)
        self._connect_s, self._patience_s = connect_s, patience_s
        self._idle: list[Exchange] = []
        self._guard = Lock()

    def request(self, asked: Sequence[Asked]) -> list[Answered]:
        """The answers to questions that are asked at the same moment, each on a connection.

        Raises one of NO_ANSWER when any of them is not answered in time. What was kept may have
        been closed by the server meanwhile; then a new one is tried.
        """
        until = monotonic() + self._patience_s
        used: list[Exchange] = []
        try:
            used.extend(self._sent(one, until) for one in asked)
            answers = [self._read(used, at, one, until) for at, one in enumerate(asked)]
        except BaseException:
            for exchange in used:
                exchange.close()
            raise
        self._given_back(used)
        return answers

    def close(self) -> None:
        """Closes all that are idle."""
        with self._guard:
            idle, self._idle = self._idle, []
        for one in idle:
            one.close()

    def _sent(self, asked: Asked, until: float) -> Exchange:
        kept = self._taken()
        if kept is not None:
            try:
                kept.send(asked, until)
                return kept
            except NO_ANSWER as fault:
                self._given_up(kept, fault)
        return self._sent_anew(asked, until)

    def _sent_anew(self, asked: Asked, until: float) -> Exchange:
        made = Exchange(self._address, self._connect_s)
        made.send(asked, until)
        return made

    def _read(self, used: list[Exchange], at: int, asked: Asked, until: float) -> Answered:
        was_kept = used[at].kept
        try:
            return used[at].read(until)
        except NO_ANSWER as fault:
            if not was_kept:
                raise
            self._given_up(used[at], fault)
        used[at] = self._sent_anew(asked, until)
        return used[at].read(until)

    def _given_up(self, kept: Exchange, fault: Exception) -> None:
        """Others that are idle have been closed as well; who was too slow is not asked again."""
        kept.close()
        if isinstance(fault, TimeoutError):
            raise fault
        self.close()

    def _taken(self) -> Exchange | None:
        with self._guard:
            return self._idle.pop() if self._idle else None

    def _given_back(self, used: Sequence[Exchange]) -> None:
        with self._guard:
            room = _MOST_IDLE - len(self._idle)
            kept = [one for one in used if one.kept][: max(room, 0)]
            self._idle += kept
        for one in used:
            if one not in kept:
                one.close()
