"""Answering one question from one state of the index."""

from collections.abc import Sequence

from search.asked import Asked
from search.cards import Card
from search.index import Hit, Page, Query
from search.language import Reading
from search.meilisearch import shape
from search.meilisearch.asking import all_of, wanted
from search.meilisearch.circle import Circle, nearest, within
from search.meilisearch.classes import BY_FACET, counted, disjoint, likeliest
from search.meilisearch.facets import Tally, less
from search.meilisearch.facts import Fact, count, nearest_m, ranked
from search.meilisearch.fetching import all_facts, facts_of, first, without
from search.meilisearch.found import Found, Placed
from search.meilisearch.scoring import Scorer
from search.meilisearch.state import Asker
from search.meilisearch.vocabulary import Vocabulary
from search.meilisearch.wording import Attempt, attempts
from search.reasons import Reasons

_POOL = 80
"""Among so many the best are ranked; further ones follow by id."""


def find(asker: Asker, query: Query, reading: Reading) -> Page:
    """The listings that answer a question, by the first way of looking that finds any."""
    page = Page((), 0, facets=dict.fromkeys(query.facets, ()))
    for attempt in attempts(Vocabulary(asker), reading):
        found = _found(asker, query, attempt)
        page = _page(asker, query, attempt, found)
        if found.total or not query.forgiving:
            break
    return page


def _found(asker: Asker, query: Query, attempt: Attempt) -> Found:
    clauses = [*([attempt.matching] if attempt.matching else ()), *wanted(query)]
    clause, worded = all_of(clauses), attempt.matching is not None
    circle = Circle(asker, query, clause, Scorer(attempt), worded, attempt.most)
    if query.lat is None or query.reach == "wide":
        return _anywhere(circle)
    if query.within_m is not None:
        return within(circle, query.within_m)
    if query.sort == "distance":
        return _nearest(circle)
    return _anywhere(circle)


def _nearest(circle: Circle) -> Found:
    query = circle.query
    tally = Tally(circle.clause, query.facets, query.now)
    total, facets = tally.read(circle.asker.ask(tally.questions))
    rows = nearest(circle, None, total)[query.offset :] if total and query.limit else []
    return Found(rows, total, facets)


def _anywhere(circle: Circle) -> Found:
    """Without regard to distance; "wide" leaves out what the circle holds."""
    query = circle.query
    near, exact = _local_ones(circle)
    clause = without(circle.clause, [fact.id for fact in near])
    tally = Tally(circle.clause, query.facets, query.now)
    classes = _classes(circle, clause)
    listed = [] if circle.worded or not query.limit else [first(clause, query.limit, query.offset)]
    told = circle.asker.ask([*tally.questions, *map(counted, classes), *listed])
    total, facets = tally.read(told[: len(tally.questions)])
    total -= len(near)
    facets = less(facets, count(near, query.facets, query.now)) if near else facets
    rest = told[len(tally.questions) :]
    if circle.worded:
        rows = _best(circle, clause, classes, [one["estimatedTotalHits"] for one in rest], total)
    else:
        rows = [Placed(fact, 0.0, None) for answer in rest for fact in facts_of(answer)]
    return Found(_measured(query, rows), total, facets, exact)


def _classes(circle: Circle, clause: str) -> list[str]:
    """The classes that are ranked; all is one where few are found."""
    if not circle.worded or not circle.query.limit:
        return []
    if circle.most is not None and circle.most <= BY_FACET * _POOL:
        return [clause]
    return disjoint(clause, circle.scorer.classes())


def _best(
    circle: Circle, clause: str, classes: Sequence[str], held: Sequence[int], total: int
) -> list[Placed]:
    """Ranked among the likeliest, then all others in the order of ids."""
    query, end = circle.query, circle.query.offset + circle.query.limit
    if not query.limit or not total:
        return []
    known = {fact.id: fact for fact in likeliest(circle.asker, classes, held, _POOL)}
    pool = [Placed(fact, circle.scorer.score(fact), None) for fact in known.values()]
    pool.sort(key=lambda one: (-round(one.score, 9), one.fact.id))
    if end <= len(pool) or len(pool) >= total:
        return pool[query.offset : end]
    shown = pool[query.offset :]
    beyond = without(clause, list(known))
    start = max(query.offset - len(pool), 0)
    (answer,) = circle.asker.ask([first(beyond, end - len(pool) - start, start)])
    return [*shown, *(Placed(fact, 0.0, None) for fact in facts_of(answer))]


def _local_ones(circle: Circle) -> tuple[list[Fact], bool]:
    """What the circle holds and "wide" therefore leaves out; whether that is all of it."""
    query = circle.query
    if query.reach != "wide" or query.lat is None or query.within_m is None:
        return [], True
    box = circle.box(query.within_m)
    (held,) = circle.asker.counts([box])
    few = min(held, shape.MOST_FACTS)
    facts = all_facts(circle.asker, box, held) if held == few else []
    return [one.fact for one in circle.placed(facts, query.within_m)], held == few


def _measured(query: Query, rows: Sequence[Placed]) -> list[Placed]:
    """The same with their distances, if a point was given."""
    if query.lat is None or query.lon is None:
        return list(rows)
    found = nearest_m(query.lat, query.lon, [row.fact for row in rows]).tolist()
    return [
        row._replace(distance_m=far if row.fact.points else None)
        for row, far in zip(rows, found, strict=True)
    ]


def _page(asker: Asker, query: Query, attempt: Attempt, found: Found) -> Page:
    reasons = Reasons(attempt.asked)
    cards = asker.cards([row.fact.id for row in found.rows]) if attempt.asked else {}
    hits, lacked = [], set[str]()
    for row in found.rows:
        matched, unanswered = (), []  # type: ignore[var-annotated]
        if row.fact.id in cards:
            matched, unanswered = reasons.of(Card(*cards[row.fact.id]))  # type: ignore[assignment]
        hits.append(Hit(row.fact.id, row.score, row.distance_m, matched))
        lacked.update(unanswered)
    return Page(
        tuple(hits),
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
