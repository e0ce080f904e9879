"""Metrics beside a server or a worker: of one process, or of all that serve here."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from api.gauges import HouseGauges, Looked
from api.measuring import registry_of, serve_metrics, share_between_processes
from commands.output import fail
from commands.parts import Parts
from directory.jobs import reading
from harvesters.source import SourceFileError, load_sources
from journeys.backup.noting import last_backup


@contextmanager
def measured(parts: Parts, workers: int) -> Iterator[None]:
    """Serve metrics while it lasts, if a port for them is set."""
    if not parts.settings.metrics_port:
        yield
        return
    with TemporaryDirectory(prefix="fingerpost-metrics-") as folder:
        shared = Path(folder) if workers > 1 else None
        own = Parts(parts.settings) if shared else parts
        end = _serve(own, shared)
        try:
            yield
        finally:
            end()


def _serve(parts: Parts, shared: Path | None) -> Callable[[], None]:
    if shared:
        share_between_processes(shared)
    host, port = parts.settings.metrics_host, parts.settings.metrics_port
    try:
        return serve_metrics(registry_of(HouseGauges(looked(parts)), shared), host, port)
    except OSError as error:
        fail(f"FINGERPOST_METRICS_PORT is {port} on {host}; it cannot be served on: {error}")


def looked(parts: Parts) -> Looked:
    """Where the gauges of this house come from."""
    return Looked(
        standing=parts.watch.standing,
        reading=parts.reading,
        now=parts.clock.now,
        refresh=lambda: _refresh(parts),
        disk=lambda: _disk(parts.settings.data_dir),
        backup=lambda: last_backup(parts.settings.data_dir),
        jobs=lambda: _jobs(parts),
    )


def _jobs(parts: Parts) -> dict[str, int]:
    with parts.database.reading() as connection:
        now = parts.clock.now()
        left = len(reading.left_behind(connection, now))
        return {
            "queued": len(reading.due(connection, now)),
            "running": len(reading.held(connection)) - left,
            "left behind": left,
            "failing": sum(1 for job in reading.all_jobs(connection) if job.attempts),
        }


def _disk(folder: Path) -> tuple[int, int]:
    usage = shutil.disk_usage(folder)
    return usage.free, usage.total


def _refresh(parts: Parts) -> dict[str, timedelta]:
    """How often each declared source is read; nothing of a folder that cannot be read now."""
    try:
        return {one.id: one.refresh for one in load_sources(parts.source_folders)}
    except SourceFileError:
        return {}
