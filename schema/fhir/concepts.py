"""Codes and texts as FHIR writes them; nothing empty, nothing null."""

from collections.abc import Iterable, Mapping
from typing import Any

from schema.fhir.systems import URIS

Json = dict[str, Any]
MARKS = "Kite marks"


def said(**elements: Any) -> Json:
    """The elements that say something."""
    return {name: value for name, value in elements.items() if value not in (None, "", [], {})}


def concept(text: str | None, code: str | None = None, system: str | None = None) -> Json:
    """A CodeableConcept; a code stands only under a system."""
    coding = said(system=system, code=code, display=text) if code and system else {}
    return said(coding=[coding] if coding else [], text=text)


def reference(kind: str, id_: str, display: str | None = None) -> Json:
    return said(reference=f"{kind}/{id_}", type=kind, display=display)


def terms(service: Mapping[str, Any]) -> list[Json]:
    """The taxonomy terms of a service, in its order."""
    found = (one.get("taxonomy_term") for one in service.get("attributes", ()))
    return [term for term in found if term]


def term_concept(term: Mapping[str, Any]) -> Json:
    """A term under its taxonomy; one that brings its own address is also known by that."""
    taxonomy = term.get("taxonomy_id")
    made = concept(term["name"], term.get("code"), f"urn:uuid:{taxonomy}" if taxonomy else None)
    if term.get("term_uri"):
        named = said(system=URIS, code=term["term_uri"], display=term["name"])
        return {**made, "coding": [*made.get("coding", ()), named]}
    return made


def joined(parts: Iterable[str | None], between: str = "\n") -> str | None:
    """The parts that say something, one after the other."""
    return between.join(part for part in parts if part) or None
