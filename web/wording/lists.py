"""Several things in one sentence, and one thing or several."""

from collections.abc import Sequence


def joined(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, one: str, several: str | None = None) -> str:
    """`1 service`, `1,204 services`."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def shortened(text: str, most: int) -> str:
    """The first line or sentences of a text, cut between words when they are too long."""
    line = " ".join(text.split("\n", 1)[0].split())
    if len(line) <= most:
        return line
    sentence = line[: most + 1].rfind(". ")
    if sentence > most // 3:
        return line[: sentence + 1]
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"


def paragraphs(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def begun(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
