"""What the ways of a group's own listing need, handed over by a command."""

import ipaddress
from dataclasses import dataclass

from directory.documents.reading import Reading
from directory.submissions.tokens import digest_of_network
from places.gazetteer import Gazetteer
from runtime.clock import Clock
from runtime.database import Database
from search.index import SearchIndex

ELSEWHERE = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`secret` is the server's own (`directory.submissions.tokens.server_secret`)."""

    database: Database
    reading: Reading
    index: SearchIndex
    gazetteer: Gazetteer
    clock: Clock
    secret: bytes

    def network(self, address: str | None) -> str | None:
        """A name for the network of an address (/24, or /48 of IPv6) that does not tell it."""
        if address is None:
            return None
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return digest_of_network(self.secret, ELSEWHERE)
        prefix = 24 if parsed.version == 4 else 48
        shortened = ipaddress.ip_network((parsed, prefix), strict=False)
        return digest_of_network(self.secret, str(shortened))
