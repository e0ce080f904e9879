"""How much memory a process holds of its own, at the most; mapped files are not counted."""

from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

STATUS = Path("/proc/self/status")
EVERY_S = 0.05


class MemoryWatch:
    """Looks at this process, without its children, as long as it is open."""

    def __init__(self) -> None:
        self.most_mb = 0.0
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY_S):
            self.most_mb = max(self.most_mb, _own_mb())


def _own_mb() -> float:
    said = (line.split() for line in STATUS.read_text().splitlines())
    return next(int(words[1]) for words in said if words[0] == "RssAnon:") / 1024
