"""A handful of places, understood like the real gazetteer understands all of them."""

from places.place import Choice, Found, OnePlace, Place, PostcodeFact, UnknownPlace, Unplaced
from places.points import read_point

SALE = Place("town", "Sale", 53.4245, -2.3222, "E08000009", "M33")
POSTCODE = Place("postcode", "M33 7ZF", 53.4251, -2.3190, "E08000009", "M33")
NEIGHBOUR = Place("postcode", "M33 4AA", 53.4300, -2.3300, "E08000009", "M33")
MANCHESTER = Place("postcode", "M1 1AD", 53.4790, -2.2310, "E08000003", "M1")
NEWPORTS = (
    Place("town", "Newport, Newport", 51.5877, -2.9984, "W06000022", "NP20"),
    Place("town", "Newport, Isle of Wight", 50.7010, -1.2883, "E06000046", "PO30"),
)
NAMES = {"E08000009": "Trafford", "E08000003": "Manchester", "E06000046": "Isle of Wight"}
KNOWN = {place.name.replace(" ", ""): place for place in (SALE, POSTCODE, NEIGHBOUR, MANCHESTER)}


class FakeGazetteer:
    edition = "made up"

    def find(self, text: str) -> Found:
        point = read_point(text)
        if point:
            return OnePlace(Place("point", text, point.lat, point.lon, "E08000009", "M33"))
        place = KNOWN.get(text.replace(" ", "").upper()) or KNOWN.get(text.title())
        if place:
            return OnePlace(place)
        if text == "Newport":
            return Choice(NEWPORTS)
        if text == "M33 9ZZ":
            return Unplaced("M33 9ZZ", "the postcode directory gives it no position")
        return UnknownPlace(text, 'Try a postcode such as "M33 7ZF"')

    def postcode(self, text: str) -> PostcodeFact | None:
        place = KNOWN.get(text.replace(" ", "").upper())
        if place is None or place.kind != "postcode":
            return None
        return PostcodeFact(place.name, place.lat, place.lon, place.authority)

    def complete(self, letters: str, limit: int) -> list[Place]:
        return [SALE] if "sale".startswith(letters.casefold()) else []

    def authority_name(self, code: str) -> str | None:
        return NAMES.get(code)
