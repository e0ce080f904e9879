"""The made-up directories, for every test of this folder."""

from tests.fakes.directories import directories as directories
