"""`fingerpost worker` that may read feeds of its own machine, as a test runs it."""

import sys

from commands.parts import open_parts
from commands.worker import work
from journeys.jobs.tasks import TASKS
from runtime.logs import configure

if __name__ == "__main__":
    configure()
    work(open_parts(loopback=True), 2, list(TASKS), float(sys.argv[1]))
