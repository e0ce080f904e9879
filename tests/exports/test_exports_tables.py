"""A service as rows of tables: each field in its column, each reference to a row that is there."""

from collections import Counter

from schema.identifiers import child_id
from schema.tabular.rows import NOT_STATED, Row, cells, rows
from schema.tabular.tables import by_name, tables
from tests.fixtures.fhir import rich_service
from tests.fixtures.samples import every_field


def _of(found: list[Row], table: str) -> list[Row]:
    return [row for row in found if row.table == table]


def test_every_field_of_every_object_reaches_its_column() -> None:
    found = rows(every_field("service"))
    filled = {(row.table, name) for row in found for name in row.values}
    said = every_field("service")
    for name in tables()["service"].columns:
        if name in said:
            assert ("services", name) in filled
    assert {row.table for row in found} >= set(by_name()) - {"meta_table_descriptions"}


def test_what_is_inside_names_what_it_is_inside_of() -> None:
    service = rich_service()
    found = rows(service)
    tie = _of(found, "service_at_location")[0]
    assert tie.values["service_id"] == service["id"]
    assert tie.values["location_id"] == service["service_at_locations"][0]["location"]["id"]
    assert _of(found, "services")[0].values["organization_id"] == service["organization"]["id"]
    assert {row.values["link_entity"] for row in _of(found, "attributes")} == {"service"}
    address = _of(found, "addresses")[0]
    assert address.values["location_id"] == tie.values["location_id"]


def test_a_reference_that_leads_nowhere_is_known_as_loose() -> None:
    organization = _of(rows(rich_service()), "organizations")[0]
    assert organization.loose == ("parent_organization_id",)


def test_a_service_without_organization_gets_one_that_says_so() -> None:
    service = rich_service()
    del service["organization"]
    found = rows(service)
    assert _of(found, "services")[0].values["organization_id"] == NOT_STATED["id"]
    assert [row.values["name"] for row in _of(found, "organizations")] == ["Not stated"]


def test_what_needs_a_link_and_has_none_is_left_out_with_all_it_holds() -> None:
    service = rich_service()
    count = Counter(row.table for row in rows(service))
    del service["service_at_locations"][0]["location"]
    service["attributes"].append({"id": str(child_id("a", "b", "c")), "value": "no term"})
    fewer = Counter(row.table for row in rows(service))
    assert fewer["service_at_location"] == count["service_at_location"] - 1
    assert fewer["attributes"] == count["attributes"]


def test_cells_are_what_a_data_package_reads() -> None:
    row = _of(rows(rich_service()), "services")[0]
    cell = dict(zip(by_name()["services"].columns, cells(by_name()["services"], row.values),
                    strict=True))  # fmt: skip
    assert cell["taking_referrals"] == "true"
    assert cell["access_modes"] == '["in_person","online"]'
    assert cell["wait_time"] == ""
