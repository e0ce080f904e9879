"""Values of search parameters in FHIR's own syntax, each refused in words that name it."""

import re
from collections.abc import Sequence

from api.errors import Fault, SearchRefused
from api.representations.fhir.moments import updated
from api.representations.fhir.parameters import Parameter
from directory.fhir.asking import Criterion, Near, Updated

MOST_VALUES = 50
DEFAULT_KM, WIDEST_M = 10.0, 1_500_000.0
UNITS_M = {"km": 1_000.0, "m": 1.0, "[mi_i]": 1_609.344, "": 1_000.0}
_TYPED_CHAIN = re.compile(r"([a-z]+):([A-Z][a-z]+)\.(.+)")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,18})?")


def refused(name: str, expected: str) -> SearchRefused:
    """Names that were sent are repeated only when they are plain."""
    plain = name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.:-]{0,60}", name) else "(not a plain name)"
    return SearchRefused(
        "The search is not understood; nothing was looked for.", (Fault(expected, plain),)
    )


def modified(name: str) -> tuple[str, str]:
    """A name and its modifier; the kind in `organization:Organization.name` says nothing more."""
    chain = _TYPED_CHAIN.fullmatch(name)
    if chain and chain[2] == chain[1].capitalize():
        name = f"{chain[1]}.{chain[3]}"
    bare, _, modifier = name.partition(":")
    return bare, modifier


def followed(name: str, value: str, may: Sequence[str]) -> str:
    """A reference that is followed, sent with or without the kind of resource it leads to."""
    for one in may:
        if value in (one, f"{one}:{one.rpartition(':')[2].capitalize()}"):
            return one
    raise refused(name, f"expected one of {', '.join(may) or 'none, there are none here'}")


def criterion(one: Parameter, name: str, modifier: str, value: str) -> Criterion:
    allowed = {"string": ("", "contains"), "reference": ("", one.inner.capitalize())}
    if modifier not in allowed.get(one.type, ("",)):
        raise refused(name, "this modifier is not known here")
    values = tuple(part.strip() for part in _alternatives(value))
    if not 1 <= len(values) <= MOST_VALUES or not all(part.strip("|") for part in values):
        raise refused(name, f"expected 1 to {MOST_VALUES} values, none of them empty")
    if one.type == "reference":
        values = tuple(part.rpartition("/")[2] for part in values)
    return Criterion(
        parameter=one.inner, values=values, contains=modifier == "contains", chain=one.chain
    )


def _alternatives(value: str) -> list[str]:
    """Values between commas; a backslash keeps what follows it."""
    pieces = re.findall(r"\\.|[^\\]|\\$", value)
    parts = [""]
    for piece in pieces:
        if piece == ",":
            parts.append("")
        else:
            parts[-1] += piece[-1]
    return parts


def moment(name: str, modifier: str, value: str) -> Updated:
    if modifier:
        raise refused(name, "this modifier is not known here")
    try:
        return updated(value)
    except (ValueError, OverflowError):
        raise refused(name, "expected a date such as ge2026-10-01") from None


def near(name: str, value: str) -> Near:
    parts = [*value.split("|"), "", ""][:4] if value.count("|") <= 3 else []
    if len(parts) < 4 or not all(_NUMBER.fullmatch(part) for part in parts[:2]):
        raise refused(name, "expected latitude|longitude|distance|unit")
    lat, lon = float(parts[0]), float(parts[1])
    distance = parts[2] or str(DEFAULT_KM)
    if not (abs(lat) <= 90 and abs(lon) <= 180 and _NUMBER.fullmatch(distance)):
        raise refused(name, "expected degrees north and east and a distance")
    if parts[3] not in UNITS_M:
        raise refused(name, "expected km, m or [mi_i] as the unit")
    within_m = float(distance) * UNITS_M[parts[3]]
    if not 0 < within_m <= WIDEST_M:
        raise refused(name, "expected a distance of more than 0 and up to 1500 km")
    return Near(lat, lon, within_m)
