"""Both stacks and their peers: where each keeps its listings, in a folder that may be kept."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.house.fts5 import Fts5
from benchmarks.house.postgres_text import PostgresText
from benchmarks.house.raw_tantivy import ForgivingEngine
from benchmarks.house.servers import MASTER_KEY, database_in, meilisearch_in, postgres_in
from benchmarks.raw_meilisearch import Raw
from runtime.locks import FileLock
from search.embedded import EmbeddedIndex
from search.meilisearch import MeilisearchIndex, Server
from search.meilisearch.keys import make_keys

_PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the two servers of a run are."""

    postgres: Path
    meilisearch: str


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one size, and the servers that hold the rest of it."""

    folder: Path
    count: int
    servers: Servers

    @property
    def laptop(self) -> Path:
        return self.folder / "laptop"

    @property
    def production(self) -> Path:
        return self.folder / "production"

    @property
    def sqlite_url(self) -> str:
        return f"sqlite:///{self.laptop / 'fingerpost.sqlite3'}"

    @property
    def postgres_url(self) -> str:
        return database_in(self.servers.postgres, f"house_{self.count}")

    @property
    def prefix(self) -> str:
        return f"house{self.count}"

    def server(self) -> Server:
        """Meilisearch with keys of this size, made when they are first asked for."""
        kept, url = self.folder / "keys.json", self.servers.meilisearch
        if not kept.exists():
            made = make_keys(url, MASTER_KEY, self.prefix)
            kept.write_text(json.dumps([made.search, made.writer]))
        search, writer = json.loads(kept.read_text())
        return Server(url, search, writer, self.prefix, _PATIENCE_S)

    def embedded(self) -> EmbeddedIndex:
        return EmbeddedIndex(self.laptop / "index")

    def meilisearch(self) -> MeilisearchIndex:
        return MeilisearchIndex(self.server(), FileLock(self.folder / "writer.lock"))

    def raw_tantivy(self) -> ForgivingEngine:
        (self.folder / "raw").mkdir(exist_ok=True)
        return ForgivingEngine(self.folder / "raw")

    def raw_meilisearch(self) -> Raw:
        return Raw(self.servers.meilisearch, MASTER_KEY, f"raw{self.count}")

    def fts5(self) -> Fts5:
        return Fts5(self.folder / "fts5.sqlite3")

    def postgres_text(self) -> PostgresText:
        return PostgresText(database_in(self.servers.postgres, f"peer_{self.count}"))

    def environment(self, stack: str) -> dict[str, str]:
        """What tells the application to serve a stack out of its folder."""
        if stack == "laptop":
            return {}
        server = self.server()
        return {
            "FINGERPOST_DATABASE_URL": self.postgres_url,
            "FINGERPOST_SEARCH_URL": server.url,
            "FINGERPOST_SEARCH_KEY": server.search_key,
            "FINGERPOST_SEARCH_WRITER_KEY": server.writer_key,
            "FINGERPOST_SEARCH_PREFIX": server.prefix,
        }


@contextmanager
def servers(folder: Path, memory: str) -> Iterator[Servers]:
    """Both servers, with their data in `folder`, until the context ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        socket = stack.enter_context(postgres_in(folder / "postgres"))
        url = stack.enter_context(meilisearch_in(folder / "meilisearch", memory))
        yield Servers(socket, url)
