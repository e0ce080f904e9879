"""Read a file of kite marks, and say in plain words what is wrong with it."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from directory.awards.grants import (
    Award,
    AwardsFile,
    ListingSubject,
    OrganizationSubject,
    RecordSubject,
)
from directory.awards.schemes import Body, Criterion, Level, Scheme

LARGEST_FILE_BYTES = 5_000_000
ENTRIES: dict[object, type[BaseModel]] = {
    "scheme": Scheme,
    "body": Body,
    "level": Level,
    "criterion": Criterion,
    "award": Award,
    "listing": ListingSubject,
    "record": RecordSubject,
    "organization": OrganizationSubject,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: `entry` as counted in the file, such as `award 3, valid_until`."""

    entry: str
    value: str | None
    expected: str

    def __str__(self) -> str:
        found = "is missing" if self.value is None else f"is {self.value}"
        return f"{self.entry} {found}; expected {self.expected}"


class AwardsFileError(ValueError):
    """A file of kite marks that cannot be used; nothing of it was loaded."""

    def __init__(self, path: Path, faults: Iterable[Fault | str]) -> None:
        self.path = path
        self.faults = tuple(faults)
        told = "\n".join(f"{path.name}: {fault}." for fault in self.faults)
        super().__init__(f"{told}\nNothing was loaded.")


def read_file(path: Path) -> AwardsFile:
    """The schemes and awards of a TOML file; raises AwardsFileError with every fault found."""
    try:
        said = path.read_bytes()
        if len(said) > LARGEST_FILE_BYTES:
            raise AwardsFileError(path, [f"has {len(said)} bytes; expected at most 5,000,000"])
        return AwardsFile.model_validate(tomllib.loads(said.decode("utf-8-sig")))
    except OSError as error:
        raise AwardsFileError(path, [f"cannot be read ({error.strerror})"]) from error
    except UnicodeDecodeError as error:
        raise AwardsFileError(path, [f"is not UTF-8 text (byte {error.start})"]) from error
    except tomllib.TOMLDecodeError as error:
        raise AwardsFileError(path, [f"is not TOML: {error}"]) from error
    except ValidationError as error:
        raise AwardsFileError(path, [_fault(one) for one in error.errors()]) from error


def _fault(error: Any) -> Fault | str:
    place = _place(error["loc"])
    if error["type"] == "value_error":
        told = str(error["ctx"]["error"])
        return f"{place}: {told}" if place else told
    if error["type"] == "extra_forbidden":
        return Fault(
            place, "not a known key", f"one of {', '.join(_model(error['loc']).model_fields)}"
        )
    value = None if error["type"] == "missing" else _shown(error["input"])
    return Fault(place, value, _expected(error["loc"]) or error["msg"].lower())


def _shown(value: Any) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 100 else f"{text[:100]}…"


def _place(loc: tuple[Any, ...]) -> str:
    """`("award", 2, "valid_until")` as `award 3, valid_until`."""
    parts: list[str] = []
    for step in loc:
        if isinstance(step, int) and parts:
            parts[-1] = f"{parts[-1]} {step + 1}"
        elif step not in parts[-1:]:
            parts.append(str(step))
    return ", ".join(parts)


def _model(loc: tuple[Any, ...]) -> type[BaseModel]:
    """The kind of entry in which the last step of `loc` stands."""
    return next((ENTRIES[step] for step in reversed(loc[:-1]) if step in ENTRIES), AwardsFile)


def _expected(loc: tuple[Any, ...]) -> str | None:
    named = [step for step in loc if isinstance(step, str)]
    field = _model(loc).model_fields.get(named[-1])
    return field.description if field else None
