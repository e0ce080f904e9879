"""What a reader needs of a fetch: the protocol that the network and a local folder both keep."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Protocol

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Body(Protocol):
    """One answer. `content_type` is lower case and bare; `charset` is what the answer claims."""

    @property
    def url(self) -> str: ...
    @property
    def content_type(self) -> str | None: ...
    @property
    def charset(self) -> str | None: ...

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the answer, inflated and bounded; raises a `FetchFailed` if it breaks."""
        ...


class Fetch(Protocol):
    def open(
        self, url: str, *, headers: Mapping[str, str] = NO_HEADERS
    ) -> AbstractContextManager[Body]:
        """The answer at `url`; raises a `FetchFailed`."""
        ...
