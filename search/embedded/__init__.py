"""The index that lives in a folder of this machine, kept by tantivy; no server is needed."""

from search.embedded.engine import EmbeddedIndex

__all__ = ["EmbeddedIndex"]
