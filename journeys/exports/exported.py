"""One service on its way into files, and what writes files of services."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Protocol

import orjson

from schema.tabular.flat import flat

Json = dict[str, Any]


class Exported:
    """A service as its bytes; parsed when a writer first asks for it, and then for all."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    @cached_property
    def service(self) -> Json:
        """The service itself."""
        said: Json = orjson.loads(self.body)
        return said

    @cached_property
    def row(self) -> Mapping[str, Any]:
        """The service as one row."""
        return flat(self.service)


class Writer(Protocol):
    """Writes one file, service by service."""

    def add(self, one: Exported) -> None:
        """Write a service."""
        ...

    def finish(self) -> Mapping[str, int]:
        """Write what comes at the end; gives how many of what the file holds."""
        ...
