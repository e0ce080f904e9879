"""Where a service takes place."""

from schema.address import Address
from schema.location import Location
from schema.service import Service

NO_BREAK = "\u00a0"


def locations(service: Service) -> list[Location]:
    return [tie.location for tie in service.service_at_locations if tie.location]


def address_lines(address: Address) -> list[str]:
    """The lines of an address that say something, each once."""
    said = (
        address.attention,
        address.address_1,
        address.address_2,
        address.city,
        address.state_province,
        address.postal_code,
    )
    return list(dict.fromkeys(line.strip() for line in said if line and line.strip()))


def in_short(service: Service) -> str | None:
    """`Example Hall, Sale M33 7ZF`; with several places, the first and how many more."""
    places = [said for place in locations(service) if (said := _short(place))]
    if not places:
        return None
    more = len(places) - 1
    return f"{places[0]} and {more} more place{'' if more == 1 else 's'}" if more else places[0]


def _short(place: Location) -> str:
    address = place.addresses[0] if place.addresses else None
    if address is None:
        return place.name or ""
    named = place.name or address.address_1
    postcode = address.postal_code.replace(" ", NO_BREAK)
    town = " ".join(part for part in (address.city, postcode) if part)
    return ", ".join(part for part in (named, town) if part)


def areas(service: Service) -> list[str]:
    """Names of the areas that it says it covers."""
    stated = [
        *service.service_areas,
        *(area for tie in service.service_at_locations for area in tie.service_areas),
    ]
    names = [one.name or one.description or one.code for one in stated]
    everywhere = ["The whole country"] if service.nationwide else []
    return list(dict.fromkeys([*everywhere, *(name for name in names if name)]))
