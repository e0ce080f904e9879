"""Scenarios of pages: feeds that repeat, shift, lie about their size or lose a page."""

import json
from typing import Any

from tests.fakes.faultsource.feeds import aliss_page, page_of, service, services, spring_page
from tests.fakes.faultsource.wire import Asked, Scenario, Wire

SIZE = 2
PAGES: dict[str, Any] = {
    "zero": 0,
    "one": 1,
    "negative": -1,
    "none": None,
    "absurd": 10**12,
    "words": "many",
}
TOTALS: dict[str, Any] = {
    "zero": 0,
    "negative": -1,
    "absurd": 10**12,
    "words": "many",
    "digits": "6",
    "true": True,
    "less": 4,
    "more": 9,
}


def steady(asked: Asked, wire: Wire) -> None:
    """Six services in three pages, or as many as the query's `records` and `size` say."""
    count, size = int(asked.query.get("records", 6)), int(asked.query.get("size", SIZE))
    wire.json(page_of(services(count), asked.page, size))


def same_page(asked: Asked, wire: Wire) -> None:
    """Page 1 whatever is asked for."""
    wire.json(page_of(services(6), 1, SIZE))


def shifting(asked: Asked, wire: Wire) -> None:
    """A service is put in front after page 1, so that one is met twice and the new one never."""
    records = services(6) if asked.page == 1 else [service(99), *services(6)]
    wire.json(page_of(records, asked.page, SIZE))


def empty_middle(asked: Asked, wire: Wire) -> None:
    """Page 2 is empty, and what it should hold stands on pages 3 and 4."""
    known = services(6)
    records = [*known[:2], None, None, *known[2:]]
    page = page_of(records, asked.page, SIZE, total_items=6)
    wire.json({**page, "contents": [each for each in page["contents"] if each]})


def never_empty(asked: Asked, wire: Wire) -> None:
    """The last page for every page past the end, and no word of size or end."""
    page = page_of(services(6), min(asked.page, 3), SIZE)
    wire.json({"contents": page["contents"]})


def endless_pages(asked: Asked, wire: Wire) -> None:
    """Every page holds new services, for ever."""
    first = asked.page * SIZE
    wire.json({"contents": [service(first), service(first + 1)]})


def totals(asked: Asked, wire: Wire) -> None:
    """Six services whose total is what the path names."""
    wire.json(page_of(services(6), asked.page, SIZE, total_items=TOTALS[asked.rest]))


def odd_pages(asked: Asked, wire: Wire) -> None:
    """Six services whose number of pages is what the path names."""
    wire.json(page_of(services(6), asked.page, SIZE, total_pages=PAGES[asked.rest]))


def always_last(asked: Asked, wire: Wire) -> None:
    page = page_of(services(6), asked.page, SIZE, last_page=True)
    del page["total_pages"]
    wire.json(page)


def bad_page(asked: Asked, wire: Wire) -> None:
    """Eight pages; page 3 always fails with the status in the path."""
    if asked.page == 3:
        wire.answer(b"no", int(asked.rest))
    else:
        wire.json(page_of(services(16), asked.page, SIZE))


def busy_page(asked: Asked, wire: Wire) -> None:
    """Page 2 of three asks to come back in an hour."""
    if asked.page == 2:
        wire.answer(b"later", 503, retry_after="3600")
    else:
        wire.json(page_of(services(6), asked.page, SIZE))


def dies(asked: Asked, wire: Wire) -> None:
    """Page 1 of twenty, then nothing but failure."""
    if asked.page == 1:
        wire.json(page_of(services(40), 1, SIZE))
    else:
        wire.answer(b"no", 500)


def html_page(asked: Asked, wire: Wire) -> None:
    """Page 2 of three is a web page."""
    if asked.page == 2:
        wire.answer(b"<html>robot check</html>", content_type="text/html")
    else:
        wire.json(page_of(services(6), asked.page, SIZE))


def missing_page(asked: Asked, wire: Wire) -> None:
    """Page 3 is not there; a total is stated unless the path is `silent`."""
    page = page_of(services(6), asked.page, SIZE)
    if asked.page >= 3:
        wire.answer(b"no", 404)
    else:
        wire.json({"contents": page["contents"]} if asked.rest == "silent" else page)


def all_at_once(asked: Asked, wire: Wire) -> None:
    """The page size is ignored and everything comes on page 1."""
    wire.json(page_of(services(5_000), asked.page, 5_000))


def one_by_one(asked: Asked, wire: Wire) -> None:
    wire.json(page_of(services(6), asked.page, 1))


def twice(asked: Asked, wire: Wire) -> None:
    """One service stands in the feed twice; with `other` in the path it says something else."""
    other = service(1, name="Other words") if asked.rest == "other" else service(1)
    wire.json(page_of([*services(3), other], asked.page, 100, total_items=3))


