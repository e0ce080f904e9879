"""What the search room understands of a published service, for the catalogue to keep."""

import orjson

from directory.catalogue.entry import Known
from search.documents import SearchDocument
from search.published import read_document
from search.reach import is_wide
from search.tokens import stems, words

REACH = "reach"


def known(body: bytes) -> Known:
    """The words and marks of a published service, also of one that is not offered now."""
    document = read_document(body)
    active = document is not None
    document = document or _as_if_offered(body)
    return Known(
        stems=set(stems(_words(document))),
        marks=marks(document),
        folded=" ".join(words(document.name)),
        active=active,
        wide=is_wide(document),
        nationwide=document.nationwide,
        has_areas=bool(document.areas),
        hours_until=document.hours_until,
        checked_on=document.checked_on,
    )


def marks(document: SearchDocument) -> list[str]:
    """Everything that a listing says of itself and can be filtered by."""
    several = (
        ("category", document.categories),
        ("need", document.needs),
        ("mode", document.access_modes),
        ("joining", document.joining),
        ("language", document.languages),
        ("accessibility", document.accessibility),
        ("source", document.sources),
        ("area", document.areas),
        ("gender", (document.gender_only,)),
    )
    flags = (
        ("referrals", document.taking_referrals),
        ("free", document.free),
        ("budget", document.personal_budget),
        ("evening", document.evening),
        ("weekend", document.weekend),
    )
    said = [f"{kind}:{value}" for kind, values in several for value in values if value]
    said += [f"{kind}:{'yes' if is_so else 'no'}" for kind, is_so in flags if is_so is not None]
    return [*said, *_reach(document)]


def _reach(document: SearchDocument) -> list[str]:
    """That it serves the whole country, or says nothing of the areas that it serves."""
    said = (("nationwide", document.nationwide), ("unstated", not document.areas))
    return [f"{REACH}:{value}" for value, is_so in said if is_so]


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
