"""Pages by number that do not shift while records come and go: by keyset underneath."""

from collections.abc import Sequence

from directory.catalogue.asking import EVERYTHING, Wanted
from directory.catalogue.bookmarks import Bookmarks
from directory.catalogue.selecting import Ids, Selections
from directory.catalogue.signposts import Signposts
from directory.documents.reading import Reading
from runtime.database import Database

_OF_ALL = "FROM document WHERE kind = 'service' AND state = 'published' AND id > :after"


class Paging:
    """Decides which ids stand on a page, and how many there are in all.

    Where a page is the next one of a reader's walk, it begins after the last id that he was shown.
    If something was published since, the total is what lies before the page by its number plus
    what truly follows: so the flags of first and last page stay true for him to the end. Otherwise
    the total is that of everything wanted.
    """

    def __init__(
        self, database: Database, reading: Reading, selections: Selections, marks: Bookmarks
    ) -> None:
        self._database = database
        self._reading = reading
        self._selections = selections
        self._marks = marks
        self._posts = Signposts(database)

    def page(
        self, kind: str, wanted: Wanted, page: int, per_page: int, reader: str
    ) -> tuple[Sequence[str], int]:
        """The ids of page `page`, counted from 1, and the total."""
        at, what = self._selections.now(), (kind, wanted, per_page)
        mark = self._marks.find(what, page, reader) if page > 1 else None
        after = mark.after if mark else None
        moved = mark is not None and mark.generation != at.generation
        source: _Every | _Selected
        if kind == "service" and wanted == EVERYTHING:
            source = _Every(self._database, self._reading, self._posts, at.generation)
        else:
            source = _Selected(self._selections.of(kind, wanted, at))
        before = (page - 1) * per_page
        ids = source.from_(after, before, per_page)
        total = before + source.following(after) if moved and after else source.total()
        if ids:
            self._marks.put(what, page + 1, reader, ids[-1], at.generation)
        return ids, total


class _Selected:
    """Pages of ids that are at hand."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids

    def from_(self, after: str | None, before: int, count: int) -> Sequence[str]:
        start = before if after is None else self._ids.after(after)
        return self._ids.some(start, count)

    def following(self, after: str) -> int:
        return len(self._ids) - self._ids.after(after)

    def total(self) -> int:
        return len(self._ids)


class _Every:
    """Pages of every published service, straight from the documents."""

    def __init__(
        self, database: Database, reading: Reading, posts: Signposts, generation: int
    ) -> None:
        self._database = database
        self._reading = reading
        self._posts = posts
        self._generation = generation

    def from_(self, after: str | None, before: int, count: int) -> Sequence[str]:
        sql = f"SELECT id {_OF_ALL} ORDER BY id LIMIT :count OFFSET :before"
        begin, skip = (after, 0) if after else self._posts.towards(before, self._generation)
        asked = {"after": begin, "count": count, "before": skip}
        return [row[0] for row in self._database.rows(sql, asked)]

    def following(self, after: str) -> int:
        return int(self._database.rows(f"SELECT count(*) {_OF_ALL}", {"after": after})[0][0])

    def total(self) -> int:
        return self._reading.total(self._generation)
