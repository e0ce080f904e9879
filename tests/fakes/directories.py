"""The three made-up directories, served over loopback to the readers under test."""

from collections.abc import Iterator

import pytest

from examples.demo.feeds import Feeds as Feeds
from examples.demo.feeds import demonstration as demonstration
from examples.demo.serving import Directories as Directories
from examples.demo.serving import serving


@pytest.fixture
def directories() -> Iterator[Directories]:
    """A server of its own for each test: `base_url` stands for `{demo}`, `feeds` may be set."""
    with serving() as server:
        yield server
