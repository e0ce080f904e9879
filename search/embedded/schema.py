"""The fields of the embedded index.

A listing has one row for each of its places, and one row if it has none; the first is flagged
`listing`, the others `extra`, so that places are found exactly and listings counted once. Besides
rows there are a few notes of our own (the position, the value sets) without any flag.
"""

from tantivy import Schema, SchemaBuilder

from search.limits import LIMITS
from search.parts import PARTS
from search.values import PLAIN, SETS

SHAPE = 5
"""Raised whenever rows change their form: an index of another shape counts as lost."""

ALL = "all"
"""The stems of all parts together; those of each part stand in a field of its name."""

WORDS = "words"
TITLE = "title"
FLAGS = "flags"
ID, KEY = "id", "key"
SAID = "said"
"""The bytes that a row keeps: the fact of its listing (`search.facts`), or the words of a note."""

AT = "at"
"""The number of the commit that wrote a row: what has changed since another is known by it."""

LAT, LON = "lat", "lon"

CELLS = "cells"
"""The squares of a grid in which the place of a row stands."""

LISTING, EXTRA, GONE = "listing", "extra", "gone"
"""The first row of a listing, one of its further places, or what is left of a listing that was
taken out."""


def column(name: str) -> str:
    """The column of a facet's value sets."""
    return f"set_{name}"


def build_schema() -> Schema:
    """The schema of an index of this shape."""
    builder = SchemaBuilder()
    for name in (*PARTS, ALL, WORDS):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in (TITLE, FLAGS, CELLS, ID):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in PLAIN:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field(KEY, indexed=True, fast=True)
    for name in (LAT, LON):
        builder.add_float_field(name, fast=True)
    for name in (AT, *LIMITS, *map(column, SETS)):
        builder.add_integer_field(name, fast=True)
    builder.add_bytes_field(SAID, stored=True)
    return builder.build()


SCHEMA = build_schema()
