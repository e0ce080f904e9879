"""What is wrong with a record: which field, which value, what was expected, what was done."""

from dataclasses import dataclass

LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault found in what a source said.

    `field` is the path in the published shape (`phones[0].number`); `value` is what the source
    said, cut to 200 characters; `code` is stable, for counting (`phone-unreadable`).
    """

    field: str
    value: str
    code: str
    expected: str
    done: str

    def __str__(self) -> str:
        return f'{self.field} is "{self.value}"; expected {self.expected}. {self.done}.'


def issue(field: str, value: object, code: str, expected: str, done: str) -> Issue:
    """An issue whose value is shown as text and kept short."""
    return Issue(field, str(value)[:LONGEST_VALUE], code, expected, done)
