"""The small tasks that keep the directory true: awards, groups' own listings, reminders."""

from directory.run_lease import AlreadyRunning
from directory.submissions import reminding
from journeys.jobs.task import Later, Tell, Tools
from journeys.publish import republish_due
from journeys.submit import publish_due


def republish(tools: Tools, _subject: str, _tell: Tell) -> str:
    """Publish anew the listings whose awards began or ended."""
    return f"{republish_due(tools.database, tools.clock)} listings published anew"


def publish_submissions(tools: Tools, _subject: str, _tell: Tell) -> str:
    """Bring groups' own listings into the directory that could not be published at once."""
    try:
        done = publish_due(tools.database, tools.gazetteer, tools.clock)
    except AlreadyRunning as running:
        raise Later(running.until, str(running)) from None
    return f"{done} submissions published"


def remind(tools: Tools, _subject: str, _tell: Tell) -> str:
    """Note which groups are to be asked whether their listing still holds."""
    now = tools.clock.now()
    noted = reminding.note_reminders(tools.database, now - tools.remind_after, now)
    return f"{noted} groups to be reminded"
