"""Words of crisis, and the help that is put first when one of them is searched for.

The words stand in `crisis_words.txt`, which explains its own form and can be replaced.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).with_name("crisis_words.txt")


class CrisisFileError(Exception):
    """A line of a file of crisis words cannot be read; the text names file, line and value."""


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody to turn to at once; `contact` is a number to ring, or how to text."""

    name: str
    contact: str
    when: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CrisisWords:
    """Phrases, plainly spelt between blanks, each with those to turn to."""

    phrases: tuple[tuple[str, tuple[Help, ...]], ...]

    def help_for(self, words: str) -> tuple[Help, ...]:
        """Those to turn to, in the file's order and once each; none for everyday words."""
        asked = f" {_plain(words)} "
        found = (helps for phrase, helps in self.phrases if phrase in asked)
        return tuple(dict.fromkeys(help_ for helps in found for help_ in helps))


def load_crisis_words(path: Path = SHIPPED) -> CrisisWords:
    """The crisis words of a file; raises CrisisFileError naming the line that is wrong."""
    helps: dict[str, Help] = {}
    phrases: list[tuple[str, tuple[Help, ...]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        said, where = line.strip(), f"{path.name}: line {number}"
        if not said or said.startswith("#"):
            continue
        if "=>" in said:
            phrases.extend(_phrases(said, helps, where))
        else:
            slug, help_ = _help(said, where)
            helps[slug] = help_
    return CrisisWords(tuple(phrases))


@cache
def shipped_crisis_words() -> CrisisWords:
    """The crisis words that come with the product."""
    return load_crisis_words()


def _help(said: str, where: str) -> tuple[str, Help]:
    slug, equals, rest = said.partition("=")
    parts = [part.strip() for part in rest.split("|")]
    if not equals or len(parts) not in (3, 4) or not all(parts):
        expected = "slug = name | number | when | web address"
        raise CrisisFileError(f'{where} is "{said}"; expected "{expected}". The file is not used.')
    return slug.strip(), Help(*parts)


def _phrases(said: str, helps: dict[str, Help], where: str) -> list[tuple[str, tuple[Help, ...]]]:
    phrases, _, slugs = said.partition("=>")
    wanted = [slug.strip() for slug in slugs.split(",")]
    unknown = [slug for slug in wanted if slug not in helps]
    if unknown:
        raise CrisisFileError(
            f'{where} names "{unknown[0]}"; expected one of {", ".join(helps)}, '
            "described above it. The file is not used."
        )
    told = tuple(helps[slug] for slug in wanted)
    return [(_pattern(phrase), told) for phrase in phrases.split(",")]


def _pattern(phrase: str) -> str:
    plain = _plain(phrase)
    return f" {plain}" if phrase.strip().endswith("*") else f" {plain} "


def _plain(words: str) -> str:
    """Lower case, without accents, apostrophes and punctuation."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    letters = re.sub(r"[\u0300-\u036f'’]", "", letters)
    return " ".join(re.findall(r"\w+", letters))
