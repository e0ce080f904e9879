"""Where a redirect may lead: the same scheme or better, and a host that was agreed on."""

from collections.abc import Collection

import httpx

from runtime.egress.errors import Refused
from runtime.egress.policy import EgressPolicy
from runtime.egress.urls import checked_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})


def next_hop(
    here: httpx.URL, location: str, hosts: Collection[str], policy: EgressPolicy
) -> httpx.URL:
    """The address that `location` leads to from `here`; raises `Refused` if we do not follow."""
    try:
        target = str(here.join(location))
    except (httpx.InvalidURL, ValueError):
        target = ""
    if not location or not target:
        raise _refused(here, "redirects to no web address")
    there = checked_url(target, policy)
    if here.scheme == "https" and there.scheme != "https":
        raise _refused(here, f"redirects from https to {target}")
    if there.host not in hosts:
        raise _refused(here, f"redirects to {there.host}; list it under `hosts` if that is right")
    return there


def _refused(here: httpx.URL, detail: str) -> Refused:
    return Refused(str(here), "refused_redirect", detail)
