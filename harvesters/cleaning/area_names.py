"""Areas that a source names without a code: read only where a name can mean one area alone."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from harvesters.cleaning.areas import Area
from places.area_names import code_of
from places.areas import area_type_of, areas, authorities, contains, name_of
from places.spelling import fold

LONGEST_LIST = 2_000
_BETWEEN = re.compile(r"\s*(?:[,;](?:\s*(?:and|&)\s)?|\s(?:and|&)\s)\s*", re.IGNORECASE)
_MOST_PARTS_IN_A_NAME = 4
_WIDE = re.compile(r"(?:the )?(?:whole (?:of (?:the )?)?)?(.+?)(?: ?wide| nationwide)?")
_SHORT_NAMES = {"uk": "K02000001", "u k": "K02000001", "gb": "K03000001", "g b": "K03000001"}

Named = tuple[str, Area]


def says_nationwide(name: str | None) -> bool:
    """Whether the name of an area is just the word "nationwide"."""
    return name is not None and fold(name) in ("nationwide", "nation wide")


@lru_cache(maxsize=4_096)
def named_areas(name: str | None) -> tuple[Named, ...]:
    """Each area that a name or a list of names means, with its part of the words.

    Empty unless every part is the name of one area; "Trafford, Greater Manchester" is empty too,
    since it tells where Trafford lies as well as it lists two areas.
    """
    if not name or len(name) > LONGEST_LIST:
        return ()
    found = tuple(_parts(name))
    if len(found) > 1 and "," in name and _is_an_address([area for _, area in found]):
        return ()
    return found


def _parts(text: str) -> Iterator[Named]:
    """The longest name first, as names hold commas and "and" themselves; nothing or all."""
    cuts = [(0, 0), *(found.span() for found in _BETWEEN.finditer(text)), (len(text),) * 2]
    found: list[Named] = []
    at = 0
    while at < len(cuts) - 1:
        ends = range(min(at + _MOST_PARTS_IN_A_NAME, len(cuts) - 1), at, -1)
        pieces = ((end, text[cuts[at][1] : cuts[end][0]].strip()) for end in ends)
        hit = next(((end, piece, one) for end, piece in pieces if (one := _area(piece))), None)
        if hit is None:
            return
        at, piece, area = hit
        found.append((piece, area))
    yield from found


def _area(name: str) -> Area | None:
    code = code_of(name) or _country(name)
    return Area(code, name_of(code), area_type_of(code)) if code else None


def _country(name: str) -> str | None:
    """The country of "UK", "UK-wide", "the whole of Scotland"."""
    said = _WIDE.fullmatch(fold(name))
    if said is None:
        return None
    code = _SHORT_NAMES.get(said[1]) or code_of(said[1])
    return code if code and area_type_of(code) == "country" else None


def _is_an_address(listed: list[Area]) -> bool:
    """Whether a part may only say where the one before it lies, as in "Newport, Isle of Wight"."""
    return any(_is_wider(after) and not _is_wider(one) for one, after in pairwise(listed)) or any(
        contains(one.code, other.code) for one in listed for other in listed if one != other
    )


def _is_wider(area: Area) -> bool:
    return area.code in areas() or fold(area.name or "") in _ceremonial_counties()


@lru_cache(maxsize=1)
def _ceremonial_counties() -> frozenset[str]:
    """Folded names of the counties that stand in addresses."""
    said = (one.ceremonial_county for one in authorities().values())
    return frozenset(fold(name) for name in said if name)
