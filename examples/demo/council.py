"""The council's directory: Open Referral UK 3 records, with its supplier's own extras in them."""

from typing import Any

from examples.demo.catalogue import dirt, load
from examples.demo.council_children import (
    attribute,
    contacts,
    costs,
    identifier,
    organization,
    place,
    schedules,
    service_area,
)
from examples.demo.entries import Entry
from examples.demo.wording import LANGUAGES

UNKNOWN_AGE = -1
DELIVERY = {
    "in_person": "Face to face",
    "at_home": "In your own home",
    "phone": "By telephone",
    "online": "Online",
}
REFERRAL = {
    "self": "Self referral",
    "professional": "Professional referral",
    "voucher": "Voucher needed",
}
STATUS = {False: "active", True: "defunct", "temporarily": "temporarily closed"}
Json = dict[str, Any]


def services() -> tuple[Json, ...]:
    """The council's services in the order of their names, with its wrong records last."""
    own = (record(entry.told_by("council")) for entry in load() if "council" in entry.where)
    return (*sorted(own, key=lambda said: str(said["name"]).casefold()), *dirt()["council"])


def record_id(key: str) -> str:
    """The id that the council gives to a service of the catalogue."""
    return identifier("service", key)


def record(entry: Entry) -> Json:
    """One service as the council publishes it; what is empty is left out."""
    said = {**_facts(entry), **_children(entry), **_extras(entry)}
    said.update(_supplied(entry))
    return {key: value for key, value in said.items() if value not in ("", [], None)}


def _facts(entry: Entry) -> Json:
    return {
        "id": record_id(entry.key),
        "name": entry.name,
        "description": _html(entry),
        "url": entry.url or f"{entry.by.url}{entry.key}",
        "email": entry.email or entry.by.email,
        "status": STATUS[entry.closed],
        **dict(zip(("minimum_age", "maximum_age"), ages(entry.ages), strict=True)),
        "eligibility_description": entry.who,
        "application_process": entry.how,
        "wait_time": entry.wait,
        "assured_date": entry.checked.isoformat(),
        "assurer_email": "directory@crossmere.example",
        "last_modified": entry.changed.strftime("%Y-%m-%dT%H:%M:%S.000"),
        "organization_id": identifier("organization", entry.by.key),
    }


def _children(entry: Entry) -> Json:
    return {
        "organization": organization(entry.by),
        "contacts": contacts(entry),
        "cost_options": costs(entry),
        "languages": [
            {"id": identifier("language", entry.key, code), "name": LANGUAGES[code], "code": code}
            for code in entry.langs
        ],
        "service_areas": [service_area(entry, area) for area in entry.area],
        "service_at_locations": [place(entry, entry.at)] if entry.at else [],
        "schedules": schedules(entry) if not entry.at else [],
        "attributes": [attribute(entry, kind) for kind in entry.kind],
    }


def _extras(entry: Entry) -> Json:
    return {
        "cb_delivery": [DELIVERY[mode] for mode in entry.offered],
        "cb_referral": [REFERRAL[way] for way in entry.join],
        "cb_taking_referrals": entry.taking,
        "cb_personal_budget": entry.budget or None,
        "cb_gender": entry.only,
        "cb_metadata": {
            "date_created": "2021-03-01",
            "date_assured": entry.checked.isoformat(),
            "assured_by": "directory@crossmere.example",
        },
        "cb_audience": [{"id": "A1", "audienceType": entry.theme}],
    }


def _supplied(entry: Entry) -> Json:
    said = entry.odd.get("council", {})
    return {
        key: said[key]
        for key in ("accreditations", "alert", "minimum_age", "maximum_age")
        if key in said
    }


def ages(text: str) -> tuple[int, int]:
    """(least, most) from `"8-17"` or `"55+"`; -1 where there is none."""
    if not text:
        return UNKNOWN_AGE, UNKNOWN_AGE
    least, _, most = text.rstrip("+").partition("-")
    return int(least), int(most) if most else UNKNOWN_AGE


def _html(entry: Entry) -> str:
    parts = [f"<p>{entry.about}</p>"]
    if entry.note:
        parts.append(f"<p><strong>Please note:</strong>&nbsp;{entry.note}.</p>")
    if entry.ages:
        parts.append(f"<ul><li>Ages: {entry.ages}</li></ul>")
    return "\n\n".join(parts)
