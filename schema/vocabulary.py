"""The vocabulary: what people need and what kinds of help there are, with the words for both."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from schema.words import normal, spellings


@dataclass(frozen=True, slots=True)
class Term:
    """One term; `words` are further words that mean it, `needs` what such a service serves."""

    slug: str
    name: str
    description: str
    words: tuple[str, ...]
    needs: tuple[str, ...] = ()


def _terms(said: Mapping[str, Any]) -> Mapping[str, Term]:
    return MappingProxyType(
        {
            slug: Term(
                slug,
                term["name"],
                term["description"],
                tuple(term["words"]),
                tuple(term.get("needs", ())),
            )
            for slug, term in said.items()
        }
    )


@dataclass(frozen=True, slots=True)
class Group:
    """A broader term, which no service is given itself; `narrower` are the terms below it."""

    slug: str
    name: str
    description: str
    narrower: tuple[str, ...]


def _groups(said: Mapping[str, Any], terms: Mapping[str, Term]) -> Mapping[str, Group]:
    groups = {
        slug: Group(slug, group["name"], group["description"], tuple(group["narrower"]))
        for slug, group in said.items()
    }
    above: dict[str, str] = {}
    for group in groups.values():
        for slug in group.narrower:
            if slug not in terms or above.setdefault(slug, group.slug) != group.slug:
                raise ValueError(
                    f'vocabulary.toml: "{slug}" below "{group.slug}" is no term, or stands below '
                    "another too; expected a term that stands in one group"
                )
    return MappingProxyType(groups)


def _by_phrase(terms: Mapping[str, Term]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for term in terms.values():
        for words in (term.slug, term.name, *term.words):
            if found.setdefault(normal(words), term.slug) != term.slug:
                raise ValueError(
                    f'vocabulary.toml: "{words}" means both "{found[normal(words)]}" '
                    f'and "{term.slug}"; expected one meaning'
                )
    return MappingProxyType(found)


_SAID = tomllib.loads(files("schema").joinpath("vocabulary.toml").read_text("utf-8"))
NEEDS: Mapping[str, Term] = _terms(_SAID["need"])
CATEGORIES: Mapping[str, Term] = _terms(_SAID["category"])
NEED_GROUPS: Mapping[str, Group] = _groups(_SAID["need_group"], NEEDS)
CATEGORY_GROUPS: Mapping[str, Group] = _groups(_SAID["category_group"], CATEGORIES)
_NEED_PHRASES = _by_phrase(NEEDS)
_CATEGORY_PHRASES = _by_phrase(CATEGORIES)


def _meant(words: str, phrases: Mapping[str, str]) -> str | None:
    return next((phrases[phrase] for phrase in spellings(words) if phrase in phrases), None)


@lru_cache(maxsize=16_384)
def category_for(words: str) -> str | None:
    """The slug of the category that a source's words mean, or None; `A>B` is tried finest first."""
    return _meant(words, _CATEGORY_PHRASES)


@lru_cache(maxsize=16_384)
def need_for(words: str) -> str | None:
    """The slug of the need that a source's words mean, or None; `A>B` is tried finest first."""
    return _meant(words, _NEED_PHRASES)
