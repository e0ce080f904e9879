"""The tables of FHIR resources: ready bytes, and keys to find them by."""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, LargeBinary, Table, Text

from directory.tables.published import DOCUMENT

_all = DOCUMENT.metadata

FOLDED = Text().with_variant(Text(collation="C"), "postgresql")
"""Ordered by code points on both databases, so that a beginning is a range."""


def _folded(name: str) -> "Column[str]":
    return Column(name, FOLDED, nullable=False)


STATE = Table(
    "fhir_state",
    _all,
    Column("id", Integer(), primary_key=True, autoincrement=False),
    Column("position", BigInteger(), nullable=False),
    Column("shape", Integer(), nullable=False),
    Column("rebuild_to", BigInteger(), nullable=True),
    Column("rebuild_after", Text(), nullable=False),
)
RESOURCE = Table(
    "fhir_resource",
    _all,
    Column("kind", Text(), primary_key=True),
    Column("id", FOLDED, primary_key=True),
    Column("service_id", Text(), primary_key=True),
    Column("gone", Integer(), nullable=False),
    Column("shown", Integer(), nullable=False),
    Column("body", LargeBinary(), nullable=False),
    Column("content_hash", Text(), nullable=False),
    Column("updated", FOLDED, nullable=False),
    *(_folded(name) for name in ("name", "alias", "street")),
    *(_folded(name) for name in ("city", "postcode", "state", "country")),
    Column("lat", Float(53), nullable=True),
    Column("lon", Float(53), nullable=True),
    Index("ix_fhir_resource_service", "service_id"),
    Index("ix_fhir_resource_shown", "kind", "shown", "id"),
    Index("ix_fhir_resource_name", "kind", "name"),
    Index("ix_fhir_resource_postcode", "kind", "postcode"),
    Index("ix_fhir_resource_city", "kind", "city"),
    Index("ix_fhir_resource_lat", "kind", "lat"),
)
CODE = Table(
    "fhir_code",
    _all,
    Column("kind", Text(), primary_key=True),
    Column("parameter", Text(), primary_key=True),
    Column("code", FOLDED, primary_key=True),
    Column("system", FOLDED, primary_key=True),
    Column("service_id", Text(), primary_key=True),
    Column("id", FOLDED, primary_key=True),
    Index("ix_fhir_code_service", "service_id"),
)
