"""What can be done with a submission as it stands, and which changes hold at once: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.submissions.errors import WrongMoment
from directory.submissions.states import Act, State, after
from directory.submissions.weighing import HARMLESS, differences, hints, split

GROUP = (Act.CHANGE, Act.CONFIRM, Act.CLOSE)
acts = st.lists(st.sampled_from(list(Act)), max_size=12)


@given(acts, st.booleans())
def test_only_a_moderator_publishes(done: list[Act], proposed: bool) -> None:
    state = State.SUBMITTED
    for act in done:
        before = state
        try:
            state = after(act, state, proposed=proposed)
        except WrongMoment:
            assert state is before
        if state is State.PUBLISHED and before is not State.PUBLISHED:
            assert act is Act.PUBLISH


@given(acts)
def test_closed_is_for_good(done: list[Act]) -> None:
    state = State.CLOSED
    for act in done:
        with pytest.raises(WrongMoment):
            after(act, state, proposed=False)


@pytest.mark.parametrize("act", [Act.PUBLISH, Act.ASK, Act.REFUSE])
def test_a_published_listing_stays_out_while_its_changes_are_decided(act: Act) -> None:
    assert after(act, State.PUBLISHED, proposed=True) is State.PUBLISHED
    with pytest.raises(WrongMoment, match="This listing is published"):
        after(act, State.PUBLISHED, proposed=False)


def test_a_refusal_says_how_it_stands_and_when_it_could_be_done() -> None:
    with pytest.raises(WrongMoment) as raised:
        after(Act.CONFIRM, State.SUBMITTED, proposed=False)
    assert raised.value.detail == (
        "This listing is submitted; one can confirm it while it is published. Nothing was changed."
    )


def test_times_hold_at_once_and_places_wait() -> None:
    document = {"name": "Tea", "hours": "Mondays", "postcode": "M33 7ZF", "minimum_age": 60}
    now, waiting = split(
        document,
        {"hours": "Tuesdays 2-4pm", "postcode": "M33 2AA", "minimum_age": None, "name": "Tea"},
    )
    assert now == {"hours": "Tuesdays 2-4pm", "minimum_age": None}
    assert waiting == {"postcode": "M33 2AA"}


@pytest.mark.parametrize(
    "hours", ["See www.tea.example", "ring 0161 496 0123", "x@y.example", "at tea.com"]
)
def test_what_leads_people_elsewhere_waits_even_among_the_times(hours: str) -> None:
    assert split({"hours": "Mondays"}, {"hours": hours}) == ({}, {"hours": hours})


@given(st.dictionaries(st.sampled_from(["name", "hours", "email", "free"]), st.text(max_size=30)))
def test_every_real_change_is_either_made_or_waits(changed: dict[str, str]) -> None:
    document = {"name": "Tea", "hours": "Mondays"}
    now, waiting = split(document, changed)
    assert not now.keys() & waiting.keys()
    assert now.keys() <= HARMLESS
    assert {**now, **waiting} == {one.field: one.proposed for one in differences(document, changed)}


def test_hints_say_what_is_odd() -> None:
    assert hints({"name": "Tea", "description": "See https://a.example for more."}) == []
    odd = hints(
        {
            "name": "CHEAP LOANS www.loans.example 0161 496 0123",
            "description": "https://a.example and https://b.example",
        }
    )
    assert odd == [
        "name holds 1 link",
        "description holds 2 links",
        "the name holds a number or an e-mail address",
    ]
