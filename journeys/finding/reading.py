"""The documents of what is found, which are read while the rest is still looked for."""

from collections.abc import Collection, Mapping
from types import TracebackType

from journeys.stored import Documents, StoredDocument, Wanted


class Beforehand:
    """Reads documents for one question, a few at a time; whatever was begun ends with it."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._asked: set[str] = set()
        self._read: dict[str, StoredDocument] = {}
        self._wanted: list[Wanted] = []

    def __enter__(self) -> "Beforehand":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _raised: object, _at: TracebackType | None
    ) -> None:
        for one in self._wanted:
            one.drop()

    def expect(self, ids: Collection[str]) -> None:
        """Begin to read those that were not asked for yet, where they have to be read.

        What was begun before is awaited then: a question holds one connection at a time.
        """
        some = [one for one in ids if one not in self._asked]
        if not some:
            return
        self._asked.update(some)
        wanted = self._documents.wanted(some)
        if wanted.lacks:
            self.take()
            wanted.begin()
        self._wanted.append(wanted)

    def documents(self, ids: Collection[str]) -> Mapping[str, StoredDocument]:
        """These and those that were expected, by id; those that do not exist are left out."""
        self.expect(ids)
        self.take()
        return self._read

    def take(self) -> None:
        """Wait for what was begun."""
        while self._wanted:
            self._read.update(self._wanted.pop().documents())
