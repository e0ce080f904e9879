"""One file of named sections: written beside and renamed in, checked when opened, mapped to read.

Layout: a fixed head (magic, format, check of the directory, its length), the directory as JSON
(what the file was made from, its size, a check of the content, where each section lies), then the
sections, each on a multiple of 8 bytes.
"""

import mmap
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import Any
from zlib import crc32

import orjson

MAGIC = b"FPPLACES"
FORMAT = 1
_HEAD = Struct("<8sIIQ")
_ALIGN = 8
_LONGEST_DIRECTORY = 1 << 20


class NotTrusted(Exception):
    """The file is missing, cut short, of another format or damaged; it has to be built again."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path.name}: {why}; it has to be built again")
        self.why = why


@dataclass(frozen=True, slots=True)
class MappedFile:
    """An open file; a section is a view on the mapping and costs no copy."""

    made_from: Mapping[str, Any]
    size: int
    content_check: int
    content: memoryview
    sections: Mapping[str, tuple[int, int]]

    def section(self, name: str) -> memoryview:
        """The bytes of one section."""
        start, length = self.sections[name]
        return self.content[start : start + length]

    def is_whole(self) -> bool:
        """Whether every byte is as it was written; reads the whole file."""
        return crc32(self.content) == self.content_check


def write(path: Path, made_from: Mapping[str, Any], sections: Mapping[str, bytes]) -> None:
    """Write a file that is either wholly there or not at all, whenever the power goes."""
    beside = path.with_suffix(".building")
    with beside.open("wb") as file:
        for part in _parts(made_from, sections):
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _sync_folder(path.parent)


def open_mapped(path: Path, needed: Iterable[str] = ()) -> MappedFile:
    """Map a file after checking its head, directory and size; raises `NotTrusted`.

    It must hold the sections that are `needed`; others are for later programs.
    """
    try:
        with path.open("rb") as file:
            whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as fault:
        raise NotTrusted(path, "missing, empty or unreadable") from fault
    length = _directory_length(path, whole)
    listed = orjson.loads(whole[_HEAD.size : _HEAD.size + length])
    content = whole[_aligned(_HEAD.size + length) :]
    if listed["content_size"] != len(content):
        raise NotTrusted(path, f"holds {len(content)} bytes of {listed['content_size']}")
    places = {name: (start, size) for name, (start, size) in listed["sections"].items()}
    missing = [name for name in needed if name not in places]
    if missing:
        raise NotTrusted(path, f"made before {missing[0]} was part of it")
    return MappedFile(listed["made_from"], len(whole), listed["check"], content, places)


def _directory_length(path: Path, whole: memoryview) -> int:
    if len(whole) < _HEAD.size:
        raise NotTrusted(path, "cut short")
    magic, version, check, length = _HEAD.unpack(whole[: _HEAD.size])
    if magic != MAGIC or version != FORMAT:
        raise NotTrusted(path, f"not of format {FORMAT}")
    if length > _LONGEST_DIRECTORY or crc32(whole[_HEAD.size : _HEAD.size + length]) != check:
        raise NotTrusted(path, "its directory is damaged")
    return int(length)


def _parts(made_from: Mapping[str, Any], sections: Mapping[str, bytes]) -> list[bytes]:
    content, where, at, check = [], {}, 0, 0
    for name, data in sections.items():
        padded = data + b"\0" * (_aligned(len(data)) - len(data))
        where[name] = (at, len(data))
        at, check = at + len(padded), crc32(padded, check)
        content.append(padded)
    directory = orjson.dumps(
        {"made_from": made_from, "sections": where, "content_size": at, "check": check}
    )
    head = _HEAD.pack(MAGIC, FORMAT, crc32(directory), len(directory))
    gap = _aligned(_HEAD.size + len(directory)) - _HEAD.size - len(directory)
    return [head, directory, b"\0" * gap, *content]


def _aligned(size: int) -> int:
    return -(-size // _ALIGN) * _ALIGN


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
