"""What runs of a question's words mean: kinds of help and needs, each with its worth."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from search.runs import (
    Meant,
    Run,
    instead_of_all,
    kinds_like,
    kinds_named,
    longest_runs,
    needs_named,
    spellings,
)


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
    for meant, share in longest_runs(asked, shares, _of_run):
        yield Meaning(share, _worths("category", meant), _worths("need", meant))


def _of_run(run: Run) -> list[Meant]:
    """The least worth first."""
    read = spellings(run)
    found = [*kinds_named(read), *needs_named(read), *kinds_like(instead_of_all(run))]
    return found[::-1]


def _worths(field: str, meant: Iterable[Meant]) -> dict[str, float]:
    """What each term of a field is worth, by what it is meant by most."""
    return {slug: one.worth for one in meant if one.field == field for slug in one.slugs}
