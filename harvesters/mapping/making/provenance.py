"""When a source checked a record, and what it claims of quality: facts about what was said."""

from datetime import date

from harvesters.mapping.draft import Draft


def note_checked(draft: Draft, on: date | None, method: str | None = None) -> None:
    """The day on which the source says that it checked the information; it is the checker."""
    if on is None:
        return
    checked = {"on": on, "by": draft.source.publisher.name, "method": method}
    draft.put("assured_date", on)
    draft.put("information_checked", checked)


def note_accreditation(draft: Draft, text: str | None) -> None:
    """A claim of quality, shown as reported by this source and unverified. No award comes of it."""
    if text is None:
        return
    claim = {"text": text, "source_id": draft.source.id, "source_title": draft.source.title}
    claims = [*draft.service.get("reported_accreditations", ()), claim]
    draft.put("reported_accreditations", claims)
    reported = "; ".join(each["text"] for each in claims)
    title = draft.source.title
    draft.put("accreditations", f"Reported by {title}, unverified: {reported}")
