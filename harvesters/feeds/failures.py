"""A page that cannot be read, and what that means for the feed it belongs to."""

from harvesters.notes import FeedFailed
from runtime.egress import FetchFailed


class PageFailed(Exception):
    """One answer that is not what its reader expects; `reason` is stable, `detail` a sentence."""

    temporary = False
    retry_after_s: float | None = None

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


Failure = FetchFailed | PageFailed


def feed_failed(url: str, failure: Failure) -> FeedFailed:
    """The failure of a whole feed, of which nothing was read because of `failure`."""
    if isinstance(failure, PageFailed):
        return FeedFailed(url, failure.reason, failure.detail)
    return FeedFailed(
        failure.url,
        failure.reason,
        failure.detail,
        temporary=failure.temporary,
        retry_after_s=failure.retry_after_s,
    )
