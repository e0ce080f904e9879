"""What people call the sources, by id."""

from journeys.stored import Documents
from web.asking.filters import Words


def source_titles(documents: Documents) -> Words:
    return {one.facts.id: one.facts.title for one in documents.sources()}
