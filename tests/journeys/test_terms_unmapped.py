"""Terms of sources that mean nothing here yet, counted over what is published."""

import orjson

from journeys.terms import unmapped


def _service(name: str, *terms: tuple[str, str]) -> bytes:
    attributes = [{"taxonomy_term": {"taxonomy": taxonomy, "name": one}} for taxonomy, one in terms]
    return orjson.dumps({"name": name, "attributes": [*attributes, {"value": "no term"}]})


BODIES = (
    _service("One", ("A", "Flumps"), ("A", "Glumps"), ("Fingerpost needs", "Flumps")),
    _service("Two", ("A", "Flumps"), ("A", "Flumps"), ("A", "Food banks")),
    _service("Three", ("B", "Flumps")),
)


def test_they_are_counted_by_listing_commonest_first() -> None:
    found = unmapped(BODIES, {})
    assert [(one.taxonomy, one.name, one.listings, one.example) for one in found] == [
        ("A", "Flumps", 2, "One"),
        ("A", "Glumps", 1, "One"),
        ("B", "Flumps", 1, "Three"),
    ]


def test_what_an_operator_has_said_is_not_listed_again() -> None:
    found = unmapped(BODIES, {"A": {"Flumps": (), "Glumps": ("need:food",)}})
    assert [(one.taxonomy, one.name) for one in found] == [("B", "Flumps")]
