"""Being asked to end: work that is under way is interrupted and given back."""

import signal
from types import FrameType


class HandedBack(BaseException):
    """This process was asked to end; what it was doing is to be done by another."""

    def __str__(self) -> str:
        return "its process was asked to end"


def hand_back_when_asked() -> None:
    """From now on SIGTERM raises HandedBack in the main thread; a second one changes nothing.

    A keyboard's interruption is left to the process that started this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _hand_back)


def _hand_back(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise HandedBack
