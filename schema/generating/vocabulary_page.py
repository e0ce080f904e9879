"""The page that lists the vocabulary: needs, categories and the words that mean them."""

from collections.abc import Iterable, Mapping

from schema.vocabulary import CATEGORIES, NEEDS, Term


def _table(head: str, rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, "| --- " * (head.count("|") - 1) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _start(term: Term) -> tuple[str, str, str]:
    return f"`{term.slug}`", term.name, term.description


def _needs(terms: Mapping[str, Term]) -> str:
    rows = ((*_start(term), ", ".join(term.words)) for term in terms.values())
    return _table("| Code | Need | Meaning | Also meant by |", rows)


def _categories(terms: Mapping[str, Term]) -> str:
    rows = (
        (
            *_start(term),
            ", ".join(f"`{need}`" for need in term.needs),
            ", ".join(term.words),
        )
        for term in terms.values()
    )
    return _table("| Code | Category | Meaning | Serves | Also meant by |", rows)


def vocabulary_page() -> str:
    """The page in Markdown."""
    return (
        "# The vocabulary\n\n"
        "A service carries needs and categories as `attributes`. A source's own words are looked "
        "up here without case, accents or punctuation; words that mean nothing here are kept "
        "under the source's own taxonomy. The list is edited in `schema/vocabulary.toml`; a word "
        "may mean one need and one category, and no more.\n\n"
        f"## Needs\n\n{_needs(NEEDS)}\n\n## Categories\n\n{_categories(CATEGORIES)}\n\n"
        "[All objects](index.md)\n"
    )
