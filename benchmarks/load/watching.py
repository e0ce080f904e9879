"""How much memory a server's processes hold of their own, looked at while it works."""

from pathlib import Path
from threading import Event, Thread
from time import perf_counter

EVERY_S = 2.0


class Watching:
    """A thread that looks at a process and those below it; `seen` are (seconds, megabytes)."""

    def __init__(self, pid: int) -> None:
        self.seen: list[tuple[float, float]] = []
        self._pid = pid
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Begin; seconds count from now."""
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        began = perf_counter()
        while not self._over.wait(EVERY_S):
            self.seen.append((perf_counter() - began, family_mb(self._pid)))


def family_mb(pid: int) -> float:
    """Memory of a process and of all below it, mapped files apart."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        children = [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:
        return 0.0
    line = next((one for one in status.splitlines() if one.startswith("RssAnon:")), "RssAnon: 0")
    return int(line.split()[1]) / 1024 + sum(map(family_mb, children))
