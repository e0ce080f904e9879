"""How a service is offered, what its place offers, and the languages spoken."""

from schema.accessibility import FEATURE_WORDS
from schema.service import Service

MODES = {
    "in_person": "In person",
    "at_home": "At home",
    "phone": "By phone",
    "online": "Online",
}
FEATURES = {str(one): words for one, words in FEATURE_WORDS.items()}
FEATURES["other"] = "Other help with access"


def modes(service: Service) -> list[str]:
    return [MODES[mode] for mode in service.access_modes]


def access(service: Service) -> list[str]:
    """What every place of the service offers, in its own words where there are some."""
    places = [tie.location for tie in service.service_at_locations if tie.location]
    entries = [one for place in places for one in place.accessibility]
    said = [one.description or FEATURES.get(one.feature or "", "") for one in entries]
    return list(dict.fromkeys(one for one in said if one))


def languages(service: Service) -> list[str]:
    """Languages in which it is given, of its own and of its places."""
    places = [tie.location for tie in service.service_at_locations if tie.location]
    spoken = [*service.languages, *(one for place in places for one in place.languages)]
    names = (_language(one.name or one.code, one.note) for one in spoken if one.name or one.code)
    return list(dict.fromkeys(names))


def _language(name: str | None, note: str | None) -> str:
    return f"{name} ({note})" if note else str(name)
