"""The tables of the catalogue: keys to find published things by, never a second truth.

Columns and indexes that only one database has, and its virtual tables and triggers, are derived
from these rows; what is named `derived_…` belongs to them and is made by migrations alone.
"""

from geoalchemy2 import Geography, Geometry
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from directory.columns import UTCDateTime
from directory.tables.published import DOCUMENT

_all = DOCUMENT.metadata

TOKENS = Text().with_variant(TSVECTOR(), "postgresql")
POSITION = Text().with_variant(Geography("POINT", srid=4326, spatial_index=False), "postgresql")
SHAPE = Text().with_variant(Geometry("GEOMETRY", srid=4326, spatial_index=False), "postgresql")


def _number() -> Column[int]:
    return Column("number", Integer(), Identity(always=False), primary_key=True)


def _service() -> Column[int]:
    return Column("service", Integer(), primary_key=True, autoincrement=False)


STATE = Table(
    "catalogue_state",
    _all,
    Column("id", Integer(), primary_key=True, autoincrement=False),
    Column("position", BigInteger(), nullable=False),
    Column("shape", Text(), nullable=False),
    Column("rebuild_to", BigInteger(), nullable=True),
    Column("rebuild_after", Text(), nullable=False),
)
SERVICE = Table(
    "catalogue_service",
    _all,
    Column("number", Integer(), primary_key=True, autoincrement=False),
    Column("id", Text(), nullable=False, unique=True),
    Column("present", Boolean(), nullable=False),
    Column("active", Boolean(), nullable=False),
    Column("name", Text(), nullable=False),
    Column("folded", Text(), nullable=False, index=True),
    Column("minimum_age", Float(), nullable=True),
    Column("maximum_age", Float(), nullable=True),
    Column("last_modified", UTCDateTime(), nullable=True, index=True),
    Column("checked_on", Integer(), nullable=True),
    Column("hours_until", Integer(), nullable=True),
    Column("wide", Boolean(), nullable=False),
    Column("nationwide", Boolean(), nullable=False),
    Column("has_areas", Boolean(), nullable=False),
)
WORDS = Table(
    "catalogue_words",
    _all,
    _service(),
    Column("tokens", TOKENS, nullable=False),
)
PART = Table(
    "catalogue_part",
    _all,
    Column("kind", Text(), primary_key=True),
    Column("id", Text(), primary_key=True),
    Column("service_id", Text(), primary_key=True),
    Column("size", Integer(), nullable=False),
    Column("present", Boolean(), nullable=False),
    Index("ix_catalogue_part_service_id", "service_id"),
    sqlite_with_rowid=False,
)
POINT = Table(
    "catalogue_point",
    _all,
    _number(),
    Column("service", Integer(), nullable=False, index=True),
    Column("service_at_location_id", Text(), nullable=False),
    Column("location_id", Text(), nullable=False),
    Column("lat", Float(), nullable=False),
    Column("lon", Float(), nullable=False),
    Column("x", Float(), nullable=False),
    Column("y", Float(), nullable=False),
    Column("z", Float(), nullable=False),
    Column("position", POSITION, nullable=True),
)
SESSION = Table(
    "catalogue_session",
    _all,
    _service(),
    Column("ordinal", Integer(), primary_key=True, autoincrement=False),
    Column("weekday", Integer(), nullable=False),
    Column("opens", Integer(), nullable=True),
    Column("closes", Integer(), nullable=True),
    Column("weekly", Boolean(), nullable=False),
    Column("place", Text(), nullable=False, server_default=""),
    sqlite_with_rowid=False,
)
AWARD = Table(
    "catalogue_award",
    _all,
    _service(),
    Column("ordinal", Integer(), primary_key=True, autoincrement=False),
    Column("tier", Text(), nullable=False),
    Column("first", Integer(), nullable=False),
    Column("last", Integer(), nullable=False),
    sqlite_with_rowid=False,
)
OUTLINE = Table(
    "catalogue_outline",
    _all,
    _number(),
    Column("digest", Text(), nullable=False, unique=True),
    Column("said_by", Text(), nullable=False),
    Column("fault", Text(), nullable=True),
    Column("wkb", Text(), nullable=True),
    Column("south", Float(), nullable=True),
    Column("west", Float(), nullable=True),
    Column("north", Float(), nullable=True),
    Column("east", Float(), nullable=True),
    Column("shape", SHAPE, nullable=True),
)
AREA = Table(
    "catalogue_area",
    _all,
    Column("outline", Integer(), primary_key=True, autoincrement=False),
    Column("service", Integer(), primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)
TAXONOMY = Table(
    "catalogue_taxonomy",
    _all,
    Column("id", Text(), primary_key=True),
    Column("ours", Boolean(), nullable=False),
    Column("stems", Text(), nullable=False),
    Column("body", LargeBinary(), nullable=False),
)
TERM = Table(
    "catalogue_term",
    _all,
    _number(),
    Column("id", Text(), nullable=False, unique=True),
    Column("taxonomy_id", Text(), nullable=True, index=True),
    Column("parent_id", Text(), nullable=True, index=True),
    Column("ours", Boolean(), nullable=False),
    Column("stems", Text(), nullable=False),
    Column("body", LargeBinary(), nullable=False),
)
CARRIED = Table(
    "catalogue_carried",
    _all,
    Column("term", Integer(), primary_key=True, autoincrement=False),
    Column("service", Integer(), primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)
