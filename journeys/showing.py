"""One published listing by any of its ids, for every door that shows one."""

from journeys.gone import Gone
from journeys.stored import Documents, StoredDocument


class ListingUnknown(Exception):
    """No listing has ever had this id."""

    detail = "No listing has this id; expected the id of a listing, as search results give it."


class ListingGone(Gone):
    """The listing is no longer published; `successor` is the id of the one that took its place."""

    joined = "This listing was joined to another, which `successor` names."
    withdrawn = "This listing was withdrawn and is no longer published."


def show(documents: Documents, listing_id: str) -> StoredDocument:
    """The published document of a listing; raises ListingUnknown or ListingGone."""
    document = documents.document("service", listing_id)
    if document is None:
        raise ListingUnknown
    if document.state != "published":
        raise ListingGone(str(document.successor) if document.successor else None)
    return document


def provenance(documents: Documents, listing_id: str) -> bytes:
    """The source of each field of a listing, as JSON; raises ListingUnknown or ListingGone."""
    document = show(documents, listing_id)
    said = documents.provenance(document.id)
    if said is None:
        raise ListingUnknown
    return said
