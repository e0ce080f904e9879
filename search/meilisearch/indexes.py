"""The indexes on the server as the writer's key sees them; every task is waited for."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any

import meilisearch
import orjson
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from search.meilisearch import keys, shape
from search.meilisearch.server import Server
from search.meilisearch.state import Note
from search.unavailable import SearchUnavailable

ANSWER_S = 10
TASK_S = 600.0
_SOONEST_S, _LATEST_S = 0.004, 0.1
_MISSING = "index_not_found"
_MOST = 10_000


class Indexes:
    """Makes, fills and drops indexes. For one thread at a time."""

    def __init__(self, server: Server) -> None:
        self.client = meilisearch.Client(server.url, server.writer_key, timeout=ANSWER_S)

    def begin_with(self, name: str) -> list[str]:
        """The indexes of this name, or of one that goes on after a hyphen."""
        found = self.client.get_indexes({"limit": _MOST})["results"]
        return [one.uid for one in found if f"{one.uid}-".startswith(f"{name}-")]

    def make(self, uid: str) -> None:
        """Makes an index unless there is one."""
        made = self.client.create_index(uid, {"primaryKey": shape.ID})
        self.wait(made.task_uid, ignoring="index_already_exists")

    def shape(self, uid: str) -> None:
        """Gives an index our settings."""
        self.wait(self.client.index(uid).update_settings(dict(shape.SETTINGS)).task_uid)

    def is_shaped(self, uid: str) -> bool:
        """Whether an index has our settings: what the engine makes by itself has none of them."""
        try:
            told = self.client.index(uid).get_searchable_attributes()
        except MeilisearchApiError as refused:
            if refused.code == _MISSING:
                return False
            raise
        return bool(told == shape.SETTINGS["searchableAttributes"])

    def drop(self, uid: str) -> None:
        """Removes an index if there is one."""
        dropped = self.client.delete_index(uid)
        self.wait(dropped.task_uid, ignoring=_MISSING)

    def note_of(self, uid: str) -> Note | None:
        """What an index says of itself."""
        kept = self.kept(uid)
        return Note(*orjson.loads(kept.fact)) if kept else None

    def kept(self, uid: str) -> Any:
        """The document of an index that is its note; None when there is none."""
        try:
            return self.client.index(uid).get_document(shape.META_ID)
        except MeilisearchApiError as refused:
            if refused.code in (_MISSING, "document_not_found"):
                return None
            raise

    def rows(self, uid: str) -> int:
        """How many documents an index has, whatever they are."""
        return self.client.index(uid).get_documents({"limit": 0}).total

    def wait_for_all(self, uid: str) -> None:
        """Until nothing that was sent to an index is left to be done, by whomever it was sent."""
        undone = {"indexUids": [uid], "statuses": ["enqueued", "processing"], "limit": 1}
        for _ in patiently(f"what was sent to {uid} is not done"):
            if not self.client.get_tasks(dict(undone)).results:
                return

    def wait(self, task: int, ignoring: str = "") -> None:
        """Until a task is done; raises SearchUnavailable when it failed or takes too long."""
        for _ in patiently(f"task {task} is not done"):
            told = self.client.get_task(task)
            if told.status == "succeeded":
                return
            if told.status in ("failed", "canceled"):
                error: dict[str, Any] = told.error or {}
                if error.get("code") == ignoring:
                    return
                raise SearchUnavailable(f"task {task} {told.status}: {error.get('message')}")


def patiently(what_is_not: str) -> Iterator[None]:
    """Turns with longer and longer pauses; raises SearchUnavailable after TASK_S seconds."""
    pause, until = _SOONEST_S, monotonic() + TASK_S
    while monotonic() < until:
        yield
        sleep(pause)
        pause = min(pause * 1.5, _LATEST_S)
    raise SearchUnavailable(f"{what_is_not} after {TASK_S:.0f} s")


@contextmanager
def told() -> Iterator[None]:
    """What the client raises, as SearchUnavailable."""
    try:
        yield
    except MeilisearchApiError as said:
        if said.code == keys.INVALID:
            raise keys.refused("Meilisearch", "FINGERPOST_SEARCH_WRITER_KEY") from said
        raise SearchUnavailable(f"Meilisearch did not write: {said.message}") from said
    except MeilisearchError as fault:
        raise SearchUnavailable(f"Meilisearch did not write: {fault}") from fault
