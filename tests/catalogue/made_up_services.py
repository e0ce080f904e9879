"""Made-up published services around Sale, seeded; many say little, and what they hold is shared."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

import orjson

from schema.identifiers import child_id
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, our_term

Said = dict[str, Any]
NAMESPACE = UUID("b1d0a3f2-4a83-5a7e-8f4e-0f6a3a1b7c01")
WORDS = ("quorn", "plinth", "marzipan", "zebu", "trombone", "Żubr")
SALE = (53.4243, -2.3221)
OURS = (
    ("food-bank", CATEGORIES_TAXONOMY),
    ("library", CATEGORIES_TAXONOMY),
    ("debt", NEEDS_TAXONOMY),
)
COLOURS = {"id": str(child_id("made-up", "taxonomy", "Colours")), "name": "Colours"}
MODIFIED = datetime(2026, 11, 1, tzinfo=UTC)


def id_of(kind: str, number: int) -> str:
    """The id of a made-up object."""
    return str(uuid5(NAMESPACE, f"{kind} {number}"))


def services(seed: int, size: int, first: int = 0) -> list[Said]:
    """Services with numbers from `first` on."""
    random = Random(seed)
    return [service(random, number) for number in range(first, first + size)]


def service(random: Random, number: int) -> Said:
    """A service that says this and that; organizations and places are those of others too."""
    own = id_of("service", number)
    said: Said = {
        "id": own,
        "name": f"{random.choice(WORDS)} group {number}",
        "description": " ".join(random.sample(WORDS, 2)),
        "status": random.choice(("active", "active", "active", "inactive")),
        "last_modified": (MODIFIED + timedelta(hours=random.randrange(400))).isoformat(),
        "service_at_locations": _ties(random, own),
        "attributes": [_attribute(random, own) for _ in range(random.choice((0, 1, 2, 3)))],
        "access_modes": random.sample(("in_person", "phone", "online"), random.choice((0, 1, 2))),
    }
    for key, value in (("minimum_age", random.choice((0, 17.5, 65))), ("maximum_age", 70)):
        if random.random() < 0.5:
            said[key] = value
    if random.random() < 0.9:
        said["organization"] = _organization(random)
    if random.random() < 0.4:
        said["schedules"] = [_schedule(random) for _ in range(2)]
    return said


def body(said: Said) -> bytes:
    """A service as it is published."""
    return orjson.dumps({key: value for key, value in said.items() if value not in ([], None)})


def _organization(random: Random) -> Said:
    number = random.randrange(12)
    said = {
        "id": id_of("organization", number),
        "name": f"Made-up body {number}",
        "description": "",
    }
    return said | ({"email": f"body{number}@body.example"} if random.random() < 0.5 else {})


def _ties(random: Random, own: str) -> list[Said]:
    numbers = random.sample(range(30), random.choice((0, 1, 1, 2)))
    return [_tie(random, own, number) for number in numbers]


def _tie(random: Random, own: str, number: int) -> Said:
    place: Said = {"id": id_of("location", number), "location_type": "physical"}
    if number % 5:
        lat, lon = SALE[0] + number * 0.003, SALE[1] - number * 0.005
        place |= {"latitude": round(lat, 6), "longitude": round(lon, 6)}
    tie = {"id": str(child_id(own, "service_at_location", str(number))), "location": place}
    return tie | ({"schedules": [_schedule(random)]} if random.random() < 0.3 else {})


def _attribute(random: Random, own: str) -> Said:
    if random.random() < 0.5:
        slug, taxonomy = random.choice(OURS)
        term = orjson.loads(our_term(taxonomy, slug).model_dump_json(exclude_none=True))
    else:
        number = random.randrange(4)
        term = {"id": id_of("term", number), "name": f"Colour {number}", "description": ""}
        term |= {"taxonomy": "Colours", "taxonomy_id": COLOURS["id"]}
        term |= {"parent_id": id_of("term", 0)} if number else {}
    return {"id": str(child_id(own, "attribute", term["id"])), "taxonomy_term": term}


def _schedule(random: Random) -> Said:
    days = random.sample(("MO", "WE", "2FR", "SU"), 2)
    said: Said = {"id": id_of("schedule", random.getrandbits(40)), "freq": "WEEKLY"}
    said["byday"] = ",".join(days)
    if random.random() < 0.8:
        said |= random.choice(
            (
                {"opens_at": "09:00", "closes_at": "17:00"},
                {"opens_at": "18:30", "closes_at": "20:00"},
                {"opens_at": "22:00", "closes_at": "02:00"},
            )
        )
    return said
