"""A page of what was found: distances, reasons, facets in their order."""

from collections.abc import Mapping, Sequence

from search.answers import Hit, Page
from search.asked import Asked
from search.facts.found import Found
from search.facts.why import Answered
from search.forgiving import Way
from search.query import Query
from search.tallies import ranked

_NO_ANSWER: Answered = ((), ())


def page_of(query: Query, attempt: Way, found: Found, why: Mapping[str, Answered]) -> Page:
    """What was found by one attempt, as a page; `why` tells by fingers what answers."""
    answers = [why.get(row.finger, _NO_ANSWER) for row in found.rows]
    lacked = {word for _, lacking in answers for word in lacking}
    return Page(
        tuple(
            [
                Hit(row.id, row.score, row.distance_m, matched)
                for row, (matched, _) in zip(found.rows, answers, strict=True)
            ]
        ),
        found.total,
        total_is_exact=found.exact,
        facets=ranked({facet: found.facets.get(facet, {}) for facet in query.facets}),
        facets_are_exact=found.exact,
        corrected=attempt.corrected,
        all_words=attempt.complete,
        lacking=() if attempt.complete else _in_order(attempt.asked, lacked),
    )


def _in_order(asked: Sequence[Asked], some: set[str]) -> tuple[str, ...]:
    return tuple(one.word.text for one in asked if one.word.text in some)
