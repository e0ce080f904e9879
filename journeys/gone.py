"""What was published once and is no longer."""

from typing import ClassVar


class Gone(Exception):
    """No longer published; `successor` is the id of the service that took its place, if any."""

    joined: ClassVar[str]
    withdrawn: ClassVar[str]

    def __init__(self, successor: str | None) -> None:
        super().__init__(successor)
        self.successor = successor

    @property
    def detail(self) -> str:
        """What is told to whoever asked for it."""
        return self.joined if self.successor else self.withdrawn
