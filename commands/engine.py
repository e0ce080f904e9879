"""Which search engine the settings name, with its keys and the lock of its one writer."""

from pathlib import Path

from commands.output import fail, warn
from runtime.database import Database
from runtime.locks import DatabaseLock, FileLock
from runtime.secret_files import SecretUnreadable, read_secret
from runtime.settings import Settings
from search.embedded import EmbeddedIndex
from search.facts.held import FEWEST, HELD
from search.index import SearchIndex
from search.language import Language

WRITER_LOCK = "fingerpost: search index"


def open_index(settings: Settings, language: Language, database: Database) -> SearchIndex:
    """The embedded index, or Meilisearch where FINGERPOST_SEARCH_URL names a server.

    The lock of Meilisearch's one writer is PostgreSQL's, which all machines share; with SQLite
    there is but one machine, and the lock is a file in the data folder.
    """
    if settings.search_url is None:
        return EmbeddedIndex(settings.data_dir / "index", language, _held(settings))
    searches, writes = searcher_key(settings), writer_key(settings)
    if not searches:
        fail("FINGERPOST_SEARCH_KEY is not set; `fingerpost search-keys` makes the keys", code=2)
    from search.meilisearch import KeyTooMighty, MeilisearchIndex, Server
    from search.meilisearch.server import writes_with_masters_rights

    server = Server(settings.search_url, searches, writes, settings.search_prefix)
    if writes and writes_with_masters_rights(server):
        warn(str(KeyTooMighty("FINGERPOST_SEARCH_WRITER_KEY")))
    return MeilisearchIndex(server, _lock(settings, database), language, _held(settings))


def _held(settings: Settings) -> range:
    """How many listings a process that searches holds all of."""
    most = settings.listings_held
    return HELD if most is None else range(FEWEST, most + 1)


def searcher_key(settings: Settings) -> str:
    """The key that searches; empty where none is set."""
    return _key(settings.search_key, settings.search_key_file, "SEARCH_KEY")


def writer_key(settings: Settings) -> str:
    """The key that writes; empty where none is set."""
    own, file = settings.search_writer_key, settings.search_writer_key_file
    return _key(own, file, "SEARCH_WRITER_KEY")


def _lock(settings: Settings, database: Database) -> DatabaseLock | FileLock:
    if database.is_sqlite:
        return FileLock(settings.data_dir / "search-writer.lock")
    return DatabaseLock(database.engine, f"{WRITER_LOCK} {settings.search_prefix}")


def _key(said: str | None, file: Path | None, name: str) -> str:
    if said or file is None:
        return said or ""
    try:
        return read_secret(f"FINGERPOST_{name}_FILE", file)
    except SecretUnreadable as unreadable:
        fail(str(unreadable), code=2)
