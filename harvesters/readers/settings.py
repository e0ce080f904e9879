"""The `[reader]` table of a source file, under the name that source files use."""

from harvesters.feeds.settings import ReaderSettings

__all__ = ["ReaderSettings"]
