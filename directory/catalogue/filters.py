"""What is wanted as conditions of SQL over `catalogue_service c`, on either database."""

from dataclasses import dataclass, field
from math import sin
from typing import Any

from directory.catalogue import tokens
from directory.catalogue.asking import Wanted
from directory.catalogue.bulk import as_stored
from directory.catalogue.entry import unit_point
from directory.catalogue.sessions import DAYS
from places.geometry import EARTH_RADIUS_M, box

PUBLISHED = (
    "EXISTS (SELECT 1 FROM document d"
    " WHERE d.kind = 'service' AND d.state = 'published' AND d.id = c.id)"
)
CHORD2 = "((p.x - :x) * (p.x - :x) + (p.y - :y) * (p.y - :y) + (p.z - :z) * (p.z - :z))"
"""The square of the straight line to a point, on a sphere whose radius is 1."""


@dataclass
class Conditions:
    """Conditions that are joined by AND, with the values of their names."""

    sqlite: bool
    clauses: list[str] = field(default_factory=lambda: ["c.present"])
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, clause: str, **values: Any) -> None:
        self.clauses.append(clause)
        self.values |= values

    def add_tokens(self, expression: str, name: str = "tokens") -> None:
        """Only services whose tokens answer an expression of `directory.catalogue.tokens`."""
        self.add(f"c.number IN ({token_query(self.sqlite, name)})", **{name: expression})

    def sql(self) -> str:
        return " AND ".join(self.clauses)


def token_query(sqlite: bool, name: str = "tokens") -> str:
    """The numbers of the services whose tokens answer the expression of that name."""
    if sqlite:
        return f"SELECT rowid FROM derived_words WHERE derived_words MATCH :{name}"
    return f"SELECT service FROM catalogue_words WHERE tokens @@ CAST(:{name} AS tsquery)"


OF_PLACE = (
    "(t.place = q.id OR (t.place = '' AND NOT EXISTS (SELECT 1 FROM catalogue_session o"
    " WHERE o.service = c.number AND o.place = q.id)))"
)
"""A session `t` at the service at location `q`: its own there, or the service's if it has none."""


def conditions(
    wanted: Wanted, *, sqlite: bool, lagging: bool, circle: bool = True, at_place: bool = False
) -> Conditions:
    """All that `wanted` asks, its circle only if `circle`, its times by the place if `at_place`.

    Where the catalogue is `lagging` behind the documents, what was withdrawn since is left out.
    """
    found = Conditions(sqlite)
    expression = token_expression(wanted, sqlite=sqlite)
    if expression:
        found.add_tokens(expression)
    if lagging:
        found.add(PUBLISHED)
    _add_ages(found, wanted)
    _add_session(found, wanted, at_place=at_place)
    if wanted.modified_after is not None:
        moment = as_stored(wanted.modified_after, sqlite=sqlite)
        found.add("c.last_modified > :modified_after", modified_after=moment)
    _add_mark(found, wanted)
    if circle and wanted.within_m is not None:
        found.add(f"c.number IN (SELECT p.service FROM {in_circle(found, wanted)})")
    return found


def _add_mark(found: Conditions, wanted: Wanted) -> None:
    """A kite mark of one of the tiers, held on the day; without a day nothing is held."""
    if not wanted.tiers:
        return
    named = {f"tier{number}": tier for number, tier in enumerate(wanted.tiers)}
    day = wanted.held_on.toordinal() if wanted.held_on else 0
    found.add(
        "EXISTS (SELECT 1 FROM catalogue_award a WHERE a.service = c.number"
        f" AND a.tier IN ({', '.join(f':{name}' for name in named)})"
        " AND a.first <= :held_on AND a.last >= :held_on)",
        held_on=day,
        **named,
    )


