"""`fingerpost terms`: terms of sources that our vocabulary does not hold, and what they mean."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commands.declared import told_terms
from commands.output import LOOK, print_json, print_table, say
from commands.parts import open_parts
from harvesters.terms_file import Terms
from journeys.terms import Unmapped, unmapped

COLUMNS = ("taxonomy", "term", "listings", "such as")
HEAD = """\
# What terms of sources mean in our vocabulary: "category:slug", "need:slug", or several in a list.
# An empty text: nothing. `fingerpost terms --write` adds terms that are met later.
# What is said here counts from the next harvest of a source on.
"""


def run(
    write: Annotated[
        bool, typer.Option("--write", help="add them to the file of terms, each with no meaning")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """List terms of sources that mean nothing in our vocabulary yet; ends with 3 if there are."""
    parts = open_parts()
    told = told_terms(parts)
    found = unmapped((stored.body for stored in parts.reading.published()), told)
    if write:
        parts.terms_file.write_text(_file(told, found), "utf-8")
    if as_json:
        print_json([asdict(one) for one in found])
    elif write:
        say(f"{len(found)} terms added to {parts.terms_file}; say there what they mean.")
    else:
        _show(found, parts.terms_file)
    raise typer.Exit(LOOK if found and not write else 0)


def _show(found: Sequence[Unmapped], file: Path) -> None:
    if not found:
        say("Every term of every source means something in our vocabulary.")
        return
    rows = [(one.taxonomy, one.name, one.listings, one.example) for one in found]
    print_table("Terms without a meaning", COLUMNS, rows)
    say(f"Say what they mean in {file}; `fingerpost terms --write` puts them there.")


def _file(told: Terms, found: Iterable[Unmapped]) -> str:
    """The file with what was said before, and the terms that were found beside it."""
    met: dict[str, dict[str, Unmapped]] = {}
    for one in found:
        met.setdefault(one.taxonomy, {})[one.name] = one
    tables = (_table(name, told.get(name, {}), met.get(name, {})) for name in {**told, **met})
    return "\n".join((HEAD, *tables))


def _table(taxonomy: str, told: Mapping[str, tuple[str, ...]], met: Mapping[str, Unmapped]) -> str:
    known = [f"{_text(name)} = {_meaning(meanings)}" for name, meanings in told.items()]
    fresh = [f'{_text(one.name)} = ""  # {_count(one)}' for one in met.values()]
    return "\n".join((f"[{_text(taxonomy)}]", *known, *fresh, ""))


def _meaning(meanings: Sequence[str]) -> str:
    texts = [_text(one) for one in meanings] or ['""']
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _count(one: Unmapped) -> str:
    such = " ".join(one.example.split())
    return f"{one.listings} listing{'s' if one.listings > 1 else ''}, such as {such}"


def _text(said: str) -> str:
    """A text as TOML writes it, which for what stands here is as JSON does."""
    return json.dumps(said, ensure_ascii=False)
