"""Fixtures stand by concern in tests/fixtures; this file names them, those used first first."""

pytest_plugins = [
    "tests.fixtures.network",
    "tests.fixtures.shared",
    "tests.fixtures.oracles",
    "tests.fixtures.clock",
    "tests.fixtures.postgres",
    "tests.fixtures.database",
    "tests.fixtures.places",
    "tests.fixtures.meilisearch",
    "tests.fixtures.search",
    "tests.fixtures.awards",
    "tests.fixtures.desk",
    "tests.fixtures.doors",
    "tests.fixtures.faultsource",
    "tests.fixtures.hosts",
    "tests.fixtures.house",
    "tests.fixtures.houses",
    "tests.fixtures.jobs",
    "tests.fixtures.fhir",
    "tests.fixtures.reading",
    "tests.fixtures.rpde",
]
