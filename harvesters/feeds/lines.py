"""Text in pieces to lines, each with its own line end, as the csv module wants them."""

from collections.abc import Iterator
from io import StringIO
from itertools import islice

from harvesters.feeds.failures import PageFailed

LONGEST_LINE = 16 * 1024 * 1024


class Lines:
    """Lines that end in LF, CR LF or CR.

    `ended` is true once a line was asked for and there was none; `open_end` once the last line
    came without a line end.
    """

    def __init__(self, pieces: Iterator[str]) -> None:
        self.ended = False
        self.open_end = False
        self._lines = _split(pieces)
        self._held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._held.pop() if self._held else next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.open_end = not line.endswith(("\n", "\r"))
        return line

    def peek(self, count: int) -> list[str]:
        """The next lines, at most `count`, without taking them."""
        taken = list(islice(self._lines, count))
        self._held = taken[::-1]
        return taken


def _split(pieces: Iterator[str]) -> Iterator[str]:
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if "\n" in piece or "\r" in piece:
            *whole, rest = _lines("".join(held))
            yield from whole
            held, length = [rest], len(rest)
        if length > LONGEST_LINE:
            raise PageFailed("too_large", f"a line is longer than {LONGEST_LINE} characters")
    yield from _lines("".join(held))


def _lines(text: str) -> list[str]:
    """Split at line ends; an LF may still follow a final CR, so that line is the last."""
    lines = list(StringIO(text, newline=""))
    if lines and lines[-1].endswith("\n"):
        lines.append("")
    return lines
