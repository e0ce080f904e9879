"""Metrics in Prometheus's format, on a port of their own that is not for the public."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIServer

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    PlatformCollector,
    ProcessCollector,
    start_http_server,
)
from prometheus_client.core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

SHARED_BY = "PROMETHEUS_MULTIPROC_DIR"


class _OfAllProcesses(Collector):
    """What the processes of a folder counted; gauges of those that ended are dropped."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        counted: Any = MultiProcessCollector
        self._counted = counted(None, str(folder))

    def describe(self) -> Iterable[Metric]:
        """Nothing is read when the collector is registered."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """What every process counted, together."""
        for file in self._folder.glob("gauge_live*_*.db"):
            if not Path("/proc", file.stem.rpartition("_")[2]).exists():
                file.unlink(missing_ok=True)
        found: Iterable[Metric] = self._counted.collect()
        return found


def registry_of(house: Collector, folder: Path | None = None) -> CollectorRegistry:
    """Everything that is measured: by this process, or by all that write into `folder`."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(house)
    if folder is None:
        registry.register(REGISTRY)
    else:
        registry.register(_OfAllProcesses(folder))
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
    return registry


def share_between_processes(folder: Path) -> None:
    """Let processes started from now on write what they measure into `folder`."""
    os.environ[SHARED_BY] = str(folder)


def serve_metrics(registry: CollectorRegistry, host: str, port: int) -> Callable[[], None]:
    """Serve `/metrics` beside everything else; gives what ends it. Raises OSError if it cannot."""
    served: tuple[WSGIServer, Thread] = start_http_server(port, host, registry)

    def end() -> None:
        with suppress(OSError):
            served[0].shutdown()
            served[0].server_close()

    return end
