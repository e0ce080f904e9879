"""What one record says of a listing: how much its word counts, and how it is credited."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from schema.source import SourceFacts

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Member:
    """One record of a listing: its understood service as encoded, and when it last changed."""

    record_id: str
    source_id: str
    key: str
    service: bytes
    changed_at: str


class Said:
    """A member with its service under the listing's id."""

    def __init__(self, member: Member, facts: SourceFacts, listing_id: str) -> None:
        own, ours = member.record_id.encode(), listing_id.encode()
        self.member = member
        self.facts = facts
        self.service: Json = orjson.loads(member.service.replace(own, ours))

    def precedence(self) -> tuple[int, int, str, str]:
        """The lower, the more its word counts: by priority, then by who checked last."""
        checked = self.service.get("assured_date")
        checked_day = date.fromisoformat(checked).toordinal() if checked else 0
        return -self.facts.priority, -checked_day, self.member.source_id, self.member.record_id

    def credit(self) -> Json:
        """How the source is named for this record."""
        credit: Json = {
            **_credit_of(self.facts),
            "record_id": self.member.record_id,
            "record_key": self.member.key,
        }
        url, checked = self.service.get("record_url"), self.service.get("assured_date")
        if url:
            credit["url"] = url
        if self.member.changed_at:
            credit["changed_at"] = self.member.changed_at
        if checked:
            credit["checked_on"] = checked
        return credit


@lru_cache(maxsize=1_024)
def _credit_of(facts: SourceFacts) -> Json:
    """What every record of a source is credited with; what is empty is left out."""
    credit = {
        "source_id": facts.id,
        "title": facts.title,
        "publisher": facts.publisher.name,
        "licence": facts.licence.name,
        "licence_url": facts.licence.url,
        "attribution": [one.model_dump(exclude_none=True) for one in facts.attribution],
    }
    return {name: value for name, value in credit.items() if value}
