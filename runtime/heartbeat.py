"""A sign of life at regular times, from a thread, while something long is being done."""

from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType

import structlog

_log = structlog.get_logger()


class Heartbeat:
    """Calls `beat` every `every_s` seconds until closed; False from it means: no longer ours.

    A beat that fails is tried again at the next: what it could not say in time, others conclude.
    """

    def __init__(self, beat: Callable[[], bool], every_s: float) -> None:
        self._beat = beat
        self._every_s = every_s
        self._lost = Event()
        self._closed = Event()
        self._thread = Thread(target=self._run, name="heartbeat", daemon=True)

    @property
    def lost(self) -> bool:
        """Whether a beat was told that this is no longer ours."""
        return self._lost.is_set()

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        while not self.lost and not self._closed.wait(self._every_s):
            try:
                if not self._beat():
                    self._lost.set()
            except Exception as error:
                _log.warning("a sign of life could not be given", reason=type(error).__name__)
