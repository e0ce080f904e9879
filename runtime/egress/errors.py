"""Why nothing was fetched: one family, saying what, where and what was expected."""


class FetchFailed(Exception):
    """A fetch that gave nothing.

    `reason` is stable, for counting; `detail` is a plain sentence. `temporary` says whether the
    same request may succeed later; `retry_after_s` is the wait that the source asked for, if any.
    """

    temporary = False
    retry_after_s: float | None = None

    def __init__(self, url: str, reason: str, detail: str) -> None:
        super().__init__(f"{url}: {detail}")
        self.url = url
        self.reason = reason
        self.detail = detail


class Refused(FetchFailed):
    """We did not ask, or did not accept the answer, because our own rules forbid it."""


class Unreachable(FetchFailed):
    """No connection: the name is not known, or nobody answers at its address."""

    temporary = True


class Untrusted(FetchFailed):
    """A connection whose certificate or TLS version does not prove who answers."""


class TimedOut(FetchFailed):
    """The whole answer did not arrive before the deadline."""

    temporary = True


class TooLarge(FetchFailed):
    """The answer is longer than the cap, on the wire or after inflation."""


class Broken(FetchFailed):
    """The answer stopped early or was not HTTP, or not what its own headers say."""

    temporary = True


class BadStatus(FetchFailed):
    """An answer whose status is not 200."""

    TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})

    def __init__(self, url: str, status: int, retry_after_s: float | None = None) -> None:
        super().__init__(url, f"status_{status}", f"answered with status {status}, expected 200")
        self.status = status
        self.temporary = status in self.TEMPORARY
        self.retry_after_s = retry_after_s


class NotFound(FetchFailed):
    """There is nothing at this address: status 404 or 410, or no such local file."""

    def __init__(self, url: str, detail: str, *, gone: bool = False) -> None:
        super().__init__(url, "gone" if gone else "not_found", detail)
