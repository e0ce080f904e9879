"""The end of a server process, told beforehand: first not ready, then no more connections."""

import signal
from threading import Event, Timer
from types import FrameType
from typing import Any


class Draining:
    """Begins with SIGTERM; the server itself is told `pause_s` later.

    Meanwhile everything is answered as before, while a proxy that asks for readiness sends what is
    new to others.
    """

    def __init__(self) -> None:
        self._begun = Event()

    def begun(self) -> bool:
        """Whether this process is on its way out."""
        return self._begun.is_set()

    def before(self, pause_s: float) -> None:
        """Stand before whoever handles SIGTERM now; to be called in the main thread."""
        earlier = signal.getsignal(signal.SIGTERM)

        def begin(number: int, frame: FrameType | None) -> None:
            if self._begun.is_set():
                _tell(earlier, number, frame)
                return
            self._begun.set()
            waiting = Timer(pause_s, _tell, (earlier, number, frame))
            waiting.daemon = True
            waiting.start()

        signal.signal(signal.SIGTERM, begin)


def _tell(handler: Any, number: int, frame: FrameType | None) -> None:
    if callable(handler):
        handler(number, frame)
