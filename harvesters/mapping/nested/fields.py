"""The simple fields of nested objects: a step for each kind of value, and how lists are walked."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from harvesters.cleaning.blanks import as_said, is_blank
from harvesters.cleaning.costs import clean_amount
from harvesters.cleaning.emails import clean_emails
from harvesters.cleaning.html import plain_line, plain_text
from harvesters.cleaning.stamps import clean_date
from harvesters.cleaning.urls import clean_url
from harvesters.mapping.draft import Draft
from schema.identifiers import child_id

MOST_CHILDREN = 300
Object: TypeAlias = dict[str, Any]
Said: TypeAlias = Mapping[str, Any]
Step: TypeAlias = Callable[[Any, str, Draft], Any]
Make: TypeAlias = Callable[[Said, str, Draft, UUID], Object | None]
T = TypeVar("T")
_URI = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+$")
_DIGITS = re.compile(r"[-+\d, ]+")


def line(value: Any, field: str, draft: Draft) -> str | None:
    return draft.take(plain_line(value, field))


def text(value: Any, field: str, draft: Draft) -> str | None:
    return draft.take(plain_text(value, field))


def url(value: Any, field: str, draft: Draft) -> str | None:
    return draft.take(clean_url(value, field))


def uri(value: Any, field: str, draft: Draft) -> str | None:
    """A lasting name: any scheme will do, such as `urn:`; example addresses are none."""
    said = as_said(value)
    if said is None or said.lower().startswith(("http", "www.")):
        return url(said, field, draft)
    if _URI.match(said):
        return said
    draft.report(field, said, "uri-unreadable", "a URI", "Left out")
    return None


def email(value: Any, field: str, draft: Draft) -> str | None:
    addresses = draft.take(clean_emails(value, field))
    return addresses[0] if addresses else None


def day(value: Any, field: str, draft: Draft) -> Any:
    return draft.take(clean_date(value, field, day_first=draft.source.day_first))


def number(value: Any, field: str, draft: Draft) -> int | float | None:
    return draft.take(clean_amount(value, field))


def numbers(value: Any, field: str, draft: Draft) -> str | None:
    """A list of whole numbers in text, such as `1,15`."""
    said = as_said(value)
    return said if said and _DIGITS.fullmatch(said) else None


def fields_of(said: Said, steps: Mapping[str, Step], path: str, draft: Draft) -> Object:
    """The fields for which there is a step, cleaned; `path` is the object's own, with its dot."""
    made: Object = {}
    for name, step in steps.items():
        value = said.get(name)
        if value is not None and not is_blank(value):
            cleaned = step(value, f"{path}{name}", draft)
            if cleaned is not None:
                made[name] = cleaned
    return made


def objects_in(value: Any, path: str, draft: Draft) -> Iterator[tuple[Said, str]]:
    """Each object of a list with its path; what is no object is reported and passed over."""
    if is_blank(value):
        return
    items = value if isinstance(value, list) else [value]
    if len(items) > MOST_CHILDREN:
        expected = f"at most {MOST_CHILDREN} entries"
        draft.report(path, len(items), "too-many", expected, f"The first {MOST_CHILDREN} are kept")
    for index, item in enumerate(items[:MOST_CHILDREN]):
        where = f"{path}[{index}]"
        if isinstance(item, Mapping):
            yield item, where
        elif not is_blank(item):
            draft.report(where, item, "not-an-object", "an object", "Left out")


def objects_of(value: Any, path: str, draft: Draft, parent: UUID, make: Make) -> list[Object]:
    """Each object of a list made into ours; two with one id are one."""
    made: dict[UUID, Object] = {}
    for said, where in objects_in(value, path, draft):
        one = make(said, where, draft, parent)
        if one:
            made.setdefault(one["id"], one)
    return list(made.values())


def own_id(parent: UUID, kind: str, said: Said, otherwise: str) -> UUID:
    """The id of a child below its parent: from the source's own id of it, or from its content."""
    return child_id(parent, kind, as_said(said.get("id")) or otherwise)
