"""What goes on beside answering or working: projections are kept up, and jobs where they belong."""

from collections.abc import Collection, Sequence
from functools import partial

from commands.keeping_up import keeping_up
from commands.parts import Parts
from commands.tasks import PartsAsTools, start_apart
from journeys import catalogue, fhir
from journeys.index import follow
from journeys.jobs.declaring import Declaring
from journeys.jobs.in_process import InProcess
from journeys.jobs.leading import Leading
from journeys.jobs.tasks import TASKS
from journeys.tend import Tending, Work
from search.embedded import EmbeddedIndex
from search.unavailable import SearchUnavailable

INDEXING = "index"


def tending(parts: Parts) -> list[Tending]:
    """What a serving process does beside answering."""
    turns, endings = following(parts, serving=True)
    if serves_jobs(parts):
        jobs = in_process(parts)
        turns += [Declaring(PartsAsTools(parts)).turn, jobs.turn]
        endings = [jobs.stop, *endings]
    return [Tending(turns, endings), *shared_index(parts, serving=True)]


def serves_jobs(parts: Parts) -> bool:
    """Whether the server runs what is due: as set, otherwise where the database is a file."""
    wanted = parts.settings.jobs
    return parts.database.is_sqlite if wanted is None else wanted == "serve"


def in_process(
    parts: Parts, most: int = 1, kinds: Collection[str] = (), grace_s: float = 0.0
) -> InProcess:
    """What is due, run from within this process."""
    start = partial(start_apart, parts)
    return InProcess(PartsAsTools(parts), TASKS, start, most=most, kinds=kinds, grace_s=grace_s)


def following(parts: Parts, *, serving: bool) -> tuple[list[Work], list[Work]]:
    """Turns that bring projections up to date, and what is to be done at the end.

    An index of this machine is followed by who serves from it. The catalogue and the FHIR resources
    are followed by whoever works jobs, several at once.
    """
    own = serving and isinstance(parts.index, EmbeddedIndex)
    turns: list[Work] = [lambda: follow(parts.reading, parts.index)] if own else []
    if not serving or serves_jobs(parts):
        turns.append(lambda: catalogue.follow(parts.reading, parts.database))
        turns.append(lambda: fhir.follow(parts.reading, parts.database))
    return _apart_where_much(parts, turns) if own else (turns, [])


def _apart_where_much(parts: Parts, turns: Sequence[Work]) -> tuple[list[Work], list[Work]]:
    """The same, left to a process of its own where much waits."""
    up = keeping_up(parts, projections=serves_jobs(parts))
    return [up.turn, *map(up.unless_apart, turns)], [up.stop]


def shared_index(parts: Parts, *, serving: bool) -> list[Tending]:
    """What follows an index that all machines share, in one process that works jobs too.

    It has a thread of its own: the index may be built anew for minutes, in which everything else
    goes on. Where the process ends meanwhile the building is left, and gone on with by another.
    """
    if isinstance(parts.index, EmbeddedIndex) or (serving and not serves_jobs(parts)):
        return []

    def leave(_done: int, _total: int) -> None:
        if beside.is_ending:
            raise SearchUnavailable("this process ends; another goes on with the index")

    leading = Leading(
        PartsAsTools(parts), INDEXING, lambda: follow(parts.reading, parts.index, leave)
    )
    beside = Tending([leading.turn], [leading.stop], name="indexing")
    return [beside]
