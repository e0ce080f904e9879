"""Names and descriptions of a flat record."""

from harvesters.cleaning.html import plain_line, plain_text
from harvesters.mapping.draft import Draft
from harvesters.mapping.said import Said

WORDS = frozenset({"name", "alternate_name", "description", "alert", "interpreting"})


def map_words(said: Said, draft: Draft) -> None:
    """The service's own words, as plain text."""
    draft.put("name", draft.take(plain_line(said.joined("name", ", "), "name")))
    other = draft.take(plain_line(said.first("alternate_name"), "alternate_name"))
    if other != draft.service.get("name"):
        draft.put("alternate_name", other)
    for target, field in (("description", "description"), ("alert", "alert")):
        draft.put(field, draft.take(plain_text(said.joined(target, "\n\n"), field)))
    interpreting = plain_text(said.joined("interpreting", "\n"), "interpretation_services")
    draft.put("interpretation_services", draft.take(interpreting))
