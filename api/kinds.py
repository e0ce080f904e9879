"""Every kind of error there is and the exceptions it stands for: one table.

A kind's `type` resolves to an address of this API that says what it means.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from api import errors
from directory.awards.changing import NoSuchAward
from directory.submissions.errors import (
    KeyReused,
    NoSuchReport,
    NoSuchSubmission,
    NotYours,
    TooMany,
    Unusable,
    WrongMoment,
)
from journeys.browsing.errors import ObjectGone, ObjectUnknown
from journeys.exports.bulk import FilesAwaited, NoSuchFile
from journeys.finding.errors import (
    CursorMisused,
    CursorUnreadable,
    PlaceNeeded,
    PlaceTwice,
    PlaceUnknown,
    PlaceUnplaced,
)
from journeys.showing import ListingGone, ListingUnknown
from search.unavailable import SearchUnavailable


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its name for programs, its status, and what it means."""

    name: str
    status: int
    title: str
    meaning: str

    @property
    def type(self) -> str:
        return f"/problems/{self.name}"


NOT_FOUND = Kind("not-found", 404, "Not found", "Nothing is kept at this address.")
NOT_ALLOWED = Kind(
    "method-not-allowed", 405, "Method not allowed", "`Allow` lists what this address takes."
)
GONE = Kind(
    "gone",
    410,
    "No longer published",
    "The listing was withdrawn, or joined to the one that `successor` names.",
)
TOO_LARGE = Kind(
    "body-too-large", 413, "Body too large", "The body was longer than is taken and was not read."
)
FAILED = Kind(
    "failed", 500, "Something failed here", "Not the caller's fault; the request id leads us to it."
)
NOT_READY = Kind(
    "not-ready",
    503,
    "Not ready",
    "The database is away or of another version's shape, or this server is ending; ask another.",
)
DATABASE_AWAY = Kind(
    "database-away",
    503,
    "The directory cannot be reached just now",
    "The database is away, too busy, or may not be written to; try again in a moment.",
)
STORAGE_FULL = Kind(
    "storage-full",
    507,
    "Nothing more can be kept",
    "The disk of the database is full; what was sent was not kept, and reading goes on.",
)
TOO_BUSY = Kind(
    "too-busy",
    503,
    "Too much is asked just now",
    "As many requests wait for answers as can be answered soon; `Retry-After` says when to ask.",
)
OTHER = Kind("refused", 400, "Request refused", "The request cannot be served as it was sent.")

TABLE: Mapping[type[Exception], Kind] = {
    PlaceUnknown: Kind(
        "unknown-place",
        422,
        "Place not known",
        "No postcode, district, town or village is written like the place that was sent.",
    ),
    PlaceUnplaced: Kind(
        "postcode-without-position",
        422,
        "Postcode without a position",
        "The postcode exists, but the postcode directory does not say where it lies.",
    ),
    PlaceNeeded: Kind(
        "place-needed", 422, "A place is needed", "Distance and coverage need a place to go by."
    ),
    PlaceTwice: Kind(
        "place-given-twice", 422, "Two places", "A place was sent by name and by point."
    ),
    CursorUnreadable: Kind(
        "cursor-unreadable", 422, "Cursor not readable", "The cursor was not given out here."
    ),
    CursorMisused: Kind(
        "cursor-misused", 422, "Cursor of another search", "A cursor serves only its own search."
    ),
    errors.ParametersRefused: Kind(
        "parameters",
        422,
        "Parameters not understood",
        "A parameter is unknown, given twice or outside what it may be; `errors` lists each.",
    ),
    errors.BodyUnreadable: Kind(
        "body-unreadable",
        400,
        "Body not readable",
        "The body is not JSON in UTF-8, names a key twice, or holds NaN or an infinite number.",
    ),
    errors.BodyNotJson: Kind(
        "body-not-json", 415, "Body not declared as JSON", "`Content-Type` must be JSON."
    ),
    errors.BodyTooLarge: TOO_LARGE,
    errors.BodyNotForm: Kind(
        "body-not-form",
        415,
        "Body not declared as a form",
        "`Content-Type` must be application/x-www-form-urlencoded.",
    ),
    errors.SearchRefused: Kind(
        "search-parameters",
        400,
        "Search not understood",
        "A parameter of the search is unknown or outside what it may be.",
    ),
    errors.NotWritten: Kind(
        "not-acceptable", 406, "Not in that format", "Resources are answered as JSON alone."
    ),
    errors.RangeNotThere: Kind(
        "range-not-there",
        416,
        "No such part",
        "The file ends before the part that was asked for; `Content-Range` says how long it is.",
    ),
    FilesAwaited: Kind(
        "files-awaited",
        503,
        "Files are being made",
        "There are no files that may be served just now; `Retry-After` says when to ask again.",
    ),
    NoSuchFile: NOT_FOUND,
    errors.ResourceUnknown: NOT_FOUND,
    errors.ResourceGone: GONE,
    ListingUnknown: NOT_FOUND,
    ObjectUnknown: NOT_FOUND,
    ListingGone: GONE,
    ObjectGone: GONE,
    NoSuchAward: NOT_FOUND,
    NoSuchSubmission: NOT_FOUND,
    NoSuchReport: NOT_FOUND,
    NotYours: Kind(
        "not-yours",
        401,
        "Token or key needed",
        "The token of the listing, or the key of a moderator, is missing, wrong or was replaced.",
    ),
    WrongMoment: Kind(
        "wrong-moment", 409, "Not now", "This cannot be done with a listing as it stands."
    ),
    KeyReused: Kind(
        "idempotency-key-reused",
        422,
        "Idempotency-Key used before",
        "The same Idempotency-Key came with another body within a day.",
    ),
    Unusable: Kind(
        "listing-unusable", 422, "Not a usable listing", "What was sent cannot become a listing."
    ),
    TooMany: Kind(
        "too-many", 429, "Too many", "Too many of these came from one network; try again later."
    ),
    SearchUnavailable: Kind(
        "search-unavailable", 503, "Search is not available", "Search cannot answer just now."
    ),
}
KINDS: tuple[Kind, ...] = (
    *dict.fromkeys(TABLE.values()),
    NOT_ALLOWED,
    FAILED,
    NOT_READY,
    TOO_BUSY,
    DATABASE_AWAY,
    STORAGE_FULL,
    OTHER,
)


def kind_of(exception: Exception) -> Kind:
    """The row of the table that stands for this exception."""
    return next((TABLE[cls] for cls in type(exception).__mro__ if cls in TABLE), FAILED)
