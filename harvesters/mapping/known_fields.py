"""The fields that each built-in map knows: used by it, or left out for the reason given here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from pydantic import BaseModel

from schema.service import Service

Tree: TypeAlias = Mapping[str, "Tree | None"]

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "metadata": "the source's own change log; changes are logged here as they arrive",
        "sources": "whom another directory credits; this source is credited for what it says",
        "organization_id, location_id, service_id and their like": "say again what stands inside",
        "parent_id": "the term above; terms are kept without their tree",
        "media_gallery": "pictures and films of ALISS, with licences of their own",
        "last_reviewed": "in ALISS it falls back to the last edit, so it proves no review",
        "location_score": "a rank that ALISS computes for its own search",
        "is_claimed": "says that somebody looks after the entry, not that it was checked",
        "slug, icon": "for the pages of ALISS",
        "deliverable_type": "of Open Referral 1.0; says what comes out of a service, in one word",
        "reviews": "opinions collected elsewhere, whose rules are not known here",
    }
)


def _tree(model: type[BaseModel]) -> Tree:
    """The fields of a model and of the objects in it."""
    return {name: _inner(field.annotation) for name, field in model.model_fields.items()}


def _inner(annotation: Any) -> Tree | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _tree(annotation)
    for part in getattr(annotation, "__args__", ()):
        found = _inner(part)
        if found:
            return found
    return None


def _names(words: str, **inner: Tree) -> Tree:
    return {**dict.fromkeys(words.split()), **inner}


_SERVICE = _tree(Service)
_PLACE_1: Tree = {
    **(_SERVICE["service_at_locations"] or {}),
    "regular_schedule": None,
    "regular_schedules": None,
    "holiday_schedules": None,
    "location": _names(
        "id name description latitude longitude alternate_name transportation",
        physical_addresses=_names("id address_1 city state_province postal_code country attention"),
        postal_addresses=_names("id address_1 city state_province postal_code country attention"),
        accessibility_for_disabilities=_names("id accessibility details description"),
    ),
}
_SERVICE_1: Tree = {
    **_SERVICE,
    **_names("deliverable_type attending_type attending_access reviews fundings"),
    **_names("regular_schedules holiday_schedules"),
    "eligibilitys": _names("id eligibility minimum_age maximum_age taxonomys link_taxonomies"),
    "service_taxonomys": _names("id", taxonomy=_names("id name vocabulary parent_id")),
    "service_taxonomies": _names("id", taxonomy=_names("id name vocabulary parent_id")),
    "link_taxonomies": None,
    "service_at_locations": _PLACE_1,
    "organization": {**(_SERVICE["organization"] or {}), "url": None},
    "service_areas": _names("id service_area name extent uri code description"),
    "languages": _names("id language name code note"),
    "contacts": _names("id name title department email", phones=_names("id number language")),
}
_ALISS = _names(
    "id name description description_formatted summary url referral_url phone email facebook "
    "twitter instagram slug aliss_url permalink is_claimed is_deprioritised last_updated "
    "last_reviewed location_score media_gallery",
    categories=_names("id name slug selected icon"),
    community_groups=_names("id name slug is_range min max selected icon"),
    accessibility_features=_names("id name slug additional_info icon location_id"),
    service_areas=_names("id code type name"),
    locations=_names(
        "id formatted_address name description street_address locality region state postal_code "
        "country latitude longitude"
    ),
    organisation=_names("id name slug aliss_url alissUrl permalink is_claimed description url"),
)
KNOWN: Mapping[str, Tree] = MappingProxyType(
    {"open_referral": _SERVICE, "open_referral_1": _SERVICE_1, "aliss": _ALISS}
)
