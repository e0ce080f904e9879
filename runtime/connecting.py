"""How a process connects to PostgreSQL: for what, with how many connections, how long it waits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

Purpose = Literal["serving", "working", "migrating"]

MIGRATION_LOCK_S = 0.8
"""Others wait behind a migration that waits for its lock; so it gives up soon and tries again.

PostgreSQL looks for deadlocks after a second: until then a migration has let go, so that none of
the others is ever ended for its sake.
"""

ALIVE: Mapping[str, int] = {
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""A server that is gone without a word, as after a power cut or behind another address, is given up
after half a minute; the system's own limits are a quarter of an hour and more than two hours."""

IDLE_IN_TRANSACTION_MS = 600_000
LOCK_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Connecting:
    """What a process asks of PostgreSQL; SQLite needs nothing of it.

    `statement_s` is how long one statement may take, `lock_s` how long it may wait for a lock; 0 is
    for ever. `pool` connections are kept, `overflow` more are opened under load, and who gets none
    within `wait_s` seconds is told so.
    """

    purpose: Purpose = "working"
    statement_s: float = 600.0
    lock_s: float = LOCK_S
    pool: int = 5
    overflow: int = 10
    wait_s: float = 10.0

    def migrating(self) -> "Connecting":
        """The same for migrations: statements take their time, locks are not waited for long."""
        return replace(self, purpose="migrating", statement_s=0.0, lock_s=MIGRATION_LOCK_S)

    def arguments(self) -> dict[str, Any]:
        """Arguments of SQLAlchemy's `create_engine`."""
        settings = {
            "statement_timeout": round(self.statement_s * 1000),
            "lock_timeout": round(self.lock_s * 1000),
            "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_MS,
            "jit": "off",
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        return {
            "pool_size": self.pool,
            "max_overflow": self.overflow,
            "pool_timeout": self.wait_s,
            "pool_use_lifo": True,
            "connect_args": {
                "application_name": f"fingerpost {self.purpose}",
                "options": options,
                **ALIVE,
            },
        }


ANY_PURPOSE = Connecting()
