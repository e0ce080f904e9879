"""A piece of work in a process of its own, which never outlives the one that started it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from threading import Thread


class Child:
    """A Python module run with arguments; it is to call `live_no_longer_than_parent` first."""

    def __init__(self, module: str, arguments: Sequence[str]) -> None:
        command = [sys.executable, "-m", module, *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE)

    @property
    def exit_code(self) -> int | None:
        """None while it is at work; negative for a signal that ended it."""
        return self._process.poll()

    def wait(self, seconds: float) -> bool:
        """Wait for its end, at most so long; whether it has ended."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def ask_to_end(self) -> None:
        self._process.terminate()

    def stop(self, grace_s: float) -> None:
        """Ask it to end; after `grace_s` seconds it is ended."""
        self.ask_to_end()
        if not self.wait(grace_s):
            self._process.kill()
            self._process.wait()


def live_no_longer_than_parent() -> None:
    """End this process when the one that started it has gone, however it went."""
    Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)
