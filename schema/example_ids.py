"""Ids for examples: made up, and the same for one kind of object wherever it is referred to."""

from schema.identifiers import FINGERPOST, child_id


def example_id(kind: str) -> str:
    """The id of the example object of this kind, such as `service`."""
    return str(child_id(FINGERPOST, "example", kind))
