"""A Caddyfile as its directives, read by the rules of its syntax that ours uses."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self


@dataclass
class Directive:
    """A line's words, and what stands in its block; the file's own options have no words."""

    words: tuple[str, ...] = ()
    block: list["Directive"] = field(default_factory=list)

    def all(self, *words: str) -> list["Directive"]:
        """Those of the block that begin with these words."""
        return [one for one in self.block if one.words[: len(words)] == words]

    def one(self, *words: str) -> "Directive":
        """The only one that begins so. Raises ValueError if there is none, or another."""
        (found,) = self.all(*words)
        return found

    def value(self, name: str) -> str:
        """The last word of the only directive of this name."""
        return self.one(name).words[-1]

    def everywhere(self) -> Iterator[Self]:
        """This and all that stand below."""
        yield self
        for one in self.block:
            yield from one.everywhere()


def read(text: str) -> Directive:
    """The whole file. Raises ValueError where blocks do not open and close by the rules."""
    open_blocks = [Directive()]
    for line in text.splitlines():
        words = _words(line)
        if words == ["}"]:
            open_blocks.pop()
        elif words:
            _refuse_braces_within(words)
            made = Directive(tuple(word for word in words if word != "{"))
            open_blocks[-1].block.append(made)
            if words[-1] == "{":
                open_blocks.append(made)
        if not open_blocks:
            raise ValueError(f"closed once too often: {line}")
    (whole,) = open_blocks
    return whole


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.escape, lexer.quotes = True, "", '"'
    return list(lexer)


def _refuse_braces_within(words: Sequence[str]) -> None:
    if "{" in words[:-1] or "}" in words:
        raise ValueError(f"a brace stands at the end of a line: {' '.join(words)}")
