"""Moments as the standard writes them."""

from datetime import datetime

from directory.columns import as_moment


def stamp(moment: datetime | str) -> str:
    """A moment as the standard writes it: UTC, whole seconds, `Z`."""
    return as_moment(moment).strftime("%Y-%m-%dT%H:%M:%SZ")
