"""A postcode that stands among the words, where no place was given: it says where, not what."""

import re
from dataclasses import replace

from journeys.finding.place import Gazetteer
from journeys.finding.question import Question
from places.place import OnePlace
from places.postcode import cut_from, district

TAKEN = "Your words name this place, so services near it are looked for."
PART_OF_A_POSTCODE = re.compile(r"[A-Za-z]{1,2}[0-9][0-9A-Za-z]?(?: [0-9])?")
LEADING_TO_IT = re.compile(r"(?:^|\s+)(?:near|in|around|at|by)\s*$", re.IGNORECASE)
NEVER_A_PLACE = ("vitamin",)


def with_place_told(question: Question, gazetteer: Gazetteer) -> Question:
    """The question with its place taken out of the words, `place_told`, if there is one.

    A whole postcode is known wherever it stands, a district or sector as the first or the last of
    the words; one that the gazetteer does not know remains a word.
    """
    if question.has_place or not any(map(str.isdigit, question.words)):
        return question
    code, rest = cut_from(question.words)
    if code is None:
        code, rest = _part(question.words)
    if code is None or not isinstance(gazetteer.find(code), OnePlace):
        return question
    words = " ".join(LEADING_TO_IT.sub(" ", rest).split())
    return replace(question, words=words, near=code, place_told=True)


def _part(words: str) -> tuple[str | None, str]:
    """A district or sector at the end or the beginning of words, and the words without it."""
    said = words.split()
    for size in (2, 1):
        for code, rest in ((said[-size:], said[:-size]), (said[:size], said[size:])):
            text = " ".join(code)
            if rest[-1:] and rest[-1].casefold() in NEVER_A_PLACE:
                continue
            if PART_OF_A_POSTCODE.fullmatch(text) and district(text):
                return text, " ".join(rest)
    return None, words
