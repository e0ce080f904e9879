"""Whom the service of a flat record is for."""

from harvesters.cleaning.ages import Ages, clean_age, clean_ages, in_order
from harvesters.cleaning.gender import clean_gender_only
from harvesters.cleaning.html import plain_text
from harvesters.mapping.draft import Draft
from harvesters.mapping.said import Said

PEOPLE = frozenset({"age", "minimum_age", "maximum_age", "eligibility", "gender_only"})


def map_people(said: Said, draft: Draft) -> None:
    """Ages and gender as values; ages that could not be read stay among the words."""
    text = draft.take(plain_text(said.joined("eligibility", "\n\n"), "eligibility_description"))
    in_words = said.joined("age", "; ")
    ages = draft.take(clean_ages(in_words, "minimum_age"))
    if in_words and ages is None:
        text = f"{text}\n\nAges: {in_words}" if text else f"Ages: {in_words}"
        text = draft.take(plain_text(text, "eligibility_description"))
    draft.put("eligibility_description", text)
    least = draft.take(clean_age(said.first("minimum_age"), "minimum_age"))
    most = draft.take(clean_age(said.first("maximum_age"), "maximum_age"))
    if least is not None or most is not None:
        ages = draft.take(in_order(Ages(least, most), "minimum_age"))
    draft.put("minimum_age", ages.least if ages else None)
    draft.put("maximum_age", ages.most if ages else None)
    gender = draft.take(clean_gender_only(said.first("gender_only"), "gender_only"))
    draft.put("gender_only", gender)
