"""`fingerpost sources`: what sources there are, and what is wrong with a source file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.declared import declared
from commands.jobs import progress
from commands.output import FAILED, print_json, print_table, say
from commands.parts import open_parts
from directory.jobs.reading import HARVEST, of_kind
from directory.runs import RUNNING
from directory.sources import SourceStatus
from harvesters.source import SourceFileError, load_source

COLUMNS = ("source", "title", "health", "records", "last run", "ended", "next due")


def run(
    check: Annotated[
        list[Path] | None, typer.Option(help="a source file to check; nothing is harvested")
    ] = None,
    sources: Annotated[
        list[Path] | None, typer.Option(help="folder of source files, instead of the usual ones")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """List the sources with their last runs, or check source files."""
    if check:
        _check(check, as_json)
    else:
        _list(sources or [], as_json)


def _check(files: list[Path], as_json: bool) -> None:
    problems = {str(file): _problem(file) for file in files}
    if as_json:
        print_json(problems)
    else:
        for file, problem in problems.items():
            say(problem or f"{file}: nothing is wrong with it")
    if any(problems.values()):
        raise typer.Exit(FAILED)


def _problem(file: Path) -> str | None:
    try:
        load_source(file)
    except SourceFileError as error:
        return str(error)
    return None


def _list(folders: list[Path], as_json: bool) -> None:
    parts = open_parts()
    known = {status.facts.id: status for status in parts.reading.sources()}
    found = {source.id: source for source in declared(parts, folders)}
    with parts.database.reading() as connection:
        due = {job.subject: job.due_at for job in of_kind(connection, HARVEST)}
    rows = [
        _row(
            one,
            found[one].title if one in found else known[one].facts.title,
            known.get(one),
            due.get(one),
        )
        for one in sorted({*known, *found})
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(
            "",
            COLUMNS,
            [_cells(row) for row in rows],
        )


def _cells(row: dict[str, Any]) -> tuple[object, ...]:
    how = f"{row['health']} ({row['failures']} times)" if row["failures"] > 1 else row["health"]
    now = progress(row["progress"]) if row["progress"] else ""
    return (
        row["id"],
        row["title"],
        how,
        row["records"],
        f"{row['last_run'] or ''} {now}".strip(),
        _minute(row["ended_at"]),
        _minute(row["next_due_at"]),
    )


def _row(
    source_id: str, title: str, status: SourceStatus | None, due_at: datetime | None
) -> dict[str, Any]:
    last = status.last_run if status else None
    return {
        "id": source_id,
        "title": title,
        "health": status.health if status else "never",
        "records": status.records if status else 0,
        "last_run": last["state"] if last else None,
        "ended_at": last["ended_at"] if last else None,
        "reason": last["reason"] if last else None,
        "failures": status.failures if status else 0,
        "next_due_at": due_at,
        "progress": _progress(last) if last and last["state"] == RUNNING else None,
    }


def _progress(run: dict[str, Any]) -> dict[str, Any]:
    return {name: run[name] for name in ("doing", "done", "total", "updated_at")}


def _minute(stamp: datetime | None) -> str:
    """A stamp as it is read at a terminal: `2026-11-21 22:20 UTC`."""
    return f"{stamp.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if stamp else ""
