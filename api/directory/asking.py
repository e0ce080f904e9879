"""From parameters of Open Referral's doors to what is sought."""

from typing import Any

from api.directory.parameters import FoundByTerm, ServicesAsked
from api.errors import Fault, ParametersRefused
from journeys.browsing.sought import Sought

MARK_OF = {"category": "category", "need": "need", "access_mode": "mode", "source": "source"}


def sought(asked: FoundByTerm) -> Sought:
    """What the parameters seek; raises ParametersRefused when they clash."""
    said: dict[str, Any] = {
        "search": asked.search,
        "taxonomy_term_id": _id(asked.taxonomy_term_id),
        "taxonomy_id": _id(asked.taxonomy_id),
    }
    return Sought(**said, **(_of_services(asked) if isinstance(asked, ServicesAsked) else {}))


def _of_services(asked: ServicesAsked) -> dict[str, Any]:
    _refuse_half_a_point(asked)
    return {
        "organization_id": _id(asked.organization_id),
        "modified_after": asked.modified_after,
        "minimum_age": asked.minimum_age,
        "maximum_age": asked.maximum_age,
        "age": asked.age,
        "tier": asked.tier,
        "start_min": _minutes(asked.start_time),
        "end_min": _minutes(asked.end_time),
        "day": asked.day,
        "postcode": asked.postcode,
        "proximity_m": asked.proximity,
        "lat": asked.lat,
        "lon": asked.lon,
        "within_m": asked.within_m,
        "marks": _marks(asked),
    }


def _marks(asked: ServicesAsked) -> tuple[tuple[str, ...], ...]:
    named = ((mark, getattr(asked, name)) for name, mark in MARK_OF.items())
    return tuple(tuple(f"{mark}:{value}" for value in values) for mark, values in named if values)


def _id(said: str | None) -> str | None:
    return said.lower() if said else None


def _minutes(time: str | None) -> int | None:
    return None if time is None else int(time[:2]) * 60 + int(time[3:5])


def _refuse_half_a_point(asked: ServicesAsked) -> None:
    if (asked.lat is None) == (asked.lon is None):
        return
    name = "lon" if asked.lon is None else "lat"
    fault = Fault("expected too: lat and lon belong together", parameter=name)
    raise ParametersRefused("Parameters do not go together; nothing was looked up.", (fault,))
