"""What a process makes once and keeps is not looked through for garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def made_to_last() -> Iterator[None]:
    """Keep everything made while it lasts, and before, from the garbage collector for good.

    Importing and building the application make some hundred thousand objects that stay; looking
    through them again and again is a sixth of a start, and later keeps a server from answering for
    0.1 s at a time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
