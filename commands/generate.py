"""Writes the pages on settings and commands from the settings and commands themselves."""

import argparse
import sys
from pathlib import Path
from typing import Any

import typer
from pydantic_core import PydanticUndefined

from commands.main import app
from runtime.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOTE = "<!-- Written by `make generate`; change the code instead. -->"


def settings_page() -> str:
    """The page on settings: names, defaults and meanings."""
    lines = ["# Settings", "", NOTE, "", _told(Settings), ""]
    lines += ["| Name | Default | Meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        given = field.get_default(call_default_factory=True, validated_data={})
        default = "" if given in (None, [], PydanticUndefined) else f"`{given}`"
        lines.append(f"| `FINGERPOST_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines) + "\n"


def _told(settings: type[Settings]) -> str:
    return " ".join((settings.__doc__ or "").split())


def commands_page() -> str:
    """The page on commands: what each does, and its options."""
    group = typer.main.get_command(app)
    lines = ["# Commands", "", NOTE, "", str(app.info.epilog), ""]
    for name, command in _commands(group, "fingerpost"):
        lines += [f"## {name}", "", _first_line(command.help), ""]
        lines += [_parameter(one) for one in command.params if one.name != "help"]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _commands(command: Any, name: str) -> list[tuple[str, Any]]:
    inner = sorted(getattr(command, "commands", {}).items())
    if not inner:
        return [(name, command)]
    return [found for own, one in inner for found in _commands(one, f"{name} {own}")]


def _parameter(parameter: Any) -> str:
    is_option = parameter.param_type_name == "option"
    shown = ", ".join(parameter.opts) if is_option else parameter.metavar or parameter.name.upper()
    return f"- `{shown}`: {'; '.join((_first_line(parameter.help), *_or_else(parameter)))}"


def _or_else(parameter: Any) -> tuple[str, ...]:
    """What holds where it is not given; what is off unless it is asked for needs no word."""
    is_option, usual = parameter.param_type_name == "option", parameter.default
    if parameter.required == is_option:
        return ("required" if is_option else "may be left out",)
    return () if usual is None or usual is False else (f"`{usual}` if absent",)


def _first_line(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if out of date")
    check = parser.parse_args().check
    pages = {DOCS / "settings.md": settings_page(), DOCS / "commands.md": commands_page()}
    stale = [path for path, text in pages.items() if not _says(path, text)]
    for path in stale:
        if check:
            print(f"{path.relative_to(DOCS.parent)} is out of date; run: make generate")
        else:
            path.write_text(pages[path], "utf-8")
    sys.exit(1 if check and stale else 0)


def _says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


if __name__ == "__main__":
    main()
