"""Made-up services around Sale, as sources say them."""

from collections.abc import Sequence
from typing import Any

from schema.identifiers import child_id, listing_id, record_id
from schema.record import Record
from schema.source import Attribution, Licence, Publisher, SourceFacts
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, term_attribute
from tests.fixtures.records import record

COUNCIL = SourceFacts(
    id="made_up_council",
    title="Made-up Borough Directory",
    publisher=Publisher(name="Made-up Borough Council", website="https://council.example"),
    licence=Licence(
        name="Open Government Licence v3.0", url="https://licences.example/open-government"
    ),
    attribution=(Attribution(text="Contains made-up data", url="https://council.example/data"),),
)
LINKS = SourceFacts(
    id="made_up_links",
    title="Made-up Links",
    publisher=Publisher(name="Made-up Health Alliance"),
    licence=Licence(name="Creative Commons Attribution 4.0"),
)


def said(
    key: str,
    name: str,
    needs: Sequence[str] = (),
    categories: Sequence[str] = (),
    source: SourceFacts = COUNCIL,
    **fields: Any,
) -> Record:
    """What a source says of one service; `needs` and `categories` are slugs."""
    own = record_id(source.id, key)
    terms = [(NEEDS_TAXONOMY, slug) for slug in needs]
    terms += [(CATEGORIES_TAXONOMY, slug) for slug in categories]
    tied = [term_attribute(own, *term).model_dump(mode="json", exclude_none=True) for term in terms]
    return record(source.id, key, name, **{**({"attributes": tied} if tied else {}), **fields})


def id_of(key: str, source: SourceFacts = COUNCIL) -> str:
    """The id of the listing that a record began."""
    return str(listing_id(record_id(source.id, key)))


def _id(kind: str) -> str:
    return str(child_id("made-up", kind, "1"))


FULL: dict[str, Any] = {
    "alternate_name": "Tea and Talk",
    "description": "Tea and company for people who live alone.\nAsk for the blue door.",
    "url": "https://tea.example/thursdays",
    "email": "tea@group.example",
    "phones": [{"id": _id("phone"), "number": "01632 960001", "extension": 12}],
    "eligibility_description": "Anyone who lives alone",
    "minimum_age": 60,
    "cost_options": [
        {"id": _id("cost"), "service_id": _id("cost"), "amount": 2.5, "currency": "GBP"}
    ],
    "schedules": [
        {
            "id": _id("schedule"),
            "freq": "WEEKLY",
            "byday": "TH",
            "opens_at": "14:00",
            "closes_at": "16:00",
        }
    ],
    "joining": ["self", "professional"],
    "application_process": "Ring first",
    "taking_referrals": True,
    "waiting_time": "About three weeks",
    "availability_stated_on": "2026-11-02",
    "access_modes": ["in_person"],
    "service_areas": [{"id": _id("area"), "name": "Trafford", "code": "E08000009"}],
    "languages": [{"id": _id("language"), "name": "Urdu", "code": "ur"}],
    "information_checked": {"on": "2026-10-31", "by": "Example Voluntary Council"},
    "organization": {"id": _id("organization"), "name": "Example Neighbours", "description": ""},
    "reported_accreditations": [
        {
            "text": "Example Quality Mark, level 2",
            "source_id": COUNCIL.id,
            "source_title": COUNCIL.title,
        }
    ],
}
COUNCIL_SAYS = (
    said("tea", "Thursday Tea and Talk", ["loneliness"], ["befriending"], **FULL),
    said("chat", "Lonely No More", ["loneliness"], ["befriending"], postcode="M33 4AA"),
    said("debt", "Debt Advice Sale", ["debt"], ["debt-advice"], free_of_charge=True),
    said(
        "phone",
        "Lonely? Ring Us",
        ["loneliness"],
        postcode=None,
        access_modes=["phone"],
        nationwide=True,
        phones=[{"id": _id("helpline"), "number": "0808 157 0001"}],
    ),
    said("refuge", "Safe Somewhere", ["domestic-abuse"], ["domestic-abuse-service"], postcode=None),
)
LINKS_SAYS = (
    said("tea", "Thursday Tea and Talk", ["loneliness"], source=LINKS, email="old@group.example"),
)
