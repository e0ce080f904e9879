"""Do a task that is due: take its lease, keep it, work, and write how it went and what follows."""

import random
from time import monotonic

import structlog

from directory import run_lease
from directory.jobs import holding
from directory.jobs.declaring import put_off
from directory.jobs.holding import DONE, FAILED, HANDED_BACK, LOST, Ended
from directory.jobs.reading import Job, Key, left_behind
from directory.leases import Progress, was_locked
from journeys.jobs import schedule
from journeys.jobs.task import Later, Task, TaskFailed, Tools
from runtime.heartbeat import Heartbeat
from runtime.holder import read_holder
from runtime.termination import HandedBack

_log = structlog.get_logger()


def perform(task: Task, subject: str, tools: Tools) -> Ended | None:
    """Do a task for a subject if it is due and nobody is at it; gives how it ended.

    Nothing but the end of the process gets out of here: what fails is written down with the job.
    """
    database, clock, leasing = tools.database, tools.clock, tools.leasing
    job = holding.claim(database, (task.kind, subject), clock.now(), leasing)
    if job is None:
        return None
    told = Progress()

    def beat() -> bool:
        return holding.renew(database, job, clock.now(), leasing, told)

    with Heartbeat(beat, leasing.beat_s):
        ended = _work(task, job, tools, told)
    holding.end(database, job, ended, clock.now())
    is_known = ended.outcome == job.outcome == FAILED and ended.reason == job.reason
    is_told = not is_known and (task.apart or ended.outcome != DONE)
    say = _log.info if is_told else _log.debug
    say("task", kind=job.kind, subject=job.subject, outcome=ended.outcome, why=ended.reason)
    return ended


def is_put_off(task: Task, job: Job, tools: Tools) -> bool:
    """Whether a task that is due has nothing to do, and was put off to its next turn."""
    if not _is_needless(task, tools):
        return False
    now = tools.clock.now()
    put_off(tools.database, job.key, schedule.after_success(now, job.every_s, _chance()), now)
    return True


def recover(tools: Tools, kind: str | None = None) -> list[Key]:
    """Take back what dead or silent processes left behind, of one kind or of all with all runs.

    Gives what is to be done again. Ends where the database was locked, which silences who lives.
    """
    now = tools.clock.now()
    if kind is None and not run_lease.end_left_behind(tools.database, now):
        return []
    with tools.database.reading() as connection:
        found = [one for one in left_behind(connection, now) if kind in (None, one.kind)]
    again: list[Key] = []
    for job in found:
        asked = monotonic()
        if holding.recover(tools.database, job, _lost(job, tools), now):
            again.append(job.key)
        elif was_locked(asked):
            break
    return again


def _is_needless(task: Task, tools: Tools) -> bool:
    """A fault in finding out is the task's own: it is begun, fails, and stops no other."""
    try:
        return task.needless is not None and task.needless(tools)
    except Exception:
        return False


def _work(task: Task, job: Job, tools: Tools, told: Progress) -> Ended:
    try:
        said = task.work(tools, job.subject, told.tell)
    except Later as later:
        return Ended(DONE, later.at, job.attempts, later.reason)
    except HandedBack as stopped:
        return Ended(HANDED_BACK, tools.clock.now(), job.attempts, str(stopped))
    except TaskFailed as failure:
        return _failed(job, tools, failure)
    except Exception as error:
        _log.exception("a task failed", kind=job.kind, subject=job.subject)
        return _failed(job, tools, TaskFailed(_in_words(error), temporary=True))
    now = tools.clock.now()
    return Ended(DONE, schedule.after_success(now, job.every_s, _chance()), reason=said)


def _failed(job: Job, tools: Tools, failure: TaskFailed) -> Ended:
    attempts = job.attempts + 1
    again = schedule.after_failure(
        tools.clock.now(),
        job.every_s,
        attempts,
        _chance(),
        temporary=failure.temporary,
        retry_after_s=failure.retry_after_s,
    )
    return Ended(FAILED, again, attempts, failure.reason)


def _lost(job: Job, tools: Tools) -> Ended:
    attempts = job.attempts + 1
    who = read_holder(job.holder) if job.holder else None
    where = f" (process {who.pid} on {who.host})" if who else ""
    again = schedule.after_loss(tools.clock.now(), job.every_s, attempts, _chance())
    return Ended(LOST, again, attempts, f"its process ended before the task did{where}")


def _in_words(error: Exception) -> str:
    first = str(error).partition("\n")[0][:300]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def _chance() -> float:
    return random.random()
