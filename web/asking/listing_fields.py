"""The questions that a group is asked about its own listing, in their order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from web.asking.filters import GENDER_WORDS, NEED_WORDS, Words
from web.wording.offered import FEATURES, MODES

Kind = Literal["line", "lines", "email", "tel", "years", "ticks", "choice"]
ACCESS: Words = {slug: words for slug, words in FEATURES.items() if slug != "other"}
YES_NO: Words = {"yes": "Yes", "no": "No"}
FREE_OR_NOT: Words = {"yes": "It is free", "no": "It costs something"}
WAYS: Words = {
    "self": "People can come or ring by themselves",
    "professional": "A professional, such as a GP or link worker, refers people",
    "voucher": "People need a voucher",
}


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is that of the form that is kept; `words` what can be chosen."""

    name: str
    label: str
    kind: Kind = "line"
    hint: str | None = None
    words: Words = field(default_factory=dict)
    most: int | None = None
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    fields: tuple[Field, ...]
    about: str | None = None
    folded: bool = False


WHAT = Section(
    "What it is and who it is for",
    (
        Field("name", "Name", most=200),
        Field("description", "What happens there", "lines", "A few plain sentences", most=5000),
        Field(
            "eligibility",
            "Who it is for (optional)",
            "lines",
            "For example: anyone over 60 in Sale, or people caring for somebody",
            most=1000,
        ),
        Field("organization_name", "Group or organisation behind it (optional)", most=200),
    ),
)
WHERE = Section(
    "Where and when",
    (
        Field("address", "Where it takes place", hint="Hall and street", most=300),
        Field("postcode", "Postcode of that place", hint="For example M33 7ZF", most=10),
        Field(
            "access_modes",
            "How it is offered",
            "ticks",
            "If people need not come to a place, tick how it reaches them",
            MODES,
        ),
        Field("hours", "When (optional)", "lines", "For example: Thursdays 2pm to 4pm", most=500),
    ),
)
COST = Section(
    "Cost and joining",
    (
        Field("free", "Is it free?", "choice", words=FREE_OR_NOT),
        Field("cost", "What it costs (optional)", "lines", "For example: £2 with tea", most=300),
        Field("joining", "How people join", "ticks", words=WAYS),
        Field(
            "application_process",
            "Anything else about joining (optional)",
            "lines",
            "For example: just turn up",
            most=500,
        ),
    ),
)
CONTACT = Section(
    "Contact for everybody to see",
    (
        Field("phone", "Phone", "tel", most=60),
        Field("email", "Email", "email", most=254),
        Field("url", "Web page", hint="For example https://group.example", most=500),
    ),
    "At least one of these. It is best not to give one person’s own number or address.",
)
MORE = Section(
    "More that helps people choose (optional)",
    (
        Field("taking_referrals", "Are you taking new people now?", "choice", words=YES_NO),
        Field("waiting_time", "Waiting time", hint="For example: about three weeks", most=200),
        Field("minimum_age", "Lowest age", "years"),
        Field("maximum_age", "Highest age", "years"),
        Field("gender_only", "Women or men only?", "choice", words=GENDER_WORDS),
        Field("need", "What it helps with", "ticks", "At most 10", NEED_WORDS),
        Field("accessibility", "What the place offers", "ticks", words=ACCESS),
    ),
    folded=True,
)
PRIVATE = Section(
    "How we reach you",
    (
        Field("contact_name", "Your name (optional)", most=100, fill="name"),
        Field("contact_email", "Your email", "email", most=254, fill="email"),
        Field("contact_phone", "Your phone", "tel", most=30, fill="tel"),
    ),
    "This is never published. We use it only to ask you about this listing. An email address or "
    "a phone number is enough.",
)
LISTING_SECTIONS = (WHAT, WHERE, COST, CONTACT, MORE)
ALL_SECTIONS = (*LISTING_SECTIONS, PRIVATE)
LISTING_FIELDS: Mapping[str, Field] = {
    one.name: one for section in LISTING_SECTIONS for one in section.fields
}
PRIVATE_FIELDS: Mapping[str, Field] = {one.name: one for one in PRIVATE.fields}
PRIVATE_PREFIX = "contact_"
