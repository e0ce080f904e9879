"""The key of a record: what its source calls it, or a readable one made of name and place."""

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any
from uuid import UUID

from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.postcodes import clean_postcode, postcode_in
from harvesters.cleaning.text import clean_line
from harvesters.mapping.said import Said, plan_of
from harvesters.source import NESTED_KINDS, Source
from schema.words import normal

LONGEST_KEY = 255
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
LONGEST_PART = 120
# What tells apart two records of one name at one place, the first that differs in all of them.
DISTINGUISHING = ("address", "address_1", "location_name", "category", "hours", "url", "phone")


def key_of(source: Source, record: Mapping[str, Any]) -> str | None:
    """The key of a record, at most 255 characters in Unicode's NFC; None if there can be none."""
    if source.reader.kind in NESTED_KINDS and "key" not in source.fields:
        return stated_key([record.get("id")])
    said = Said(plan_of(source), record)
    if "key" in source.fields:
        return stated_key([look(record) for look in said.plan.columns["key"]])
    return natural_key(said)


def plain_key(source: Source, record: Mapping[str, Any]) -> str | None:
    """The key of a record whose only key is a UUID as it is usually written; else None."""
    if source.reader.kind in NESTED_KINDS:
        names: tuple[str, ...] = source.fields.get("key", ("id",))
        said = record.get(names[0]) if len(names) == 1 else None
        return said if isinstance(said, str) and _UUID.fullmatch(said) else None
    return None


def is_natural(source: Source) -> bool:
    """Whether records of this source have no key but their name and place."""
    return source.reader.kind not in NESTED_KINDS and "key" not in source.fields


def stated_key(values: list[Any]) -> str | None:
    """The key that a source states: text whatever its type, so that 7, "7" and 7.0 are one.

    Of a key made of several columns some may be empty, but not all.
    """
    parts = [(as_said(value) or "") if not isinstance(value, bool) else "" for value in values]
    key, _issues = clean_line("|".join(parts), "key", 100_000) if any(parts) else (None, ())
    return _fitting(_in_one_case(key)) if key else None


def natural_key(said: Said) -> str | None:
    """Name and postcode, else name and address, else name and point; no digest stands in it."""
    name = _part(said.joined("name", ", "))
    if not name:
        return None
    return _fitting(f"{name}|{_place_part(said)}")


def told_apart(key: str, records: list[Said], held: Said | None = None) -> list[str] | None:
    """A key for each of several records with the same natural key, whatever their order.

    The one that is `held` under it already keeps it, the others get longer ones. None when nothing
    that may tell them apart is there in all of them and different in each.
    """
    for target in DISTINGUISHING:
        parts = [_part(each.joined(target, ", ")) for each in records]
        if all(parts) and len(set(parts)) == len(parts):
            first = _part(held.joined(target, ", ")) if held else None
            return [key if part == first else _fitting(f"{key}|{part}") for part in parts]
    return None


def _place_part(said: Said) -> str:
    address = said.joined("address", ", ") or said.joined("address_1", ", ")
    postcode, _issues = clean_postcode(said.first("postcode"), "postcode")
    postcode = postcode or (postcode_in(address) if address else None)
    if postcode:
        return postcode.casefold()
    if address:
        return _part(address)
    lat, lon = as_said(said.first("lat")), as_said(said.first("lon"))
    try:
        return f"{float(lat or ''):.4f},{float(lon or ''):.4f}"
    except ValueError:
        return ""


def _part(text: str | None) -> str:
    return normal(text)[:LONGEST_PART] if text else ""


def _in_one_case(key: str) -> str:
    """UUIDs are the same in capitals and small letters; other keys may not be."""
    if len(key) != 36 or _UUID.fullmatch(key):
        return key
    try:
        return str(UUID(key))
    except ValueError:
        return key


def _fitting(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    digest = blake2b(key.encode(), digest_size=16).hexdigest()
    return f"{key[: LONGEST_KEY - 33]}~{digest}"
