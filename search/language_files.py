"""The language of searchers as text files tell it: stop words, asking words, synonyms."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from search.language import Language
from search.tokens import words

SYNONYMS = Path(__file__).with_name("synonyms.txt")
STOP_WORDS = Path(__file__).with_name("stop_words.txt")
_ASKING = "~"


class LanguageFileError(ValueError):
    """A line of a synonyms file cannot be read."""

    def __init__(self, path: Path, line: int, said: str) -> None:
        super().__init__(
            f'{path.name}, line {line} is "{said}"; expected "word = word, word" or '
            '"word > word, word". No synonyms were loaded'
        )


def load_language(
    synonyms: Sequence[Path] = (SYNONYMS,), stop_words: Path = STOP_WORDS
) -> Language:
    """The language told by text files; raises LanguageFileError and OSError.

    An operator's own synonyms stand beside ours: `(SYNONYMS, Path("ours.txt"))`.
    """
    lines = [pair for path in synonyms for pair in _pairs(path)]
    said = _uncommented(stop_words).split()
    asking = [word for word in said if word.startswith(_ASKING)]
    stop = [word for word in said if not word.startswith(_ASKING)]
    return Language(words(" ".join(stop)), words(" ".join(asking)), lines)


def _uncommented(path: Path) -> str:
    said = path.read_text("utf-8-sig").splitlines()
    return "\n".join(line.partition("#")[0] for line in said)


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(_uncommented(path).splitlines(), start=1):
        if line.strip():
            yield from _line(path, number, line)


def _line(path: Path, number: int, line: str) -> Iterator[tuple[str, str]]:
    head, sign, tail = line.partition("=" if "=" in line else ">")
    phrases = [phrase.strip() for phrase in tail.split(",")]
    if not sign or not words(head) or not all(words(phrase) for phrase in phrases):
        raise LanguageFileError(path, number, line.strip())
    if sign == ">":
        yield from ((head, phrase) for phrase in phrases)
        return
    alike = [head, *phrases]
    yield from ((said, also) for said in alike for also in alike if said != also)
