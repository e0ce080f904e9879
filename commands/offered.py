"""Every command there is; each is imported when it is called, or when help lists it."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from commands.lasting import made_to_last

COMMANDS = (
    "serve",
    "worker",
    "demo",
    "harvest",
    "jobs",
    "sources",
    "terms",
    "search",
    "search-keys",
    "show",
    "withdraw",
    "reindex",
    "export",
    "backup",
    "restore",
    "migrate",
    "postcodes",
    "openapi",
    "awards",
    "submissions",
)
"""In the order of help; `search-keys` is the module `search_keys`."""


class OnDemand(TyperGroup):
    """The group of COMMANDS: who calls one does not wait for what the others import."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands: Any = _Offered()

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what cannot be done just now is said, and a fault of ours is raised."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            said = import_module("commands.failing").said_of(error)
            if said is None:
                raise
            import_module("commands.output").fail(said)

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order of help."""
        return list(COMMANDS)


class _Offered(Mapping[str, Any]):
    """The commands by name, without importing more than is asked for."""

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        return _imported(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@cache
def _imported(name: str) -> Any:
    """A module with `run` is one command, one with `app` a group of them."""
    with made_to_last():
        module = import_module(f"commands.{name.replace('-', '_')}")
    if hasattr(module, "run"):
        own = typer.Typer(add_completion=False)
        own.command(name)(module.run)
        return get_command(own)
    group = get_group(module.app)
    group.name = name
    return group
