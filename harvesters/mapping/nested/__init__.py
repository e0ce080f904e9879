"""Nested records: services in the standard's own shape, each object with its children in it."""
