"""Jobs handed to workers on any number of machines, through procrastinate in PostgreSQL.

The queue only carries: what is due, and how it went, stands in tables of the house. So its own
tables can be dropped and made anew at any time.
"""

from runtime.jobs.queue import SCHEMA, libpq, prepare
from runtime.jobs.receiving import Lane, Perform, Receiving
from runtime.jobs.sending import Sending

__all__ = ["SCHEMA", "Lane", "Perform", "Receiving", "Sending", "libpq", "prepare"]
