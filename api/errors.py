"""What can be wrong with a request itself; `problems.py` says how each is answered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the parameter of the address, or the JSON pointer into the body."""

    detail: str
    parameter: str | None = None
    pointer: str | None = None


class RequestRefused(Exception):
    """The request cannot be understood; `faults` say where."""

    def __init__(self, detail: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(type(self).__name__)
        self.detail = detail
        self.faults = faults


class ParametersRefused(RequestRefused):
    """A parameter is unknown, given twice or outside what it may be."""


class BodyUnreadable(RequestRefused):
    """The body is not JSON, or JSON that readers would understand differently."""


class BodyNotJson(RequestRefused):
    """The body is declared to be something other than JSON."""


class BodyNotForm(RequestRefused):
    """The body of a search is declared to be something other than a form."""


class BodyTooLarge(RequestRefused):
    """The body is longer than is taken."""


class SearchRefused(RequestRefused):
    """A search in FHIR's words that cannot be understood."""


class RangeNotThere(Exception):
    """The part that is wanted begins behind the end of a file of `size` bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(f"the file has {size} bytes")
        self.size = size


class ResourceGone(Exception):
    """A FHIR resource that is no longer published.

    `successor` is the service that took its place, or that of the service that held it.
    """

    def __init__(self, successor: str | None = None) -> None:
        super().__init__("the resource is no longer published")
        self.successor = successor


class ResourceUnknown(Exception):
    """No FHIR resource has ever had this id."""


class NotWritten(RequestRefused):
    """The caller wants a format in which nothing is answered here."""


class NobodySoon(Exception):
    """So many wait that nobody came to this request in time; nothing was done of it."""
