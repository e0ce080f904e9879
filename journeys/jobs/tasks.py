"""Every kind of task there is: a line each."""

from collections.abc import Mapping
from datetime import timedelta

from directory.jobs.reading import HARVEST
from journeys.jobs.exporting import export, nothing_new
from journeys.jobs.harvesting import harvest_source
from journeys.jobs.task import Task
from journeys.jobs.upkeep import publish_submissions, remind, republish

SOON = timedelta(seconds=10)
OFTEN = timedelta(seconds=30)
DAILY = timedelta(days=1)

TASKS: Mapping[str, Task] = {
    task.kind: task
    for task in (
        Task(HARVEST, harvest_source, apart=True),
        Task("export", export, every=SOON, apart=True, needless=nothing_new),
        Task("republish", republish, every=OFTEN),
        Task("submissions", publish_submissions, every=OFTEN),
        Task("reminders", remind, every=DAILY),
    )
}