def token_expression(wanted: Wanted, *, sqlite: bool) -> str | None:
    """Words, terms, taxonomy, organization and marks as one expression; None for nothing."""
    words = [tokens.one(word, sqlite=sqlite) for word in wanted.words]
    if words and wanted.prefix:
        words[-1] = tokens.one(wanted.words[-1], sqlite=sqlite, prefix=True)
    groups = list(wanted.marks)
    if wanted.terms:
        groups.append(tuple(f"term:{term}" for term in wanted.terms))
    if wanted.taxonomy is not None:
        groups.append((f"taxonomy:{wanted.taxonomy}",))
    if wanted.organization_id is not None:
        groups.append((f"organization:{wanted.organization_id}",))
    words += [any_mark(group, sqlite=sqlite) for group in groups]
    return tokens.all_of(words, sqlite=sqlite) if words else None


def any_mark(group: tuple[str, ...], *, sqlite: bool) -> str:
    """An expression that wants one of the marks; nothing has the mark of an empty group."""
    named = [tokens.one(tokens.mark_token(mark), sqlite=sqlite) for mark in group or ("",)]
    return tokens.any_of(named, sqlite=sqlite)


def in_circle(found: Conditions, wanted: Wanted) -> str:
    """Tables and conditions of the points `p` in the circle; its values are added to `found`.

    The box or the geography leave a few too many; the straight line through the sphere decides,
    by plain arithmetic, so that both databases answer alike to the last digit.
    """
    if wanted.lat is None or wanted.lon is None or wanted.within_m is None:
        raise ValueError("within_m needs lat and lon; nothing was looked for")
    x, y, z = unit_point(wanted.lat, wanted.lon)
    chord = 2 * sin(min(wanted.within_m / (2 * EARTH_RADIUS_M), 1.5707963267948966))
    found.values |= {"x": x, "y": y, "z": z, "chord2": chord * chord}
    near = f"{CHORD2} <= :chord2"
    if found.sqlite:
        south, west, north, east = box(wanted.lat, wanted.lon, wanted.within_m)
        found.values |= {"south": south, "west": west, "north": north, "east": east}
        return (
            "derived_points r JOIN catalogue_point p ON p.number = r.number"
            " WHERE r.south <= :north AND r.north >= :south"
            f" AND r.west <= :east AND r.east >= :west AND {near}"
        )
    margin = wanted.within_m * 1.000001 + 0.01
    found.values |= {"lat": wanted.lat, "lon": wanted.lon, "within_m": margin}
    return (
        "catalogue_point p WHERE ST_DWithin(p.position,"
        " ST_SetSRID(ST_MakePoint(:lon, :lat), 4326)::geography, :within_m, false)"
        f" AND {near}"
    )


def _add_ages(found: Conditions, wanted: Wanted) -> None:
    """Overlap with the range asked for, and the narrower meaning of Open Referral UK's words."""
    for clause, name, value in (
        ("(c.maximum_age IS NULL OR c.maximum_age >= :{0})", "age_from", wanted.minimum_age),
        ("(c.minimum_age IS NULL OR c.minimum_age <= :{0})", "age_to", wanted.maximum_age),
        ("c.minimum_age >= :{0}", "starts_from", wanted.starts_at_age),
        ("c.maximum_age <= :{0}", "ends_by", wanted.ends_at_age),
    ):
        if value is not None:
            found.add(clause.format(name), **{name: float(value)})


def _add_session(found: Conditions, wanted: Wanted, *, at_place: bool) -> None:
    asked: dict[str, tuple[str, Any]] = {}
    if wanted.day is not None:
        asked["day"] = ("t.weekday = :day", DAYS.index(wanted.day))
    if wanted.opens is not None:
        asked["opens"] = ("t.opens >= :opens", wanted.opens)
    if wanted.closes is not None:
        asked["closes"] = ("t.closes <= :closes", wanted.closes)
    if asked:
        clauses = [clause for clause, _ in asked.values()]
        held = " AND ".join([*clauses, OF_PLACE] if at_place else clauses)
        found.add(
            f"EXISTS (SELECT 1 FROM catalogue_session t WHERE t.service = c.number AND {held})",
            **{name: value for name, (_, value) in asked.items()},
        )
