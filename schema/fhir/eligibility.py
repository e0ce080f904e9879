"""Whom a service is for: in words, and the ages and the gender that it states."""

from collections.abc import Mapping
from typing import Any

from schema.fhir.concepts import Json, concept, said

_GENDER = {"women": "Women only", "men": "Men only"}


def eligibility(service: Mapping[str, Any]) -> list[Json]:
    told = service.get("eligibility_description")
    found = [said(comment=told)] if told else []
    ages = _ages(service.get("minimum_age"), service.get("maximum_age"))
    gender = _GENDER.get(service.get("gender_only", ""))
    return [*found, *({"code": concept(text)} for text in (ages, gender) if text)]


def _ages(least: float | None, most: float | None) -> str | None:
    if least is None and most is None:
        return None
    if most is None:
        return f"Age {least} and over"
    return f"Age {most} and under" if least is None else f"Age {least} to {most}"
