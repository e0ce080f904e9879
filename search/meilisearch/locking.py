"""What the one process that writes to an index holds."""

from typing import Protocol


class WriterLock(Protocol):
    """Held by the one process that writes, on whatever machine it runs."""

    def take(self) -> bool:
        """Whether it is ours now, or was already."""
        ...

    def is_held(self) -> bool:
        """Whether it is ours, and has been since it was taken."""
        ...

    def give_back(self) -> None:
        """Lets another process take it."""
        ...
