"""`fingerpost worker`: harvests and the other tasks, on this machine, for as many as there are."""

import signal
from collections.abc import Collection, Sequence
from functools import partial
from typing import Annotated

import typer

from commands.measured import measured
from commands.output import fail, say
from commands.parts import Parts, open_parts
from commands.taking import HAND_BACK_S, lanes, perform_taken
from commands.tasks import PartsAsTools
from commands.tending import following, in_process, shared_index
from commands.working import check
from journeys.jobs.declaring import Declaring
from journeys.jobs.dispatching import Dispatching
from journeys.jobs.tasks import TASKS
from journeys.tend import ENDS_S, Tending, Work, ask_to_end, stop
from runtime import jobs
from runtime.outages import is_forbidden
from runtime.turning import DISPATCHING

EVERY_S = 1.0


def run(
    concurrency: Annotated[
        int, typer.Option(min=1, max=64, help="harvests and exports at the same time")
    ] = 2,
    only: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="only this kind; can be repeated")
    ] = None,
    grace_s: Annotated[
        float, typer.Option(min=0, help="seconds that tasks under way are given at the end")
    ] = 30,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="only make the tables of the queue, and end")
    ] = False,
    is_checked: Annotated[
        bool,
        typer.Option("--check", help="only ask the worker here; end with 1 unless it works"),
    ] = False,
) -> None:
    """Harvest sources and do the other tasks as they fall due, until stopped.

    With PostgreSQL on as many machines as wanted; each source is harvested by one of them. SIGTERM
    lets tasks end within their grace; what is not done by then is given back to the others.
    """
    for unknown in (one for one in only or () if one not in TASKS):
        fail(f'"{unknown}" is not a kind of task; there are {", ".join(TASKS)}', code=2)
    parts = open_parts()
    if is_checked:
        check(parts.settings)
        return
    work(parts, concurrency, only or list(TASKS), grace_s, prepare=prepare)


def work(
    parts: Parts, concurrency: int, kinds: Collection[str], grace_s: float, *, prepare: bool = False
) -> None:
    """Work until stopped, as the database allows."""
    if parts.database.is_sqlite:
        if prepare:
            say("There is nothing to prepare: SQLite needs no queue.")
            return
        with measured(parts, 1):
            _alone(parts, concurrency, kinds, grace_s)
        return
    made = _queue_made(parts)
    if prepare:
        say("The tables of the queue were made." if made else "The tables of the queue are there.")
    else:
        with measured(parts, 1):
            _among_others(parts, concurrency, kinds, grace_s)


def _queue_made(parts: Parts) -> bool:
    """Whether the tables of the queue were made just now; ends the command where they cannot be."""
    try:
        return jobs.prepare(parts.database.url)
    except Exception as error:
        if not is_forbidden(error):
            raise
        fail(
            "the tables of the queue are not there, and the database's role may not make them. A"
            " role that may, such as fingerpost_migrating, runs: fingerpost migrate"
        )


def _alone(parts: Parts, concurrency: int, kinds: Collection[str], grace_s: float) -> None:
    """On SQLite there is no queue: this process does what is due, with what it starts.

    A small task that takes longer than the grace time is left, and taken up by who comes next.
    """
    own = in_process(parts, concurrency, kinds, grace_s)
    beside = _beside(parts, [Declaring(PartsAsTools(parts)).turn, own.turn], [own.stop])
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_: ask_to_end(beside))
    say("Working; stop with Ctrl-C.")
    for one in beside:
        one.start()
    _wait_until_asked(beside[0])
    beside[0].wait(max(0.0, grace_s - ENDS_S))
    stop(beside)


def _wait_until_asked(tending: Tending) -> None:
    """Looks up again and again: a signal does not wake who was only about to wait when it came."""
    while not tending.is_ending:
        tending.wait(EVERY_S)


def _beside(parts: Parts, turns: Sequence[Work], endings: Sequence[Work] = ()) -> list[Tending]:
    """Such turns, and in threads of its own what follows the change log, maybe for minutes."""
    dispatching = Tending(turns, endings, EVERY_S, name=DISPATCHING)
    followed = Tending(*following(parts, serving=False), EVERY_S)
    return [dispatching, followed, *shared_index(parts, serving=False)]


def _among_others(parts: Parts, concurrency: int, kinds: Collection[str], grace_s: float) -> None:
    tools, sending = PartsAsTools(parts), jobs.Sending(parts.database.url)
    beside = _beside(parts, [Declaring(tools).turn, Dispatching(tools, sending).turn])
    receiving = jobs.Receiving(
        parts.database.url,
        lanes(kinds, concurrency),
        partial(perform_taken, parts),
        grace_s=max(0.0, grace_s - HAND_BACK_S),
        lease_s=parts.settings.lease_s,
    )
    sending.open()
    say("Working; stop with Ctrl-C.")
    for one in beside:
        one.start()
    receiving.work()
    stop(beside)
    sending.close()
