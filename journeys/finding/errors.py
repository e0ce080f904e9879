"""Why a question cannot be answered; each says what is wrong, what was expected, what happens.

QuestionRefused
├── PlaceUnknown     the words about a place mean nothing we know
├── PlaceUnplaced    a postcode that exists and has no position
├── PlaceNeeded      something was asked that makes sense only near a place
├── PlaceTwice       a place by name and by point
├── CursorUnreadable not a cursor of ours
└── CursorMisused    a cursor of another question
"""


class QuestionRefused(Exception):
    """The question cannot be answered as it was asked; `parameter` is what to change."""

    def __init__(self, parameter: str, detail: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter
        self.detail = detail


class PlaceUnknown(QuestionRefused):
    """No postcode, district, town or village is written so."""


class PlaceUnplaced(QuestionRefused):
    """The postcode exists and nobody says where it lies."""


class PlaceNeeded(QuestionRefused):
    """Distance and coverage are asked for, and no place was given."""


class PlaceTwice(QuestionRefused):
    """A place was given by name and by point."""


class CursorUnreadable(QuestionRefused):
    """The cursor was not given out here."""


class CursorMisused(QuestionRefused):
    """The cursor belongs to another question."""
