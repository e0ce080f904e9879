"""The `[reader]` table of a source file: how one feed is fetched and read."""

import codecs
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Kind = Literal["open_referral", "open_referral_1", "aliss", "table", "geojson", "json_list"]


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(
            f'expected an http or https address, such as "https://x.example/"; {url!r}'
        )
    if parts.username or parts.password:
        raise ValueError("expected an address without a user name or password in it")
    return url


def _pointer(pointer: str) -> str:
    if pointer and not pointer.startswith("/"):
        raise ValueError('expected a JSON pointer, such as "/data/items", or "" for the whole')
    return pointer


def _encoding(name: str) -> str:
    try:
        "x".encode(name)
        return codecs.lookup(name).name
    except LookupError:
        raise ValueError('expected the name of an encoding, such as "utf-8" or "cp1252"') from None


def _paths(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _below_the_folder(paths: tuple[str, ...]) -> tuple[str, ...]:
    for path in paths:
        if path.startswith("/") or "\\" in path or ".." in path.split("/"):
            raise ValueError(f"expected a path below the operator's local folder, not {path!r}")
    return paths


class ReaderSettings(BaseModel):
    """How one feed is read. Keys that a kind of reader does not use are refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    url: Annotated[str, AfterValidator(_web_address)] = Field(
        description="where the feed is; a query in it is kept on every page"
    )
    local: Annotated[
        tuple[str, ...], BeforeValidator(_paths), AfterValidator(_below_the_folder)
    ] = Field((), description="file or files (page 1, 2, ...) below the operator's local folder")
    hosts: tuple[str, ...] = Field((), description="other hosts that a redirect may lead to")
    deadline_s: float | None = Field(
        None, gt=0, le=3600, description="most seconds that one answer may take, if not the usual"
    )
    max_records: int = Field(1_000_000, ge=1, le=10_000_000)
    page_size: int | None = Field(None, ge=1, le=10_000, description="asked of paged feeds")
    max_pages: int = Field(10_000, ge=1, le=1_000_000, description="of paged feeds")
    details: bool = Field(
        False, description="ask for each service by itself, where the list holds summaries"
    )
    items: Annotated[str, AfterValidator(_pointer)] = Field(
        "", description="JSON pointer to the array of records, for json_list"
    )
    encoding: Annotated[str, AfterValidator(_encoding)] | None = Field(
        None, description="if the feed is not UTF-8 and does not say what it is"
    )
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    has_header: bool = True
    columns: tuple[str, ...] = Field((), description="names of the columns, instead of a header's")
    skip_rows: int = Field(0, ge=0, le=100, description="lines above the header of a table")

    @model_validator(mode="after")
    def _keys_of_this_kind(self) -> "ReaderSettings":
        foreign = sorted(self.model_fields_set & MEANINGLESS[self.kind])
        if foreign:
            raise ValueError(f"{foreign[0]!r} means nothing to a reader of kind {self.kind!r}")
        if len(self.local) > 1 and MEANINGLESS[self.kind] >= _PAGED:
            raise ValueError(f"expected one file in `local`; a feed of {self.kind!r} has no pages")
        if self.kind == "table" and not self.has_header and not self.columns:
            raise ValueError("expected `columns`, the names of the columns, as has_header is false")
        if len(set(self.columns)) != len(self.columns):
            raise ValueError("expected every name in `columns` once")
        return self


_PAGED = frozenset({"page_size", "max_pages"})
_TABLE = frozenset({"delimiter", "has_header", "columns", "skip_rows"})
MEANINGLESS: dict[Kind, frozenset[str]] = {
    "open_referral": _TABLE | {"items"},
    "open_referral_1": _TABLE | {"items"},
    "aliss": _TABLE | {"items", "details"},
    "table": _PAGED | {"items", "details"},
    "geojson": _PAGED | _TABLE | {"items", "details"},
    "json_list": _PAGED | _TABLE | {"details"},
}
"""The settings that mean nothing to a reader of each kind, and are refused with it."""
