"""`fingerpost harvest`: read sources, publish what they say, bring the index up to date."""

import gc
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from commands.declared import declared
from commands.following import search_followed
from commands.harvested import exit_code, show
from commands.output import LOOK, OK, bar, fail, print_json, steps, warn
from commands.parts import Parts, open_parts
from commands.tasks import fetching
from directory import runs
from directory.jobs.declaring import put_off
from directory.jobs.reading import HARVEST
from directory.leases import LeaseLost, Leasing
from directory.publishing import PublicationConflict
from directory.run_lease import AlreadyRunning
from directory.runs import Counts, RunReport
from directory.staging import StagedLost
from harvesters.source import Source
from journeys import catalogue, fhir
from journeys.harvest import House, Options, harvest
from journeys.index import catch_up
from journeys.suburbs import learn
from runtime.yielding import let_others_go_first

LOST = (LeaseLost, PublicationConflict, StagedLost)
"""What ends a run although its feed was read well; the same run may succeed later."""


def run(
    ids: Annotated[list[str] | None, typer.Argument(help="sources; all of them if none")] = None,
    sources: Annotated[
        list[Path] | None, typer.Option(help="folder of source files, instead of the usual ones")
    ] = None,
    local: Annotated[
        Path | None,
        typer.Option(
            help="folder whose files stand in for the sources' addresses, instead of"
            " FINGERPOST_LOCAL_DIR"
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option(help="read, clean and report; change nothing")] = False,
    accept_deletions: Annotated[
        int, typer.Option(min=0, help="let up to this many records of a source go")
    ] = 0,
    accept_missing: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN", help="a column that the feed has lost, and rightly"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Harvest sources. Ends with 3 when a run was incomplete, deletions were withheld, a source is
    harvested elsewhere just now, or search was away.
    """
    let_others_go_first()
    parts = open_parts()
    options = Options(accept_deletions, tuple(accept_missing or ()), dry_run)
    folder = local or parts.settings.local_dir
    wanted = chosen(parts, ids or (), sources or ())
    reports = harvest_all(parts, wanted, folder, options)
    if as_json:
        print_json([asdict(report) for report in reports])
    else:
        show(reports, in_full=dry_run)
    followed = dry_run or take_notice(parts, reports)
    raise typer.Exit(exit_code(reports, len(wanted)) or (OK if followed else LOOK))


def chosen(parts: Parts, ids: Sequence[str], folders: Sequence[Path]) -> list[Source]:
    """The sources of the folders that were asked for; ends the command if one is not there."""
    found = declared(parts, folders)
    by_id = {source.id: source for source in found}
    for unknown in (one for one in ids if one not in by_id):
        fail(f'"{unknown}" is not a source; there are {", ".join(sorted(by_id)) or "none"}', code=2)
    if not found:
        looked = ", ".join(str(folder) for folder in folders or parts.source_folders)
        fail(f"there is no source file in {looked}; name a folder that has some: --sources", code=2)
    return [by_id[one] for one in ids] or found


def harvest_all(
    parts: Parts, sources: Sequence[Source], local: Path | None, options: Options
) -> list[RunReport]:
    """Harvest one source after the other; a source under way elsewhere is left to its run.

    A run that others took over, or overtook, has failed; the other sources have their turn.
    """
    reports = []
    for source in sources:
        try:
            reports.append(_harvest(parts, source, local, options))
        except AlreadyRunning as running:
            warn(str(running))
        except LOST as lost:
            failed = RunReport(0, source.id, runs.FAILED, Counts(), reason=str(lost))
            reports.append(replace(failed, temporary=True))
    return reports


def _harvest(parts: Parts, source: Source, local: Path | None, options: Options) -> RunReport:
    leasing = Leasing(parts.settings.lease_s)
    gc.freeze()  # what was imported is not looked through again and again while a feed is read
    house = House(parts.database, parts.gazetteer, parts.clock, parts.workers, leasing)
    with steps(source.title) as watch, fetching(parts, source, local) as fetch:
        report = harvest(source, fetch, house, replace(options, watch=watch))
    if report.state == runs.COMPLETE and not options.dry_run:
        _put_off(parts, source)
    return report


def _put_off(parts: Parts, source: Source) -> None:
    """It was harvested by hand: its own turn comes one interval later."""
    now = parts.clock.now()
    put_off(parts.database, (HARVEST, source.id), now + source.refresh, now)


def take_notice(parts: Parts, reports: Sequence[RunReport]) -> bool:
    """Learn the suburbs of new addresses, and index what changed; whether search has it all."""
    if any(report.listings_changed for report in reports):
        learn(parts.reading, parts.gazetteer, parts.suburbs)
    with bar("Catalogue") as progress:
        catalogue.catch_up(parts.reading, parts.database, progress)
    with bar("FHIR") as progress:
        fhir.catch_up(parts.reading, parts.database, progress)
    return search_followed(partial(_bring_index_up_to_date, parts))


def _bring_index_up_to_date(parts: Parts) -> None:
    with bar("Search index") as progress:
        catch_up(parts.reading, parts.index, progress, parts.workers)
