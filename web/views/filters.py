"""The filters beside the results: what can be chosen, how often it is found, what is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.answers import Facet
from web.asking.asked import WIDE, Asked
from web.asking.filters import FILTERS, SERVES, SOURCE, Filter, Words

SHOWN_AT_ONCE = 8
FROM_ANYWHERE = "From anywhere"
Facets = Mapping[str, Sequence[Facet]]


@dataclass(frozen=True, slots=True)
class Option:
    """`count` is how many of the results have it; None where that is not counted."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One filter; `more` are options beyond the commonest, `typed` what stands in its field."""

    filter: Filter
    options: tuple[Option, ...]
    more: tuple[Option, ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter in use; pressing the button that sends `remove` takes it away."""

    label: str
    remove: str


def groups(asked: Asked, facets: Facets, titles: Words) -> list[Group]:
    """Every filter that can be used with these results."""
    made = (
        _group(one, asked, facets, titles) for one in FILTERS if one is not SERVES or asked.near
    )
    return [one for one in made if one.options or one.filter.kind == "typed"]


def applied(asked: Asked, titles: Words) -> list[Applied]:
    """The filters in use, in the order of the form; first that only what is wide is asked for."""
    wide = [Applied(FROM_ANYWHERE, f"reach:{WIDE}")] if asked.wide else []
    return wide + [
        Applied(_label(one, value, titles), f"{one.name}:{value}")
        for one in FILTERS
        for value in asked.chosen.all(one.name)
    ]


def label_of(one: Filter, asked: Asked, titles: Words) -> str:
    """A filter in use in words, with everything chosen in it."""
    values = asked.chosen.all(one.name)
    return ", ".join(_label(one, value, titles) for value in values) or one.legend


def _group(one: Filter, asked: Asked, facets: Facets, titles: Words) -> Group:
    chosen = asked.chosen.all(one.name)
    if one.kind == "typed":
        return Group(one, (), typed=next(iter(chosen), ""))
    counts = {found.value: found.count for found in facets.get(one.name, ())}
    counted = one.name in facets
    values = dict.fromkeys([*chosen, *counts]) if one.as_found else one.words
    options = [
        Option(
            value,
            _words(one, value, titles),
            counts.get(value, 0) if counted else None,
            value in chosen,
        )
        for value in values
    ]
    if not one.as_found:
        return Group(one, tuple(options))
    split = max(SHOWN_AT_ONCE, len(chosen))
    return Group(one, tuple(options[:split]), tuple(options[split:]))


def _words(one: Filter, value: str, titles: Words) -> str:
    return titles.get(value, value) if one is SOURCE else one.words.get(value, value)


def _label(one: Filter, value: str, titles: Words) -> str:
    if one.kind == "yes":
        return one.legend
    if one.kind in ("typed", "one"):
        return f"{one.legend}: {_words(one, value, titles)}"
    return _words(one, value, titles)
