"""Finds the place of a text that is, or holds, a postcode, a sector or a district."""

from places import postcode as spelling
from places.hints import NORTHERN_IRELAND_OFF, hint_for_postcode, why_unplaced
from places.place import Found, Kind, OnePlace, Place, UnknownPlace, Unplaced
from places.postcode_map import PostcodeMap, Spot
from places.spelling import shown


class Codes:
    """Postcodes, sectors and districts as places."""

    def __init__(self, postcodes: PostcodeMap, has_northern_ireland: bool) -> None:
        self._postcodes = postcodes
        self._has_northern_ireland = has_northern_ireland

    def find(self, text: str) -> Found | None:
        """What a text with a postcode in it means; None when it holds none, nor a part of one."""
        code = spelling.normalise(text)
        if code:
            return self._unit(text, code)
        sector, district = spelling.sector(text), spelling.district(text)
        if sector:
            return self._answer(text, "sector", sector, self._postcodes.sector(sector))
        if district:
            return self._answer(text, "district", district, self._postcodes.district(district))
        held = spelling.find_in(text)
        return self._unit(text, held[0]) if len(held) == 1 else None

    def beginning(self, letters: str, limit: int) -> list[Place]:
        """The placed districts whose code begins with these letters: `"M3"` gives M3, M30, M31 …"""
        compact = "".join(letters.upper().split())
        codes = self._postcodes.beginning(compact) if compact else []
        spots = ((code, self._postcodes.district(code)) for code in sorted(codes, key=_natural))
        places = (_place("district", code, spot) for code, spot in spots if spot)
        return [place for place in places if place][:limit]

    def _unit(self, text: str, code: str) -> Found:
        fact = self._postcodes.fact(code)
        spot = Spot(fact.lat, fact.lon, fact.authority) if fact else None
        return self._answer(text, "postcode", code, spot)

    def _answer(self, text: str, kind: Kind, code: str, spot: Spot | None) -> Found:
        if spot is None:
            return self._unknown(text, kind, code)
        place = _place(kind, code, spot)
        return OnePlace(place) if place else Unplaced(code, why_unplaced(code))

    def _unknown(self, text: str, kind: Kind, code: str) -> Found:
        if code.startswith("BT") and not self._has_northern_ireland:
            return Unplaced(code, NORTHERN_IRELAND_OFF)
        district = spelling.district(code)
        is_known = kind != "district" and district and self._postcodes.district(district)
        return UnknownPlace(shown(text), hint_for_postcode(code, district if is_known else None))


def _place(kind: Kind, code: str, spot: Spot) -> Place | None:
    if spot.lat is None or spot.lon is None:
        return None
    return Place(kind, code, spot.lat, spot.lon, spot.authority, spelling.district(code))


def _natural(code: str) -> tuple[int, str]:
    return len(code), code
