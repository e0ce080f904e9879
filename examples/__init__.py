"""Directories to try Fingerpost with: made-up ones in `demo`, and real ones to fetch in `real`."""
