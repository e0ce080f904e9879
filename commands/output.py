"""How commands speak: tables and progress for people, one JSON document for programs."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import orjson
import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

OK, FAILED, LOOK = 0, 1, 3
"""Exit codes: done; failed; done, with something for a person to look at. 2 is wrong usage."""
LINE_EVERY_S = 10.0

console = Console()
errors = Console(stderr=True)


def say(text: str) -> None:
    console.print(escape(text), highlight=False, soft_wrap=True)
    console.file.flush()


def warn(text: str) -> None:
    """Say on standard error what somebody has to see to; the command goes on."""
    errors.print(escape(text), style="yellow", highlight=False, soft_wrap=True)


def fail(text: str, code: int = FAILED) -> NoReturn:
    """Say what went wrong on standard error and end with `code`."""
    errors.print(escape(text), style="red", highlight=False, soft_wrap=True)
    raise typer.Exit(code)


def print_json(answer: Any) -> None:
    """One JSON document on standard output, whatever the terminal is like."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS
    sys.stdout.buffer.write(orjson.dumps(answer, default=str, option=options) + b"\n")
    sys.stdout.buffer.flush()


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    table = Table(title=title, title_justify="left", header_style="bold", box=SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    table.columns[0].no_wrap = True
    for row in rows:
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    console.print(table)


def print_pairs(pairs: Mapping[str, Any]) -> None:
    for name, value in pairs.items():
        console.print(f"[bold]{escape(name)}[/bold]: {escape(str(value))}", highlight=False)


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, moved by (done, total); without a terminal, lines."""
    with _progress() as progress:
        task, tell = progress.add_task(title, total=None), _now_and_then()

        def move(done: int, total: int) -> None:
            progress.update(task, completed=done, total=max(total, done))
            tell(f"{title}: {done} of {max(total, done)}")

        yield move


@contextmanager
def steps(title: str) -> Iterator[Callable[[str, int, int | None], None]]:
    """The same, moved by (what is being done, how far, of how much)."""
    with _progress() as progress:
        task, tell = progress.add_task(title, total=None), _now_and_then()

        def move(doing: str, done: int, total: int | None) -> None:
            progress.update(task, description=f"{title}: {doing}", completed=done, total=total)
            tell(f"{title}: {doing} {done}" + (f" of {total}" if total else ""))

        yield move


def _now_and_then() -> Callable[[str], None]:
    """Says where there is no terminal how far something is, at most every LINE_EVERY_S."""
    told_at = time.monotonic()

    def tell(text: str) -> None:
        nonlocal told_at
        if not errors.is_terminal and time.monotonic() - told_at >= LINE_EVERY_S:
            errors.print(escape(text), highlight=False, soft_wrap=True)
            told_at = time.monotonic()

    return tell


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=errors,
        disable=not errors.is_terminal,
    )
