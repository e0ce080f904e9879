"""Records of one listing in, one service out, with the source of each field: pure, so undoable."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from directory.said import Json, Member, Said
from schema.source import SourceFacts

OWN_WORD = 100
CLOSED = ("defunct", "inactive", "temporarily closed")
NOT_MERGED_AS_A_VALUE = frozenset({"id", "status", "attributes", "last_modified", "record_url"})
JOINED_LISTS = frozenset({"reported_accreditations", "service_identifiers"})


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Where a field of the listing comes from, and what others say of it."""

    chosen: tuple[str, ...]
    others: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Merged:
    service: Json
    fields: Mapping[str, FieldSource]


def merge(listing_id: str, members: Sequence[Member], facts: Mapping[str, SourceFacts]) -> Merged:
    """The listing that `members` make together, and the source of each of its fields.

    A group's own word comes first, then the source's priority, then who checked last. Lists are
    taken whole from one record, so that times and telephones of two records never mix; terms,
    claimed accreditations and numbers in registers are joined.
    """
    said = [Said(member, facts[member.source_id], listing_id) for member in members]
    if len(said) > 1:
        said.sort(key=Said.precedence)
    chosen, fields = _one_word(said[0]) if len(said) == 1 else _values(said)
    service = {"id": listing_id, "name": said[0].service["name"], **chosen}
    service["status"], fields["status"] = _status(said)
    terms, term_fields = _terms(said)
    if terms:
        service["attributes"] = terms
        fields |= term_fields
    service["sources"] = [one.credit() for one in said]
    return Merged(service, fields)


def _one_word(one: Said) -> tuple[Json, dict[str, FieldSource]]:
    """The fields of a listing that has one record: all are that record's."""
    own = FieldSource((one.facts.id,), ())
    values = {
        name: value for name, value in one.service.items() if name not in NOT_MERGED_AS_A_VALUE
    }
    return values, dict.fromkeys(values, own)


def _values(said: Sequence[Said]) -> tuple[Json, dict[str, FieldSource]]:
    """The fields of a listing that has several records."""
    values: Json = {}
    fields: dict[str, FieldSource] = {}
    for name in _field_names(said):
        values[name], fields[name] = _choose(name, said)
    return values, fields


def _field_names(said: Sequence[Said]) -> list[str]:
    names = dict.fromkeys(name for one in said for name in one.service)
    return [name for name in names if name not in NOT_MERGED_AS_A_VALUE]


def _choose(name: str, said: Sequence[Said]) -> tuple[Any, FieldSource]:
    having = [one for one in said if name in one.service]
    if name in JOINED_LISTS:
        joined = _each_once(item for one in having for item in one.service[name])
        return joined, FieldSource(tuple(one.facts.id for one in having), ())
    value = having[0].service[name]
    if len(having) == 1:
        return value, FieldSource((having[0].facts.id,), ())
    return value, _compared(name, value, having)


def _each_once(items: Iterable[Json]) -> list[Json]:
    """The items that differ in more than ids, in their order."""
    found: dict[bytes, Json] = {}
    for item in items:
        found.setdefault(orjson.dumps(_without_ids(item), option=orjson.OPT_SORT_KEYS), item)
    return list(found.values())


def _compared(name: str, value: Any, said: Sequence[Said]) -> FieldSource:
    """Who says the same as `value`, but for ids, and what the others say."""
    plain = _without_ids(value)
    same = [_without_ids(one.service.get(name)) == plain for one in said]
    agreeing = tuple(one.facts.id for one, agrees in zip(said, same, strict=True) if agrees)
    others = tuple(
        (one.facts.id, one.service.get(name))
        for one, agrees in zip(said, same, strict=True)
        if not agrees
    )
    return FieldSource(agreeing, others)


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: _without_ids(inner)
            for name, inner in value.items()
            if name != "id" and not name.endswith("_id")
        }
    return [_without_ids(inner) for inner in value] if isinstance(value, list) else value


def _status(said: Sequence[Said]) -> tuple[str, FieldSource]:
    """A group's own word decides; otherwise one record that says closed is believed."""
    first = said[0]
    closed = [one for one in said if one.service.get("status") in CLOSED]
    decides = first if first.facts.priority >= OWN_WORD or not closed else closed[0]
    value: str = decides.service.get("status", "active")
    return value, _compared("status", value, said)


def _terms(said: Sequence[Said]) -> tuple[list[Json], dict[str, FieldSource]]:
    terms: dict[tuple[str, str], Json] = {}
    stated_by: dict[tuple[str, str], list[str]] = {}
    for one in said:
        for attribute in one.service.get("attributes", ()):
            term = attribute.get("taxonomy_term", {})
            key = (term.get("taxonomy", ""), term.get("code") or term.get("name", ""))
            terms.setdefault(key, attribute)
            stated_by.setdefault(key, []).append(one.facts.id)
    fields = {
        f"attributes[{taxonomy}/{code}]": FieldSource(tuple(dict.fromkeys(ids)), ())
        for (taxonomy, code), ids in stated_by.items()
    }
    return list(terms.values()), fields
