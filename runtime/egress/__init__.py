"""The way out: all requests to the outside, their policy, and what may go wrong."""

from runtime.egress.client import Egress
from runtime.egress.errors import (
    BadStatus,
    Broken,
    FetchFailed,
    NotFound,
    Refused,
    TimedOut,
    TooLarge,
    Unreachable,
    Untrusted,
)
from runtime.egress.fetch import NO_HEADERS, Body, Fetch
from runtime.egress.policy import EgressPolicy, Limits, Timing
from runtime.egress.resolving import Resolver, system_resolver
from runtime.egress.source_fetch import SourceFetch
from runtime.egress.urls import checked_url

__all__ = [
    "NO_HEADERS",
    "BadStatus",
    "Body",
    "Broken",
    "Egress",
    "EgressPolicy",
    "Fetch",
    "FetchFailed",
    "Limits",
    "NotFound",
    "Refused",
    "Resolver",
    "SourceFetch",
    "TimedOut",
    "Timing",
    "TooLarge",
    "Unreachable",
    "Untrusted",
    "checked_url",
    "system_resolver",
]
