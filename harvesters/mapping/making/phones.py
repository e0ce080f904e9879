"""Phone objects from numbers that were understood."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from harvesters.cleaning.phone_number import Phone
from schema.identifiers import child_id


def phone_objects(parent: UUID, phones: Iterable[Phone]) -> list[dict[str, Any]]:
    """One phone object for each number, its id made of the number and its extension."""
    return [
        {
            "id": child_id(parent, "phone", f"{phone.dialled};{phone.extension or ''}"),
            "number": phone.number,
            "extension": phone.extension,
            "type": phone.type,
            "description": phone.description,
        }
        for phone in phones
    ]
