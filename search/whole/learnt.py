"""What was learnt of the words of one state of the index."""

from dataclasses import dataclass, field

_MOST = 50_000


@dataclass(slots=True)
class Learnt:
    """Kept as long as the state; what holds a digit may be of somebody's postcode and is not."""

    frequency: dict[str, int] = field(default_factory=dict)
    nearly: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def keep_frequency(self, stemmed: str, count: int) -> None:
        """In how many listings a stem stands."""
        if stemmed.isalpha() and len(self.frequency) < _MOST:
            self.frequency[stemmed] = count

    def keep_nearly(self, word: str, found: tuple[str, ...]) -> None:
        """What a misspelt word was probably meant for."""
        if word.isalpha() and len(self.nearly) < _MOST:
            self.nearly[word] = found
