"""What the start page shows beside the search form."""

from dataclasses import dataclass

from journeys.stored import Documents
from web.views.titles import source_titles
from web.wording.lists import counted

NEEDS_FIRST = (
    ("loneliness", "Loneliness"),
    ("debt", "Money worries"),
    ("carers", "Caring for someone"),
    ("physical-activity", "Moving more"),
    ("bereavement", "Bereavement"),
    ("food", "Food"),
)


@dataclass(frozen=True, slots=True)
class Start:
    """`holds` is None while the directory is empty."""

    holds: str | None


def start(documents: Documents) -> Start:
    """How much there is to be found."""
    _, total = documents.services_page(1, 1)
    if not total:
        return Start(None)
    known = counted(len(source_titles(documents)), "directory", "directories")
    return Start(f"{counted(total, 'service')} from {known}")
