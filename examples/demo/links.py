"""Crossmere Links: records as a directory of ALISS's kind gives them, version 5."""

import re
from typing import Any

from examples.demo.catalogue import dirt, load
from examples.demo.council import ages
from examples.demo.council_children import identifier
from examples.demo.entries import Entry, Venue
from examples.demo.times import spoken
from examples.demo.wording import ACCESS

SITE = "https://links.crossmere.example"
MOST_YEARS = 120
WAYS = {
    "self": "Just get in touch.",
    "professional": "Ask a professional to refer you.",
    "voucher": "You need a voucher.",
}
Json = dict[str, Any]


def services() -> tuple[Json, ...]:
    """The services of Crossmere Links in the order of their ids, as its import lists them."""
    own = (record(entry.told_by("links")) for entry in load() if "links" in entry.where)
    return tuple(sorted((*own, *dirt()["links"]), key=lambda said: str(said["id"])))


def record_id(key: str) -> str:
    """The id that Crossmere Links gives to a service of the catalogue."""
    return identifier("links", key)


def record(entry: Entry) -> Json:
    """One service; as at ALISS, what is empty stays as an empty text or list."""
    return {**_words(entry), **_contact(entry), **_lists(entry), **_standing(entry)}


def _words(entry: Entry) -> Json:
    plain = " ".join(_sentences(entry))
    paragraphs = "</p><p>".join(_sentences(entry))
    return {
        "id": record_id(entry.key),
        "name": entry.name,
        "description": plain,
        "description_formatted": f"<p>{paragraphs}</p>",
        "summary": entry.about.split(". ")[0].rstrip(".") + ".",
    }


def _sentences(entry: Entry) -> list[str]:
    said = [entry.about, entry.who]
    if entry.times:
        note = f" ({entry.note})" if entry.note else ""
        said.append(f"{spoken(entry.times)}{note}.")
    if entry.cost:
        said.append(f"Cost: {entry.cost}.")
    said.append(entry.how or " ".join(WAYS[way] for way in entry.join))
    if entry.wait:
        said.append(f"Waiting time: {entry.wait}.")
    return [each for each in said if each]


def _contact(entry: Entry) -> Json:
    return {
        "url": entry.url or entry.by.url,
        "referral_url": "",
        "phone": entry.phone or entry.by.phone,
        "email": entry.email or entry.by.email,
        "facebook": "",
        "twitter": "",
        "instagram": "",
    }


def _lists(entry: Entry) -> Json:
    return {
        "categories": [_category(entry.theme, False)]
        + [_category(each, True) for each in entry.kind],
        "community_groups": _community_groups(entry),
        "accessibility_features": _features(entry.at) if entry.at else [],
        "service_areas": [
            {"code": area.code, "type": area.type, "name": area.name} for area in entry.area
        ],
        "media_gallery": [],
        "locations": [_location(entry.at)] if entry.at else [],
        "organisation": _organisation(entry),
    }


def _standing(entry: Entry) -> Json:
    slug = f"{slugged(entry.name)}-0"
    return {
        "slug": slug,
        "aliss_url": f"{SITE}/services/{slug}/",
        "permalink": f"{SITE}/services/{record_id(entry.key)}",
        "is_claimed": bool(entry.by.charity),
        "is_deprioritised": False,
        "last_updated": entry.changed.strftime("%Y-%m-%dT%H:%M:%S.000000Z"),
        "last_reviewed": f"{entry.checked.isoformat()}T09:00:00Z",
        "location_score": 1 if entry.at else 6,
    }


def _category(name: str, selected: bool) -> Json:
    return {"name": name, "slug": slugged(name), "selected": selected}


def _community_groups(entry: Entry) -> list[Json]:
    groups: list[Json] = []
    if entry.only:
        groups.append(_group(entry.only.capitalize(), None))
    least, most = ages(entry.ages)
    if least >= 0:
        groups.append(_group("Age range", (least, most if most >= 0 else MOST_YEARS)))
    return groups


def _group(name: str, years: tuple[int, int] | None) -> Json:
    least, most = years or (0, 0)
    return {
        "name": name,
        "slug": slugged(name),
        "is_range": years is not None,
        "min": least,
        "max": most,
        "selected": True,
    }


def _features(venue: Venue) -> list[Json]:
    return [
        {
            "name": ACCESS[each],
            "slug": slugged(ACCESS[each]),
            "additional_info": "",
            "icon": "",
            "location_id": identifier("links-location", venue.key),
        }
        for each in venue.access
    ]


def _location(venue: Venue) -> Json:
    return {
        "id": identifier("links-location", venue.key),
        "formatted_address": f"{venue.name}, {venue.street}, {venue.town}, {venue.postcode}",
        "name": venue.name,
        "description": "",
        "street_address": venue.street,
        "locality": venue.town,
        "region": "",
        "state": "",
        "postal_code": venue.postcode,
        "country": "GB",
        "latitude": venue.lat,
        "longitude": venue.lon,
    }


def _organisation(entry: Entry) -> Json:
    slug = f"{slugged(entry.by.name)}-0"
    own_id = identifier("links-organisation", entry.by.key)
    return {
        "id": own_id,
        "name": entry.by.name,
        "slug": slug,
        "aliss_url": f"{SITE}/organisations/{slug}/",
        "permalink": f"{SITE}/organisations/{own_id}",
        "is_claimed": bool(entry.by.charity),
    }


def slugged(name: str) -> str:
    """The name as it stands in an address: `tai-chi` for `T'ai chi`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")
