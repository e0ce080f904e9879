"""`fingerpost demo`: harvest three made-up directories from this machine, and serve them."""

from pathlib import Path
from typing import Annotated

import typer

from commands.harvest import harvest_all, take_notice
from commands.harvested import show
from commands.output import say
from commands.parts import Parts, open_parts
from commands.serve import serve
from directory.runs import RunReport
from examples.demo.serving import serving
from harvesters.source import load_sources
from journeys.awards import load_awards
from journeys.harvest import Options

DEMO = Path(__file__).resolve().parent.parent / "examples" / "demo"


def run(
    host: Annotated[
        str | None, typer.Option(help="address to serve on, instead of FINGERPOST_HOST")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="port to serve on, instead of FINGERPOST_PORT"),
    ] = None,
    only_prepare: Annotated[
        bool, typer.Option("--only-prepare", help="harvest and end, without serving")
    ] = False,
) -> None:
    """Harvest the demonstration directories, all made up, and serve them."""
    parts = open_parts(loopback=True)
    show(prepare(parts))
    if not only_prepare:
        say("Everything that you see is made up; nobody answers these telephones.")
        serve(parts, host, port)


def prepare(parts: Parts) -> list[RunReport]:
    """Harvest the three directories and load their kite marks; a second time changes nothing."""
    folder = parts.settings.data_dir / "demonstration"
    with serving() as directories:
        sources = load_sources([_source_files(folder, directories.base_url)])
        reports = harvest_all(parts, sources, None, Options())
    load_awards(parts.database, parts.clock, DEMO / "awards.toml")
    take_notice(parts, reports)
    return reports


def _source_files(folder: Path, base_url: str) -> Path:
    """The source files with the address at which the directories are served now."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted((DEMO / "sources").glob("*.toml")):
        (folder / file.name).write_text(
            file.read_text("utf-8").replace("{demo}", base_url), "utf-8"
        )
    return folder
