"""The field map of a source file: which column means what, checked word by word."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BeforeValidator

from harvesters.cleaning.yes_no import NO, YES
from harvesters.mapping.targets import FAMILIES, Target, nearest_target, target_of

Words: TypeAlias = tuple[str, ...]
T = TypeVar("T")
DIFFER_IN_EVERY_RECORD = frozenset({"key", "lat", "lon", "easting", "northing"})


class RuleError(ValueError):
    """One entry of a table that cannot be used: its key and value, and what was expected."""

    def __init__(self, key: str, value: Any, expected: str) -> None:
        super().__init__(f"{key}: expected {expected}")
        self.key = key
        self.value = value
        self.expected = expected


class RuleErrors(ValueError):
    """All entries of one table that cannot be used."""

    def __init__(self, errors: list[RuleError]) -> None:
        super().__init__("; ".join(map(str, errors)))
        self.errors = errors


def _fields(said: Any) -> dict[str, Words]:
    return _each(_flattened(said, _is_table), _columns)


def _constants(said: Any) -> dict[str, Words]:
    return _each(_flattened(said, _is_table), _constant)


def _values(said: Any) -> dict[str, dict[str, Words]]:
    tables = _flattened(said, lambda name, _value: name in FAMILIES)
    return _each(tables, _value_table)


def _ignored(said: Any) -> dict[str, str]:
    return _each(_flattened(said, lambda _name, _value: False), _reason)


def _each(said: Mapping[str, Any], read: Callable[[str, Any], T]) -> dict[str, T]:
    """Every entry read; raises RuleErrors with all that cannot be."""
    found: dict[str, T] = {}
    errors: list[RuleError] = []
    for key, value in said.items():
        try:
            found[key] = read(key, value)
        except RuleError as error:
            errors.append(error)
    if errors:
        raise RuleErrors(errors)
    return found


def _known_target(name: str, value: Any) -> Target:
    target = target_of(name)
    if target:
        return target
    near = nearest_target(name)
    hint = f'; did you mean "{near}"?' if near else ", as docs/source-files.md lists them"
    raise RuleError(name, value, f"the name of one of our fields{hint}")


def _columns(name: str, value: Any) -> Words:
    _known_target(name, value)
    columns = (value,) if isinstance(value, str) else value
    named = isinstance(columns, list | tuple) and all(map(_is_name, columns))
    if not named or not columns:
        raise RuleError(name, value, "the name of a column, or a list of names")
    return tuple(columns)


def _constant(name: str, value: Any) -> Words:
    target = _known_target(name, value)
    if name in DIFFER_IN_EVERY_RECORD:
        raise RuleError(name, value, "a field that can be the same in every record")
    return tuple(_our_values(target, name, value))


def _value_table(name: str, table: Any) -> dict[str, Words]:
    """The source's words, in lower case, with what each means."""
    target = _known_target(name, table)
    if not isinstance(table, Mapping):
        raise RuleError(name, table, "a table of the source's values and ours")
    return {
        word.strip().casefold(): tuple(_our_values(target, f"{name}.{word}", value))
        for word, value in table.items()
    }


def _reason(name: str, reason: Any) -> str:
    if isinstance(reason, str) and reason.strip():
        return reason
    raise RuleError(name, reason, "the reason why this field is left out")


def _our_values(target: Target, key: str, value: Any) -> Iterator[str]:
    """One of our values or several, as text; an empty text or list says that there is none."""
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, str | int | float):
            raise RuleError(key, value, "text, a number, true or false")
        word = ("yes" if one else "no") if isinstance(one, bool) else str(one)
        if target.yes_no and word.casefold() not in YES | NO:
            raise RuleError(key, word, "true or false")
        if word and target.codes and word not in target.codes:
            raise RuleError(key, word, _one_of(word, target.codes))
        if word:
            yield word


def _one_of(word: str, codes: Words) -> str:
    """All that a value may be if they are few, else the nearest."""
    if len(codes) <= 10:
        return f"one of: {', '.join(codes)}"
    near = get_close_matches(word, codes, n=1, cutoff=0.5)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    return f"one of the {len(codes)} terms of docs/standard/vocabulary.md{hint}"


def _is_name(column: Any) -> bool:
    return isinstance(column, str) and bool(column.strip())


def _is_table(_name: str, value: Any) -> bool:
    return isinstance(value, Mapping)


def _flattened(said: Any, is_nested: Callable[[str, Any], bool]) -> dict[str, Any]:
    """`service_identifier.ods = ...` reaches us as a table in a table, and is one name again."""
    if not isinstance(said, Mapping):
        raise ValueError("expected a table")
    flat: dict[str, Any] = {}
    for name, value in said.items():
        if is_nested(name, value) and isinstance(value, Mapping):
            flat |= {f"{name}.{member}": inner for member, inner in value.items()}
        else:
            flat[name] = value
    return flat


Fields = Annotated[Mapping[str, Words], BeforeValidator(_fields)]
Constants = Annotated[Mapping[str, Words], BeforeValidator(_constants)]
Values = Annotated[Mapping[str, Mapping[str, Words]], BeforeValidator(_values)]
Ignored = Annotated[Mapping[str, str], BeforeValidator(_ignored)]
