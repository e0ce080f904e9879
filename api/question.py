"""The question that the parameters of a search ask."""

from api.errors import Fault, ParametersRefused
from api.search_parameters import SearchAsked
from api.values import metres
from journeys.finding.question import WIDEST_M, Filters, Question

FIRST_FACETS = ("category", "need", "access_mode", "tier")


def question(asked: SearchAsked) -> Question:
    """The question that the parameters ask; raises ParametersRefused when they clash."""
    if (asked.lat is None) != (asked.lon is None):
        raise _clash("lon" if asked.lon is None else "lat", "lat and lon belong together")
    return Question(
        words=asked.q,
        near=asked.near or None,
        lat=asked.lat,
        lon=asked.lon,
        within_m=_within_m(asked),
        sort=asked.sort,
        limit=asked.limit,
        cursor=asked.cursor,
        filters=_filters(asked),
        reach=asked.reach or "all",
        facets=asked.facet or (() if asked.cursor else FIRST_FACETS),
    )


def _within_m(asked: SearchAsked) -> int | None:
    if asked.within is None:
        return asked.within_m
    if asked.within_m is not None:
        raise _clash("within", "within and within_m say the same; expected one of them")
    within_m = metres(asked.within)
    if not 1 <= within_m <= WIDEST_M:
        raise _clash("within", "expected 1 metre to 100 km")
    return within_m


def _filters(asked: SearchAsked) -> Filters:
    return Filters(
        categories=asked.category,
        needs=asked.need,
        age=asked.age,
        day=asked.day,
        time_min=_minutes(asked.time),
        evening=asked.evening,
        weekend=asked.weekend,
        access_modes=asked.access_mode,
        joining=asked.joining,
        taking_referrals=asked.taking_referrals,
        gender_only=asked.gender_only,
        free=asked.free,
        personal_budget=asked.personal_budget,
        languages=asked.language,
        accessibility=asked.accessibility,
        tier=asked.tier,
        checked_since=asked.checked_since,
        sources=asked.source,
        serves=asked.serves == "yes",
    )


def _minutes(time: str | None) -> int | None:
    return None if time is None else int(time[:2]) * 60 + int(time[3:])


def _clash(parameter: str, detail: str) -> ParametersRefused:
    fault = Fault(detail, parameter=parameter)
    return ParametersRefused("Parameters do not go together; nothing was searched for.", (fault,))
