"""Generators of what is published about the standard: each gives names and contents."""
