"""Fixtures stand by concern in tests/fixtures; this file only names them."""

pytest_plugins = [
    "tests.fixtures.clock",
    "tests.fixtures.database",
    "tests.fixtures.network",
    "tests.fixtures.oracles",
    "tests.fixtures.postgres",
    "tests.fixtures.shared",
]