def odd_ids(asked: Asked, wire: Wire) -> None:
    values: list[Any] = [None, "", "x" * 10_000, "caf\u00e9 \u2615", 7, "7 "]
    records = [service(number, id=value) for number, value in enumerate(values)]
    del records[0]["id"]
    wire.json(page_of(records, asked.page, 100))


def double_members(_: Asked, wire: Wire) -> None:
    text = json.dumps(page_of(services(1), 1, 100)).replace('"name":', '"name": "first", "name":')
    wire.answer(text.encode(), content_type="application/json")


def empty(_: Asked, wire: Wire) -> None:
    wire.json(page_of([], 1, 100))


def emptied(_: Asked, wire: Wire) -> None:
    """The total is stated still, and there is nothing."""
    wire.json(page_of([], 1, 100, total_items=874, total_pages=9, last_page=False))


def spoilt(asked: Asked, wire: Wire) -> None:
    """Three records, the second of which the path spoils."""
    spoil = {
        "syntax": '{"id": "2", "name": }',
        "deep": '{"id": "2", "deep": ' + "[" * 100_000 + "]" * 100_000 + "}",
        "number": '"just words"',
        "nan": '{"id": "2", "minimum_age": NaN, "maximum_age": -Infinity, "x": 1e400}',
        "digits": '{"id": "2", "minimum_age": ' + "9" * 5_000 + "}",
        "nul": '{"id": "2", "name": "a\\u0000b"}',
        "surrogate": '{"id": "2", "name": "a\\ud800b"}',
    }[asked.rest]
    records = [json.dumps(service(1)), spoil, json.dumps(service(3))] if asked.page == 1 else []
    text = '{"total_items": 3, "last_page": true, "contents": [' + ", ".join(records) + "]}"
    wire.answer(text.encode(), content_type="application/json")


def details(asked: Asked, wire: Wire) -> None:
    """A list of four summaries; the details of 2 are missing, of 3 another's, of 4 broken."""
    if not asked.rest.startswith("services/"):
        short = [{"id": each["id"], "name": each["name"]} for each in services(4)]
        wire.json(page_of(short, asked.page, 100))
    elif asked.rest.endswith("1"):
        wire.json(service(1, description="In full"))
    elif asked.rest.endswith("2"):
        wire.answer(b"no", 404)
    elif asked.rest.endswith("3"):
        wire.json(service(1, description="Of another"))
    else:
        wire.answer(b"<html>robot check</html>", content_type="text/html")


def no_details(asked: Asked, wire: Wire) -> None:
    """A list of twelve summaries, none of whose details can be read."""
    if asked.rest.startswith("services/"):
        wire.answer(b"no", 403)
    else:
        wire.json(page_of(services(12), asked.page, 100))


def slow_details(asked: Asked, wire: Wire) -> None:
    """A list of two summaries, whose details never come."""
    if "/" in asked.rest:
        wire.stopped.wait(30)
        wire.hang_up()
    else:
        wire.json(page_of(services(2), asked.page, 100))


def spring(asked: Asked, wire: Wire) -> None:
    """Five services as Open Referral UK 1.0 words it; `short` states more of them."""
    if asked.rest.startswith("services/"):
        wire.json({"id": asked.rest.removeprefix("services/"), "description": "In full"})
    else:
        total = 9 if asked.rest == "short" else 5
        wire.json(spring_page(services(5), asked.page, SIZE, totalElements=total))


def aliss(asked: Asked, wire: Wire) -> None:
    """Five services; `next` is wrong on every page, and never ends."""
    wire.json(aliss_page(services(5), asked.page, SIZE, next="http://127.0.0.2/s/aliss/"))


def aliss_short(asked: Asked, wire: Wire) -> None:
    wire.json(aliss_page(services(5), asked.page, SIZE, count=9))


def aliss_error(_: Asked, wire: Wire) -> None:
    wire.json({"meta": {}, "count": 0, "data": [], "error": "Invalid Postcode"})


def aliss_window(asked: Asked, wire: Wire) -> None:
    """More than the index behind it lets be paged through: page 3 and on fail."""
    if asked.page >= 3:
        wire.json({"error": "Result window is too large"}, 500)
    else:
        wire.json(aliss_page(services(100), asked.page, SIZE))


PAGING: dict[str, Scenario] = {
    function.__name__: function
    for function in (
        steady,
        same_page,
        shifting,
        empty_middle,
        never_empty,
        endless_pages,
        totals,
        odd_pages,
        always_last,
        bad_page,
        busy_page,
        dies,
        html_page,
        missing_page,
        all_at_once,
        one_by_one,
        twice,
        odd_ids,
        double_members,
        empty,
        emptied,
        spoilt,
        details,
        no_details,
        slow_details,
        spring,
        aliss,
        aliss_short,
        aliss_error,
        aliss_window,
    )
}
