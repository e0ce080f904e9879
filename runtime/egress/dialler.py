"""The wire: connections go to checked addresses alone, and every wait ends at the deadline."""

import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from runtime.egress.errors import Untrusted
from runtime.egress.resolving import Guard


class Deadline:
    """The moment by which one whole answer must be there; `start` sets it anew."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._at = 0.0

    def start(self, seconds: float) -> None:
        self._at = self._monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, at most `most`; raises `httpcore.ReadTimeout` when there are none."""
        left = self._at - self._monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole answer took too long")
        return left if most is None else min(left, most)


class TimedStream(httpcore.NetworkStream):
    """A stream whose every read and write is bounded by what is left of the deadline.

    A timeout for each read alone would let a source drip one byte at a time for ever.
    """

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, left)
        except httpcore.ConnectError as error:
            if _is_distrust(error.__cause__):
                raise _untrusted(server_hostname or "", error) from None
            raise
        return TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Dialler(httpcore.NetworkBackend):
    """Opens connections for a pool. The host's name stays in the request, so that the `Host`
    header, SNI and the certificate are those of the name, and the address is the checked one."""

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        self._guard = guard
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in self._guard.addresses(host, port, self._deadline.left(timeout)):
            try:
                stream = self._backend.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return TimedStream(stream, self._deadline)
        raise failure or httpcore.ConnectError(f"no address for {host}")


def _is_distrust(cause: BaseException | None) -> bool:
    return isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError)


def _untrusted(host: str, error: httpcore.ConnectError) -> Untrusted:
    detail = f"{host} could not prove who it is ({error}); expected a valid certificate and TLS 1.2"
    return Untrusted(host, "untrusted", detail)
