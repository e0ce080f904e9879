"""FHIR search parameters as conditions of SQL; every value is bound, none is written in."""

from collections.abc import Mapping, Sequence
from typing import Any

from directory.fhir.asking import Criterion, Kind, Near, Sought, Updated
from places.geometry import box
from schema.fhir.searching import fold, fold_postcode, further

TEXTS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "alias"),
    "address": ("street", "city", "postcode", "state", "country"),
    "address-city": ("city",),
    "address-postalcode": ("postcode",),
    "address-state": ("state",),
    "address-country": ("country",),
}
REFERENCES: Mapping[str, Kind] = {"organization": "Organization", "location": "Location"}
_COMPARED: Mapping[str, str] = {
    "eq": "{f}.updated >= {start} AND {f}.updated < {end}",
    "ne": "({f}.updated < {start} OR {f}.updated >= {end})",
    "gt": "{f}.updated >= {end}",
    "ge": "{f}.updated >= {start}",
    "lt": "{f}.updated < {start}",
    "le": "{f}.updated < {end}",
}
_LAST = "\U0010ffff"


class Conditions:
    """Conditions on rows of `fhir_resource`, and the values bound in them."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def of(self, sought: Sought) -> str:
        """That a row, called `f`, is what is sought, apart from where it lies."""
        found = [f"f.kind = {self._bind(sought.kind)}", "f.shown = 1"]
        found += (self._criterion(one, sought.kind, "f") for one in sought.criteria)
        found += (self._updated(one) for one in sought.updated)
        return " AND ".join(found)

    def near(self, near: Near, alias: str) -> str:
        """That a row lies in the box around a circle."""
        south, west, north, east = box(near.lat, near.lon, near.within_m)
        return (
            f"{alias}.lat BETWEEN {self._bind(south)} AND {self._bind(north)}"
            f" AND {alias}.lon BETWEEN {self._bind(west)} AND {self._bind(east)}"
        )

    def _criterion(self, one: Criterion, kind: Kind, f: str) -> str:
        if one.chain:
            below = Criterion(parameter=one.parameter, values=one.values, contains=one.contains)
            inner = self._criterion(below, one.chain, "b")
            return self._below(f, one.chain, inner)
        if one.parameter == "_id":
            return f"{f}.id IN ({self._list(one.values)})"
        if one.parameter in TEXTS:
            return self._text(one, kind, f)
        if kind == "HealthcareService" and one.parameter in REFERENCES:
            inner = f"b.id IN ({self._list(one.values)})"
            return self._below(f, REFERENCES[one.parameter], inner)
        return self._code(one, kind, f)

    def _below(self, f: str, kind: Kind, inner: str) -> str:
        """That the service of a row has a resource of a kind that meets `inner`."""
        return (
            f"{f}.service_id IN (SELECT b.service_id FROM fhir_resource b"
            f" WHERE b.kind = {self._bind(kind)} AND b.gone = 0 AND {inner})"
        )

    def _text(self, one: Criterion, kind: Kind, f: str) -> str:
        ways = [
            self._begins(f"{f}.{column}", _folded(column, value), contains=one.contains)
            for value in one.values
            for column in TEXTS[one.parameter]
        ]
        if kind == "Organization" and one.parameter != "name":
            ways.append(self._further(one, f))
        return f"({' OR '.join(ways)})"

    def _further(self, one: Criterion, f: str) -> str:
        """That an address of an organization that is not its first begins so."""
        ways = " OR ".join(
            f"(c.parameter = {self._bind(further(column))} AND"
            f" {self._begins('c.code', _folded(column, value), contains=one.contains)})"
            for value in one.values
            for column in TEXTS[one.parameter]
        )
        return (
            f"({f}.id, {f}.service_id) IN (SELECT c.id, c.service_id FROM fhir_code c"
            f" WHERE c.kind = 'Organization' AND ({ways}))"
        )

    def _begins(self, column: str, folded: str, *, contains: bool) -> str:
        if contains:
            plain = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            return f"{column} LIKE {self._bind(f'%{plain}%')} ESCAPE '\\'"
        return f"({column} >= {self._bind(folded)} AND {column} < {self._bind(folded + _LAST)})"

    def _code(self, one: Criterion, kind: Kind, f: str) -> str:
        ways = " OR ".join(self._token(value) for value in one.values)
        return (
            f"({f}.id, {f}.service_id) IN (SELECT c.id, c.service_id FROM fhir_code c"
            f" WHERE c.kind = {self._bind(kind)} AND c.parameter = {self._bind(one.parameter)}"
            f" AND ({ways}))"
        )

    def _token(self, value: str) -> str:
        system, bar, code = value.rpartition("|")
        tests = []
        if code:
            tests.append(f"c.code IN ({self._list(_spelt(code))})")
        if bar:
            tests.append(f"c.system = {self._bind(system.lower())}")
        return f"({' AND '.join(tests)})"

    def _updated(self, one: Updated) -> str:
        start, end = self._bind(one.start), self._bind(one.end)
        return _COMPARED[one.prefix].format(f="f", start=start, end=end)

    def _list(self, values: tuple[str, ...]) -> str:
        return ", ".join(self._bind(value) for value in values)

    def _bind(self, value: Any) -> str:
        name = f"v{len(self.values)}_"
        self.values[name] = value
        return f":{name}"


def _folded(column: str, value: str) -> str:
    return fold_postcode(value) if column == "postcode" else fold(value)


def _spelt(code: str) -> tuple[str, ...]:
    """A code as it is, and as the words of a concept that has no code."""
    return tuple(dict.fromkeys((code.lower(), fold(code))))


def bound(ids: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Ids as a list of SQL, and the values bound in it."""
    values = {f"i{number}_": one for number, one in enumerate(ids)}
    return ", ".join(f":{name}" for name in values), values
