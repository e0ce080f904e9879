"""What a form sent: names with their values, as plain text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from web.refusals import NotAForm

FORM = re.compile(r"application/x-www-form-urlencoded\s*(;.*)?", re.IGNORECASE)
MOST_PAIRS = 500
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
LINE_END = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Posted:
    """Values by name, in the order in which they came; what nobody can see is taken out."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def all(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())

    def lines(self, name: str) -> str:
        """The first value of a name; empty where there is none."""
        return next(iter(self.all(name)), "").strip()

    def line(self, name: str, most: int = 1_000) -> str:
        """The same in one line, and cut."""
        return " ".join(self.lines(name)[: 2 * most].split())[:most].rstrip()

    def pairs(self) -> Iterator[tuple[str, str]]:
        for name, values in self.values.items():
            yield from ((name, value) for value in values)

    def having(self, name: str, *values: str) -> "Posted":
        """The same with these values in the place of those of a name."""
        return Posted({**self.values, name: values})

    def without(self, name: str, value: str | None = None) -> "Posted":
        """The same without a name, or without one value of it."""
        left = tuple(one for one in self.all(name) if value is not None and one != value)
        return self.having(name, *left)


async def read_posted(request: Request) -> Posted:
    """The body of a form; raises NotAForm, also when the body breaks off or is cut off."""
    if not FORM.fullmatch(request.headers.get("content-type", "")):
        raise NotAForm
    try:
        body = await request.body()
    except Exception:
        raise NotAForm from None
    return parsed(body)


def parsed(body: bytes) -> Posted:
    """Names and values of a form's body; raises NotAForm."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=MOST_PAIRS,
        )
    except ValueError:
        raise NotAForm from None
    values: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        values[name] = (*values.get(name, ()), _seen(value))
    return Posted(values)


def _seen(value: str) -> str:
    return UNSEEN.sub("", LINE_END.sub("\n", value))
