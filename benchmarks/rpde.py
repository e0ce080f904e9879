"""How fast a reader of changes catches up: pages of the feed made on one core.

python -m benchmarks.rpde --listings 100000 --json
"""

from pathlib import Path
from time import process_time

from api.representations.rpde import page_body, services_items
from benchmarks.ready import database_alone
from benchmarks.reporting import Figure, run
from directory.feeds import Feeds
from runtime.clock import SystemClock

LEAST_ITEMS_A_SECOND = 60_000
PAGE = 5_000
BEHIND = 100_000


def measure(folder: Path, count: int) -> list[Figure]:
    """The figure; what is missing in `folder` is made first."""
    database = database_alone(folder, count)
    feeds = Feeds(database, SystemClock())
    caught_up(feeds)
    before = process_time()
    items, size = caught_up(feeds)
    took_s = process_time() - before
    database.close()
    return [
        Figure("changes read", items / took_s, "items/s", LEAST_ITEMS_A_SECOND, at_least=True),
        Figure("  bytes of them", size / took_s / 1e6, "MB/s"),
    ]


def caught_up(feeds: Feeds, most: int = BEHIND) -> tuple[int, int]:
    """Read page after page as the door makes them; gives how many items and bytes there were."""
    after = items = size = 0
    while items < most and (changes := feeds.services(after, PAGE)):
        after = changes[-1].number
        items += len(changes)
        size += len(page_body(services_items(changes), "https://directory.example/", ""))
    return items, size


if __name__ == "__main__":
    raise SystemExit(run("rpde", "Measures the feed of changes.", measure, BEHIND))
