"""Addresses of pages and of single records, made from the address of the feed."""

from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit


def with_query(url: str, parameters: dict[str, str]) -> str:
    """`url` with `parameters` in its query; those that it already has are replaced."""
    parts = urlsplit(url)
    kept = [(key, value) for key, value in _pairs(parts.query) if key not in parameters]
    return urlunsplit(parts._replace(query=urlencode([*kept, *parameters.items()])))


def has_parameter(url: str, name: str) -> bool:
    """Whether the query of `url` names `name`."""
    return any(key == name for key, _ in _pairs(urlsplit(url).query))


def below(url: str, record_id: str) -> str | None:
    """The address of one record below the list at `url`; None for an id that cannot be in one."""
    if not record_id.strip(".") or len(record_id) > 255:
        return None
    parts = urlsplit(url)
    path = f"{parts.path.rstrip('/')}/{quote(record_id, safe='')}"
    return urlunsplit(parts._replace(path=path, query=""))


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)
