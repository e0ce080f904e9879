"""A feed that answers as it did before: found out by its bytes, before anything is understood.

What a reader asks for follows from what it was answered. A feed is therefore unchanged when each
address that was asked for last time gives the same bytes again.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from tempfile import TemporaryFile
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from runtime.egress import NO_HEADERS, Body, Fetch, FetchFailed

MOST_ANSWERS = 20_000
PIECE_BYTES = 256 * 1024
Told = Callable[[int], None]


class Answer(NamedTuple):
    """What was asked for, and a digest of all that came."""

    url: str
    accept: str
    digest: str


class _Kept(NamedTuple):
    """An answer that was asked for already: where its bytes stand, or how it failed."""

    answer: Answer
    url: str
    content_type: str | None
    charset: str | None
    begin: int
    end: int
    failure: FetchFailed | None = None
    opened: bool = True


class Replayed:
    """A `Fetch` that asks first for what was asked last time, until an answer differs.

    As a context: on entering it asks, and `is_same` says whether all answers were the same. They
    are kept on disk and given to the reader, so that nothing is asked for twice; the rest comes
    live. `told` is called after each answer with how many there are.
    """

    def __init__(
        self, fetch: Fetch, before: Sequence[Answer] = (), told: Told | None = None
    ) -> None:
        self.is_same = False
        self._fetch = fetch
        self._before = before
        self._told = told or (lambda _answers: None)
        self._file: BinaryIO = TemporaryFile()  # noqa: SIM115  # ended with the context
        self._kept: deque[_Kept] = deque()
        self._answers: list[Answer] | None = []

    def answers(self) -> tuple[Answer, ...]:
        """All that the reader was answered; empty if that failed or is too much to keep."""
        return tuple(self._answers or ())

    @contextmanager
    def open(self, url: str, *, headers: Mapping[str, str] = NO_HEADERS) -> Iterator[Body]:
        try:
            with self._opened(url, headers) as body:
                yield body
                self._note(body.answer())
        except BaseException:
            self._answers = None
            raise

    def __enter__(self) -> Self:
        self.is_same = bool(self._before) and all(map(self._is_same, self._before))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def _is_same(self, before: Answer) -> bool:
        kept = self._ask(before)
        self._kept.append(kept)
        self._told(len(self._kept))
        return kept.answer == before

    def _ask(self, before: Answer) -> _Kept:
        headers = {"Accept": before.accept} if before.accept else NO_HEADERS
        try:
            with self._fetch.open(before.url, headers=headers) as body:
                return self._keep(_Heard(body, before.url, before.accept), before)
        except FetchFailed as failure:
            lost, at = before._replace(digest=""), self._file.tell()
            return _Kept(lost, before.url, None, None, at, at, failure, opened=False)

    def _keep(self, heard: "_Heard", before: Answer) -> _Kept:
        begin, failed = self._file.tell(), None
        try:
            for piece in heard.chunks():
                self._file.write(piece)
        except FetchFailed as failure:
            failed = failure
        answer = heard.answer() or before._replace(digest="")
        about = (heard.url, heard.content_type, heard.charset)
        return _Kept(answer, *about, begin, self._file.tell(), failed)

    @contextmanager
    def _opened(self, url: str, headers: Mapping[str, str]) -> Iterator["_Heard"]:
        accept = headers.get("Accept", "")
        kept = self._kept.popleft() if self._kept else None
        if kept and kept.answer[:2] == (url, accept):
            if kept.failure and not kept.opened:
                raise kept.failure
            yield _Heard(_KeptBody(self._file, kept), url, accept)
            return
        self._kept.clear()
        with self._fetch.open(url, headers=headers) as body:
            yield _Heard(body, url, accept)

    def _note(self, answer: Answer | None) -> None:
        if answer is None or self._answers is None or len(self._answers) == MOST_ANSWERS:
            self._answers = None
        else:
            self._answers.append(answer)


class _KeptBody:
    """An answer as it was kept."""

    def __init__(self, file: BinaryIO, kept: _Kept) -> None:
        self.url, self.content_type, self.charset = kept.url, kept.content_type, kept.charset
        self._file = file
        self._at, self._end, self._failure = kept.begin, kept.end, kept.failure

    def chunks(self) -> Iterator[bytes]:
        while self._at < self._end:
            self._file.seek(self._at)
            piece = self._file.read(min(PIECE_BYTES, self._end - self._at))
            self._at += len(piece)
            yield piece
        if self._failure:
            raise self._failure


class _Heard:
    """A body that is digested while it is read."""

    def __init__(self, body: Body, url: str, accept: str) -> None:
        self.url, self.content_type, self.charset = body.url, body.content_type, body.charset
        self._body = body
        self._asked = (url, accept)
        about = f"{body.url}\x1f{body.content_type}\x1f{body.charset}\x1f"
        self._digest = blake2b(about.encode(), digest_size=16)
        self._ended = False

    def chunks(self) -> Iterator[bytes]:
        for piece in self._body.chunks():
            self._digest.update(piece)
            yield piece
        self._ended = True

    def answer(self) -> Answer | None:
        """What came, if it was read to its end."""
        return Answer(*self._asked, self._digest.hexdigest()) if self._ended else None
