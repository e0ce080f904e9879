"""An award as its subject holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from directory.awards.states import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAward:
    """One award as held by its subject; `published` is a `schema.award.PublishedAward` in JSON.

    `subject` is what was assessed: a listing's id, or an organization's identifier.
    """

    term: Term
    subject: str
    scheme_id: str
    code: str
    organization: str | None
    published: Mapping[str, Any]


def from_row(row: RowMapping) -> HeldAward:
    """An award as it stands in its table."""
    organization = row["subject"] if row["subject_kind"] == "organization" else None
    return HeldAward(
        term=Term(
            award_id=row["id"],
            first=row["valid_from"],
            last=row["valid_until"],
            loaded_at=row["loaded_at"],
            revoked_at=row["revoked_at"],
        ),
        subject=organization or row["listing_id"],
        scheme_id=row["scheme_id"],
        code=f"kitemark:{row['scheme_id']}:{row['level']}",
        organization=organization,
        published=row["document"],
    )
