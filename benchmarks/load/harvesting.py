"""A source of several thousand records that is harvested again and again, some of it changed."""

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

import orjson

from benchmarks.feeds import write_pages
from benchmarks.serving import ROOT
from harvesters.source import Source
from places.gazetteer import Gazetteer

RECORDS, EVERY_S, CHANGED_SHARE = 5_000, 60.0, 10
LONGEST_S = 600.0


@dataclass(frozen=True, slots=True)
class Harvest:
    """One harvest: when it began and ended (seconds of `perf_counter`), and its exit code.

    `said` is the end of what a failed one wrote to standard error.
    """

    began_s: float
    ended_s: float
    code: int
    said: str = ""


class Harvesting:
    """A thread that runs `fingerpost harvest` every minute; `ended` are those that did."""

    def __init__(self, folder: Path, environment: Mapping[str, str], gazetteer: Gazetteer) -> None:
        self.ended: list[Harvest] = []
        self.under_way_since: float | None = None
        self._folder = folder
        self._environment = {**os.environ, **environment}
        self._over = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._write_source(write_pages(folder / "feed", RECORDS, gazetteer))

    def start(self) -> None:
        """Harvest now, and every minute from now on."""
        self._thread.start()

    def stop(self) -> None:
        """End after the harvest that is under way."""
        self._over.set()
        self._thread.join()

    def _write_source(self, source: Source) -> None:
        (self._folder / "sources").mkdir(exist_ok=True)
        files = ", ".join(f'"{name}"' for name in source.reader.local)
        (self._folder / "sources" / f"{source.id}.toml").write_text(
            f'id = "{source.id}"\ntitle = "{source.title}"\n'
            '[publisher]\nname = "Example Borough Council"\n'
            '[licence]\nname = "Open Government Licence v3.0"\n'
            f'[reader]\nkind = "open_referral"\nurl = "{source.reader.url}"\nlocal = [{files}]\n'
            "[pace]\npause_s = 0\n",
            "utf-8",
        )

    def _run(self) -> None:
        """Round after round; the feed is changed by another process, which delays no request."""
        round_ = 0
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            while not self._over.is_set():
                apart.submit(change, self._folder / "feed", round_).result()
                began = perf_counter()
                self.ended.append(self._harvest(began))
                round_ += 1
                self._over.wait(max(0.0, EVERY_S - (perf_counter() - began)))

    def _harvest(self, began: float) -> Harvest:
        command = [sys.executable, "-m", "commands", "harvest"]
        command += [
            "--sources",
            str(self._folder / "sources"),
            "--local",
            str(self._folder / "feed"),
        ]
        self.under_way_since = began
        done = subprocess.run(
            command, cwd=ROOT, env=self._environment, capture_output=True, timeout=LONGEST_S,
            check=False,
        )  # fmt: skip
        self.under_way_since = None
        said = done.stderr.decode()[-1_000:] if done.returncode else ""
        return Harvest(began, perf_counter(), done.returncode, said)


def change(feed: Path, round_: int) -> None:
    """Every tenth record of the feed says something new."""
    for page in sorted(feed.glob("page*.json")):
        said = orjson.loads(page.read_bytes())
        for record in said["contents"][round_ % CHANGED_SHARE :: CHANGED_SHARE]:
            record["description"] = f"Said in round {round_}. {record['description'][-400:]}"
        page.write_bytes(orjson.dumps(said))
