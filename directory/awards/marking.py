"""Kite marks in a document: taken out, or written in, in the standard's fields and in ours."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from directory.awards.held import HeldAward
from schema.identifiers import child_id
from schema.terms import taxonomy_id, term_id

TAXONOMY = "Kite marks"
SENTENCE_BEGINS = "Kite mark held: "

Json = dict[str, Any]


def identifiers_of(document: Mapping[str, Any]) -> set[str]:
    """The identifiers of a document's organization, as org-id.guide writes them."""
    organization = document.get("organization", {})
    return set(_written(organization.get("organization_identifiers", ())))


def _written(identifiers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one in identifiers:
        scheme = one.get("identifier_scheme", "").upper()
        number = one["identifier"].upper().replace(" ", "")
        yield number if not scheme or number.startswith(f"{scheme}-") else f"{scheme}-{number}"


def without_marks(document: Json) -> Json:
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
    said = (line.strip() for line in document.get("accreditations", "").splitlines())
    ours = SENTENCE_BEGINS.strip().casefold()
    return [line for line in said if line and not line.casefold().startswith(ours)]


def _is_mark(attribute: Json) -> bool:
    term = attribute.get("taxonomy_term", {})
    code, taxonomy = (str(term.get(name)).strip().casefold() for name in ("code", "taxonomy"))
    return taxonomy == TAXONOMY.casefold() or code.startswith("kitemark:")


def with_marks(plain: Json, awards: Sequence[HeldAward]) -> Json:
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
