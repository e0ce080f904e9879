"""The task of making the files of everything published, and when there is nothing to make."""

from datetime import timedelta

from journeys.exports.shelf import BeingMade
from journeys.jobs.task import Later, TaskFailed, Tell, Tools

WHILE_ANOTHER_IS_AT_IT = timedelta(seconds=10)
AFTER_A_FAULT_S = 60.0


def export(tools: Tools, _subject: str, tell: Tell) -> str:
    """Make the files anew, unless those that are there are still good.

    Raises TaskFailed where their folder cannot be read or written, Later while another is at it.
    """
    try:
        if nothing_new(tools):
            return "the files are fresh"
        manifest = tools.bulk.make(lambda done, total: tell("writing files", done, total))
    except BeingMade as busy:
        raise Later(tools.clock.now() + WHILE_ANOTHER_IS_AT_IT, str(busy)) from None
    except OSError as error:
        reason = f"the files cannot be kept in {tools.bulk.shelf.root}: {error.strerror or error}"
        raise TaskFailed(reason, temporary=True, retry_after_s=AFTER_A_FAULT_S) from None
    return f"{manifest.services} services in {len(manifest.files)} files"


def nothing_new(tools: Tools) -> bool:
    """Whether the files are still good."""
    return tools.bulk.is_fresh()
