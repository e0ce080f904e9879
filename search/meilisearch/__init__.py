"""The index that a Meilisearch server keeps, for directories that outgrow one machine."""

from search.meilisearch.engine import MeilisearchIndex
from search.meilisearch.keys import Keys, KeyTooMighty
from search.meilisearch.server import Server

__all__ = ["KeyTooMighty", "Keys", "MeilisearchIndex", "Server"]
