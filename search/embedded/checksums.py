"""The checksum with which the engine ends each of its files.

A file ends with the checksum of what comes before it (JSON), the length of that JSON and a mark,
four bytes each, little-endian.
"""

import os
import struct
import zlib
from typing import BinaryIO

import orjson

_END = struct.Struct("<II")
_MARK = 1337
_LONGEST_FOOTER = 1 << 12
_AT_ONCE = 1 << 20


def is_as_written(path: str) -> bool:
    """Whether the checksum at the end of a file is that of the rest; raises OSError."""
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size < _END.size:
            return False
        file.seek(size - _END.size)
        length, mark = _END.unpack(file.read(_END.size))
        body = size - _END.size - length
        if mark != _MARK or length > _LONGEST_FOOTER or body < 0:
            return False
        file.seek(body)
        said = file.read(length)
        file.seek(0)
        return _crc_in(said) == _crc_of(file, body)


def _crc_in(footer: bytes) -> int | None:
    try:
        return int(orjson.loads(footer)["crc"])
    except (ValueError, TypeError, KeyError):
        return None


def _crc_of(file: BinaryIO, length: int) -> int:
    crc = 0
    while length and (some := file.read(min(length, _AT_ONCE))):
        crc = zlib.crc32(some, crc)
        length -= len(some)
    return crc
