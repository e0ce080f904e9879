"""How a listing kept by its group stands, and who may do what with it then: pure."""

from collections.abc import Mapping
from enum import StrEnum

from directory.submissions.errors import WrongMoment


class State(StrEnum):
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    PUBLISHED = "published"
    REFUSED = "refused"
    CLOSED = "closed"


class Act(StrEnum):
    """`change`, `confirm` and `close` are the group's; the others a moderator's."""

    CHANGE = "change"
    CONFIRM = "confirm"
    CLOSE = "close"
    PUBLISH = "publish"
    ASK = "ask for changes to"
    REFUSE = "refuse"


_NEW, _ASKED, _OUT = State.SUBMITTED, State.CHANGES_REQUESTED, State.PUBLISHED
MOVES: Mapping[Act, Mapping[State, State]] = {
    Act.CHANGE: {_NEW: _NEW, _ASKED: _NEW, _OUT: _OUT},
    Act.CONFIRM: {_OUT: _OUT},
    Act.CLOSE: dict.fromkeys((_NEW, _ASKED, _OUT, State.REFUSED), State.CLOSED),
    Act.PUBLISH: {_NEW: _OUT, _ASKED: _OUT, State.REFUSED: _OUT},
    Act.ASK: {_NEW: _ASKED, _ASKED: _ASKED},
    Act.REFUSE: {_NEW: State.REFUSED, _ASKED: State.REFUSED},
}
ON_PROPOSED = (Act.PUBLISH, Act.ASK, Act.REFUSE)


def after(act: Act, state: State, *, proposed: bool) -> State:
    """The state after `act`; raises WrongMoment.

    A published listing with changes that wait stays published, whatever is decided of them.
    """
    if proposed and state is _OUT and act in ON_PROPOSED:
        return _OUT
    following = MOVES[act].get(state)
    if following is None:
        can = ", ".join(from_.replace("_", " ") for from_ in MOVES[act])
        raise WrongMoment(
            f"This listing is {state.replace('_', ' ')}; one can {act} it while it is {can}. "
            "Nothing was changed."
        )
    return following
