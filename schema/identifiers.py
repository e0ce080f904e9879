"""How ids are made: UUIDv5 of what a thing is, so that the same thing has the same id for ever."""

from uuid import UUID, uuid5

FINGERPOST = UUID("6f2d1a54-3b0e-5d0c-9a41-0f6f3c1f7e11")


def record_id(source_id: str, key: str) -> UUID:
    """The id of what source `source_id` says under its own key `key`."""
    return uuid5(FINGERPOST, f"record\x1f{source_id}\x1f{key}")


def listing_id(first_record: UUID) -> UUID:
    """The id of the listing that is minted when `first_record` arrives."""
    return uuid5(FINGERPOST, f"listing\x1f{first_record}")


def child_id(parent: UUID | str, kind: str, natural_key: str) -> UUID:
    """The id of a `kind` below `parent`: (service id, `"phone"`, `"+441632960001"`)."""
    return uuid5(FINGERPOST, f"{kind}\x1f{parent}\x1f{natural_key}")
