"""The documents of what is found, which are read while the rest is still looked for."""

from collections.abc import Collection, Mapping
from types import TracebackType

from journeys.stored import Awaited, Documents, StoredDocument


class Beforehand:
    """Reads documents for one question, a few at a time; whatever was begun ends with it."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._asked: set[str] = set()
        self._read: dict[str, StoredDocument] = {}
        self._begun: Awaited | None = None

    def __enter__(self) -> "Beforehand":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _raised: object, _at: TracebackType | None
    ) -> None:
        if self._begun:
            self._begun.drop()

    def expect(self, ids: Collection[str]) -> None:
        """Begin to read those that were not asked for yet."""
        lacking = [one for one in ids if one not in self._asked]
        if lacking:
            self.take()
            self._asked.update(lacking)
            self._begun = self._documents.begin(lacking)

    def documents(self, ids: Collection[str]) -> Mapping[str, StoredDocument]:
        """These and those that were expected, by id; those that do not exist are left out."""
        self.expect(ids)
        self.take()
        return self._read

    def take(self) -> None:
        """Wait for what was begun: a question holds one connection at a time."""
        begun, self._begun = self._begun, None
        if begun:
            self._read.update(begun.documents())
