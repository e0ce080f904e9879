"""What the columns of a source can be mapped to: the targets of `[fields]` and `[constants]`."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, get_args

from harvesters.cleaning.access_modes import AccessMode
from harvesters.cleaning.gender import GenderOnly
from harvesters.cleaning.joining import Joining
from harvesters.cleaning.opening import DAY_NAMES
from harvesters.cleaning.status import Status
from schema.accessibility import Feature
from schema.vocabulary import CATEGORIES, NEEDS

Several = Literal["first", "joined", "all"]


@dataclass(frozen=True, slots=True)
class Target:
    """One target: what it holds, and what becomes of several columns named for it.

    `first` takes the first that says something, `joined` puts their texts together, `all` takes
    each as a value of its own. `codes` are the only values that a constant or a value table may
    give; `yes_no` says that they are yes or no.
    """

    name: str
    meaning: str
    several: Several = "first"
    codes: tuple[str, ...] = ()
    yes_no: bool = False


_LISTED = (
    Target("key", "what the source calls this record, for ever; several are one key", "joined"),
    Target("name", "the name of the service; several are put together", "joined"),
    Target("alternate_name", "another name"),
    Target("description", "what happens there; HTML is made plain", "joined"),
    Target("alert", "what to know at once", "joined"),
    Target("url", "its web page; further ones are kept too", "all"),
    Target("record_url", "the record's own page at the source"),
    Target("email", "e-mail addresses, also among other words", "all"),
    Target("phone", "telephone numbers, also among other words", "all"),
    Target("location_name", "what the place is called"),
    Target("address", "an address in one line, with or without its postcode", "joined"),
    Target("address_1", "building, number and street", "joined"),
    Target("address_2", "the second line", "joined"),
    Target("city", "the post town"),
    Target("region", "the district or neighbourhood"),
    Target("state_province", "the county"),
    Target("postcode", "the postcode, in any spelling"),
    Target("country", "the ISO code of the country; GB if nothing is said"),
    Target("lat", "degrees north"),
    Target("lon", "degrees east"),
    Target("easting", "metres on the national grid, instead of lat and lon"),
    Target("northing", "metres on the national grid, instead of lat and lon"),
    Target("uprn", "the unique property reference number of the place"),
    Target("transport", "how to get there", "joined"),
    Target("accessibility", "what there is for disabled people, in words", "joined"),
    Target("hours", "days and times in words, such as Mon-Fri 9-5", "joined"),
    Target("days", "the days for `opens` and `closes`, in words"),
    Target("opens", "when it opens on each of `days`"),
    Target("closes", "when it closes on each of `days`"),
    Target("category", "kinds of help, in the source's words", "all", tuple(CATEGORIES)),
    Target("need", "needs that it serves, in the source's words", "all", tuple(NEEDS)),
    Target("term", "further words of the source, kept under its own name", "all"),
    Target("language", "languages by name or code", "all"),
    Target("interpreting", "what interpreting there is", "joined"),
    Target("cost", "what it costs, in words", "joined"),
    Target("free", "whether it costs nothing", yes_no=True),
    Target("personal_budget", "whether a personal budget can pay for it", yes_no=True),
    Target("age", "ages in words, such as 16-25 or 55+", "joined"),
    Target("minimum_age", "the least age in years"),
    Target("maximum_age", "the greatest age in years"),
    Target("eligibility", "whom it is for, in words", "joined"),
    Target("gender_only", "women or men, if for them only", codes=get_args(GenderOnly)),
    Target("referral", "how one joins, in words: kept, and read for `joining`", "joined"),
    Target("joining", "through whom one joins, in words", "all", get_args(Joining)),
    Target("application_process", "how one joins, in words", "joined"),
    Target("access_modes", "how it is given, in words", "all", get_args(AccessMode)),
    Target("taking_referrals", "whether it takes new people", yes_no=True),
    Target("waiting_time", "how long one waits, as stated", "joined"),
    Target("availability_stated_on", "the day on which the last two were stated"),
    Target("status", "whether it can be had, in words", codes=get_args(Status)),
    Target("closed", "anything but no or nothing means that it is closed"),
    Target("area_code", "ONS codes of the areas whose people it serves", "all"),
    Target("area_name", "names of the areas whose people it serves", "all"),
    Target("nationwide", "whether people anywhere in the country can use it", yes_no=True),
    Target("organization_name", "who gives the service"),
    Target("organization_id", "what the source calls that organization"),
    Target("organization_description", "what that organization does"),
    Target("organization_url", "that organization's web page"),
    Target("organization_email", "that organization's e-mail address"),
    Target("accreditation", "quality marks that the source claims; shown as unverified", "joined"),
    Target("checked_on", "the day on which the source says that it last checked"),
    Target("last_modified", "when the source says that it last changed this"),
    *(Target(f"hours_{day.lower()}", f"the times of {day}", "joined") for day in DAY_NAMES),
    *(Target(f"opens_{day.lower()}", f"when it opens on {day}") for day in DAY_NAMES),
    *(Target(f"closes_{day.lower()}", f"when it closes on {day}") for day in DAY_NAMES),
    *(
        Target(f"accessibility.{feature}", f"whether there is: {feature}", yes_no=True)
        for feature in get_args(Feature)
        if feature != "other"
    ),
)
TARGETS: Mapping[str, Target] = {target.name: target for target in _LISTED}
FAMILIES: Mapping[str, Target] = {
    "service_identifier": Target(
        "service_identifier.SCHEME",
        "a number of the very service, never of its organization, in a register such as "
        "`ods` or `cqc-location`",
    ),
    "organization_identifier": Target(
        "organization_identifier.SCHEME",
        "the organization's number in a register, by its org-id.guide prefix such as `GB-CHC`",
    ),
}


def target_of(name: str) -> Target | None:
    """The target of that name, `service_identifier.ods` and the like included."""
    family, _dot, member = name.partition(".")
    return TARGETS.get(name) or (FAMILIES.get(family) if member else None)


def nearest_target(name: str) -> str | None:
    """The target that somebody who wrote `name` may have meant."""
    near = get_close_matches(name, TARGETS, n=1, cutoff=0.6)
    return near[0] if near else _BY_OTHER_NAMES.get(name.casefold().replace(" ", "_"))


_BY_OTHER_NAMES = {
    "title": "name",
    "id": "key",
    "website": "url",
    "web": "url",
    "telephone": "phone",
    "tel": "phone",
    "latitude": "lat",
    "longitude": "lon",
    "lng": "lon",
    "x": "easting",
    "y": "northing",
    "street": "address_1",
    "town": "city",
    "county": "state_province",
    "opening_times": "hours",
    "opening_hours": "hours",
    "price": "cost",
    "fees": "cost",
    "gender": "gender_only",
    "organisation": "organization_name",
    "organisation_name": "organization_name",
    "provider": "organization_name",
    "type": "category",
    "tags": "term",
    "updated": "last_modified",
}
