"""What a record says under the names of our fields, by the field map of its source."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from harvesters.cleaning.blanks import as_said, is_blank
from harvesters.source import Source

Record = Mapping[str, Any]
Look = Callable[[Record], Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """The field map of a source, made ready for reading records."""

    columns: Mapping[str, tuple[Look, ...]]
    constants: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, tuple[str, ...]]]
    targets: frozenset[str]


@lru_cache(maxsize=256)
def plan_of(source: Source) -> Plan:
    """The plan of a source; the same source has the same plan."""
    columns = {target: tuple(map(_look, names)) for target, names in source.fields.items()}
    targets = frozenset(source.fields) | frozenset(source.constants)
    return Plan(columns, source.constants, source.values, targets)


def at_path(record: Any, path: str) -> Any:
    """The value below `path`; every item of a list is asked, and their answers are listed.

    A column whose own name holds dots is found before any path.
    """
    if isinstance(record, Mapping) and path in record:
        return record[path]
    value = record
    for step in path.split("."):
        value = _below(value, step)
    return value


class Said:
    """One record, read by its source's plan."""

    __slots__ = ("plan", "record")

    def __init__(self, plan: Plan, record: Record) -> None:
        self.plan = plan
        self.record = record

    def has(self, *targets: str) -> bool:
        """Whether the source maps any of these targets."""
        return any(target in self.plan.targets for target in targets)

    def first(self, target: str) -> Any:
        """The first column that says something, else the constant, else None."""
        if target not in self.plan.targets:
            return None
        for value in self._values(target):
            return value
        constants = self.plan.constants.get(target)
        return constants[0] if constants else None

    def every(self, target: str) -> list[Any]:
        """The constants and all that the columns say, each value once."""
        if target not in self.plan.targets:
            return []
        found = [*self.plan.constants.get(target, ()), *self._values(target)]
        return list(dict.fromkeys(map(str, found))) if len(found) > 1 else found

    def joined(self, target: str, between: str) -> str | None:
        """All that the columns say as one text, else the constants."""
        if target not in self.plan.targets:
            return None
        said = [text for value in self._values(target) if (text := as_said(value))]
        said = list(dict.fromkeys(said)) or list(self.plan.constants.get(target, ()))
        return between.join(said) if said else None

    def members(self, family: str) -> Iterator[tuple[str, str]]:
        """The scheme and value of each target such as `service_identifier.ods`."""
        for target in self.plan.targets:
            if target.startswith(family):
                value = as_said(self.first(target))
                if value:
                    yield target.removeprefix(family), value

    def _values(self, target: str) -> Iterator[Any]:
        table = self.plan.values.get(target)
        for look in self.plan.columns.get(target, ()):
            value = look(self.record)
            for item in value if isinstance(value, list) else (value,):
                if table is not None:
                    yield from _translated(item, table)
                elif not is_blank(item):
                    yield item


def _translated(value: Any, table: Mapping[str, tuple[str, ...]]) -> Iterator[Any]:
    """Our values for the source's; one that the table does not hold stays as it is."""
    ours = table.get((as_said(value) or "").casefold())
    if ours is not None:
        yield from ours
    elif not is_blank(value):
        yield value


def _look(name: str) -> Look:
    return partial(at_path, path=name) if "." in name else lambda record: record.get(name)


def _below(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list):
        found: list[Any] = []
        for item in value:
            inner = _below(item, step)
            found.extend(inner) if isinstance(inner, list) else found.append(inner)
        return [item for item in found if item is not None] or None
    return None
