"""Where and when a made-up listing takes place, or which area it serves."""

from typing import Any
from uuid import UUID, uuid5

from benchmarks.maker import Maker
from places.towns import Town

_HOURS = (("09:00", "17:00"), ("10:00", "12:00"), ("13:30", "15:30"), ("18:30", "20:30"))
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR")
_FEATURES = ("step_free", "accessible_toilet", "hearing_loop", "accessible_parking", "bsl")
_AREA_OF_NATION = {"England": "E92000001", "Scotland": "S92000003", "Wales": "W92000004"}


def where(maker: Maker, listing_id: UUID, town: Town, words: dict[str, str]) -> dict[str, Any]:
    """How a listing is offered, with its areas or its places, each with address and times."""
    chance = maker.random.random()
    if chance < 0.01:
        return {"access_modes": ["phone", "online"], "nationwide": True}
    if chance < 0.04:
        areas = [{"id": str(uuid5(listing_id, "area")), "code": _AREA_OF_NATION.get(town.nation)}]
        return {
            "access_modes": ["online"],
            "service_areas": [area for area in areas if area["code"]],
        }
    places = 1 if chance < 0.93 else maker.random.randint(2, 5)
    modes = ["in_person"] if maker.maybe(0.8) else ["in_person", "phone"]
    ties = [_tie(maker, listing_id, town, words, number) for number in range(places)]
    return {"access_modes": modes, "service_at_locations": ties}


def _tie(
    maker: Maker, listing_id: UUID, town: Town, words: dict[str, str], number: int
) -> dict[str, Any]:
    spread = 0.006 + min(town.population, 400_000) / 8_000_000
    location_id = str(uuid5(listing_id, f"location{number}"))
    location: dict[str, Any] = {
        "id": location_id,
        "location_type": "physical",
        "latitude": round(maker.random.gauss(town.lat, spread), 6),
        "longitude": round(maker.random.gauss(town.lon, spread * 1.6), 6),
        "addresses": [_address(listing_id, town, words, number)],
    }
    if maker.maybe(0.3):
        location["accessibility"] = [
            {"id": str(uuid5(listing_id, f"{feature}{number}")), "feature": feature}
            for feature in maker.random.sample(_FEATURES, maker.random.randint(1, 3))
        ]
    tie: dict[str, Any] = {"id": str(uuid5(listing_id, f"tie{number}")), "location": location}
    if maker.maybe(0.6):
        tie["schedules"] = [_schedule(maker, listing_id, number)]
    return tie


def _address(listing_id: UUID, town: Town, words: dict[str, str], number: int) -> dict[str, str]:
    return {
        "id": str(uuid5(listing_id, f"address{number}")),
        "address_1": f"{words['place']} Hall, {words['street']}",
        "city": town.name,
        "state_province": town.nation,
        "postal_code": "ZZ99 9ZZ",
        "country": "GB",
        "address_type": "physical",
    }


def _schedule(maker: Maker, listing_id: UUID, number: int) -> dict[str, str]:
    days = maker.random.sample(_WEEKDAYS, maker.random.choice((1, 1, 1, 2, 5)))
    if maker.maybe(0.12):
        days.append("SA")
    opens, closes = maker.random.choice(_HOURS)
    return {
        "id": str(uuid5(listing_id, f"schedule{number}")),
        "freq": "WEEKLY",
        "byday": ",".join(days),
        "opens_at": opens,
        "closes_at": closes,
    }
