"""What every request keeps to, whichever source it is for."""

import ssl
from dataclasses import dataclass

from runtime.egress.pace import Pace
from runtime.egress.policy import EgressPolicy, Limits, Timing
from runtime.egress.resolving import Resolver


@dataclass(frozen=True, slots=True)
class Terms:
    """Given by the client to each source's fetch; `pace` is shared between them."""

    agent: str
    policy: EgressPolicy
    limits: Limits
    timing: Timing
    resolver: Resolver
    trust: ssl.SSLContext
    pace: Pace
