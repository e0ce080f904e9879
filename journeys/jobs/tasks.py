"""Every kind of task there is: a line each."""

from collections.abc import Mapping
from datetime import timedelta

from directory.jobs.reading import HARVEST
from journeys.jobs.exporting import export, nothing_new
from journeys.jobs.task import Task, Tell, Tools
from journeys.jobs.upkeep import publish_submissions, remind, republish
from journeys.keeping.publication import PUBLISHING

SOON = timedelta(seconds=10)
OFTEN = timedelta(seconds=30)
DAILY = timedelta(days=1)


def _harvest(tools: Tools, source_id: str, tell: Tell) -> str:
    """Readers and all that they need are imported by the process that harvests."""
    from journeys.jobs.harvesting import harvest_source

    return harvest_source(tools, source_id, tell)


TASKS: Mapping[str, Task] = {
    task.kind: task
    for task in (
        Task(HARVEST, _harvest, apart=True),
        Task("export", export, every=SOON, apart=True, needless=nothing_new),
        Task("republish", republish, every=OFTEN),
        Task(PUBLISHING, publish_submissions, every=OFTEN),
        Task("reminders", remind, every=DAILY),
    )
}
