"""Taxonomies and terms that services carry, and our own: one fullest body of each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, text

from directory.catalogue.bulk import chosen
from directory.catalogue.entry import Entry, Said, Stems, taxonomy_of
from schema.encoding import plain
from schema.terms import our_taxonomies

_FULLER = """
    length(excluded.body) > length({0}.body)
    OR (length(excluded.body) = length({0}.body) AND excluded.body > {0}.body)
"""
_TERM = text(f"""
    INSERT INTO catalogue_term (id, taxonomy_id, parent_id, ours, stems, body)
    VALUES (:id, :taxonomy_id, :parent_id, :ours, :stems, :body)
    ON CONFLICT (id) DO UPDATE SET taxonomy_id = excluded.taxonomy_id,
        parent_id = excluded.parent_id, ours = excluded.ours, stems = excluded.stems,
        body = excluded.body
    WHERE excluded.ours OR (NOT catalogue_term.ours AND ({_FULLER.format("catalogue_term")}))
""")
_TAXONOMY = text(f"""
    INSERT INTO catalogue_taxonomy (id, ours, stems, body) VALUES (:id, :ours, :stems, :body)
    ON CONFLICT (id) DO UPDATE SET ours = excluded.ours, stems = excluded.stems,
        body = excluded.body
    WHERE excluded.ours
        OR (NOT catalogue_taxonomy.ours AND ({_FULLER.format("catalogue_taxonomy")}))
""")


class Terms:
    """Writes terms; remembers the bodies it wrote, so that most are not written again.

    What is learnt in a transaction is kept only when `keep` is called after it.
    """

    def __init__(self, stems: Stems) -> None:
        self._stems = stems
        self._written: dict[str, bytes] = {}
        self._learnt: dict[str, bytes] = {}

    def write(self, connection: Connection, entries: Sequence[Entry]) -> Mapping[str, int]:
        """Write terms that are new or fuller; gives the number of every term of the entries."""
        wanted = sorted({term["id"] for entry in entries for term in entry.terms})
        known = dict(chosen(connection, "id, number", "catalogue_term", "id", wanted))
        fuller: dict[str, bytes] = {}
        said: dict[str, Said] = {}
        for term in (term for entry in entries for term in entry.terms):
            body, id_ = orjson.dumps(term), term["id"]
            written = self._written.get(id_, b"") if id_ in known else b""
            if _rank(body) > _rank(fuller.get(id_) or written):
                fuller[id_], said[id_] = body, term
        self._write_terms(connection, said, fuller, ours=False)
        self._learnt = fuller
        new = [id_ for id_ in wanted if id_ not in known]
        return known | dict(chosen(connection, "id, number", "catalogue_term", "id", new))

    def keep(self) -> None:
        """Remember what the last `write` wrote; its transaction is committed."""
        self._written |= self._learnt

    def forget(self) -> None:
        """Know nothing of the database any more."""
        self._written.clear()

    def write_ours(self, connection: Connection) -> None:
        """Our own vocabulary as this version has it; what is no longer in it stops being ours."""
        for table in ("catalogue_term", "catalogue_taxonomy"):
            connection.execute(text(f"UPDATE {table} SET ours = false WHERE ours"))
        for taxonomy in our_taxonomies():
            said = orjson.loads(orjson.dumps(plain(taxonomy)))
            terms = {term["id"]: term for term in said.pop("taxonomy_terms", ())}
            connection.execute(_TAXONOMY, [self._taxonomy(said, ours=True)])
            bodies = {id_: orjson.dumps(term) for id_, term in terms.items()}
            self._write_terms(connection, terms, bodies, ours=True)

    def _write_terms(
        self,
        connection: Connection,
        said: Mapping[str, Said],
        bodies: Mapping[str, bytes],
        *,
        ours: bool,
    ) -> None:
        if not said:
            return
        rows = [
            {
                "id": id_,
                "taxonomy_id": taxonomy_of(term),
                "parent_id": term.get("parent_id"),
                "ours": ours,
                "stems": self._words(term),
                "body": bodies[id_],
            }
            for id_, term in sorted(said.items())
        ]
        connection.execute(_TERM, rows)
        taxonomies = {one["id"]: one for one in map(_told_taxonomy, said.values()) if one}
        if taxonomies and not ours:
            connection.execute(_TAXONOMY, _sorted(map(self._taxonomy, taxonomies.values())))

    def _taxonomy(self, said: Said, *, ours: bool = False) -> dict[str, Any]:
        body = orjson.dumps(said)
        return {"id": said["id"], "ours": ours, "stems": self._words(said), "body": body}

    def _words(self, said: Said) -> str:
        words = (said["name"], said.get("code", ""), said.get("description", ""))
        text_ = " ".join((*words, *said.get("synonyms", ())))
        return f" {' '.join(self._stems(text_))} "


def _rank(body: bytes) -> tuple[int, bytes]:
    return len(body), body


def _sorted(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: str(row["id"]))


def _told_taxonomy(term: Said) -> Said | None:
    """The taxonomy of a term, as the term tells it."""
    id_ = taxonomy_of(term)
    if id_ is None:
        return None
    name = term.get("taxonomy") or id_
    return term.get("taxonomy_detail") or {"id": id_, "name": name, "description": name}
