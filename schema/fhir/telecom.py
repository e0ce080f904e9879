"""Telephones, addresses of mail and pages as contact points."""

from collections.abc import Iterable, Mapping
from typing import Any

from schema.fhir.concepts import Json, said

SYSTEMS: Mapping[str, str] = {
    "voice": "phone",
    "cell": "phone",
    "fax": "fax",
    "pager": "pager",
    "text": "sms",
    "textphone": "sms",
    "video": "other",
}


def phones(found: Iterable[Mapping[str, Any]]) -> list[Json]:
    return [_phone(one) for one in found]


def emails(*addresses: str | None) -> list[Json]:
    return [_point("email", one) for one in addresses if one]


def pages(*addresses: str | None) -> list[Json]:
    return [_point("url", one) for one in addresses if one]


def once(points: Iterable[Json]) -> list[Json]:
    """The points without those that are told twice."""
    return list({(one["system"], one["value"]): one for one in reversed(list(points))}.values())[
        ::-1
    ]


def _phone(one: Mapping[str, Any]) -> Json:
    extension = one.get("extension")
    number = f"{one['number']} ext. {extension}" if extension is not None else one["number"]
    return _point(SYSTEMS.get(one.get("type", "voice"), "phone"), number)


def _point(system: str, value: str) -> Json:
    return said(system=system, value=value, use="work")
