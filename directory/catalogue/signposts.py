"""Every so-many-th id of all published services, so that a page far on is found without a walk."""

from threading import Lock

from runtime.database import Database

APART = 500
_POSTS = (
    "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM document"
    " WHERE kind = 'service' AND state = 'published') AS placed"
    " WHERE place = (place / :apart) * :apart ORDER BY id"
)


class Signposts:
    """Read once for each generation, when somebody first goes far on in it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._posts: tuple[int, tuple[str, ...]] = (-1, ())
        self._lock = Lock()

    def towards(self, before: int, generation: int) -> tuple[str, int]:
        """The id after which to begin, and how many to pass over from there, to leave out `before`.

        Near the beginning, and beyond the end, nothing is gained by knowing more.
        """
        if before < APART:
            return "", before
        posts = self._of(generation)
        place = min(before // APART, len(posts))
        return (posts[place - 1] if place else ""), before - place * APART

    def _of(self, generation: int) -> tuple[str, ...]:
        with self._lock:
            if self._posts[0] != generation:
                found = tuple(row[0] for row in self._database.rows(_POSTS, {"apart": APART}))
                self._posts = (generation, found)
            return self._posts[1]
