"""The one outgoing HTTP client: every request to the outside goes through here."""

import re
import ssl
from collections.abc import Collection
from dataclasses import replace

import httpx

from runtime.egress.pace import Pace
from runtime.egress.policy import EgressPolicy, Limits, Timing
from runtime.egress.resolving import Resolver, system_resolver
from runtime.egress.source_fetch import SourceFetch
from runtime.egress.terms import Terms

_PRINTABLE = re.compile(r"[\x20-\x7e]+")


class Egress:
    """Makes clients for sources. They share the pace of each host and nothing else.

    `contact` is an address or page at which a source's operator reaches ours; it stands in the
    User-Agent. `trust` replaces the certificate authorities for all sources alike.
    """

    def __init__(
        self,
        contact: str,
        *,
        policy: EgressPolicy | None = None,
        limits: Limits | None = None,
        timing: Timing | None = None,
        resolver: Resolver = system_resolver,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        if not _PRINTABLE.fullmatch(contact):
            raise ValueError(f"the contact of the outgoing client is {contact!r}; expected ASCII")
        timing = timing or Timing()
        self._terms = Terms(
            agent=f"Fingerpost (+{contact})",
            policy=policy or EgressPolicy(),
            limits=limits or Limits(),
            timing=timing,
            resolver=resolver,
            trust=trust or httpx.create_ssl_context(),
            pace=Pace(timing),
        )

    def for_source(
        self, *, pause_s: float = 1.0, hosts: Collection[str] = (), deadline_s: float | None = None
    ) -> "SourceFetch":
        """A client for one source and one thread, to be used as a context manager.

        `hosts` are those that a redirect may lead to besides the host that was asked;
        `deadline_s` replaces the usual one.
        """
        limits = self._terms.limits
        if deadline_s is not None:
            limits = replace(limits, deadline_s=deadline_s)
        terms = replace(self._terms, limits=limits)
        return SourceFetch(terms, pause_s, frozenset(host.lower() for host in hosts))
