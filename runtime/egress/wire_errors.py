"""The HTTP engine's exceptions told as ours, with the address that was asked."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpcore

from runtime.egress.errors import Broken, Refused, TimedOut, Unreachable, Untrusted


@contextmanager
def told(url: str) -> Iterator[None]:
    """Raises a `FetchFailed` in place of whatever the engine raises inside."""
    try:
        yield
    except (Refused, Unreachable, Untrusted) as failure:
        raise type(failure)(url, failure.reason, failure.detail) from None
    except httpcore.ConnectTimeout:
        raise Unreachable(url, "connect_timed_out", "nobody took the connection in time") from None
    except httpcore.TimeoutException:
        detail = "the whole answer did not arrive before the deadline"
        raise TimedOut(url, "timed_out", detail) from None
    except httpcore.ConnectError as error:
        raise Unreachable(url, "unreachable", f"nobody answers there ({error})") from None
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        detail = f"the answer broke off or is not HTTP ({error}); expected a whole answer"
        raise Broken(url, "broken", detail) from None
