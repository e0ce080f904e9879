"""Feeds of made-up listings on disk, with the source that declares each, for measuring harvests."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import orjson

from benchmarks.listings import SEED, listings
from benchmarks.postcodes import real_postcodes
from harvesters.source import Source
from places.gazetteer import Gazetteer, PostcodeFact

PAGE_SIZE = 500
NOT_A_FEEDS = ("sources", "awards", "information_checked")
ABOUT: Mapping[str, Any] = {
    "publisher": {"name": "Example Borough Council"},
    "licence": {"name": "Open Government Licence v3.0"},
    "pace": {"pause_s": 0},
}
COLUMNS = {
    "key": "Ref",
    "name": "Name",
    "description": "About",
    "organization_name": "Group",
    "address_1": "Address",
    "city": "Town",
    "postcode": "Postcode",
    "lat": "Latitude",
    "lon": "Longitude",
    "category": "Kind",
    "minimum_age": "From age",
    "maximum_age": "To age",
    "free": "Free",
    "hours": "Times",
    "checked_on": "Checked",
}
DAYS = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat"}


def write_pages(folder: Path, count: int, gazetteer: Gazetteer) -> Source:
    """A feed of `count` listings as Open Referral UK pages; gives its source."""
    folder.mkdir(parents=True, exist_ok=True)
    left, files = records(count, gazetteer), []
    pages = -(-count // PAGE_SIZE)
    for number in range(1, pages + 1):
        contents = list(islice(left, PAGE_SIZE))
        envelope = {
            "total_items": count,
            "total_pages": pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number == pages,
            "contents": contents,
        }
        files.append(f"page{number:05d}.json")
        (folder / files[-1]).write_bytes(orjson.dumps(envelope))
    return _source("made_up_pages", "open_referral", files, {"page_size": PAGE_SIZE})


def write_table(folder: Path, count: int, gazetteer: Gazetteer) -> Source:
    """The same listings as a table with columns of its own names; gives its source."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "table.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(COLUMNS.values()))
        writer.writeheader()
        writer.writerows(map(_row, records(count, gazetteer)))
    return _source("made_up_table", "table", ["table.csv"], {}, fields=COLUMNS)


def records(count: int, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """Made-up listings as a feed would tell them, each place at a real postcode's point."""
    random = Random(SEED)
    facts = _placed(gazetteer)
    for listing in listings(count):
        for name in NOT_A_FEEDS:
            listing.pop(name, None)
        listing["assured_date"] = f"2026-0{random.randint(1, 9)}-1{random.randint(0, 9)}"
        for tie in listing.get("service_at_locations", ()):
            _put(tie["location"], random.choice(facts))
        yield listing


def _placed(gazetteer: Gazetteer) -> Sequence[PostcodeFact]:
    found = map(gazetteer.postcode, real_postcodes())
    return [fact for fact in found if fact and fact.lat is not None]


def _put(location: dict[str, Any], fact: PostcodeFact) -> None:
    location["latitude"], location["longitude"] = fact.lat, fact.lon
    location["addresses"][0]["postal_code"] = fact.postcode


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    places = record.get("service_at_locations", ())
    place = places[0]["location"] if places else {}
    address = place["addresses"][0] if place else {}
    terms = [one["taxonomy_term"] for one in record["attributes"]]
    values = (
        record["id"],
        record["name"],
        record["description"],
        record["organization"]["name"],
        address.get("address_1"),
        address.get("city"),
        address.get("postal_code"),
        place.get("latitude"),
        place.get("longitude"),
        terms[0]["name"],
        record.get("minimum_age"),
        record.get("maximum_age"),
        {True: "Yes", False: "No"}.get(record.get("free_of_charge", "")),
        _times(places),
        record["assured_date"],
    )
    return dict(zip(COLUMNS.values(), values, strict=True))


def _times(places: Sequence[Mapping[str, Any]]) -> str:
    schedules = [one for place in places[:1] for one in place.get("schedules", ())]
    return "; ".join(
        f"{DAYS[day]} {one['opens_at']}-{one['closes_at']}"
        for one in schedules
        for day in one["byday"].split(",")
    )


def _source(
    source_id: str,
    kind: str,
    files: Sequence[str],
    settings: Mapping[str, Any],
    fields: Mapping[str, str] = {},
) -> Source:
    reader = {"kind": kind, "url": "https://feed.example/services", "local": files, **settings}
    said = {"id": source_id, "title": "Made up", **ABOUT, "reader": reader, "fields": fields}
    return Source.model_validate(said)
