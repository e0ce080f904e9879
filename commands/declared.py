"""The source files that a command works with, or why it cannot, in plain words."""

from collections.abc import Sequence
from pathlib import Path

from commands.output import fail
from commands.parts import Parts
from harvesters.source import Source, SourceFileError, load_sources


def declared(parts: Parts, folders: Sequence[Path]) -> list[Source]:
    """The sources of these folders, or of the usual ones; ends the command if one is wrong."""
    for missing in (folder for folder in folders if not folder.is_dir()):
        fail(f"--sources is {missing}; expected a folder of source files", code=2)
    try:
        return load_sources(folders or parts.source_folders)
    except SourceFileError as error:
        fail(str(error), code=2)
