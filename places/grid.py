"""From metres on the British or Irish national grid to latitude and longitude (WGS84)."""

import numpy as np
import numpy.typing as npt
from pyproj import Transformer
from pyproj.network import set_network_enabled  # type: ignore[attr-defined]  # public, not in its __all__

from places.nearest import MICRO, NOWHERE

BRITISH_GRID = "EPSG:27700"
IRISH_GRID = "EPSG:29903"
_WGS84 = "EPSG:4326"
Floats = npt.NDArray[np.float64]
Micro = npt.NDArray[np.int32]


def to_micro_degrees(grid: str, easting: Floats, northing: Floats) -> tuple[Micro, Micro]:
    """Latitudes and longitudes in millionths of a degree; `NOWHERE` where a metre is NaN.

    Right to about 5 m: the Helmert transformation, without a grid of shifts from the network.
    """
    set_network_enabled(active=False)
    turn = Transformer.from_crs(grid, _WGS84, always_xy=True)
    known = np.isfinite(easting) & np.isfinite(northing)
    lon, lat = turn.transform(easting[known], northing[known])
    return _filled(known, lat), _filled(known, lon)


def _filled(known: npt.NDArray[np.bool_], degrees: Floats) -> Micro:
    micro = np.full(len(known), NOWHERE, dtype=np.int32)
    micro[known] = np.rint(degrees * MICRO).astype(np.int32)
    return micro
