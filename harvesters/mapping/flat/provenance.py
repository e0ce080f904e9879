"""What a flat record says of itself: when it was changed and checked, its page, its numbers."""

from typing import Any

from harvesters.cleaning.html import plain_text
from harvesters.cleaning.stamps import clean_date, clean_stamp
from harvesters.cleaning.urls import clean_url
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.provenance import note_accreditation, note_checked
from harvesters.mapping.said import Said
from schema.record import ServiceIdentifier

PROVENANCE = frozenset(
    {"accreditation", "checked_on", "last_modified", "record_url", "service_identifier"}
)


def map_provenance(said: Said, draft: Draft) -> None:
    """A claimed accreditation is only ever reported; a check is the source's, with its day."""
    claim = said.joined("accreditation", "; ")
    note_accreditation(draft, draft.take(plain_text(claim, "reported_accreditations")))
    day_first = draft.source.day_first
    checked = clean_date(
        said.first("checked_on"), "assured_date", latest=draft.today, day_first=day_first
    )
    note_checked(draft, draft.take(checked))
    changed = said.first("last_modified")
    stamp = clean_stamp(changed, "last_modified", draft.now, day_first=day_first)
    draft.put("last_modified", draft.take(stamp))
    page = draft.take(clean_url(said.first("record_url"), "record_url"))
    draft.record_url = page or draft.record_url
    for scheme, value in sorted(said.members("service_identifier.")):
        draft.identifiers.append(ServiceIdentifier(scheme, value[:100]))
    draft.put("service_identifiers", _published(draft))


def _published(draft: Draft) -> list[dict[str, Any]]:
    """The numbers of registers; the id by which a feed itself knows the service is none."""
    kept = [one for one in dict.fromkeys(draft.identifiers) if one.scheme != "uuid"]
    return [
        {
            "id": draft.child("service_identifier", f"{one.scheme}\x1f{one.value}"),
            "identifier_scheme": one.scheme,
            "identifier": one.value,
        }
        for one in kept
    ]
