"""What an operator says terms of sources mean: a TOML file, a table for each taxonomy.

    ["Example Borough Directory"]
    "Chatty cafés" = "category:community-cafe"
    "Warm packs" = ["category:goods", "need:energy"]
    "Miscellaneous" = ""

A term with an empty text means nothing in our vocabulary, and is not listed again.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from harvesters.source_problems import Problem, SourceFileError
from schema.vocabulary import CATEGORIES, NEEDS

KINDS = {"category": CATEGORIES, "need": NEEDS}
EXAMPLE = '"category:food-bank" or "need:food", as docs/standard/vocabulary.md lists them'


def _meanings(said: Any) -> Any:
    """One meaning or several, each a kind and a slug; an empty text is none."""
    texts = [said] if isinstance(said, str) else said
    if not isinstance(texts, Sequence):
        raise ValueError(f"expected {EXAMPLE}")
    found = [text.strip() for text in texts if isinstance(text, str) and text.strip()]
    for text in found:
        kind, _, slug = text.partition(":")
        if slug not in KINDS.get(kind, ()):
            raise ValueError(f'"{text}" is no term of ours; expected {EXAMPLE}')
    return tuple(found)


Meanings = Annotated[tuple[str, ...], BeforeValidator(_meanings)]
Terms = Mapping[str, Mapping[str, Meanings]]
_TERMS: TypeAdapter[Terms] = TypeAdapter(Terms)


def load_terms(path: Path) -> Terms:
    """What a file says, by taxonomy and term; raises SourceFileError with all that is wrong."""
    try:
        return _TERMS.validate_python(tomllib.loads(path.read_text("utf-8-sig")))
    except tomllib.TOMLDecodeError as error:
        raise SourceFileError(path, (Problem("the text", None, f"TOML ({error})"),)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SourceFileError(path, (Problem("the file", None, f"text ({error})"),)) from None
    except ValidationError as error:
        wrong = tuple(
            Problem(" / ".join(map(str, one["loc"])), None, one["msg"]) for one in error.errors()
        )
        raise SourceFileError(path, wrong) from None


def joined(of_source: Terms, of_operator: Terms) -> Terms:
    """Both together; where both speak of a term, the operator's word counts."""
    names = {**of_source, **of_operator}
    return {name: {**of_source.get(name, {}), **of_operator.get(name, {})} for name in names}
