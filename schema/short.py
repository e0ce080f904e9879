"""The short form of an object: what it has one of, as lists of the standard show it."""

from typing import Any


def short(said: dict[str, Any]) -> dict[str, Any]:
    """The object, and each object in it, without anything that it has several of.

    HSDS calls these the one-to-one fields; its lists of services keep organization and program.
    """
    return {
        name: short(value) if isinstance(value, dict) else value
        for name, value in said.items()
        if not isinstance(value, list)
    }
