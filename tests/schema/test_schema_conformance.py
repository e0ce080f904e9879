"""What our models encode passes HSDS 3.2 and Open Referral UK 3.0, with all fields or the least."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from schema.encoding import decode, encode
from schema.objects import OBJECTS
from schema.organization import Organization
from schema.service import Service
from schema.taxonomy import Taxonomy
from schema.terms import our_taxonomies
from tests.fixtures.oracles import Errors
from tests.fixtures.samples import SCHEMAS, every_field, least

HSDS_OBJECTS = [name for name, thing in OBJECTS.items() if not thing.ours]
ORUK_OBJECTS = ["service", "organization", "service_at_location", "taxonomy", "taxonomy_term"]


def _encoded(name: str, said: dict[str, Any]) -> Any:
    return json.loads(encode(decode(OBJECTS[name].model, json.dumps(said))))


@pytest.mark.parametrize("name", HSDS_OBJECTS)
def test_our_objects_pass_hsds(name: str, hsds: Callable[[str], Errors]) -> None:
    assert hsds(name)(_encoded(name, every_field(name))) == []
    assert hsds(name)(_encoded(name, least(name))) == []


@pytest.mark.parametrize("name", ORUK_OBJECTS)
def test_our_objects_pass_open_referral_uk(name: str, oruk: Callable[[str], Errors]) -> None:
    assert oruk(name)(_encoded(name, every_field(name))) == []
    assert oruk(name)(_encoded(name, least(name))) == []


def test_a_service_with_every_field_passes_both(hsds_errors: Errors, oruk_errors: Errors) -> None:
    said = _encoded("service", every_field("service"))
    assert said.keys() == SCHEMAS["service"]["properties"].keys()
    assert hsds_errors(said) == []
    assert oruk_errors(said) == []


def test_the_oracles_see_a_planted_fault(hsds_errors: Errors, oruk_errors: Errors) -> None:
    said = _encoded("service", every_field("service"))
    said["service_at_locations"][0]["location"]["addresses"][0].pop("postal_code")
    said["schedules"][0]["freq"] = "DAILY"
    said["organization"]["website"] = "www without a scheme"
    assert len(hsds_errors(said)) == 3
    assert len(oruk_errors(said)) == 3


def test_parts_that_nobody_gave_keep_their_keys(hsds_errors: Errors, oruk_errors: Errors) -> None:
    said = least("service")
    address = least("address") | {"city": "", "state_province": "", "postal_code": ""}
    place = least("location") | {"addresses": [address]}
    said["service_at_locations"] = [least("service_at_location") | {"location": place}]
    said["organization"] = least("organization") | {"description": ""}
    again = _encoded("service", said)
    assert again["organization"]["description"] == ""
    assert again["service_at_locations"][0]["location"]["addresses"][0]["city"] == ""
    assert hsds_errors(again) == []
    assert oruk_errors(again) == []


def test_our_taxonomies_pass_both(
    hsds: Callable[[str], Errors], oruk: Callable[[str], Errors]
) -> None:
    for taxonomy in our_taxonomies():
        said = json.loads(encode(taxonomy))
        assert decode(Taxonomy, encode(taxonomy)) == taxonomy
        assert hsds("taxonomy")(said) == []
        assert oruk("taxonomy")(said) == []


def test_an_organization_stands_alone_or_in_its_service() -> None:
    said = every_field("organization")
    alone = decode(Organization, json.dumps(said))
    service = decode(Service, json.dumps(least("service") | {"organization": said}))
    assert service.organization == alone
