"""Fixtures stand by concern in tests/fixtures; this file only names them."""

pytest_plugins = [
    "tests.fixtures.network",
    "tests.fixtures.shared",
]
