"""The parts of the house, built from the settings and handed to commands."""

from commands.parts.opened import Parts
from commands.parts.opening import open_parts

__all__ = ["Parts", "open_parts"]
