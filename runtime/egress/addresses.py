"""Which addresses may be connected to: those of the public internet and no others."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address

from runtime.egress.policy import EgressPolicy

LOOPBACK = frozenset({IPv4Address("127.0.0.1"), IPv6Address("::1")})

# `is_global` alone lets some of these through (CPython 3.11): IANA special-purpose registries,
# and 168.63.129.16, a public address at which one cloud answers its own machines.
DENIED_V4 = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
UNICAST_V6 = ipaddress.IPv6Network("2000::/3")
DENIED_V6 = tuple(
    ipaddress.IPv6Network(text)
    for text in (
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)


def why_refused(text: str, policy: EgressPolicy) -> str | None:
    """Why the address `text` may not be connected to, or None when it may.

    Addresses that carry another one inside (IPv4-mapped, 6to4, NAT64, Teredo) are refused whole.
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "it is not an address"
    if address in LOOPBACK and policy.allow_loopback:
        return None
    if isinstance(address, IPv4Address):
        denied = any(address in network for network in DENIED_V4)
    else:
        denied = address not in UNICAST_V6 or any(address in network for network in DENIED_V6)
    if denied or not address.is_global or address.is_multicast:
        return "it is not an address of the public internet"
    return None
