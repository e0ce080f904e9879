"""One listing changed through the API, until the API's own search finds it by what is new."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from time import perf_counter, sleep

from benchmarks.serving import Client
from directory import operators
from runtime.clock import SystemClock
from runtime.database import Database

LANGUAGES = ("ur", "pl")
"""A listing's language changes without a moderator, and can be searched by."""
LONGEST_S, AGAIN_S = 120.0, 0.001
NAME = "Quillfeather Circle"
LISTING = {
    "name": NAME,
    "description": "A weekly afternoon of tea and company for people who live alone.",
    "eligibility": "Anyone over 60",
    "address": "Example Hall, 1 Made Up Street, Sale",
    "postcode": "M33 7ZF",
    "hours": "Thursdays 2pm to 4pm",
    "email": "circle@group.example",
    "need": ["loneliness"],
}
MODERATOR = "Moderator who measures"


class OwnListing:
    """A group's own listing, published by a server that `client` asks."""

    def __init__(self, client: Client, operator: str) -> None:
        self._client = client
        body = {"listing": LISTING, "contact": {"email": LISTING["email"]}}
        sent = json.loads(client.send("POST", "/v1/submissions", body))
        self._token, self._address = sent["token"], f"/v1/submissions/{sent['id']}"
        client.send("POST", f"{self._address}/publish", token=operator)
        self.id = json.loads(client.send("GET", self._address, token=self._token))["listing_id"]

    def change(self, number: int) -> float:
        """Milliseconds from asking for a change until a search by what is new finds the listing.

        Raises RuntimeError when none finds it within LONGEST_S.
        """
        language = LANGUAGES[number % len(LANGUAGES)]
        began = perf_counter()
        self._client.send("PATCH", self._address, {"language": [language]}, self._token)
        while not self._is_found(language):
            if perf_counter() - began > LONGEST_S:
                raise RuntimeError(f"a changed listing was not found within {LONGEST_S:.0f} s")
            sleep(AGAIN_S)
        return (perf_counter() - began) * 1000

    def close(self) -> None:
        """End it, so that the next run of the same folder finds what this one found."""
        self._client.send("POST", f"{self._address}/close", token=self._token)

    def _is_found(self, language: str) -> bool:
        words = NAME.replace(" ", "+")
        found = json.loads(self._client.get(f"/v1/search?q={words}&language={language}"))
        return any(one["id"] == self.id for one in found["results"])


@contextmanager
def own_listing(client: Client, database_url: str) -> Iterator[OwnListing]:
    """A listing of its own for a server, closed at the end, as is the key that published it."""
    now = SystemClock().now()
    with closing(Database(database_url)) as database:
        key = operators.new_key(database, MODERATOR, now)
        try:
            with closing(OwnListing(client, key)) as own:
                yield own
        finally:
            operators.revoke(database, key.split("_")[2], now)
