"""Places by name: who bears it, how those of one name are told apart, and what letters begin."""

from bisect import bisect_left
from collections.abc import Iterable
from difflib import get_close_matches
from heapq import nlargest

from places.geometry import distance_m
from places.named import Named, qualifiers, where
from places.place import Place
from places.spelling import fold

_LEAST_SHARE = 10
_TOWN_OF_SOME_SIZE = 10_000
_COUNCIL = ("council area", "council", "local authority")
_COUNCIL_KINDS = ("metropolitan borough", "city", "county", "district", "borough")


class Names:
    """All named places, found by any of their names and by how they begin."""

    def __init__(self, named: Iterable[Named]) -> None:
        self.all = sorted(named, key=lambda one: (one.key, -one.population))
        areas = [one for one in self.all if one.kind == "authority"]
        settled = [one for one in self.all if one.kind != "authority"]
        self._full = _grouped((one.key, one) for one in settled)
        self._areas = _grouped((one.key, one) for one in areas)
        self._short = _grouped((key, one) for one in settled for key in one.short)
        self._other = _grouped((key, one) for one in settled for key in one.other)
        begin = [(key, one) for one in settled for key in (one.key, *one.short)]
        begin += [(one.key, one) for one in areas if one.key not in self._full]
        self._begin = sorted(begin, key=lambda pair: pair[0])
        self._begin_keys = [key for key, _ in self._begin]

    def meant(self, text: str) -> list[Named]:
        """The places that a text may mean, "Newport" or "Newport, Isle of Wight" or "Hull"."""
        words = fold(text).split()
        for cut in range(len(words), 0, -1):
            bearers = self._bearers(" ".join(words[:cut]))
            found = self._narrowed(bearers, words, cut)
            if found:
                return _by_size(found)
        return self._council(" ".join(words))

    def beginning(self, letters: str, limit: int) -> list[Named]:
        """Places of which a name begins with these letters: the exact one, then the largest."""
        key = fold(letters)
        if not key:
            return []
        low = bisect_left(self._begin_keys, key)
        high = bisect_left(self._begin_keys, key + "\uffff", low)
        best = nlargest(
            2 * limit, self._begin[low:high], lambda pair: (pair[0] == key, pair[1].population)
        )
        return list(dict.fromkeys(one for _, one in best))[:limit]

    def near_miss(self, text: str) -> str | None:
        """The name that a mistyped one most resembles, if one does."""
        key = fold(text)
        if len(key) < 4:
            return None
        low, high = (bisect_left(self._begin_keys, edge) for edge in (key[0], key[0] + "\uffff"))
        close = [one for one in self._begin_keys[low:high] if abs(len(one) - len(key)) <= 2]
        best = get_close_matches(key, close, n=1, cutoff=0.8)
        return self.label(self._begin[bisect_left(self._begin_keys, best[0])][1]) if best else None

    def label(self, one: Named) -> str:
        """The name to show, with where it is when others are called the same."""
        if one.kind == "authority":
            return f"{one.name} (council area)" if one.key in self._full else one.name
        if len(self._bearers(one.key)) == 1:
            return one.name
        label = f"{one.name}, {where(one)}"
        alike = [other for other in self._full[one.key] if where(other) == where(one)]
        return f"{label}, {one.district or self._near(one)}" if len(alike) > 1 else label

    def place(self, one: Named) -> Place:
        """A named place as it is shown and used."""
        return Place(one.kind, self.label(one), one.lat, one.lon, one.authority, one.district)

    def _near(self, one: Named) -> str:
        """For those few that no postcode tells apart: "near" and the next town of some size."""
        towns = (town for town in self.all if town.population >= _TOWN_OF_SOME_SIZE)
        others = (town for town in towns if town.kind == "town" and town.key != one.key)
        return f"near {min(others, key=lambda t: distance_m(one.lat, one.lon, t.lat, t.lon)).name}"

    def _bearers(self, key: str) -> list[Named]:
        full = self._full.get(key, [])
        if full:
            least = max(one.population for one in full) / _LEAST_SHARE
            return full + [one for one in self._short.get(key, []) if one.population >= least]
        for names in (self._areas, self._short, self._other):
            if key in names:
                return names[key]
        return []

    def _narrowed(self, bearers: list[Named], words: list[str], cut: int) -> list[Named]:
        if cut == len(words):
            return bearers
        asked = " ".join(words)
        exact = [one for one in bearers if fold(self.label(one)) == asked]
        rest = set(words[cut:])
        return exact[:1] or [one for one in bearers if rest <= qualifiers(one)]

    def _council(self, key: str) -> list[Named]:
        for ending in _COUNCIL:
            if key.endswith(f" {ending}"):
                name = key.removesuffix(f" {ending}")
                kinds = (name.removesuffix(f" {kind}") for kind in _COUNCIL_KINDS)
                return next((self._areas[one] for one in (name, *kinds) if one in self._areas), [])
        return []


def _by_size(found: list[Named]) -> list[Named]:
    return sorted(dict.fromkeys(found), key=lambda one: (-one.population, one.key, one.lat))


def _grouped(pairs: Iterable[tuple[str, Named]]) -> dict[str, list[Named]]:
    groups: dict[str, list[Named]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups
