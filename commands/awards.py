"""`fingerpost awards`: kite marks from a body's file, and a person's word on them."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.following import end_with_search
from commands.output import LOOK, fail, print_json, print_table, say
from commands.parts import open_parts
from directory.awards.changing import NoSuchAward, NothingToConfirm
from directory.awards.files import AwardsFileError
from journeys.awards import (
    Effects,
    all_awards,
    all_schemes,
    confirm_award,
    load_awards,
    revoke_award,
    shown_award,
)

app = typer.Typer(help="Kite marks: schemes, and awards that groups hold.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="one JSON document")]
AwardId = Annotated[str, typer.Argument(metavar="ID", help="of an award, as `awards list` shows")]


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="a TOML file of schemes and awards")],
    as_json: AsJson = False,
) -> None:
    """Load schemes and awards: all of the file or nothing; the same file twice changes nothing."""
    parts = open_parts()
    try:
        effects = load_awards(parts.database, parts.clock, file, parts.settings.public_url)
    except AwardsFileError as error:
        fail(str(error))
    told = {
        "schemes_written": effects.schemes,
        "awards": dict(effects.awards),
        "listings_changed": effects.listings_changed,
    }
    counts = ", ".join(f"{count} {effect}" for effect, count in sorted(effects.awards.items()))
    if as_json:
        print_json(told)
    else:
        say(f"{file.name}: {effects.schemes} schemes written; awards: {counts or 'none'}.")
        say(f"{effects.listings_changed} listings changed.")
    end_with_search(parts)


@app.command("list")
def list_awards(as_json: AsJson = False) -> None:
    """List all awards as they stand now; ends with 3 if some wait for a person's word."""
    parts = open_parts()
    found = [shown_award(one) for one in all_awards(parts.database, parts.clock)]
    if as_json:
        print_json({"awards": found})
    else:
        print_table(
            "Awards", ("status", "award", "of", "until", "id"), [_row(one) for one in found]
        )
        counts = Counter(one["status"] for one in found)
        say(", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "none")
    waiting = [one for one in found if "waits_for" in one]
    if waiting and not as_json:
        say(
            f"{len(waiting)} not shown, because the listing was merged into another: look whether "
            "the award holds for that one, then `fingerpost awards confirm ID`, or revoke it."
        )
    if waiting:
        raise typer.Exit(LOOK)


@app.command()
def revoke(
    award: AwardId,
    reason: Annotated[str, typer.Option(help="kept with the award, not published")],
    as_json: AsJson = False,
) -> None:
    """End an award at once and for good."""
    parts = open_parts()
    try:
        effects = revoke_award(parts.database, parts.clock, award, reason)
    except NoSuchAward as error:
        fail(str(error))
    _say_changed(f"award {award} is revoked", award, effects, as_json)
    end_with_search(parts)


@app.command()
def confirm(award: AwardId, as_json: AsJson = False) -> None:
    """Show an award on the listing into which its own was merged."""
    parts = open_parts()
    try:
        effects = confirm_award(parts.database, parts.clock, award)
    except (NoSuchAward, NothingToConfirm) as error:
        fail(str(error))
    _say_changed(f"award {award} is confirmed", award, effects, as_json)
    end_with_search(parts)


@app.command()
def schemes(as_json: AsJson = False) -> None:
    """List the schemes with their levels, and what they do not cover."""
    found = all_schemes(open_parts().database)
    if as_json:
        print_json({"schemes": found})
        return
    for scheme in found:
        say(f"{scheme['title']} {scheme['version']} ({scheme['id']}), {scheme['body']['name']}")
        say(f"  does not cover: {scheme['does_not_cover']}")
        for level in scheme["level"]:
            say(f"  {level['name']} ({level['code']}, {level['tier']}): {level['meaning']}")


def _row(award: dict[str, Any]) -> tuple[str, ...]:
    subject = award.get("organization") or award.get("listing") or "a withdrawn listing"
    until = str(award["valid_until"])
    named = f"{award['scheme']} {award['scheme_version']}: {award['level']}"
    status = award["status"] + (" (waits for a person)" if "waits_for" in award else "")
    return status, named, subject, until, award["id"]


def _say_changed(told: str, award: str, effects: Effects, as_json: bool) -> None:
    if as_json:
        print_json({"award": award, "listings_changed": effects.listings_changed})
    else:
        say(f"{told}; {effects.listings_changed} listings changed.")
