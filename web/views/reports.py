"""What people can say is wrong with a listing."""

from collections.abc import Mapping

from directory.reports import Kind

REPORT_KINDS: Mapping[Kind, str] = {
    "closed": "It has closed, or is not there any more",
    "contact_wrong": "The phone, email or address is wrong",
    "not_in_my_area": "It does not serve the area that it says",
    "unclear": "Something is hard to understand",
    "safety": "I am worried about somebody’s safety",
    "other": "Something else",
}
