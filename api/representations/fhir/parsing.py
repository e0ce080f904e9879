"""From the pairs of an address or a form to what is sought; strictly, in FHIR's own syntax."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from api.representations.fhir.parameters import INCLUDES, PARAMETERS, REVINCLUDES, Parameter
from api.representations.fhir.values import (
    criterion,
    followed,
    modified,
    moment,
    near,
    refused,
)
from directory.fhir.asking import Criterion, Kind, Near, Sought, Updated

USUAL_COUNT, MOST_COUNT, MOST_PAIRS = 50, 200, 60
LONGEST_VALUE, LARGEST_COUNT = 2_000, 1_000_000
JSON_FORMATS = ("json", "application/json", "application/fhir+json", "text/json")
PASSED_OVER = ("_format", "_pretty")
TOTALS = ("none", "estimate", "accurate")
SUMMARIES = ("count", "false")
NOT_DONE = {
    "_elements": "whole resources are answered, and no part of one",
    "_sort": "pages are in the order of ids, or nearest first",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CURSOR = re.compile(r"[A-Za-z0-9.-]{1,64}")
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search with its paging and what is to come along; `pairs` are what was sent."""

    sought: Sought
    pairs: Pairs
    count: int = USUAL_COUNT
    cursor: str = ""
    includes: tuple[str, ...] = ()
    revincludes: tuple[str, ...] = ()
    tells_where: bool = False


@dataclass
class _Reading:
    criteria: list[Criterion] = field(default_factory=list)
    updated: list[Updated] = field(default_factory=list)
    near: Near | None = None
    count: int = USUAL_COUNT
    cursor: str = ""
    includes: list[str] = field(default_factory=list)
    revincludes: list[str] = field(default_factory=list)
    tells_where: bool = False
    counts_only: bool = False


def pairs_of(said: bytes) -> Pairs:
    """Names and values of a query or a form; raises SearchRefused."""
    try:
        text = said.decode("ascii")
        found = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PAIRS)
    except ValueError:
        raise refused("", f"expected UTF-8 and at most {MOST_PAIRS} parameters") from None
    for name, value in found:
        if _CONTROL.search(value) or not 1 <= len(value) <= LONGEST_VALUE:
            raise refused(name, "expected 1 to 2,000 characters, none of them control characters")
    return found


def asked(kind: Kind, pairs: Pairs) -> Asked:
    """What is asked for; raises SearchRefused, which names the parameter that is wrong."""
    reading = _Reading()
    known = {one.name: one for one in PARAMETERS[kind]}
    for name, value in pairs:
        _read(reading, kind, known, name, value)
    sought = Sought(
        kind=kind,
        criteria=tuple(reading.criteria),
        updated=tuple(reading.updated),
        near=reading.near,
    )
    if reading.near and reading.cursor and not reading.cursor.isdecimal():
        raise refused("_cursor", "expected the one that a page gave")
    return Asked(
        sought=sought,
        pairs=pairs,
        count=0 if reading.counts_only else reading.count,
        cursor=reading.cursor,
        includes=tuple(reading.includes),
        revincludes=tuple(reading.revincludes),
        tells_where=reading.tells_where,
    )


def _read(
    reading: _Reading, kind: Kind, known: dict[str, Parameter], name: str, value: str
) -> None:
    bare, modifier = modified(name)
    if bare in ("_include", "_revinclude") and modifier in ("", "iterate"):
        _include(reading, kind, bare, value)
    elif name == "_count":
        reading.count = _count(value)
    elif name in PASSED_OVER:
        return
    elif name in _OF_RESULTS:
        _OF_RESULTS[name](reading, value)
    elif bare in NOT_DONE:
        raise refused(name, f"not done here: {NOT_DONE[bare]}")
    elif bare in ("_include", "_revinclude"):
        raise refused(name, "this modifier is not known here")
    elif bare in known:
        _search(reading, known[bare], name, modifier, value)
    else:
        raise refused(name, f"not a parameter of {kind}; metadata lists them")


def _include(reading: _Reading, kind: Kind, name: str, value: str) -> None:
    if name == "_include":
        reading.includes.append(followed(name, value, INCLUDES[kind]))
    else:
        reading.revincludes.append(followed(name, value, REVINCLUDES[kind]))


def _count(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", value) or int(value) > LARGEST_COUNT:
        raise refused("_count", "expected a whole number up to 1,000,000")
    return min(int(value), MOST_COUNT)


def _cursor(reading: _Reading, value: str) -> None:
    if not _CURSOR.fullmatch(value):
        raise refused("_cursor", "expected the one that a page gave")
    reading.cursor = value


def _total(_: _Reading, value: str) -> None:
    """A total is always there and exact, whichever is asked for."""
    if value not in TOTALS:
        raise refused("_total", f"expected one of {', '.join(TOTALS)}")


def _summary(reading: _Reading, value: str) -> None:
    if value not in SUMMARIES:
        raise refused("_summary", "expected count or false; whole resources are answered")
    reading.counts_only = reading.counts_only or value == "count"


_OF_RESULTS: Mapping[str, Callable[[_Reading, str], None]] = {
    "_cursor": _cursor,
    "_total": _total,
    "_summary": _summary,
}


def _search(reading: _Reading, one: Parameter, name: str, modifier: str, value: str) -> None:
    reading.tells_where = reading.tells_where or one.tells_where
    if one.type == "special":
        if reading.near or modifier:
            raise refused(name, "expected once and without a modifier")
        reading.near = near(name, value)
    elif one.type == "date":
        reading.updated.append(moment(name, modifier, value))
    else:
        reading.criteria.append(criterion(one, name, modifier, value))
