"""What an operator says of the directory; shown at the doors' roots."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What this directory is and who publishes it; what is not said is left out.

    `publisher_id` is an identifier as org-id.guide has them, such as GB-CHC-1234567;
    `awards_licence` the address of the licence under which kite marks may be shown elsewhere.
    """

    description: str | None = None
    data_guide: str | None = None
    publisher: str | None = None
    publisher_id: str | None = None
    publisher_email: str | None = None
    publisher_website: str | None = None
    awards_licence: str | None = None

    def named_publisher(self) -> Mapping[str, str]:
        """The publisher as HSDS's root has it; empty when nobody is named."""
        said = {
            "name": self.publisher,
            "identifier": self.publisher_id,
            "email": self.publisher_email,
            "website": self.publisher_website,
        }
        return {name: value for name, value in said.items() if value}


NOTHING_SAID = About()
