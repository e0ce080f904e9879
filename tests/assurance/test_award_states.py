"""How awards stand over time: at most one of a subject and scheme, and each ends by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.awards.states import Status, Term, in_force, midnight, next_change, status

LOADED = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)
days = st.dates(date(2025, 10, 1), date(2027, 5, 1))
moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2025, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def a_term(
    first: date = date(2026, 3, 1),
    last: date = date(2027, 2, 28),
    revoked_at: datetime | None = None,
    award_id: str = "a",
) -> Term:
    return Term(award_id=award_id, first=first, last=last, loaded_at=LOADED, revoked_at=revoked_at)


@st.composite
def terms(draw: st.DrawFn) -> list[Term]:
    """Awards of one subject under one scheme, some of them revoked."""
    made = []
    for number in range(draw(st.integers(1, 5))):
        first = draw(days)
        last = first + timedelta(days=draw(st.integers(0, 400)))
        revoked = draw(st.none() | moments)
        loaded = LOADED + timedelta(hours=draw(st.integers(0, 3)))
        made.append(
            Term(award_id=str(number), first=first, last=last, loaded_at=loaded, revoked_at=revoked)
        )
    return made


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC), Status.NOT_YET),
        (datetime(2026, 3, 1, 0, 0, tzinfo=UTC), Status.ACTIVE),
        (datetime(2027, 2, 28, 23, 59, 59, 999999, tzinfo=UTC), Status.ACTIVE),
        (datetime(2027, 3, 1, 0, 0, tzinfo=UTC), Status.EXPIRED),
    ],
)
def test_the_first_and_the_last_day_count(now: datetime, expected: Status) -> None:
    assert status(a_term(), [a_term()], now) is expected


def test_days_are_those_of_london_also_in_summer() -> None:
    summer = a_term(date(2026, 6, 1), date(2026, 6, 30))
    assert summer.starts_at == datetime(2026, 5, 31, 23, 0, tzinfo=UTC)
    assert summer.ends_at == datetime(2026, 6, 30, 23, 0, tzinfo=UTC)
    assert midnight(date(2026, 12, 1)) == datetime(2026, 12, 1, tzinfo=UTC)


def test_a_newer_award_takes_the_place_of_an_older_one_for_good() -> None:
    older = a_term(date(2026, 1, 1), date(2027, 12, 31), award_id="older")
    newer = a_term(date(2026, 6, 1), date(2026, 8, 31), award_id="newer")
    both = [older, newer]
    assert in_force(both, midnight(date(2026, 5, 1))) == older
    assert in_force(both, midnight(date(2026, 7, 1))) == newer
    assert in_force(both, midnight(date(2026, 9, 1))) is None
    assert status(older, both, midnight(date(2026, 9, 1))) is Status.SUPERSEDED


def test_a_newer_award_that_was_revoked_before_it_began_takes_no_place() -> None:
    older = a_term(date(2026, 1, 1), date(2026, 12, 31), award_id="older")
    never = a_term(date(2026, 6, 1), date(2026, 8, 31), midnight(date(2026, 5, 1)), "never")
    assert in_force([older, never], midnight(date(2026, 7, 1))) == older


def test_revoking_a_newer_award_does_not_bring_an_older_one_back() -> None:
    older = a_term(date(2026, 1, 1), date(2026, 12, 31), award_id="older")
    newer = a_term(date(2026, 6, 1), date(2026, 8, 31), midnight(date(2026, 7, 1)), "newer")
    assert in_force([older, newer], midnight(date(2026, 7, 2))) is None


@given(terms(), moments)
def test_at_most_one_award_of_a_subject_and_scheme_is_active(
    held: list[Term], now: datetime
) -> None:
    active = [term for term in held if status(term, held, now) is Status.ACTIVE]
    assert len(active) <= 1
    assert in_force(held, now) == (active[0] if active else None)


@given(terms(), moments, moments)
def test_an_award_never_comes_back(held: list[Term], one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    order = [Status.NOT_YET, Status.ACTIVE]
    for term in held:
        before, after = status(term, held, earlier), status(term, held, later)
        if before not in order:
            assert after is before or after in (Status.SUPERSEDED, Status.EXPIRED)
            assert after is not Status.ACTIVE
        elif before is Status.ACTIVE:
            assert after is not Status.NOT_YET


@given(terms(), moments, st.floats(0, 1))
def test_nothing_changes_before_the_next_change_and_something_does_then(
    held: list[Term], now: datetime, share: float
) -> None:
    change = next_change(held, now)
    end = change or now + timedelta(days=2000)
    between = now + (end - now) * share * 0.999999
    assert in_force(held, between) == in_force(held, now)
    if change:
        assert change > now
        assert in_force(held, change) != in_force(held, now)


@given(terms(), moments)
def test_the_order_in_which_awards_are_read_does_not_matter(
    held: list[Term], now: datetime
) -> None:
    assert in_force(held, now) == in_force(list(reversed(held)), now)
    assert next_change(held, now) == next_change(list(reversed(held)), now)
