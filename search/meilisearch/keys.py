"""The two keys of the application: one that searches, one that writes; neither can make others."""

from dataclasses import dataclass
from datetime import datetime

import meilisearch
from meilisearch.errors import MeilisearchApiError, MeilisearchError
from meilisearch.models.key import Key

from search.unavailable import KeyRefused, SearchUnavailable

SEARCHES = ("search", "documents.get")
WRITES = (
    "search", "documents.*", "indexes.*", "settings.get", "settings.update", "tasks.get",
)  # fmt: skip
_MOST = 1_000


INVALID = "invalid_api_key"
MIGHTY = {200: True, 401: False, 403: False}
"""Whether a key has the master's rights, by the status of its reading keys; others tell nothing."""


def refused(url: str, name: str) -> KeyRefused:
    """What is said of a key that the server does not know."""
    return KeyRefused(
        f"{url} does not know the key in {name}: its folder is another one, or its master key has"
        " changed; `fingerpost search-keys` tells the keys that it has, or makes them"
    )


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


def make_keys(url: str, master_key: str, prefix: str = "fingerpost", *, anew: bool = False) -> Keys:
    """The two keys that the server has, made with the master's where it has none.

    `anew` makes others and lets go of those that there were: they open nothing any more. Raises
    SearchUnavailable.
    """
    client = meilisearch.Client(url, master_key, timeout=10)
    try:
        return Keys(
            search=_key(client, f"{prefix}: searches", SEARCHES, prefix, anew),
            writer=_key(client, f"{prefix}: writes", WRITES, prefix, anew),
        )
    except MeilisearchApiError as refused:
        why = "this is not its master key" if refused.code == INVALID else refused.message
        raise SearchUnavailable(f"no keys were made; {url} says: {why}") from refused
    except MeilisearchError as fault:
        raise SearchUnavailable(f"no keys were made: {fault}") from fault


def _key(
    client: meilisearch.Client, name: str, actions: tuple[str, ...], prefix: str, anew: bool
) -> str:
    """The newest key of this name that may do just this, or else one that is made now.

    It opens the index of this name and those built beside it; not those of a longer name, which
    are another directory's.
    """
    indexes = [prefix, f"{prefix}-next-*"]
    named = [one for one in client.get_keys({"limit": _MOST}).results if one.name == name]
    usable = [one for one in named if _may(one) == (set(actions), indexes)]
    if usable and not anew:
        return max(usable, key=_made_at).key
    wanted = {"name": name, "actions": list(actions), "indexes": indexes, "expiresAt": None}
    made = client.create_key(wanted)
    for one in named if anew else ():
        client.delete_key(one.uid)
    return made.key


def _may(key: Key) -> tuple[set[str], list[str]]:
    return set(key.actions), key.indexes


def _made_at(key: Key) -> datetime:
    return key.created_at
