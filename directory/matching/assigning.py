"""Which listing a cluster of records is: its own id for as long as it lives. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from schema.identifiers import child_id, listing_id

WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class HeldListing:
    """A listing that some of the records belong to now; `created_at` orders by age."""

    id: str
    state: str
    created_at: str


def assign(
    clusters: Sequence[frozenset[str]],
    held: Mapping[str, str | None],
    listings: Mapping[str, HeldListing],
) -> dict[str, str]:
    """The listing id of every record in `clusters`.

    A listing stays with the record it was minted from, else with most of its records. Of several
    listings that become one, a withdrawn one wins, then the oldest. A cluster that has none is
    minted from its first record.
    """
    homes = {listing: _home(listing, clusters, held) for listing in sorted(set(_ids(held)))}
    taken = set(homes) | set(listings)
    answer: dict[str, str] = {}
    for cluster in clusters:
        own = [listings[one] for one, home in homes.items() if home == cluster and one in listings]
        chosen = min(own, key=_eldest).id if own else _mint(min(cluster), taken)
        taken.add(chosen)
        answer |= dict.fromkeys(cluster, chosen)
    return answer


def _ids(held: Mapping[str, str | None]) -> Iterator[str]:
    return (listing for listing in held.values() if listing)


def _home(
    listing: str, clusters: Collection[frozenset[str]], held: Mapping[str, str | None]
) -> frozenset[str]:
    def claim(cluster: frozenset[str]) -> tuple[bool, int, str]:
        minted = any(str(listing_id(UUID(record))) == listing for record in cluster)
        return minted, sum(held[record] == listing for record in cluster), min(cluster)

    return max(clusters, key=claim)


def _eldest(listing: HeldListing) -> tuple[bool, str, str]:
    return listing.state != WITHDRAWN, listing.created_at, listing.id


def _mint(record: str, taken: Collection[str]) -> str:
    minted = str(listing_id(UUID(record)))
    for turn in count(2):
        if minted not in taken:
            break
        minted = str(child_id(record, "listing", str(turn)))
    return minted
