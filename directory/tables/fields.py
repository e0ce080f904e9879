"""What the fields of rows are in a database; each is the same on both."""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Table, Text
from sqlmodel import Field, SQLModel

from directory.columns import PortableJSON, UTCDateTime

_COUNTED = BigInteger().with_variant(Integer(), "sqlite")


def key() -> Any:
    """A text that the row is known by, alone or with the other keys."""
    return Field(default=None, sa_column=Column(Text(), primary_key=True))


def counted() -> Any:
    """The number of the row, in the order in which rows come."""
    return Field(sa_column=Column(_COUNTED, primary_key=True))


def text(*, nullable: bool = False, index: bool = False, unique: bool = False) -> Any:
    """Text of any length."""
    column: Column[Any] = Column(Text(), nullable=nullable, index=index, unique=unique)
    return Field(default=None, sa_column=column)


def reference(target: str) -> Any:
    """The key of a row of another table, which has to be there; found by it through an index."""
    column: Column[Any] = Column(Text(), ForeignKey(target), nullable=False, index=True)
    return Field(default=None, sa_column=column)


def large_number(*, nullable: bool = False) -> Any:
    """A whole number of 64 bits."""
    return Field(default=None, sa_column=Column(BigInteger(), nullable=nullable))


def moment(*, nullable: bool = False) -> Any:
    """A moment in UTC."""
    return Field(default=None, sa_column=Column(UTCDateTime(), nullable=nullable))


def blob(*, nullable: bool = False) -> Any:
    """Bytes as they are."""
    return Field(default=None, sa_column=Column(LargeBinary(), nullable=nullable))


def json(*, nullable: bool = False) -> Any:
    """Anything that JSON holds."""
    return Field(default=None, sa_column=Column(PortableJSON, nullable=nullable))


def table_of(row: type[SQLModel]) -> Table:
    """The table of such rows, for statements."""
    table: Table = SQLModel.metadata.tables[str(row.__tablename__)]
    return table
