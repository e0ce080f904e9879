"""`fingerpost search`: the way of a question, at the terminal."""

import re
from typing import Annotated, Any

import orjson
import typer

from commands.output import console, fail, print_json, say
from commands.parts import open_parts
from journeys.find import find
from journeys.finding.answer import Answer, Found, FoundList
from journeys.finding.errors import QuestionRefused
from journeys.finding.question import WIDEST_M, Question
from search.unavailable import SearchUnavailable

METRES = {"mi": 1609.344, "km": 1000.0, "m": 1.0}
_DISTANCE = re.compile(r"(\d+(?:\.\d+)?)\s*(mi|km|m)")


def run(
    words: Annotated[list[str] | None, typer.Argument(help="what is looked for")] = None,
    near: Annotated[str | None, typer.Option(help="postcode, district, place or lat,lon")] = None,
    within: Annotated[str | None, typer.Option(help="such as 8km or 500m; 5mi if absent")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="most that each list shows")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Search the directory by words and by place."""
    parts = open_parts()
    question = Question(
        words=" ".join(words or ()), near=near, within_m=_metres(within), limit=limit
    )
    try:
        answer = find(
            question, parts.index, parts.reading, parts.gazetteer, parts.clock, parts.crisis
        )
    except QuestionRefused as refused:
        fail(refused.detail, code=2)
    except SearchUnavailable as unavailable:
        fail(f"{unavailable}. Run: fingerpost reindex")
    print_json(_as_json(answer)) if as_json else _show(answer)


def _metres(within: str | None) -> int | None:
    if within is None:
        return None
    found = _DISTANCE.fullmatch(within.strip().lower())
    if not found:
        fail(f'--within is "{within}"; expected a distance such as 5mi, 8km or 500m', code=2)
    metres = float(found[1]) * METRES[found[2]]
    if not 1 <= metres <= WIDEST_M:
        fail(f'--within is "{within}"; expected 1m to {WIDEST_M // 1000}km', code=2)
    return round(metres)


def _show(answer: Answer) -> None:
    for help_ in answer.urgent_help:
        console.print(f"[bold red]{help_.name}: {help_.contact}[/bold red]", highlight=False)
    if answer.choices:
        say("Which place is meant? Ask again with --near and one of:")
        for choice in answer.choices:
            say(f"  {choice.near}")
        return
    where = f" within {answer.within_m / 1609.344:.1f} miles" if answer.within_m else ""
    say(f"{answer.local.total} found{where}")
    _list(answer.local)
    if answer.wide.found:
        say("\nNationwide, online and by phone")
        _list(answer.wide)
    if answer.nearest_beyond.found:
        say("\nNearest beyond")
        _list(answer.nearest_beyond)


def _list(listed: FoundList) -> None:
    for found in listed.found:
        for number, line in enumerate(_lines(found)):
            say(line if number == 0 else f"    {line}")


def _lines(found: Found) -> list[str]:
    service = orjson.loads(found.document)
    far = "" if found.distance_m is None else f"  {found.distance_m / 1609.344:.1f} miles"
    lines = [f"\n{service['name']}{far}  ({found.id})"]
    if service.get("description"):
        lines.append(service["description"].splitlines()[0][:160])
    lines.append(_whom(service))
    if found.serves:
        lines.append(f"serves this place: {found.serves.verdict} ({found.serves.reason})")
    lines.append(_checked(service))
    lines += [_mark(award) for award in service.get("awards", ())]
    lines.append("sources: " + ", ".join(one["title"] for one in service["sources"]))
    return [line for line in lines if line]


def _whom(service: dict[str, Any]) -> str:
    low, high = service.get("minimum_age"), service.get("maximum_age")
    if low is not None and high is not None:
        return f"for ages {low:g} to {high:g}"
    if low is not None:
        return f"for ages {low:g} and over"
    return f"for ages up to {high:g}" if high is not None else ""


def _checked(service: dict[str, Any]) -> str:
    checked = service.get("information_checked")
    if not checked:
        return "information checked: not stated"
    return f"information checked: {checked['on']} by {checked['by']}"


def _mark(award: dict[str, Any]) -> str:
    return f"kite mark: {award['scheme']}, {award['level']}, until {award['valid_until']}"


def _as_json(answer: Answer) -> dict[str, Any]:
    return {
        "urgent_help": answer.urgent_help,
        "place": answer.place,
        "choices": answer.choices,
        "within_m": answer.within_m,
        "total": answer.local.total,
        "local": [_found(one) for one in answer.local.found],
        "wide": [_found(one) for one in answer.wide.found],
        "nearest_beyond": [_found(one) for one in answer.nearest_beyond.found],
    }


def _found(found: Found) -> dict[str, Any]:
    return {
        "distance_m": found.distance_m,
        "serves": found.serves,
        "matched": found.matched,
        "listing": orjson.Fragment(found.document),
    }
