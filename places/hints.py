"""What is said when a place cannot be found or put on the map; always with what to try instead."""

EXAMPLES = (
    'Try a full postcode such as "M33 7ZF", a district such as "M33" or a town such as "Sale"'
)

NORTHERN_IRELAND_OFF = (
    "Northern Ireland postcodes are off in this installation because of their licence; "
    "the operator can turn them on. The name of a town works"
)
OUTSIDE = "No known postcode is within 20 km of this point: it lies outside the United Kingdom"
OUTSIDE_OR_NORTHERN_IRELAND = (
    f"{OUTSIDE} or in Northern Ireland, whose postcodes are off in this installation"
)
NOT_ON_EARTH = (
    "A point is a latitude from -90 to 90, a comma and a longitude from -180 to 180, "
    'such as "53.42,-2.32"'
)

_ISLANDS = {"IM": "the Isle of Man", "JE": "Jersey", "GY": "Guernsey"}


def hint_for_postcode(code: str, district: str | None) -> str:
    """What to say of a postcode, sector or district that is not in the register."""
    if district:
        return f'"{code}" is not in the postcode register, but its district is: try "{district}"'
    return f'"{code}" is not in the postcode register. {EXAMPLES}'


def hint_for_name(near_miss: str | None) -> str:
    """What to say of a name that no place bears."""
    return f'Did you mean "{near_miss}"? {EXAMPLES}' if near_miss else EXAMPLES


def why_unplaced(code: str) -> str:
    """Why a code of the register cannot be put on the map."""
    island = _ISLANDS.get(code[:2])
    if island:
        return f"The postcode register holds no positions for {island}. The name of a town works"
    return "The postcode register knows it but holds no position for it; it may be out of use"
