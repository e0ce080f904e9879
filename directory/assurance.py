"""The kite marks that a listing holds, written into its document as they stand at a moment.

No way leads here from a record: what a feed says of marks is removed, and only awards that were
loaded from a body's own file are written in.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, or_, select

from directory.awards.states import Term, in_force, next_change
from directory.tables import AWARD, RECORD
from schema.identifiers import child_id
from schema.terms import taxonomy_id, term_id

TAXONOMY = "Kite marks"
SENTENCE_BEGINS = "Kite mark held: "
TIERS = ("recognised", "assured", "ready")

Json = dict[str, Any]


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


def held(connection: Connection, listing_ids: Sequence[str]) -> dict[str, tuple[HeldAward, ...]]:
    """Every award, whatever its dates, that may concern each of these listings.

    An award of a record counts only while the record is in the listing that it was in when the
    award was loaded or confirmed. Those of organizations are given for every listing: `assure`
    looks for their identifiers. Listings without any are left out.
    """
    if connection.execute(select(AWARD.c.id).limit(1)).first() is None:
        return {}
    own: dict[str, list[HeldAward]] = defaultdict(list)
    shared: list[HeldAward] = []
    for row in connection.execute(_concerning(listing_ids)).mappings():
        award = from_row(row)
        (shared if award.organization else own[row["listing_id"]]).append(award)
    if shared:
        return {listing: (*own.get(listing, ()), *shared) for listing in listing_ids}
    return {listing: tuple(awards) for listing, awards in own.items()}


def _concerning(listing_ids: Sequence[str]) -> Any:
    of_listing = (AWARD.c.subject_kind == "listing") | (RECORD.c.listing_id == AWARD.c.listing_id)
    return (
        select(AWARD)
        .outerjoin(RECORD, (AWARD.c.subject_kind == "record") & (RECORD.c.id == AWARD.c.subject))
        .where(
            or_(
                AWARD.c.subject_kind == "organization",
                AWARD.c.listing_id.in_(listing_ids) & of_listing,
            )
        )
        .order_by(AWARD.c.id)
    )


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


def assure(
    document: Json, held: Sequence[HeldAward], now: datetime
) -> tuple[Json, datetime | None]:
    """The document with the kite marks in force at `now`, and the moment at which they change.

    Whatever the document says of kite marks is taken out first, so that the answer is the same
    for a fresh document and for a stored one.
    """
    plain = _without_marks(document)
    concerning = _concerned(plain, held) if held else []
    if not concerning:
        return plain, None
    groups: dict[tuple[str, str], dict[Term, HeldAward]] = defaultdict(dict)
    for award in concerning:
        groups[award.subject, award.scheme_id][award.term] = award
    active = [terms[term] for terms in groups.values() if (term := in_force(terms, now))]
    changes = [moment for terms in groups.values() if (moment := next_change(terms, now))]
    marked = _with_marks(plain, sorted(active, key=_shown_first)) if active else plain
    return marked, min(changes, default=None)


def identifiers_of(document: Mapping[str, Any]) -> set[str]:
    """The identifiers of a document's organization, as org-id.guide writes them."""
    organization = document.get("organization", {})
    return set(_written(organization.get("organization_identifiers", ())))


def _written(identifiers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one in identifiers:
        scheme = one.get("identifier_scheme", "").upper()
        number = one["identifier"].upper().replace(" ", "")
        yield number if not scheme or number.startswith(f"{scheme}-") else f"{scheme}-{number}"


def _concerned(document: Json, held: Sequence[HeldAward]) -> list[HeldAward]:
    identifiers = identifiers_of(document)
    return [one for one in held if one.organization is None or one.organization in identifiers]


def _shown_first(award: HeldAward) -> tuple[int, str, str]:
    return TIERS.index(award.published["tier"]), award.scheme_id, award.term.award_id


def _without_marks(document: Json) -> Json:
    if not document.keys() & {"awards", "accreditations", "attributes"}:
        return document
    plain = {name: value for name, value in document.items() if name != "awards"}
    _put(plain, "accreditations", "\n".join(_other_sentences(document)))
    _put(plain, "attributes", [one for one in document.get("attributes", ()) if not _is_mark(one)])
    return plain


def _put(document: Json, name: str, value: str | list[Json]) -> None:
    if value:
        document[name] = value
    else:
        document.pop(name, None)


def _other_sentences(document: Json) -> list[str]:
    said = document.get("accreditations", "").split("\n")
    return [line for line in said if line and not line.startswith(SENTENCE_BEGINS)]


def _is_mark(attribute: Json) -> bool:
    term = attribute.get("taxonomy_term", {})
    return term.get("taxonomy") == TAXONOMY or str(term.get("code")).startswith("kitemark:")


def _with_marks(plain: Json, awards: Sequence[HeldAward]) -> Json:
    sentences = [*_other_sentences(plain), *(_sentence(one.published) for one in awards)]
    terms = {one.code: _attribute(plain["id"], one) for one in awards}
    return {
        **plain,
        "awards": [dict(one.published) for one in awards],
        "accreditations": "\n".join(sentences),
        "attributes": [*plain.get("attributes", ()), *terms.values()],
    }


def _sentence(award: Mapping[str, Any]) -> str:
    return (
        f"{SENTENCE_BEGINS}{award['scheme']} {award['scheme_version']}, level {award['level']}, "
        f"awarded by {award['awarded_by']}, valid from {award['valid_from']} "
        f"to {award['valid_until']}."
    )


def _attribute(listing_id: str, award: HeldAward) -> Json:
    name = f"{award.published['scheme']}: {award.published['level']}"
    term = str(term_id(TAXONOMY, award.code))
    return {
        "id": str(child_id(listing_id, "attribute", award.code)),
        "link_id": listing_id,
        "taxonomy_term_id": term,
        "link_entity": "service",
        "taxonomy_term": {
            "id": term,
            "code": award.code,
            "name": name,
            "description": award.published["meaning"],
            "taxonomy": TAXONOMY,
            "taxonomy_id": str(taxonomy_id(TAXONOMY)),
            "term": name,
        },
    }
