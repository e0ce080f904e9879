"""A kite-mark scheme as it stands in a file: its body, levels and criteria."""

from typing import Self

from pydantic import Field, model_validator

from directory.awards.fields import ADDRESS, Address, Entry, Line, Paragraph, Slug
from schema.award import Tier


class Body(Entry):
    """Who owns a scheme and answers for it."""

    name: Line
    url: Address | None = Field(None, description=ADDRESS)


class Level(Entry):
    """A level of a scheme in its own words, and its place on the scale that all schemes share."""

    code: Slug
    name: Line
    tier: Tier = Field(description="one of ready, assured, recognised")
    meaning: Paragraph
    validity_months: int = Field(ge=1, le=120, description="a whole number of months, 1 to 120")


class Criterion(Entry):
    """A question that the body asks before it grants a level."""

    code: Slug
    question: Paragraph
    levels: tuple[Slug, ...] = Field(
        min_length=1, description="a list of the codes of levels that ask it"
    )


class Scheme(Entry):
    """One version of a scheme."""

    id: Slug
    title: Line
    version: Line
    body: Body
    purpose: Paragraph
    does_not_cover: Paragraph
    level: tuple[Level, ...] = Field(description="[[scheme.level]] entries")
    criterion: tuple[Criterion, ...] = ()

    @model_validator(mode="after")
    def _codes_fit(self) -> Self:
        codes = [level.code for level in self.level]
        if not codes:
            raise ValueError("level is empty; expected at least one [[scheme.level]]")
        _once("level", codes)
        _once("criterion", [one.code for one in self.criterion])
        for one in self.criterion:
            unknown = sorted(set(one.levels) - set(codes))
            if unknown:
                raise ValueError(
                    f'criterion {one.code} names the level "{unknown[0]}"; '
                    f"expected one of {', '.join(codes)}"
                )
        return self

    def find_level(self, code: str) -> Level | None:
        return next((level for level in self.level if level.code == code), None)


def _once(kind: str, codes: list[str]) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValueError(f'{kind} "{twice[0]}" stands twice; expected each code once')
