"""A source: what one publisher's feed is, how it is read and what its fields mean."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from harvesters.feeds.settings import ReaderSettings
from harvesters.mapping_rules import Constants, Fields, Ignored, Values
from harvesters.source_problems import Problem, SourceFileError, problems_of
from harvesters.terms_file import Terms, joined
from places.areas import current, name_of
from schema.source import Attribution, Licence, Publisher, SourceFacts

__all__ = ["Source", "SourceFileError", "load_source", "load_sources", "source_files", "with_terms"]

SHORTEST_REFRESH = timedelta(minutes=5)
LONGEST_REFRESH = timedelta(days=366)
NESTED_KINDS = frozenset({"open_referral", "open_referral_1", "aliss"})
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_REFRESH = re.compile(r"([1-9]\d{0,4})\s*([mhdw])")
_AREA = re.compile(r"[EKLMNSW]\d{8}")


def _refresh(said: Any) -> Any:
    if isinstance(said, timedelta):
        return said
    match = _REFRESH.fullmatch(said) if isinstance(said, str) else None
    span = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta()
    if not SHORTEST_REFRESH <= span <= LONGEST_REFRESH:
        raise ValueError('expected a number with m, h, d or w, such as "30m", "12h" or "7d"')
    return span


def _area(code: str) -> str:
    if not _AREA.fullmatch(code):
        raise ValueError('expected an ONS area code of nine characters, such as "E08000009"')
    if name_of(code) is None and current(code) != code:
        raise ValueError(f'expected a code that is still used; it is now "{current(code)}"')
    return code


class Part(BaseModel):
    """What every table of a source file has in common: unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Pace(Part):
    """How gently the publisher's server is asked."""

    pause_s: float = Field(1.0, ge=0, le=3_600, description="seconds between two requests")


class Expect(Part):
    """How many records a healthy read has; fewer or more is reported."""

    least: int | None = Field(None, ge=0, description="fewer than this is not believed")
    most: int | None = Field(None, ge=1, description="more than this is worth a look")

    @model_validator(mode="after")
    def _in_order(self) -> "Expect":
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(
                f"expected `least` to be at most `most`, but {self.least} > {self.most}"
            )
        return self


class Source(Part):
    """One publisher's feed, as its file in `harvesters/sources` declares it."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,62}$")] = Field(
        description="small letters, figures and _; the name of the file too"
    )
    title: str = Field(min_length=1, description="what people read")
    website: str | None = Field(None, pattern=r"^https?://\S+$", description="for people")
    area: tuple[Annotated[str, AfterValidator(_area)], ...] = Field(
        (), description="ONS codes of the areas that the source is about"
    )
    refresh: Annotated[timedelta, BeforeValidator(_refresh)] = Field(
        timedelta(days=1), description='how often it is read: "30m", "12h", "7d"'
    )
    priority: int = Field(
        50, ge=0, le=99, description="whose word wins when sources differ; 100 is a group's own"
    )
    dates: Literal["day_first", "month_first"] | None = Field(
        None, description="how 02/03/2026 is meant; without it such dates are left out"
    )
    publisher: Publisher
    licence: Licence
    attribution: tuple[Attribution, ...] = Field((), description="words that must be shown")
    reader: ReaderSettings
    pace: Pace = Pace()
    expect: Expect = Expect()
    fields: Fields = Field({}, description="our field = the source's column, or several")
    constants: Constants = Field({}, description="our field = a fixed value")
    values: Values = Field({}, description="tables from the source's values to ours")
    ignore: Ignored = Field({}, description="a field or pattern = why it is left out")
    terms: Terms = Field({}, description="a taxonomy's terms = what they mean in our vocabulary")

    @model_validator(mode="after")
    def _has_a_name(self) -> "Source":
        named = "name" in self.fields or self.reader.kind in NESTED_KINDS
        if not named:
            raise ValueError("expected `fields.name`, the column that holds the name")
        return self

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def day_first(self) -> bool | None:
        """Whether 02/03/2026 is the second of March; None when the source does not say."""
        return None if self.dates is None else self.dates == "day_first"

    def facts(self) -> SourceFacts:
        """What the directory keeps and shows of this source."""
        return SourceFacts(
            id=self.id,
            title=self.title,
            publisher=self.publisher,
            licence=self.licence,
            attribution=self.attribution,
            website=self.website,
            priority=self.priority,
        )


def load_source(path: Path) -> Source:
    """The source that a TOML file declares. Raises SourceFileError with all that is wrong."""
    said = _parsed(path)
    try:
        source = Source.model_validate(said)
    except ValidationError as error:
        raise SourceFileError(path, tuple(problems_of(error, Source))) from None
    if source.id != path.stem:
        expected = f'"{path.stem}", the name of the file'
        raise SourceFileError(path, (Problem("id", f'"{source.id}"', expected),))
    return source


def with_terms(source: Source, told: Terms) -> Source:
    """The source with what an operator says of terms, which counts over its own file."""
    return source.model_copy(update={"terms": joined(source.terms, told)}) if told else source


def source_files(dirs: Iterable[Path]) -> list[Path]:
    """All source files of the folders, in the order of their names."""
    found = (path for folder in dirs for path in Path(folder).glob("*.toml"))
    return sorted(found, key=lambda path: (path.stem, str(path)))


def load_sources(dirs: Iterable[Path]) -> list[Source]:
    """Every source of the folders, ordered by id.

    Raises SourceFileError for the first file that is wrong, or that repeats the id of another.
    """
    sources: dict[str, Source] = {}
    for path in source_files(dirs):
        source = load_source(path)
        if source.id in sources:
            expected = "an id that no other source file has"
            raise SourceFileError(path, (Problem("id", f'"{source.id}"', expected),))
        sources[source.id] = source
    return list(sources.values())


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text("utf-8-sig")
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceFileError(path, (_syntax_problem(text, str(error)),)) from None
    except UnicodeDecodeError:
        raise SourceFileError(path, (Problem("the text", None, "UTF-8"),)) from None
    except OSError as error:
        expected = f"a file that can be read ({error.strerror})"
        raise SourceFileError(path, (Problem("the file", None, expected),)) from None


def _syntax_problem(text: str, fault: str) -> Problem:
    """The line that TOML does not allow, as it stands in the file."""
    match = re.search(r"line (\d+)", fault)
    number = int(match[1]) if match else len(text.splitlines())
    line = (text.splitlines() or [""])[min(number, len(text.splitlines())) - 1].strip()
    reason = fault.partition(" (at ")[0]
    return Problem(f"line {number}", f"`{line[:100]}`", f"a line of TOML ({reason.lower()})")
