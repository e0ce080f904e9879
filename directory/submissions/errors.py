"""Why a door refuses something to the sender of a listing, or to a moderator."""

from collections.abc import Sequence

from schema.issue import Issue


class KeepingError(Exception):
    """A refusal; `detail` is for the person who asked."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class NotYours(KeepingError):
    """The token or key is missing, wrong, or was replaced by a newer one."""

    def __init__(self) -> None:
        super().__init__(
            "This needs the token that was shown when the listing was sent, or the key of a "
            "moderator; the one that came is missing, wrong or was replaced. Nothing was changed. "
            "A moderator can give you a new one."
        )


class NoSuchSubmission(KeepingError):
    def __init__(self) -> None:
        super().__init__("No submission has this id; expected one that the queue shows.")


class NoSuchReport(KeepingError):
    def __init__(self) -> None:
        super().__init__("No report has this id; expected one that the list of reports shows.")


class WrongMoment(KeepingError):
    """What was asked cannot be done with a submission that stands as this one does."""


class KeyReused(KeepingError):
    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key came with another body within the last day; expected a new key "
            "for a new listing. Nothing was saved."
        )


class TooMany(KeepingError):
    """One network has asked too often; `retry_after_s` says when it may again."""

    def __init__(self, retry_after_s: int) -> None:
        minutes = -(-retry_after_s // 60)
        super().__init__(
            f"Too many of these came from your network lately; try again in {minutes} "
            f"minute{'' if minutes == 1 else 's'}. Nothing was saved."
        )
        self.retry_after_s = retry_after_s


class Unusable(KeepingError):
    """What was sent cannot become a listing; `issues` say why."""

    def __init__(self, detail: str, issues: Sequence[Issue] = ()) -> None:
        super().__init__(detail)
        self.issues = tuple(issues)
