"""Taxonomies and terms: those that published services carry, and our own vocabulary's."""

from collections.abc import Sequence
from typing import Any

from directory.catalogue.asking import Found, Shelved
from directory.catalogue.filters import PUBLISHED
from runtime.database import Database

_CARRIED = (
    "EXISTS (SELECT 1 FROM catalogue_carried k JOIN catalogue_service c ON c.number = k.service"
    f" WHERE k.term = t.number AND c.present AND {PUBLISHED})"
)
_TERM_HELD = f"(t.ours OR {_CARRIED})"
_TAXONOMY_HELD = (
    "(x.ours OR EXISTS"
    f" (SELECT 1 FROM catalogue_term t WHERE t.taxonomy_id = x.id AND {_TERM_HELD}))"
)
_BRANCH = """
    WITH RECURSIVE branch (id) AS (
        SELECT CAST(:id AS text) UNION
        SELECT t.id FROM catalogue_term t JOIN branch b ON t.parent_id = b.id)
    SELECT id FROM branch ORDER BY id
"""


def taxonomies(database: Database, words: Sequence[str], page: int, per_page: int) -> Found:
    """One page of taxonomies, by id."""
    clauses, values = _worded("x", words)
    table = f"catalogue_taxonomy x WHERE {' AND '.join([_TAXONOMY_HELD, *clauses])}"
    return _page(database, "x", table, values, page, per_page)


def taxonomy(database: Database, id_: str) -> Shelved | None:
    """A taxonomy, also one that has gone."""
    return _one(database, f"SELECT x.body, {_TAXONOMY_HELD} FROM catalogue_taxonomy x", "x", id_)


def terms(
    database: Database,
    taxonomy_id: str | None,
    parent: str | None,
    top_only: bool,
    words: Sequence[str],
    page: int,
    per_page: int,
) -> Found:
    """One page of terms, by id."""
    clauses, values = _worded("t", words)
    if taxonomy_id is not None:
        clauses.append("t.taxonomy_id = :taxonomy")
        values["taxonomy"] = taxonomy_id
    if parent is not None:
        clauses.append("t.parent_id = :parent")
        values["parent"] = parent
    if top_only:
        clauses.append("t.parent_id IS NULL")
    table = f"catalogue_term t WHERE {' AND '.join([_TERM_HELD, *clauses])}"
    return _page(database, "t", table, values, page, per_page)


def term(database: Database, id_: str) -> Shelved | None:
    """A term, also one that has gone."""
    return _one(database, f"SELECT t.body, {_TERM_HELD} FROM catalogue_term t", "t", id_)


def branch(database: Database, id_: str) -> tuple[str, ...]:
    """The id of a term and of everything below it."""
    return tuple(row[0] for row in database.rows(_BRANCH, {"id": id_}))


def _worded(table: str, words: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    names = [f"word{number}" for number in range(len(words))]
    patterns = [f"% {_plain(word)} %" for word in words]
    clauses = [f"{table}.stems LIKE :{name}" for name in names]
    return clauses, dict(zip(names, patterns, strict=True))


def _plain(word: str) -> str:
    return "".join(letter for letter in word if letter not in "%_\\")


def _page(
    database: Database, name: str, table: str, values: dict[str, Any], page: int, per_page: int
) -> Found:
    total = int(database.rows(f"SELECT count(*) FROM {table}", values)[0][0])
    limits = {"limit": per_page, "offset": (page - 1) * per_page}
    sql = f"SELECT {name}.body FROM {table} ORDER BY {name}.id LIMIT :limit OFFSET :offset"
    return Found([bytes(row[0]) for row in database.rows(sql, {**values, **limits})], total)


def _one(database: Database, found: str, name: str, id_: str) -> Shelved | None:
    """What is `found` under an id: its body, and whether it is held."""
    rows = database.rows(f"{found} WHERE {name}.id = :id", {"id": id_})
    if not rows:
        return None
    body, is_held = rows[0]
    return Shelved("published", bytes(body)) if is_held else Shelved("gone")
