"""What kind of help a flat record offers, for which needs, and in which languages."""

from harvesters.cleaning.languages import clean_languages
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.terms import as_told, meant, term_attributes, terms_in
from harvesters.mapping.said import Said

TERMS = frozenset({"category", "need", "term", "language"})


def map_terms(said: Said, draft: Draft) -> None:
    """Terms of our vocabulary for the source's words, and those words that it does not hold."""
    if said.has("category", "need", "term"):
        found = meant(terms_in(said.every("category")), terms_in(said.every("need")))
        known = set(found.others)
        further = [term for term in terms_in(said.every("term")) if term not in known]
        found = found._replace(others=(*found.others, *further))
        told = draft.source.terms.get(draft.source.title, {})
        found = as_told(found, found.others, told)
        attributes = term_attributes(draft.service_id, found, draft.source.title)
        held = {attribute.id for attribute in attributes}
        before = [one for one in draft.service.get("attributes", ()) if one.id not in held]
        draft.put("attributes", [*before, *attributes])
    languages = draft.take(clean_languages(said.every("language"), "languages")) or ()
    draft.put(
        "languages",
        [
            {"id": draft.child("language", name), "name": name, "code": code}
            for name, code in languages
        ],
    )
