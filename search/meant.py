"""What runs of a question's words mean: kinds of help and needs, each with its worth."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from search.runs import Meant, Run, longest_runs


class Meaning(NamedTuple):
    """A run of words, `share` of the question, is what listings of these terms are worth."""

    share: float
    categories: Mapping[str, float]
    needs: Mapping[str, float]

    def held(self, categories: Sequence[str], needs: Sequence[str]) -> list[float]:
        """What those of a listing's terms are worth that are meant."""
        found = [self.categories[slug] for slug in categories if slug in self.categories]
        return found + [self.needs[slug] for slug in needs if slug in self.needs]


def meanings(asked: Run, shares: Sequence[float]) -> Iterator[Meaning]:
    """The longest runs of words that mean something, each by its share of the question."""
    for meant, share in longest_runs(asked, shares):
        yield Meaning(share, _worths("category", meant), _worths("need", meant))


def _worths(field: str, meant: Sequence[Meant]) -> dict[str, float]:
    """What each term of a field is worth, by what it is meant by most."""
    return {slug: one.worth for one in reversed(meant) if one.field == field for slug in one.slugs}
