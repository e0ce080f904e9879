"""When what this process does again and again last came round, for whoever looks from outside.

A process that hangs lives on and answers on its ports; what it does in turns is seen to stop.
"""

import time

QUEUE, TENDING, DISPATCHING = "queue", "tending", "dispatching"
_last: dict[str, float] = {}


def came_round(name: str) -> None:
    """A turn of this has ended just now."""
    _last[name] = time.monotonic()


def ages() -> dict[str, float]:
    """Seconds since each last came round."""
    now = time.monotonic()
    return {name: now - at for name, at in _last.copy().items()}
