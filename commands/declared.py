"""The source files that a command works with, or why it cannot, in plain words."""

from collections.abc import Sequence
from pathlib import Path

from commands.output import fail
from commands.parts import Parts
from harvesters.source import Source, SourceFileError, load_sources, with_terms
from harvesters.terms_file import Terms, load_terms


def declared(parts: Parts, folders: Sequence[Path]) -> list[Source]:
    """The sources of these folders, or of the usual ones; ends the command if one is wrong."""
    for missing in (folder for folder in folders if not folder.is_dir()):
        fail(f"--sources is {missing}; expected a folder of source files", code=2)
    told = told_terms(parts)
    try:
        return [with_terms(one, told) for one in load_sources(folders or parts.source_folders)]
    except SourceFileError as error:
        fail(str(error), code=2)


def told_terms(parts: Parts) -> Terms:
    """What the operator says terms of sources mean; ends the command if the file is wrong."""
    try:
        return load_terms(parts.terms_file) if parts.terms_file.exists() else {}
    except SourceFileError as error:
        fail(str(error), code=2)
