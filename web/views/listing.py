"""One listing in full: what it is, how far to trust it, and where every fact comes from."""

from dataclasses import dataclass
from datetime import date

from schema.award import PublishedAward
from schema.encoding import decode
from schema.service import Service
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, codes
from web.views.provenance import Credit, FieldSaid, credits_of, fields_said
from web.views.sections import Fact, facts
from web.wording.contacts import Link, web_link
from web.wording.dates import in_words
from web.wording.lists import begun, paragraphs
from web.wording.standing import standing
from web.wording.trust import COVERED, checked_in_full, mark

ABUSE = ("domestic-abuse", "domestic-abuse-service")


@dataclass(frozen=True, slots=True)
class Mark:
    """A kite mark held, what it says and what it does not."""

    award: PublishedAward
    title: str
    until: str
    covers: str
    body: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """`standing` is there for what has closed; `checked` is None where nobody has said.

    `reported` are claims that nobody verified.
    """

    id: str
    name: str
    other_name: str | None
    description: tuple[str, ...]
    standing: str | None
    alert: str | None
    facts: tuple[Fact, ...]
    checked: str | None
    marks: tuple[Mark, ...]
    reported: tuple[str, ...]
    credits: tuple[Credit, ...]
    fields: tuple[FieldSaid, ...]
    changed: str | None
    quick_exit: bool


def listing(document: bytes, provenance: bytes, today: date) -> Listing:
    """What is shown of a published listing."""
    service = decode(Service, document)
    told = checked_in_full(service, today)
    return Listing(
        id=str(service.id),
        name=service.name,
        other_name=service.alternate_name,
        description=tuple(paragraphs(service.description or "")),
        standing=standing(service),
        alert=service.alert,
        facts=tuple(facts(service, today)),
        checked=begun(told) if told else None,
        marks=tuple(_mark(one) for one in service.awards),
        reported=tuple(
            f"“{one.text}” – reported by {one.source_title}, unverified"
            for one in service.reported_accreditations
        ),
        credits=tuple(credits_of(service)),
        fields=tuple(fields_said(provenance, service)),
        changed=in_words(service.last_modified.date()) if service.last_modified else None,
        quick_exit=_about_abuse(service),
    )


def _mark(award: PublishedAward) -> Mark:
    body = web_link(award.awarded_by_url, award.awarded_by) or Link(award.awarded_by, None)
    return Mark(award, mark(award), in_words(award.valid_until), COVERED[award.covers], body)


def _about_abuse(service: Service) -> bool:
    terms = [*codes(service, NEEDS_TAXONOMY), *codes(service, CATEGORIES_TAXONOMY)]
    return any(slug in terms for slug in ABUSE)
