"""The catalogue: keys to find published things by, with what each database derives from them."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geography, Geometry
from sqlalchemy.dialects.postgresql import TSVECTOR

from directory.columns import UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TOKENS = sa.Text().with_variant(TSVECTOR(), "postgresql")
POSITION = sa.Text().with_variant(Geography("POINT", srid=4326, spatial_index=False), "postgresql")
SHAPE = sa.Text().with_variant(Geometry("GEOMETRY", srid=4326, spatial_index=False), "postgresql")
TABLES = (
    "catalogue_carried",
    "catalogue_term",
    "catalogue_taxonomy",
    "catalogue_area",
    "catalogue_outline",
    "catalogue_award",
    "catalogue_session",
    "catalogue_point",
    "catalogue_part",
    "catalogue_words",
    "catalogue_service",
    "catalogue_state",
)
FOR_SQLITE = (
    "CREATE VIRTUAL TABLE derived_words USING fts5(tokens, content='catalogue_words',"
    " content_rowid='service', tokenize=\"ascii tokenchars '_'\", detail=none, columnsize=0)",
    "CREATE TRIGGER derived_words_added AFTER INSERT ON catalogue_words BEGIN"
    " INSERT INTO derived_words (rowid, tokens) VALUES (new.service, new.tokens); END",
    "CREATE TRIGGER derived_words_taken AFTER DELETE ON catalogue_words BEGIN"
    " INSERT INTO derived_words (derived_words, rowid, tokens)"
    " VALUES ('delete', old.service, old.tokens); END",
    "CREATE TRIGGER derived_words_changed AFTER UPDATE ON catalogue_words BEGIN"
    " INSERT INTO derived_words (derived_words, rowid, tokens)"
    " VALUES ('delete', old.service, old.tokens);"
    " INSERT INTO derived_words (rowid, tokens) VALUES (new.service, new.tokens); END",
    "CREATE VIRTUAL TABLE derived_points USING rtree(number, south, north, west, east)",
    "CREATE TRIGGER derived_points_added AFTER INSERT ON catalogue_point BEGIN"
    " INSERT INTO derived_points VALUES (new.number, new.lat, new.lat, new.lon, new.lon); END",
    "CREATE TRIGGER derived_points_taken AFTER DELETE ON catalogue_point BEGIN"
    " DELETE FROM derived_points WHERE number = old.number; END",
    "CREATE TRIGGER derived_points_changed AFTER UPDATE OF number, lat, lon ON catalogue_point"
    " BEGIN DELETE FROM derived_points WHERE number = old.number;"
    " INSERT INTO derived_points VALUES (new.number, new.lat, new.lat, new.lon, new.lon); END",
    "CREATE VIRTUAL TABLE derived_outlines USING rtree(number, south, north, west, east)",
    "CREATE TRIGGER derived_outlines_added AFTER INSERT ON catalogue_outline"
    " WHEN new.wkb IS NOT NULL BEGIN INSERT INTO derived_outlines"
    " VALUES (new.number, new.south, new.north, new.west, new.east); END",
    "CREATE TRIGGER derived_outlines_taken AFTER DELETE ON catalogue_outline BEGIN"
    " DELETE FROM derived_outlines WHERE number = old.number; END",
    "CREATE TRIGGER derived_outlines_changed"
    " AFTER UPDATE OF number, wkb, south, north, west, east ON catalogue_outline"
    " BEGIN DELETE FROM derived_outlines WHERE number = old.number;"
    " INSERT INTO derived_outlines SELECT new.number, new.south, new.north, new.west, new.east"
    " WHERE new.wkb IS NOT NULL; END",
)
FOR_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS postgis",
    "CREATE FUNCTION derived_position() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " NEW.position := ST_SetSRID(ST_MakePoint(NEW.lon, NEW.lat), 4326)::geography;"
    " RETURN NEW; END $$",
    "CREATE TRIGGER derived_points BEFORE INSERT OR UPDATE ON catalogue_point"
    " FOR EACH ROW EXECUTE FUNCTION derived_position()",
    "CREATE FUNCTION derived_shape() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " NEW.shape := ST_SetSRID(NEW.wkb::geometry, 4326);"
    " RETURN NEW; END $$",
    "CREATE TRIGGER derived_outlines BEFORE INSERT OR UPDATE ON catalogue_outline"
    " FOR EACH ROW EXECUTE FUNCTION derived_shape()",
    "CREATE INDEX derived_words ON catalogue_words USING gin (tokens)",
    "CREATE INDEX derived_positions ON catalogue_point USING gist (position)",
    "CREATE INDEX derived_shapes ON catalogue_outline USING gist (shape)",
)


def upgrade() -> None:
    _services()
    _children()
    _outlines()
    _terms()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in FOR_SQLITE if sqlite else FOR_POSTGRESQL:
        op.execute(statement)
    op.execute(
        "INSERT INTO catalogue_state (id, position, shape, rebuild_to, rebuild_after)"
        " VALUES (1, 0, '', NULL, '')"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("derived_words", "derived_points", "derived_outlines"):
            op.execute(f"DROP TABLE {name}")
    for name in TABLES:
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION derived_position")
        op.execute("DROP FUNCTION derived_shape")


def _number() -> "sa.Column[int]":
    return sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False)


def _services() -> None:
    op.create_table(
        "catalogue_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("rebuild_to", sa.BigInteger(), nullable=True),
        sa.Column("rebuild_after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "catalogue_service",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("minimum_age", sa.Float(), nullable=True),
        sa.Column("maximum_age", sa.Float(), nullable=True),
        sa.Column("last_modified", UTCDateTime(), nullable=True),
        sa.Column("checked_on", sa.Integer(), nullable=True),
        sa.Column("hours_until", sa.Integer(), nullable=True),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("nationwide", sa.Boolean(), nullable=False),
        sa.Column("has_areas", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_catalogue_service_folded", "catalogue_service", ["folded"])
    op.create_index("ix_catalogue_service_last_modified", "catalogue_service", ["last_modified"])
    op.create_table(
        "catalogue_words",
        sa.Column("service", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tokens", TOKENS, nullable=False),
        sa.PrimaryKeyConstraint("service"),
    )
    op.create_table(
        "catalogue_part",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "service_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_catalogue_part_service_id", "catalogue_part", ["service_id"])


def _children() -> None:
    op.create_table(
        "catalogue_point",
        _number(),
        sa.Column("service", sa.Integer(), nullable=False),
        sa.Column("service_at_location_id", sa.Text(), nullable=False),
        sa.Column("location_id", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Float(), nullable=False) for name in ("lat", "lon", "x", "y", "z")),
        sa.Column("position", POSITION, nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_catalogue_point_service", "catalogue_point", ["service"])
    op.create_table(
        "catalogue_session",
        sa.Column("service", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=True),
        sa.Column("closes", sa.Integer(), nullable=True),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("service", "ordinal"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "catalogue_award",
        sa.Column("service", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("service", "ordinal"),
        sqlite_with_rowid=False,
    )


def _outlines() -> None:
    op.create_table(
        "catalogue_outline",
        _number(),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("wkb", sa.Text(), nullable=True),
        *(
            sa.Column(side, sa.Float(), nullable=True)
            for side in ("south", "west", "north", "east")
        ),
        sa.Column("shape", SHAPE, nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("digest"),
    )
    op.create_table(
        "catalogue_area",
        sa.Column("outline", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("service", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("outline", "service"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_catalogue_area_service", "catalogue_area", ["service"])


def _terms() -> None:
    op.create_table(
        "catalogue_taxonomy",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "catalogue_term",
        _number(),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("taxonomy_id", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_catalogue_term_taxonomy_id", "catalogue_term", ["taxonomy_id"])
    op.create_index("ix_catalogue_term_parent_id", "catalogue_term", ["parent_id"])
    op.create_table(
        "catalogue_carried",
        sa.Column("term", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("service", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("term", "service"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_catalogue_carried_service", "catalogue_carried", ["service"])
