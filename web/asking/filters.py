"""The filters as people see them: their names in the form, what can be chosen, in which words."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from schema.vocabulary import CATEGORIES, NEEDS
from search.hours import DAYS
from web.wording.joining import WAYS_SHORT
from web.wording.languages import LANGUAGES
from web.wording.offered import FEATURES, MODES
from web.wording.repeating import DAY_NAMES

Kind = Literal["many", "one", "yes", "typed"]
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filter:
    """`name` in the form and as a facet, `field` in a question; `words` of what can be chosen.

    `as_found`: only what results have is offered, since all would be too many.
    """

    name: str
    field: str
    legend: str
    kind: Kind
    words: Words = dataclasses.field(default_factory=dict)
    as_found: bool = False
    hint: str | None = None


YES: Words = {"yes": "Yes"}
CATEGORY_WORDS: Words = {slug: term.name for slug, term in CATEGORIES.items()}
NEED_WORDS: Words = {slug: term.name for slug, term in NEEDS.items()}
DAY_WORDS: Words = dict(zip(DAYS, DAY_NAMES, strict=True))
TIER_WORDS: Words = {
    "ready": "Ready or higher",
    "assured": "Assured or higher",
    "recognised": "Recognised",
}
CHECKED_WORDS: Words = {
    "1": "in the last month",
    "3": "in the last 3 months",
    "6": "in the last 6 months",
    "12": "in the last year",
}
GENDER_WORDS: Words = {"women": "Women only", "men": "Men only"}

NEED = Filter("need", "needs", "What it helps with", "many", NEED_WORDS, as_found=True)
CATEGORY = Filter("category", "categories", "Kind of help", "many", CATEGORY_WORDS, as_found=True)
ACCESS_MODE = Filter("access_mode", "access_modes", "How it is offered", "many", MODES)
JOINING = Filter("joining", "joining", "How to join", "many", WAYS_SHORT)
TAKING_REFERRALS = Filter("taking_referrals", "taking_referrals", "Takes new people", "yes", YES)
FREE = Filter("free", "free", "Free", "yes", YES)
PERSONAL_BUDGET = Filter(
    "personal_budget", "personal_budget", "Takes a personal budget", "yes", YES
)
AGE = Filter("age", "age", "Age of the person", "typed", hint="In years, for example 70")
GENDER = Filter("gender_only", "gender_only", "Women or men only", "one", GENDER_WORDS)
DAY = Filter("day", "day", "Open on", "one", DAY_WORDS)
TIME = Filter("time", "time_min", "Open at", "typed", hint="For example 18:30")
EVENING = Filter("evening", "evening", "Open in the evening", "yes", YES)
WEEKEND = Filter("weekend", "weekend", "Open at the weekend", "yes", YES)
SERVES = Filter("serves", "serves", "Serves this place", "yes", YES)
TIER = Filter("tier", "tier", "Kite mark held", "one", TIER_WORDS)
CHECKED = Filter("checked", "checked_since", "Information checked", "one", CHECKED_WORDS)
LANGUAGE = Filter("language", "languages", "Language", "many", LANGUAGES, as_found=True)
ACCESSIBILITY = Filter("accessibility", "accessibility", "Access", "many", FEATURES)
SOURCE = Filter("source", "sources", "Who says so", "many", as_found=True)

FILTERS = (
    NEED,
    CATEGORY,
    ACCESS_MODE,
    JOINING,
    TAKING_REFERRALS,
    FREE,
    PERSONAL_BUDGET,
    AGE,
    GENDER,
    DAY,
    TIME,
    EVENING,
    WEEKEND,
    SERVES,
    TIER,
    CHECKED,
    LANGUAGE,
    ACCESSIBILITY,
    SOURCE,
)
BY_FIELD: Mapping[str, Filter] = {one.field: one for one in FILTERS}
