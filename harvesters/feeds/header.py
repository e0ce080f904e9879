"""The names of a table's columns: each once, none empty."""

from collections.abc import Sequence

from harvesters.feeds.failures import PageFailed
from harvesters.feeds.settings import ReaderSettings
from harvesters.notes import ReadNotes


def header_names(first: Sequence[str], settings: ReaderSettings, notes: ReadNotes) -> list[str]:
    """Names from the settings or from the first row: a name that comes again is `name_2`, and an
    empty one `column_N`."""
    if settings.columns:
        if settings.has_header and len(first) != len(settings.columns):
            notes.warn(f"the header has {len(first)} names, `columns` {len(settings.columns)}")
        return list(settings.columns)
    if not first:
        raise PageFailed("not_table", "the table has no header row")
    return _once_each([" ".join(name.split()) for name in first], notes)


def _once_each(names: Sequence[str], notes: ReadNotes) -> list[str]:
    taken: list[str] = []
    for number, name in enumerate(names, start=1):
        wanted = name or f"column_{number}"
        if wanted in taken:
            notes.warn(f"the header names {wanted!r} more than once; the later have a number")
        taken.append(_free(wanted, taken, names))
    return taken


def _free(wanted: str, taken: Sequence[str], names: Sequence[str]) -> str:
    name, count = wanted, 1
    while name in taken:
        count += 1
        numbered = f"{wanted}_{count}"
        name = name if numbered in names else numbered
    return name
