"""The words that the publishers of the places ask to be shown wherever their data are used."""

from typing import NamedTuple


class Credit(NamedTuple):
    """A statement to show, the licence that asks for it, and the licence's address."""

    text: str
    licence: str
    url: str


_OPEN_GOVERNMENT = (
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)

CREDITS = (
    Credit("Contains OS data © Crown copyright and database right 2025", *_OPEN_GOVERNMENT),
    Credit(
        "Contains Royal Mail data © Royal Mail copyright and database right 2025",
        *_OPEN_GOVERNMENT,
    ),
    Credit(
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
        *_OPEN_GOVERNMENT,
    ),
    Credit(
        "Town names from GeoNames",
        "Creative Commons Attribution 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
)
