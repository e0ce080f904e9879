"""Cleaning: one file per kind of value, each a pure step from a value to what can be used of it.

A step takes what a source said and the name of the field, and gives what may be published, or
None, beside the issues found. It never raises for bad data and never guesses.
"""

from typing import TypeAlias, TypeVar

from schema.issue import Issue

T = TypeVar("T")
Cleaned: TypeAlias = tuple[T | None, tuple[Issue, ...]]
NOTHING: tuple[None, tuple[Issue, ...]] = (None, ())
