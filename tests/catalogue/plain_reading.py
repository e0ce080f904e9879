"""What the right answer is, found by reading every document in turn."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson

from directory.catalogue.asking import Wanted
from places.geometry import distance_m
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY
from search.tokens import stems_of

Said = dict[str, Any]


def wanted_ids(kind: str, published: Iterable[Said], wanted: Wanted) -> list[str]:
    """The ids of what is wanted of a kind, in order."""
    own_place = kind in ("location", "service_at_location") and wanted.within_m is not None
    found: set[str] = set()
    for said in published:
        if not fits(said, wanted, circle=not own_place, times=kind != "service_at_location"):
            continue
        if kind == "service":
            found.add(said["id"])
        elif kind == "organization" and "organization" in said:
            found.add(said["organization"]["id"])
        for tie in said["service_at_locations"]:
            held = {"service_at_location": tie, "location": tie["location"]}.get(kind)
            if not held or (kind == "service_at_location" and not _timed_there(said, tie, wanted)):
                continue
            if not own_place or _near(tie["location"], wanted):
                found.add(held["id"])
    return sorted(found)


def fits(said: Said, wanted: Wanted, *, circle: bool = True, times: bool = True) -> bool:
    """Whether a service is wanted, by its circle only if `circle`, its times only if `times`."""
    return (
        _worded(said, wanted)
        and _marked(said, wanted)
        and _aged(said, wanted)
        and (not times or _timed(_schedules(said), wanted))
        and (not circle or wanted.within_m is None or _somewhere_near(said, wanted))
        and (wanted.organization_id in (None, said.get("organization", {}).get("id")))
        and (wanted.modified_after is None or modified(said) > wanted.modified_after)
    )


def modified(said: Said) -> datetime:
    return datetime.fromisoformat(said["last_modified"])


def _worded(said: Said, wanted: Wanted) -> bool:
    names = [held["taxonomy_term"]["name"] for held in said["attributes"]]
    text = [said["name"], said["description"], said.get("organization", {}).get("name", ""), *names]
    stems = set(stems_of(" ".join(text)))
    whole = wanted.words[:-1] if wanted.prefix else wanted.words
    begun = wanted.words[-1:] if wanted.prefix else ()
    return set(whole) <= stems and all(any(s.startswith(w) for s in stems) for w in begun)


def _marked(said: Said, wanted: Wanted) -> bool:
    terms = [held["taxonomy_term"] for held in said["attributes"]]
    kinds = {CATEGORIES_TAXONOMY: "category", NEEDS_TAXONOMY: "need"}
    marks = {f"{kinds[t['taxonomy']]}:{t['code']}" for t in terms if t["taxonomy"] in kinds}
    marks |= {f"mode:{mode}" for mode in said["access_modes"]}
    return (
        all(marks & set(group) for group in wanted.marks)
        and (not wanted.terms or bool({term["id"] for term in terms} & set(wanted.terms)))
        and (wanted.taxonomy is None or wanted.taxonomy in {t["taxonomy_id"] for t in terms})
    )


def _aged(said: Said, wanted: Wanted) -> bool:
    low, high = said.get("minimum_age"), said.get("maximum_age")
    return (
        (wanted.minimum_age is None or high is None or high >= wanted.minimum_age)
        and (wanted.maximum_age is None or low is None or low <= wanted.maximum_age)
        and (wanted.starts_at_age is None or (low is not None and low >= wanted.starts_at_age))
        and (wanted.ends_at_age is None or (high is not None and high <= wanted.ends_at_age))
    )


def _schedules(said: Said) -> list[Said]:
    held = (said, *said["service_at_locations"])
    return [schedule for one in held for schedule in one.get("schedules", ())]


def _timed_there(said: Said, tie: Said, wanted: Wanted) -> bool:
    return _timed(tie.get("schedules") or said.get("schedules", ()), wanted)


def _timed(schedules: Iterable[Said], wanted: Wanted) -> bool:
    if wanted.day is None and wanted.opens is None and wanted.closes is None:
        return True
    return any(
        wanted.day in (None, day[-2:])
        and (wanted.opens is None or (opens is not None and opens >= wanted.opens))
        and (wanted.closes is None or (closes is not None and closes <= wanted.closes))
        for schedule in schedules
        for day in schedule["byday"].split(",")
        for opens, closes in [_minutes(schedule)]
    )


def _minutes(schedule: Said) -> tuple[int | None, int | None]:
    if "opens_at" not in schedule:
        return None, None
    opens, closes = (
        int(schedule[key][:2]) * 60 + int(schedule[key][3:]) for key in ("opens_at", "closes_at")
    )
    return opens, closes + (1440 if closes < opens else 0)


def _somewhere_near(said: Said, wanted: Wanted) -> bool:
    return any(_near(tie["location"], wanted) for tie in said["service_at_locations"])


def _near(place: Said, wanted: Wanted) -> bool:
    if "latitude" not in place or wanted.lat is None or wanted.lon is None:
        return False
    metres = distance_m(wanted.lat, wanted.lon, place["latitude"], place["longitude"])
    return metres <= (wanted.within_m or 0)


def ids(bodies: Iterable[bytes]) -> list[str]:
    """The id of each body."""
    return [orjson.loads(one)["id"] for one in bodies]
