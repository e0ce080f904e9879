"""From a host's name to addresses: looked up once, checked all, within a time."""

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence

from runtime.egress.addresses import LOOPBACK, why_refused
from runtime.egress.errors import Refused, Unreachable
from runtime.egress.policy import EgressPolicy

Resolver = Callable[[str, int], Sequence[str]]
_LOOPBACK_TEXTS = frozenset(str(address) for address in LOOPBACK)


def system_resolver(host: str, port: int) -> list[str]:
    """What the machine's own resolver answers; raises OSError when the name is not known."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


class Guard:
    """Says which addresses a name may be connected at; one refused answer refuses the name."""

    def __init__(self, policy: EgressPolicy, resolver: Resolver = system_resolver) -> None:
        self._policy = policy
        self._resolver = resolver

    def addresses(self, host: str, port: int, within_s: float) -> list[str]:
        """Checked addresses of `host`; raises `Refused` or `Unreachable`."""
        answers = [host] if _is_literal(host) else self._looked_up(host, port, within_s)
        for address in answers:
            reason = why_refused(address, self._policy)
            if reason:
                detail = f"{host} stands for {address}; {reason}. It was not connected to"
                raise Refused(host, "refused_address", detail)
            if port not in self._policy.ports and address not in _LOOPBACK_TEXTS:
                raise Refused(host, "refused_port", f"port {port} is not asked at {address}")
        return answers

    def _looked_up(self, host: str, port: int, within_s: float) -> list[str]:
        found: list[str] = []
        failures: list[str] = []

        def look_up() -> None:
            try:
                found.extend(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                failures.append(str(error))

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(within_s)
        if found:
            return list(found)
        why = failures[0] if failures else "no answer"
        raise Unreachable(host, "name_unknown", f"the name {host} is not known ({why})")


def _is_literal(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False
