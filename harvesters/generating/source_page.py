"""The page on source files: every key and every field, from the models that check them."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from harvesters.feeds.settings import ReaderSettings
from harvesters.mapping.known_fields import LEFT_OUT
from harvesters.mapping.targets import FAMILIES, TARGETS, Target
from harvesters.source import Expect, Pace, Source
from schema.source import Attribution, Licence, Publisher

_SEVERAL = {"first": "the first that says something", "joined": "put together", "all": "each"}
_TABLES: tuple[tuple[str, type[BaseModel], str], ...] = (
    ("Keys of the file", Source, "They stand above the first `[table]`."),
    ("`[publisher]`", Publisher, "Who publishes the feed."),
    ("`[licence]`", Licence, "Under which licence."),
    ("`[[attribution]]`", Attribution, "Words that must be shown; the table may be repeated."),
    ("`[reader]`", ReaderSettings, "Where the feed is and how it is read."),
    ("`[pace]`", Pace, "How gently."),
    ("`[expect]`", Expect, "How many records a healthy read has."),
)
_TABLE_NAMES = "publisher licence attribution reader pace expect fields constants values ignore"
_OWN_TABLES = frozenset(_TABLE_NAMES.split())
_HEAD = """<!-- Written by `python -m harvesters.generate`; change the models, not this page. -->
# Source files

A source is one TOML file, named after its `id`. How to write one step by step:
[add-a-source.md](add-a-source.md). Its JSON Schema:
[source.schema.json](../harvesters/published/source.schema.json). What is wrong with a file is said
by `fingerpost sources --check FILE`.
"""
_FIELDS = """## `[fields]`, `[constants]`, `[values]`, `[ignore]`

`[fields]` says which column of the source holds a field of ours: `name = "Name"`. Several columns
may be named, `["Address", "Town"]`; the table below says what becomes of them. A name with dots is
looked up as a column first, then as a path into nested objects, `hours.text`.

`[constants]` gives a field the same value in every record. It stands beside what the columns say
where a field takes each value, and in their place where they say nothing.

`[values.FIELD]` turns the source's values into ours, whatever their case: `"Closed" = "defunct"`,
or several, `"Any" = ["self", "professional"]`, or none, `"N/K" = ""`.

`[ignore]` names what is left out and why; `"pc_*"` stands for every name that begins so. A field
that is neither mapped nor ignored is reported once for each read.

Sources of kind `open_referral`, `open_referral_1` and `aliss` have a map built in; what their file
says comes on top of it. What those maps leave out stands at the end of this page.

| Field | What it holds | Several columns | Only these values |
|---|---|---|---|
"""
_TAIL = "\n## What the built-in maps leave out\n\n| Field | Why |\n|---|---|\n"


def source_page() -> str:
    """The page in Markdown; the same models give the same text."""
    parts = [_HEAD, *(_section(*table) for table in _TABLES), _FIELDS]
    targets = [*TARGETS.values(), *FAMILIES.values()]
    text = "\n".join(parts) + "".join(map(_target_row, targets))
    left_out = "".join(f"| {name} | {reason} |\n" for name, reason in LEFT_OUT.items())
    return text + _TAIL + left_out


def _section(title: str, model: type[BaseModel], words: str) -> str:
    rows = "".join(_rows(model))
    return f"## {title}\n\n{words}\n\n| Key | Meaning | If absent |\n|---|---|---|\n{rows}"


def _rows(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if model is Source and name in _OWN_TABLES:
            continue
        absent = "must be there" if field.is_required() else _shown(field.default)
        meaning = field.description or _choices(field.annotation)
        yield f"| `{name}` | {meaning} | {absent} |\n"


def _choices(annotation: Any) -> str:
    """The values of a literal type, for a key that needs no other words."""
    listed = [part for part in (annotation, *get_args(annotation)) if get_origin(part) is Literal]
    values = ", ".join(f"`{one}`" for one in get_args(listed[0])) if listed else ""
    return f"one of {values}".replace("|", "\\|").replace("\t", "\\t") if values else ""


def _shown(value: Any) -> str:
    if value is None or value == () or value == "":
        return ""
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    days = getattr(value, "days", None)
    return f"`{days}d`" if days else f"`{value}`"


def _target_row(target: Target) -> str:
    codes = "true, false" if target.yes_no else _codes(target.codes)
    return f"| `{target.name}` | {target.meaning} | {_SEVERAL[target.several]} | {codes} |\n"


def _codes(codes: Iterable[str]) -> str:
    listed = tuple(codes)
    if len(listed) > 10:
        return "terms of [the vocabulary](standard/vocabulary.md), or words that mean them"
    return ", ".join(f"`{code}`" for code in listed)
