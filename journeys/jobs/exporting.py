"""The task of making the files of everything published, and when there is nothing to make."""

from datetime import timedelta

from journeys.exports.shelf import BeingMade
from journeys.jobs.task import Later, Tell, Tools

WHILE_ANOTHER_IS_AT_IT = timedelta(seconds=10)


def export(tools: Tools, _subject: str, tell: Tell) -> str:
    """Make the files anew, unless those that are there are still good."""
    if nothing_new(tools):
        return "the files are fresh"
    try:
        manifest = tools.bulk.make(lambda done, total: tell("writing files", done, total))
    except BeingMade as busy:
        raise Later(tools.clock.now() + WHILE_ANOTHER_IS_AT_IT, str(busy)) from None
    return f"{manifest.services} services in {len(manifest.files)} files"


def nothing_new(tools: Tools) -> bool:
    """Whether the files are still good."""
    return tools.bulk.is_fresh()
