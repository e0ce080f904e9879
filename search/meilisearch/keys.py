"""The two keys of the application: one that searches, one that writes; neither can make others."""

from dataclasses import dataclass

import meilisearch
from meilisearch.errors import MeilisearchError

from search.index import SearchUnavailable

_SEARCHES = ("search", "documents.get")
_WRITES = (
    "search", "documents.*", "indexes.*", "settings.get", "settings.update", "tasks.get",
)  # fmt: skip


class KeyTooMighty(SearchUnavailable):
    """The application was given a key with the master's rights, and does not use it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} may read and make keys, as the master key may; expected a key that only"
            " searches or writes, as `fingerpost search-keys` makes them. The engine is not asked"
        )


@dataclass(frozen=True, slots=True)
class Keys:
    """As the engine made them; they are told once and kept by the operator."""

    search: str
    writer: str


def make_keys(url: str, master_key: str, prefix: str = "fingerpost") -> Keys:
    """Makes the two keys with the master's; raises SearchUnavailable."""
    client = meilisearch.Client(url, master_key, timeout=10)
    try:
        return Keys(
            search=_made(client, f"{prefix}: searches", _SEARCHES, prefix),
            writer=_made(client, f"{prefix}: writes", _WRITES, prefix),
        )
    except MeilisearchError as fault:
        raise SearchUnavailable(f"no keys were made: {fault}") from fault


def _made(client: meilisearch.Client, name: str, actions: tuple[str, ...], prefix: str) -> str:
    wanted = {
        "name": name,
        "actions": list(actions),
        "indexes": [f"{prefix}*"],
        "expiresAt": None,
    }
    return str(client.create_key(wanted).key)
