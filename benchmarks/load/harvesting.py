"""A source of several thousand records that is harvested again and again, some of it changed."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import orjson

from benchmarks.feeds import write_pages
from benchmarks.serving import ROOT
from harvesters.source import Source
from places.gazetteer import Gazetteer

RECORDS, EVERY_S, CHANGED_SHARE = 5_000, 60.0, 10
LONGEST_S = 600.0


class Harvesting:
    """A thread that runs `fingerpost harvest` every minute; `ended` are exit codes and seconds."""

    def __init__(self, folder: Path, environment: Mapping[str, str], gazetteer: Gazetteer) -> None:
        self.ended: list[tuple[int, float]] = []
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
        round_ = 0
        while not self._over.is_set():
            began = monotonic()
            self._change(round_)
            self.ended.append((self._harvest(), monotonic() - began))
            round_ += 1
            self._over.wait(max(0.0, EVERY_S - (monotonic() - began)))

    def _change(self, round_: int) -> None:
        """Every tenth record of the feed says something new."""
        for page in sorted((self._folder / "feed").glob("page*.json")):
            said = orjson.loads(page.read_bytes())
            for record in said["contents"][round_ % CHANGED_SHARE :: CHANGED_SHARE]:
                record["description"] = f"Said in round {round_}. {record['description'][-400:]}"
            page.write_bytes(orjson.dumps(said))

    def _harvest(self) -> int:
        command = [sys.executable, "-m", "commands", "harvest"]
        command += [
            "--sources",
            str(self._folder / "sources"),
            "--local",
            str(self._folder / "feed"),
        ]
        done = subprocess.run(
            command, cwd=ROOT, env=self._environment, capture_output=True, timeout=LONGEST_S,
            check=False,
        )  # fmt: skip
        return done.returncode
