"""Captured pages in an operator's folder, read in place of the network."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from runtime.egress import NO_HEADERS, Body, Broken, NotFound, TooLarge
from runtime.egress.inflate import BadGzip, inflated

PIECE_BYTES = 64 * 1024
MOST_BYTES = 2 * 1024**3


class LocalFetch:
    """Answers page n of a feed with the n-th of `paths` below `folder`; `.gz` is inflated.

    The page is the number in the address's `page`, or 1 without one. A page that is not there,
    and any address other than the feed's own, is `NotFound`.
    """

    def __init__(self, folder: Path, paths: tuple[str, ...]) -> None:
        self._folder = folder
        self._paths = paths
        self._feed: str | None = None

    @contextmanager
    def open(self, url: str, *, headers: Mapping[str, str] = NO_HEADERS) -> Iterator[Body]:
        path = self._path(url)
        if not (self._folder / path).is_file():
            raise NotFound(path, f"expected a file below the local folder {self._folder}")
        yield LocalBody(path, self._folder / path)

    def _path(self, url: str) -> str:
        parts = urlsplit(url)
        self._feed = self._feed or parts.path
        if parts.path != self._feed:
            raise NotFound(url, "the local folder holds the feed's own pages and nothing else")
        page = parse_qs(parts.query).get("page", ["1"])[-1]
        number = int(page) if page.isdecimal() else 1
        if not 1 <= number <= len(self._paths):
            raise NotFound(url, f"page {number} is not among the {len(self._paths)} local files")
        return self._paths[number - 1]


class LocalBody:
    """One local file; `url` is its path below the folder."""

    content_type = None
    charset = None

    def __init__(self, path: str, file: Path) -> None:
        self.url = path
        self._file = file

    def chunks(self) -> Iterator[bytes]:
        """The content, at most 64 KiB at a time; raises `Broken` or `TooLarge`."""
        pieces = self._pieces()
        size = 0
        try:
            for piece in inflated(pieces) if self._file.suffix == ".gz" else pieces:
                size += len(piece)
                if size > MOST_BYTES:
                    raise TooLarge(self.url, "too_large", f"it holds more than {MOST_BYTES} bytes")
                yield piece
        except BadGzip as error:
            raise Broken(self.url, "broken_gzip", f"{error}; expected a whole file") from None

    def _pieces(self) -> Iterator[bytes]:
        try:
            with self._file.open("rb") as file:
                while piece := file.read(PIECE_BYTES):
                    yield piece
        except OSError as error:
            raise Broken(self.url, "unreadable", f"it cannot be read ({error.strerror})") from None
