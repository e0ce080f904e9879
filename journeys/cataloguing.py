"""What the search room understands of a published service, for the catalogue to keep."""

from collections.abc import Iterator
from itertools import chain

import orjson

from directory.catalogue.entry import Known
from search.documents import SearchDocument, read_document
from search.reach import is_wide
from search.tokens import stems, words


def known(body: bytes) -> Known:
    """The words and marks of a published service, also of one that is not offered now."""
    document = read_document(body)
    active = document is not None
    document = document or _as_if_offered(body)
    return Known(
        stems=set(stems(_words(document))),
        marks=tuple(marks(document)),
        folded=" ".join(words(document.name)),
        active=active,
        wide=is_wide(document),
        nationwide=document.nationwide,
        has_areas=bool(document.areas),
        hours_until=document.hours_until,
        checked_on=document.checked_on,
    )


def marks(document: SearchDocument) -> Iterator[str]:
    """Everything that a listing says of itself and can be filtered by."""
    yield from chain(
        _marks("category", document.categories),
        _marks("need", document.needs),
        _marks("mode", document.access_modes),
        _marks("joining", document.joining),
        _marks("language", document.languages),
        _marks("accessibility", document.accessibility),
        _marks("source", document.sources),
        _marks("area", document.areas),
        _marks("gender", (document.gender_only,)),
        _flag("referrals", document.taking_referrals),
        _flag("free", document.free),
        _flag("budget", document.personal_budget),
        _flag("evening", document.evening),
        _flag("weekend", document.weekend),
    )


def _marks(kind: str, values: tuple[str | None, ...]) -> Iterator[str]:
    return (f"{kind}:{value}" for value in values if value)


def _flag(kind: str, said: bool | None) -> Iterator[str]:
    if said is not None:
        yield f"{kind}:{'yes' if said else 'no'}"


def _words(document: SearchDocument) -> list[str]:
    """The words that a question is compared with, each once."""
    text = "\n".join(
        (
            document.name,
            document.organization,
            document.description,
            document.town,
            document.need_words,
            document.category_words,
        )
    )
    return list(set(words(text)))


def _as_if_offered(body: bytes) -> SearchDocument:
    said = orjson.loads(body)
    offered = read_document(orjson.dumps({**said, "status": "active"}))
    if offered is None:
        raise ValueError(f"service {said['id']} cannot be read as one that is offered")
    return offered
