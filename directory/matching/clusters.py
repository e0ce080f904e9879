"""Which records are one service: pure, and the same whatever the order of arrival."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from directory.matching.keys import POSTCODE, MatchKey


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record with its match keys; `id` orders candidates so that results are repeatable."""

    id: str
    source_id: str
    keys: frozenset[MatchKey]

    @property
    def postcodes(self) -> frozenset[str]:
        return frozenset(key.value for key in self.keys if key.kind == POSTCODE)


def clusters(candidates: Collection[Candidate]) -> list[frozenset[str]]:
    """Sets of record ids that are certainly the same service.

    Records are one when they share an identifier of the very service, or name and full postcode.
    A cluster holds at most one record per source and never two that lie at differing postcodes.
    A key that one source uses twice decides nothing for that source.
    """
    by_id = {candidate.id: candidate for candidate in candidates}
    member_of = {candidate_id: {candidate_id} for candidate_id in by_id}
    for left, right in _pairs(by_id.values()):
        one, other = member_of[left], member_of[right]
        if one is not other and _may_join([by_id[i] for i in one], [by_id[i] for i in other]):
            one |= other
            member_of.update(dict.fromkeys(other, one))
    return sorted({frozenset(members) for members in member_of.values()}, key=min)


def _pairs(candidates: Iterable[Candidate]) -> list[tuple[str, str]]:
    sharing: Mapping[MatchKey, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for candidate in candidates:
        for key in candidate.keys:
            if key.kind != POSTCODE:
                sharing[key][candidate.source_id].append(candidate.id)
    pairs: set[tuple[str, str]] = set()
    for by_source in sharing.values():
        certain = sorted(ids[0] for ids in by_source.values() if len(ids) == 1)
        pairs.update(combinations(certain, 2))
    return sorted(pairs)


def _may_join(one: Collection[Candidate], other: Collection[Candidate]) -> bool:
    sources = {candidate.source_id for candidate in one}
    if any(candidate.source_id in sources for candidate in other):
        return False
    return all(_places_agree(left, right) for left in one for right in other)


def _places_agree(left: Candidate, right: Candidate) -> bool:
    return not (left.postcodes and right.postcodes) or bool(left.postcodes & right.postcodes)
