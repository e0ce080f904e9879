"""Schedule objects from opening times that were understood, and from text that was not."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from harvesters.cleaning.opening import Hours, Opening, gathered
from schema.identifiers import child_id


def schedule_objects(parent: UUID, hours: Iterable[Hours]) -> list[dict[str, Any]]:
    """Schedules of the openings, equal times together, and one for what stayed in words."""
    known = [each for each in hours if each.openings or each.text]
    openings = gathered(opening for each in known for opening in each.openings)
    made = [_schedule(parent, opening) for opening in openings]
    texts = [each.text for each in known if each.text]
    if texts:
        text = "\n".join(dict.fromkeys(texts))
        made.append({"id": child_id(parent, "schedule", "in words"), "description": text})
    return made


def _schedule(parent: UUID, opening: Opening) -> dict[str, Any]:
    byday = ",".join(opening.byday)
    every = f"{opening.freq}/{opening.interval}"
    key = f"{every} {byday} {opening.opens}-{opening.closes or ''} {opening.notes or ''}"
    return {
        "id": child_id(parent, "schedule", key),
        "freq": opening.freq,
        "interval": opening.interval,
        "byday": byday,
        "opens_at": opening.opens,
        "closes_at": opening.closes,
        "notes": opening.notes,
    }
