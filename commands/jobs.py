"""`fingerpost jobs`: what is due, who is at work on what and how far it is, and what failed."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from commands.output import LOOK, print_json, print_table
from commands.parts import open_parts
from directory.jobs.reading import Job, all_jobs
from directory.leases import is_free
from runtime.holder import read_holder

COLUMNS = ("task", "state", "since or due (UTC)", "how it goes, or went")


def run(as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False) -> None:
    """List the tasks. Ends with 3 if one has failed and was not done since."""
    parts = open_parts()
    with parts.database.reading() as connection:
        jobs = all_jobs(connection)
    now = parts.clock.now()
    if as_json:
        print_json({"jobs": [_told(job, now) for job in jobs]})
    else:
        print_table("", COLUMNS, [_row(_told(job, now)) for job in jobs])
    if any(job.attempts for job in jobs):
        raise typer.Exit(LOOK)


def _told(job: Job, now: datetime) -> dict[str, Any]:
    said = asdict(job)
    where = read_holder(job.holder) if job.holder else None
    for internal in ("version", "declared_at", "claim", "holder"):
        del said[internal]
    return {
        **said,
        "state": _state(job, now),
        "host": where.host if where else None,
        "process": where.pid if where else None,
    }


def _state(job: Job, now: datetime) -> str:
    if job.lease_until is not None:
        return "left behind" if is_free(job.holder, job.lease_until, now) else "running"
    return "queued" if job.due_at <= now else "waiting"


def _row(told: dict[str, Any]) -> tuple[object, ...]:
    running = told["state"] in ("running", "left behind")
    when = told["started_at"] if running else told["due_at"]
    how = _going(told) if running else _went(told)
    return f"{told['kind']} {told['subject']}".strip(), told["state"], _minute(when), how


def _going(told: dict[str, Any]) -> str:
    where = f"on {told['host']}, process {told['process']}"
    return f"{progress(told)} {where}".strip()


def _went(told: dict[str, Any]) -> str:
    if not told["outcome"]:
        return ""
    times = f" ({told['attempts']} times)" if told["attempts"] > 1 else ""
    why = f": {told['reason']}" if told["reason"] else ""
    return f"{told['outcome']}{times}{why}"


def progress(told: dict[str, Any]) -> str:
    """How far something is, in words: `Reading 300 of 5000`."""
    if not told["doing"]:
        return ""
    of = f" of {told['total']}" if told["total"] else ""
    return f"{told['doing']} {told['done']}{of}"


def _minute(stamp: datetime) -> str:
    return f"{stamp.astimezone(UTC):%Y-%m-%d %H:%M}"
