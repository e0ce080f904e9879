"""The position of an index that each thread was told last, before it writes what it has read."""

from threading import local


class Told(local):
    """Who searches does not speak for who writes; a thread that never asked may write anything."""

    position: int | None = None

    def is_behind(self, position: int) -> bool:
        """Whether the index is elsewhere by now: what this thread has to write may be older."""
        return self.position not in (None, position)
