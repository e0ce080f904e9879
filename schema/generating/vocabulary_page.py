"""The page that lists the vocabulary: needs, categories and the words that mean them."""

from collections.abc import Iterable, Mapping

from schema.vocabulary import CATEGORIES, CATEGORY_GROUPS, NEED_GROUPS, NEEDS, Group, Term


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


def _groups(groups: Mapping[str, Group]) -> str:
    rows = (
        (f"`{group.slug}`", group.name, ", ".join(f"`{slug}`" for slug in group.narrower))
        for group in groups.values()
    )
    return _table("| Code | Broader term | Terms below it |", rows)


def vocabulary_page() -> str:
    """The page in Markdown."""
    return (
        "# The vocabulary\n\n"
        "A service carries needs and categories as `attributes`. A source's own words are looked "
        "up here without case, accents or punctuation; words that mean nothing here are kept "
        "under the source's own taxonomy. The list is edited in `schema/vocabulary.toml`; a word "
        "may mean one need and one category, and no more.\n\n"
        "Broader terms gather others: who asks for one finds every service with a term below it. "
        "How terms stand to Open Eligibility, the categories of ALISS and the service list of the "
        "Local Government Association is written down in `schema/vocabulary_links.toml`, and "
        "published with each term as `links`. Codes and names of every link were held against the "
        "editions that the file names, and a test does so again; each was read beside what stands "
        "above it there, and what is narrower or wider than our term is `close_to` at most. The "
        "vocabulary may be used by anybody for anything "
        "(CC0 1.0).\n\n"
        f"## Needs\n\n{_needs(NEEDS)}\n\n## Broader needs\n\n{_groups(NEED_GROUPS)}\n\n"
        f"## Categories\n\n{_categories(CATEGORIES)}\n\n"
        f"## Broader categories\n\n{_groups(CATEGORY_GROUPS)}\n\n"
        "[All objects](index.md)\n"
    )
