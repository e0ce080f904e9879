"""What somebody does with the generated client: `python using_it.py ADDRESS`; prints JSON."""

import json
import sys

from fingerpost_client import Client
from fingerpost_client.api.changes import changed_services
from fingerpost_client.api.hsds import hsds_list_services, hsds_show_services
from fingerpost_client.api.listings import show_listing, show_provenance
from fingerpost_client.api.listings_kept_by_groups import submit_listing
from fingerpost_client.api.search import search, search_privately
from fingerpost_client.models import (
    ListingAnswer,
    ProblemAnswer,
    ProvenanceAnswer,
    ReceiptAnswer,
    SearchAnswer,
    SearchPrivatelySearchAsked,
    Service,
    ServicePage,
    SubmitListingBody,
)

client = Client(base_url=sys.argv[1], raise_on_unexpected_status=True)

found = search.sync(client=client, q="lonely", near="M33 7ZF", within="5mi")
assert isinstance(found, SearchAnswer)
first = found.results[0]

private = search_privately.sync(
    client=client, body=SearchPrivatelySearchAsked(q="lonely", near="M33 7ZF", within="5mi")
)
assert isinstance(private, SearchAnswer)

listing = show_listing.sync(first.id, client=client)
assert isinstance(listing, ListingAnswer)

origin = show_provenance.sync(first.id, client=client)
assert isinstance(origin, ProvenanceAnswer)

page = hsds_list_services.sync(client=client, per_page=3, full=True)
assert isinstance(page, ServicePage)
assert isinstance(page.contents[0], Service)
again = hsds_show_services.sync(page.contents[0].id, client=client)
assert isinstance(again, Service)

changes = changed_services.sync_detailed(client=client, limit=10)

refused = search.sync(client=client, near="ZZ99 9ZZ")
assert isinstance(refused, ProblemAnswer)

sent = submit_listing.sync(
    client=client,
    body=SubmitListingBody.from_dict(
        {
            "listing": {
                "name": "Monday Music",
                "description": "Singing together, made up.",
                "postcode": "M33 7ZF",
                "phone": "01632 960002",
            },
            "contact": {"email": "organiser@group.example"},
        }
    ),
)
assert isinstance(sent, ReceiptAnswer)
print(
    json.dumps(
        {
            "found": found.total,
            "found privately": private.total,
            "same": listing.name == first.listing.name,
            "sources": len(origin.fields.additional_properties["name"].sources) > 0,
            "page": len(page.contents),
            "same service": again.name == page.contents[0].name,
            "changes": changes.status_code,
            "refused": refused.status,
            "state": sent.state,
        }
    )
)
