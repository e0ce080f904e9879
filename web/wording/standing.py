"""That a listing is not offered any more, said before anything else about it."""

from collections.abc import Mapping

from schema.service import Service

NOT_OFFERED: Mapping[str, str] = {
    "inactive": "This is not running now, says its source.",
    "defunct": "This has closed, says its source.",
    "temporarily closed": "This is closed for the time being, says its source.",
}


def standing(service: Service) -> str | None:
    """Why searches do not offer it; None for what is running."""
    return NOT_OFFERED.get(service.status)
