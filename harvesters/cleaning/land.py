"""Where in the United Kingdom and the Crown dependencies there is land, roughly.

For each quarter of a degree of latitude, the longitudes between which there are postcodes or
named places, rounded outward to a tenth of a degree (about 7 km). Extents taken from the ONS
Postcode Directory (Open Government Licence) and from the islands' published positions.
"""

Band = tuple[tuple[float, float], ...]

_SOUTHMOST = 49.0
_STEP = 0.25
_BANDS: tuple[Band, ...] = (
    ((-2.8, -1.9),),  # 49.00 Jersey
    ((-2.8, -1.9),),
    ((-2.8, -1.9),),
    ((-6.5, -5.0), (-2.4, -2.0)),  # 49.75 Scilly, Lizard, Alderney
    ((-6.5, -4.7), (-4.0, -3.6)),
    ((-5.6, -3.4), (-2.6, -2.3)),
    ((-5.1, 0.4),),
    ((-4.7, 1.1),),
    ((-4.8, 1.5),),  # 51.00
    ((-4.3, 1.5),),
    ((-5.3, 1.3),),
    ((-5.4, 1.5),),
    ((-5.2, 1.7),),  # 52.00
    ((-4.9, 1.9),),
    ((-4.9, 1.9),),
    ((-4.9, 1.8),),
    ((-4.8, 1.1),),  # 53.00
    ((-4.8, 0.4),),
    ((-3.2, 0.2),),
    ((-3.2, 0.2),),
    ((-7.9, -5.4), (-4.9, -4.3), (-3.5, 0.0)),  # 54.00 Ulster, Man, England
    ((-8.2, -5.4), (-4.8, -4.2), (-3.7, -0.2)),
    ((-8.2, -0.5),),
    ((-7.6, -1.1),),
    ((-7.4, -1.3),),  # 55.00
    ((-6.6, -1.4),),
    ((-6.6, -1.5),),
    ((-6.6, -1.8),),
    ((-7.1, -2.3),),  # 56.00
    ((-7.1, -2.5),),
    ((-7.1, -2.2),),
    ((-7.7, -2.0),),
    ((-7.6, -2.0),),  # 57.00
    ((-7.7, -1.7),),
    ((-8.7, -8.4), (-7.7, -1.7)),  # 57.50 St Kilda
    ((-7.4, -2.8),),
    ((-7.2, -3.0),),  # 58.00
    ((-7.2, -3.0),),
    ((-6.5, -6.0), (-5.2, -2.6)),
    ((-3.6, -2.6),),
    ((-3.5, -2.2),),  # 59.00 Orkney
    ((-3.3, -2.2),),
    ((-1.8, -1.4),),  # 59.50 Fair Isle
    ((-1.7, -1.1),),
    ((-2.3, -0.9),),  # 60.00 Shetland
    ((-2.2, -0.6),),
    ((-1.8, -0.6),),
    ((-1.3, -0.6),),
)


def is_on_land(lat: float, lon: float) -> bool:
    """Whether a point (degrees, WGS84) lies on or within some 7 km of British land."""
    if not _SOUTHMOST <= lat < _SOUTHMOST + _STEP * len(_BANDS):
        return False
    return any(west <= lon <= east for west, east in _BANDS[int((lat - _SOUTHMOST) // _STEP)])
