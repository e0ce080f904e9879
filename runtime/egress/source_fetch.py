"""The requests of one source: paced, followed, retried, and never past their bounds."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType

import httpcore
import httpx

from runtime.egress.body import SpooledBody, header, take_body
from runtime.egress.dialler import Deadline, Dialler
from runtime.egress.errors import BadStatus, FetchFailed, NotFound, Refused
from runtime.egress.fetch import NO_HEADERS, Body
from runtime.egress.pace import retry_after, wait_before_retry
from runtime.egress.redirects import REDIRECTS, next_hop
from runtime.egress.resolving import Guard
from runtime.egress.terms import Terms
from runtime.egress.urls import checked_url
from runtime.egress.wire_errors import told


class SourceFetch:
    """Fetches for one source: keeps its connections alive, and no cookie of it."""

    def __init__(self, terms: Terms, pause_s: float, hosts: frozenset[str]) -> None:
        self._terms = terms
        self._pause_s = pause_s
        self._hosts = hosts
        self._ends_at = terms.timing.monotonic() + terms.limits.run_s
        self._deadline = Deadline(terms.timing.monotonic)
        dialler = Dialler(Guard(terms.policy, terms.resolver), self._deadline)
        self._pool = httpcore.ConnectionPool(
            ssl_context=terms.trust,
            max_connections=2,
            keepalive_expiry=30,
            network_backend=dialler,
        )

    def __enter__(self) -> "SourceFetch":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.close()

    @contextmanager
    def open(self, url: str, *, headers: Mapping[str, str] = NO_HEADERS) -> Iterator[Body]:
        """The whole answer at `url`, after redirects and retries; raises a `FetchFailed`."""
        body = self._retried(lambda: self._followed(url, headers))
        try:
            yield body
        finally:
            body.close()

    def _retried(self, ask: Callable[[], SpooledBody]) -> SpooledBody:
        attempt = 1
        while True:
            try:
                return ask()
            except FetchFailed as failure:
                limits, timing = self._terms.limits, self._terms.timing
                wait_s = wait_before_retry(failure, attempt, limits, timing)
                if wait_s is None:
                    raise
                timing.sleep(wait_s)
                attempt += 1

    def _followed(self, url: str, headers: Mapping[str, str]) -> SpooledBody:
        here = checked_url(url, self._terms.policy)
        first_host = here.host
        for _ in range(self._terms.limits.redirects + 1):
            answer = self._asked(here, headers if here.host == first_host else NO_HEADERS)
            if isinstance(answer, SpooledBody):
                return answer
            here = next_hop(here, answer, {first_host} | self._hosts, self._terms.policy)
        most = self._terms.limits.redirects
        raise Refused(url, "refused_redirects", f"redirects more than {most} times")

    def _asked(self, url: httpx.URL, headers: Mapping[str, str]) -> SpooledBody | str:
        """One request: the answer, or the address that it redirects to."""
        self._terms.pace.wait(url.host, self._pause_s)
        self._deadline.start(min(self._terms.limits.deadline_s, self._left_of_run(url)))
        with (
            told(str(url)),
            self._pool.stream(
                "GET",
                _wire_url(url),
                headers=self._headers(url, headers),
                extensions=self._timeouts(),
            ) as response,
        ):
            if response.status in REDIRECTS:
                return header(response, b"location") or ""
            self._check_status(str(url), response)
            return take_body(str(url), response, self._terms.limits)

    def _left_of_run(self, url: httpx.URL) -> float:
        left_s = self._ends_at - self._terms.timing.monotonic()
        if left_s <= 0:
            detail = f"asking this source took more than {self._terms.limits.run_s:.0f} seconds"
            raise Refused(str(url), "run_too_long", detail)
        return left_s

    def _check_status(self, url: str, response: httpcore.Response) -> None:
        if response.status == 200:
            return
        if response.status in (404, 410):
            detail = f"answered with status {response.status}: nothing is there"
            raise NotFound(url, detail, gone=response.status == 410)
        said = header(response, b"retry-after")
        longest = self._terms.limits.longest_retry_after_s
        wait_s = retry_after(said, self._terms.timing.now(), longest)
        raise BadStatus(url, response.status, wait_s)

    def _headers(self, url: httpx.URL, extra: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
        ours = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._terms.agent,
            "Accept-Encoding": "gzip",
        }
        merged = {"Accept": "*/*", **{key.title(): each for key, each in extra.items()}, **ours}
        return [(key.encode("ascii"), value.encode("latin-1")) for key, value in merged.items()]

    def _timeouts(self) -> dict[str, dict[str, float]]:
        limits = self._terms.limits
        whole = dict.fromkeys(("read", "write", "pool"), limits.deadline_s)
        return {"timeout": {"connect": limits.connect_s, **whole}}


def _wire_url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
