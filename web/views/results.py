"""What a page of results shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from journeys.finding.answer import Answer, FoundList, Loosening
from journeys.finding.miles import miles
from web.asking.asked import Asked
from web.asking.filters import BY_FIELD, Words
from web.asking.presses import EVERY_WORD
from web.views.card import Card, card
from web.views.filters import label_of
from web.wording.lists import counted, joined

NO_JOURNEY = "nationwide, online, by phone or at home"
SORTED = {"distance": "nearest first", "relevance": "best match first"}


@dataclass(frozen=True, slots=True)
class CardList:
    """Listings of `total` that were found."""

    cards: tuple[Card, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button that asks the same again with one thing changed."""

    name: str
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """`heading` is the number of results; `asked_for` says in words what was looked for."""

    heading: str
    asked_for: str
    near: str | None
    notes: tuple[str, ...]
    local: CardList
    wide: CardList
    beyond: CardList
    loosen: tuple[Press, ...]
    page: int
    next: str | None


def results(asked: Asked, answer: Answer, titles: Words, today: date) -> Results:
    """The answer to a question in words."""
    return Results(
        heading=_heading(answer, asked.wide),
        asked_for=_asked_for(asked, answer),
        near=answer.place.name if answer.place else None,
        notes=tuple(_notes(answer)),
        local=_cards(answer.local, today),
        wide=_cards(answer.wide, today),
        beyond=_cards(answer.nearest_beyond, today),
        loosen=tuple(_press(one, asked, titles) for one in answer.loosen),
        page=len(asked.trail) + 1,
        next=answer.cursor,
    )


def _heading(answer: Answer, wide: bool) -> str:
    near = f" {'for' if wide else 'near'} {answer.place.name}" if answer.place else ""
    if not answer.local.total:
        return f"No services found{near}"
    about = "" if answer.local.total_is_exact else "About "
    return f"{about}{counted(answer.local.total, 'service')}{near}"


def _asked_for(asked: Asked, answer: Answer) -> str:
    where = NO_JOURNEY if asked.wide else _circle(answer)
    parts = [f"for “{asked.words}”" if asked.words else "", where]
    if not asked.wide and answer.local.total > 1 and (asked.words or answer.place):
        parts.append(SORTED[answer.sort])
    said = ", ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _circle(answer: Answer) -> str:
    if answer.place is None or answer.within_m is None:
        return ""
    authority = answer.place.authority_name
    known = authority and authority != answer.place.name
    return f"within {miles(answer.within_m)} of {answer.place.name}" + (
        f" ({authority})" if known else ""
    )


def _notes(answer: Answer) -> Iterator[str]:
    if answer.place and answer.place.note:
        yield answer.place.note
    for typed, read in answer.corrected.items():
        yield f"“{typed}” was read as {_quoted(read, 'or')}."
    if not answer.all_words and answer.local.total:
        lacking = f" These do not have {_quoted(answer.lacking)}." if answer.lacking else ""
        yield f"Nothing has all of your words.{lacking}"
    if answer.moved:
        yield "The directory changed meanwhile: a service may be missing here or shown twice."
    if answer.degraded:
        yield "Search is running on reserve just now: the best results may not stand first."


def _quoted(words: Sequence[str], last: str = "and") -> str:
    return joined([f"“{word}”" for word in words], last)


def _cards(found: FoundList, today: date) -> CardList:
    about = "" if found.total_is_exact else "about "
    return CardList(tuple(card(one, today) for one in found.found), f"{about}{found.total:,}")


def _press(one: Loosening, asked: Asked, titles: Words) -> Press:
    found = counted(one.total, "service")
    if one.within_m is not None:
        return Press("farther", str(one.within_m), f"Look within {miles(one.within_m)}: {found}")
    label = " and ".join(_dropped(name, asked, titles) for name in one.drop)
    if len(one.drop) > 1:
        label = "any filter"
    return Press("drop", ",".join(one.drop), f"Look without {label}: {found}")


def _dropped(name: str, asked: Asked, titles: Words) -> str:
    if name == EVERY_WORD:
        return f"the words “{asked.words}”"
    return f"“{label_of(BY_FIELD[name], asked, titles)}”"
