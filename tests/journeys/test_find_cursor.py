"""Cursors: they go on where they stopped, serve one question only and hold no place."""

from base64 import urlsafe_b64decode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.parts import Parts
from journeys.find import find
from journeys.finding.answer import Answer
from journeys.finding.errors import CursorMisused, CursorUnreadable
from journeys.finding.question import Filters, Question
from tests.fakes.index import FakeIndex

ASKED = Question(words="debt", near="M33 7ZF", limit=1)


def _find(question: Question, parts: Parts) -> Answer:
    return find(question, parts.index, parts.documents, parts.gazetteer, parts.clock)


def test_pages_show_everything_once(parts: Parts) -> None:
    first = _find(ASKED, parts)
    second = _find(replace(ASKED, cursor=first.cursor), parts)
    assert first.local.total == second.local.total == 2
    assert first.local.found[0].id != second.local.found[0].id
    assert second.cursor is None
    assert not second.moved


def test_services_without_place_stand_on_the_first_page_only(parts: Parts) -> None:
    asked = Question(near="M33 7ZF", limit=1)
    first = _find(asked, parts)
    assert first.wide.total == 1
    assert _find(replace(asked, cursor=first.cursor), parts).wide.total == 0


@pytest.mark.parametrize(
    "other",
    [
        replace(ASKED, words="befriending"),
        replace(ASKED, near="M1 1AD"),
        replace(ASKED, near=None),
        replace(ASKED, limit=2),
        replace(ASKED, within_m=3_000),
        replace(ASKED, filters=Filters(free=True)),
    ],
)
def test_a_cursor_of_another_question_is_refused(parts: Parts, other: Question) -> None:
    cursor = _find(ASKED, parts).cursor
    with pytest.raises(CursorMisused):
        _find(replace(other, cursor=cursor), parts)


def test_a_cursor_does_not_tell_neighbours_of_one_district_apart(parts: Parts) -> None:
    cursor = _find(ASKED, parts).cursor
    assert cursor == _find(replace(ASKED, near="M33 4AA"), parts).cursor


def test_a_cursor_of_a_point_tells_nothing_finer_than_a_district(parts: Parts) -> None:
    here = replace(ASKED, near=None, lat=53.4251, lon=-2.3190)
    near_by = replace(ASKED, near=None, lat=53.4449, lon=-2.3490)
    assert _find(here, parts).cursor == _find(near_by, parts).cursor


def test_a_directory_that_changed_between_pages_is_told(
    parts: Parts, fake_index: FakeIndex
) -> None:
    cursor = _find(ASKED, parts).cursor
    fake_index.at += 1
    assert _find(replace(ASKED, cursor=cursor), parts).moved


def test_a_page_in_another_order_than_the_one_before_is_told(
    parts: Parts, fake_index: FakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database lists in another order than the index: what follows is no second page."""
    of_index = _find(ASKED, parts).cursor
    found = fake_index.search
    monkeypatch.setattr(fake_index, "search", lambda asked: replace(found(asked), degraded=True))
    of_database = _find(ASKED, parts).cursor
    assert _find(replace(ASKED, cursor=of_index), parts).moved
    assert not _find(replace(ASKED, cursor=of_database), parts).moved
    monkeypatch.undo()
    assert _find(replace(ASKED, cursor=of_database), parts).moved


def test_a_cursor_holds_a_digest_and_two_numbers(parts: Parts) -> None:
    cursor = _find(ASKED, parts).cursor
    assert cursor
    assert len(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))) == 20


@given(st.text(max_size=60))
def test_what_is_no_cursor_is_refused_and_never_crashes(text: str) -> None:
    from journeys.finding.cursor import read_cursor

    with pytest.raises((CursorUnreadable, CursorMisused)):
        read_cursor(text, ASKED, None)
