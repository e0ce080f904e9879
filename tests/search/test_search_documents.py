"""A published service becomes a document that says what it says, and no more."""

from datetime import date
from uuid import UUID

import pytest

from benchmarks.listings import services
from schema.encoding import decode, encode
from schema.service import Service
from search.documents import HeldAward, SearchDocument
from search.published import read_document, search_document
from search.reach import is_wide

ID = "7a7f1c2e-0000-4000-8000-00000000000{}"


def service(**said: object) -> Service:
    return Service.model_validate({"id": ID.format(1), "name": "Tea", "status": "active", **said})


def place(number: int, lat: float | None = None, **said: object) -> dict[str, object]:
    location: dict[str, object] = {"id": ID.format(number), "location_type": "physical", **said}
    if lat is not None:
        location |= {"latitude": lat, "longitude": -2.0}
    return {"id": ID.format(number), "location": location}


def only(made: SearchDocument | None) -> SearchDocument:
    assert made is not None
    return made


def test_what_is_not_said_stays_unknown() -> None:
    assert search_document(service()) == SearchDocument(id=ID.format(1), name="Tea")


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_only_active_services_are_offered(status: str) -> None:
    assert search_document(service(status=status)) is None


def test_every_place_counts_once() -> None:
    ties = [place(2, 53.4), place(3, 53.5), place(4, 53.4), place(5)]
    made = only(search_document(service(service_at_locations=ties)))
    assert made.points == ((53.4, -2.0), (53.5, -2.0))


def test_ages_are_whole_years_that_are_certain() -> None:
    made = only(search_document(service(minimum_age=17.5, maximum_age=64.9)))
    assert (made.minimum_age, made.maximum_age) == (18, 64)


def test_a_service_keeps_its_own_hours_not_those_of_the_building() -> None:
    schedule = {"id": ID.format(8), "freq": "WEEKLY", "byday": "MO"}
    building = place(2, schedules=[{**schedule, "byday": "TU"}])
    assert only(search_document(service(service_at_locations=[building]))).days == ("TU",)
    both = service(service_at_locations=[{**building, "schedules": [schedule]}])
    assert only(search_document(both)).days == ("MO",)


def test_awards_areas_languages_and_sources() -> None:
    made = only(
        search_document(
            service(
                awards=[
                    {
                        "id": ID.format(2),
                        "scheme": "Example Kite Mark",
                        "scheme_version": "1",
                        "level": "Silver",
                        "tier": "assured",
                        "meaning": "Papers seen",
                        "does_not_cover": "Sessions",
                        "awarded_by": "Example Council",
                        "valid_from": "2026-01-01",
                        "valid_until": "2026-12-31",
                        "covers": "organization",
                    }
                ],
                service_areas=[{"id": ID.format(3), "code": "E08000009"}, {"id": ID.format(4)}],
                languages=[
                    {"id": ID.format(5), "code": "ur"},
                    {"id": ID.format(6), "name": "Manx"},
                ],
                information_checked={"on": "2026-10-05", "by": "Example Council"},
                nationwide=True,
            )
        )
    )
    days = date(2026, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
    assert made.awards == (HeldAward("assured", *days),)
    assert (made.areas, made.languages, made.nationwide) == (("E08000009",), ("ur",), True)
    assert made.checked_on == date(2026, 10, 5).toordinal()


def test_terms_of_ours_are_slugs_and_all_names_are_words() -> None:
    def term(name: str, taxonomy: str, code: str) -> dict[str, object]:
        said = {"id": ID.format(7), "name": name, "description": "", "taxonomy": taxonomy}
        return {"id": ID.format(7), "taxonomy_term": {**said, "code": code}}

    made = only(
        search_document(
            service(
                attributes=[
                    term("Loneliness and isolation", "Fingerpost needs", "loneliness"),
                    term("Befriending", "Fingerpost categories", "befriending"),
                    term("Good neighbours", "A source's own", "gn"),
                ]
            )
        )
    )
    assert (made.needs, made.categories) == (("loneliness",), ("befriending",))
    assert made.need_words == "Loneliness and isolation"
    assert made.category_words == "Befriending\nGood neighbours"


def test_reading_bytes_gives_what_the_model_gives() -> None:
    for made in services(50):
        published = encode(made)
        assert read_document(published) == search_document(decode(Service, published))


@pytest.mark.parametrize(
    ("said", "wide"),
    [
        ({"nationwide": True}, True),
        ({"areas": ("W92000004",)}, True),
        ({"areas": ("E08000009",)}, False),
        ({"access_modes": ("phone",)}, True),
        ({"access_modes": ("online",), "points": ((53.4, -2.3),)}, False),
        ({"access_modes": ("online",), "points": ((53.4, -2.3),), "areas": ("E08000009",)}, True),
        ({"access_modes": ("at_home",)}, False),
        ({}, False),
    ],
)
def test_who_serves_without_regard_to_place(said: dict[str, object], wide: bool) -> None:
    assert is_wide(SearchDocument(id=str(UUID(int=1)), name="Tea", **said)) is wide  # type: ignore[arg-type]
