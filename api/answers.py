"""Answers as bytes: what a journey found, around the documents' own bytes."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from journeys.finding.answer import Answer, Found, FoundList, Loosening, PlaceChoice, Whereabouts
from journeys.finding.crisis import Help
from journeys.stored import SourceState
from journeys.suggest import PlaceSuggestion, Suggestions
from schema.vocabulary import CATEGORIES, NEEDS
from search.answers import Facet

Json = dict[str, Any]

PARAMETER_OF = {
    "words": "q",
    "categories": "category",
    "needs": "need",
    "time_min": "time",
    "access_modes": "access_mode",
    "languages": "language",
    "sources": "source",
}
NAMED = {"category": CATEGORIES, "need": NEEDS}


def search_body(answer: Answer) -> bytes:
    """The answer to a search; urgent help stands first."""
    shown = {
        "urgent_help": [_help(one) for one in answer.urgent_help],
        "place": _place(answer.place) if answer.place else None,
        "choices": [_choice(one) for one in answer.choices],
        "within_m": answer.within_m,
        "sort": answer.sort,
        **_list(answer.local),
        "nationwide_and_online": _list(answer.wide),
        "facets": {name: _facet(name, found) for name, found in answer.facets.items()},
        "facets_are_exact": answer.facets_are_exact,
        "corrected": answer.corrected,
        "all_words": answer.all_words,
        "lacking": answer.lacking,
        "loosen": [_loosening(one) for one in answer.loosen],
        "nearest_beyond": [_result(one) for one in answer.nearest_beyond.found],
        "cursor": answer.cursor,
        "moved": answer.moved,
        "degraded": answer.degraded,
    }
    return orjson.dumps(_said(shown))


def similar_body(found: Sequence[Found], *, degraded: bool) -> bytes:
    """Listings like another."""
    return orjson.dumps({"results": [_result(one) for one in found], "degraded": degraded})


def suggest_body(suggestions: Suggestions) -> bytes:
    """Completions by kind."""
    return orjson.dumps(
        {
            "needs": [{"slug": one.id, "name": one.text} for one in suggestions.needs],
            "categories": [{"slug": one.id, "name": one.text} for one in suggestions.categories],
            "services": [{"id": one.id, "name": one.text} for one in suggestions.services],
            "places": [_choice(one) for one in suggestions.places],
            "degraded": suggestions.degraded,
        }
    )


def sources_body(sources: Sequence[SourceState]) -> bytes:
    """Every source: who, under which licence, how its last run ended."""
    return orjson.dumps({"sources": [_source(one) for one in sources]}, option=orjson.OPT_UTC_Z)


def page_body(bodies: Sequence[bytes], total: int, page: int, per_page: int) -> bytes:
    """One page of a list as HSDS has it."""
    pages = max(1, -(-total // per_page))
    return orjson.dumps(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": page,
            "size": len(bodies),
            "first_page": page == 1,
            "last_page": page >= pages,
            "empty": not bodies,
            "contents": [orjson.Fragment(body) for body in bodies],
        }
    )


def _said(shown: Json) -> Json:
    return {name: value for name, value in shown.items() if value is not None}


def _help(one: Help) -> Json:
    return _said({"name": one.name, "contact": one.contact, "when": one.when, "url": one.url})


def _place(one: Whereabouts) -> Json:
    return _said(
        {
            "kind": one.kind,
            "name": one.name,
            "district": one.district,
            "authority": one.authority,
            "authority_name": one.authority_name,
            "note": one.note,
        }
    )


def _choice(one: PlaceChoice | PlaceSuggestion) -> Json:
    return _said({"near": one.near, "kind": one.kind, "authority_name": one.authority_name})


def _list(one: FoundList) -> Json:
    return {
        "total": one.total,
        "total_is_exact": one.total_is_exact,
        "results": [_result(found) for found in one.found],
    }


def _result(one: Found) -> Json:
    result: Json = {"id": one.id}
    if one.distance_m is not None:
        result["distance_m"] = round(one.distance_m)
    if one.serves:
        result["serves"] = {"verdict": one.serves.verdict, "reason": one.serves.reason}
    result["matched"] = [{"field": match.field, "words": match.words} for match in one.matched]
    result["listing"] = orjson.Fragment(one.document)
    return result


def _facet(name: str, found: Sequence[Facet]) -> list[Json]:
    terms = NAMED.get(name, {})
    return [
        _said(
            {
                "value": one.value,
                "name": terms[one.value].name if one.value in terms else None,
                "count": one.count,
            }
        )
        for one in found
    ]


def _loosening(one: Loosening) -> Json:
    drop = [PARAMETER_OF.get(name, name) for name in one.drop]
    return _said({"drop": drop or None, "within_m": one.within_m, "total": one.total})


def _source(one: SourceState) -> Json:
    run = _run(one.last_run) if one.last_run else None
    return _said(
        {
            **one.facts.model_dump(mode="json", exclude_none=True),
            "health": one.health,
            "records": one.records,
            "last_complete_at": one.last_complete_at,
            "failures": one.failures,
            "next_due_at": one.next_due_at,
            "last_run": run,
        }
    )


def _run(run: Mapping[str, Any]) -> Json:
    names = ("state", "reason", "started_at", "ended_at", "stated_total", "counts")
    return _said({name: run.get(name) for name in names})
