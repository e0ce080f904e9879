"""Links from our vocabulary to other lists, as they were looked up and written down."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from schema.term_link import TermLink
from schema.vocabulary import CATEGORIES, NEEDS

Kind = Literal["need", "category"]
RELATIONS: tuple[Literal["same_as", "close_to"], ...] = ("same_as", "close_to")


@lru_cache(maxsize=1)
def _said() -> Mapping[str, Any]:
    said = tomllib.loads(files("schema").joinpath("vocabulary_links.toml").read_text("utf-8"))
    for kind, terms in (("need", NEEDS), ("category", CATEGORIES)):
        for slug in said[kind]:
            if slug not in terms:
                raise ValueError(
                    f"vocabulary_links.toml: [{kind}.{slug}] is no term; expected a {kind} of "
                    "vocabulary.toml"
                )
    return said


def links_of(kind: Kind, slug: str) -> list[TermLink]:
    """The terms of other lists that mean a term of ours, or nearly that; same ones first."""
    lists = _said()[kind].get(slug, {})
    return [
        link
        for relation in RELATIONS
        for name, said in lists.items()
        for link in _links(name, relation, said.get(relation, {}))
    ]


def _links(
    name: str, relation: Literal["same_as", "close_to"], codes: Mapping[str, str]
) -> Iterator[TermLink]:
    taxonomy = _said()["list"][name]["name"]
    for code, term in codes.items():
        uri = code if code.startswith(("http://", "https://")) else None
        yield TermLink(relation=relation, taxonomy=taxonomy, code=code, name=term, uri=uri)
