"""Mapping: one raw record, of whatever shape, becomes a service in the standard's words."""
