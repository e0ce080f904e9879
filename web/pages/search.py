"""The search: what would help and near where, then what was found.

The form is posted and answered in place, so that neither words nor place stand in an address.
`/?q=` with words alone can be shared; any place in an address is left unread.
"""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from journeys.find import find
from journeys.finding.answer import Answer
from journeys.finding.errors import (
    CursorMisused,
    CursorUnreadable,
    PlaceNeeded,
    QuestionRefused,
)
from web.asking.asked import Asked, Fault, asked
from web.asking.distances import distances
from web.asking.presses import pressed
from web.depends import PartsOf, PostedOf
from web.drawing import page
from web.parts import Parts
from web.posted import Posted, parsed
from web.routes import pages
from web.views.filters import applied, groups
from web.views.results import results
from web.views.start import NEEDS_FIRST, start
from web.views.titles import source_titles

router = pages()
SAY_SOMETHING = Fault("q", "Say what would help, or near where you are looking")
SAY_WHERE = Fault(
    "near", "Enter a place, so that we can tell which services serve it: for example M33 or Sale"
)
NOT_KNOWN = " is not a place we know; "
ABUSE = (("need", "domestic-abuse"), ("category", "domestic-abuse-service"))


@router.get("/")
def start_page(request: Request, parts: PartsOf) -> Response:
    """The start; with words in the address, what they find."""
    words = Posted({"q": parsed(request.scope["query_string"]).all("q")[:1]})
    return _results(asked(words), parts) if words.line("q") else _start(Asked(), parts)


@router.post("/")
def search(posted: PostedOf, parts: PartsOf) -> Response:
    """What was found for a form."""
    asks = asked(pressed(posted))
    if asks.asks_nothing:
        by_button = posted.line("remove") or posted.line("drop")
        return _start(asks if by_button else replace(asks, faults=(SAY_SOMETHING,)), parts)
    return _results(asks, parts)


def _start(asks: Asked, parts: Parts) -> Response:
    return page(
        "start.html",
        status=422 if asks.faults else 200,
        asked=asks,
        distances=distances(asks.within_m),
        needs=NEEDS_FIRST,
        start=start(parts.documents),
    )


def _results(asks: Asked, parts: Parts) -> Response:
    if asks.faults:
        return _faulty(asks, parts)
    try:
        answer = _find(asks, parts)
    except (CursorMisused, CursorUnreadable):
        return _results(replace(asks, trail=()), parts)
    except QuestionRefused as refused:
        return _faulty(replace(asks, faults=(_fault(refused),)), parts)
    if answer.choices:
        return page("which_place.html", asked=asks, answer=answer)
    return _found(asks, answer, parts)


def _fault(refused: QuestionRefused) -> Fault:
    """What is wrong with the place; only the advice where what was typed stands beside it."""
    if isinstance(refused, PlaceNeeded):
        return SAY_WHERE
    _, _, advice = refused.detail.partition(NOT_KNOWN)
    return Fault("near", (advice or refused.detail).rstrip("."))


def _find(asks: Asked, parts: Parts) -> Answer:
    question = asks.question(parts.clock.today())
    return find(question, parts.index, parts.documents, parts.gazetteer, parts.clock, parts.crisis)


def _found(asks: Asked, answer: Answer, parts: Parts) -> Response:
    titles = source_titles(parts.documents)
    return page(
        "results.html",
        asked=asks,
        distances=distances(asks.within_m),
        urgent_help=answer.urgent_help,
        results=results(asks, answer, titles, parts.clock.today()),
        applied=applied(asks, titles),
        groups=groups(asks, answer.facets, titles),
        quick_exit=bool(answer.urgent_help) or _about_abuse(asks),
    )


def _faulty(asks: Asked, parts: Parts) -> Response:
    """The form as it was filled in, and what is wrong with it."""
    titles = source_titles(parts.documents)
    return page(
        "results.html",
        status=422,
        asked=asks,
        distances=distances(asks.within_m),
        urgent_help=parts.crisis.help_for(asks.words),
        results=None,
        applied=(),
        groups=groups(asks, {}, titles),
        quick_exit=_about_abuse(asks),
    )


def _about_abuse(asks: Asked) -> bool:
    return any(value in asks.chosen.all(name) for name, value in ABUSE)
