"""The listings that are made up for measuring: the same each time, valid, and like real ones."""

from collections import Counter
from itertools import islice

from benchmarks.listings import encoded, listings, services
from benchmarks.questions import KINDS, questions
from search.published import read_document


def test_the_same_seed_gives_the_same_and_a_longer_run_begins_with_the_shorter() -> None:
    short = list(encoded(20))
    assert short == list(islice(encoded(30), 20))
    assert short != list(encoded(20, seed=7))


def test_they_are_valid_and_no_two_are_one() -> None:
    made = list(services(200))
    assert len({one.id for one in made}) == 200
    assert all(one.status == "active" for one in made)


def test_they_vary_as_real_ones_do() -> None:
    made = [document for said in encoded(1_000) if (document := read_document(said))]
    places = Counter(min(len(document.points), 2) for document in made)
    assert 0 < places[0] < places[2] < places[1]
    assert len({document.town for document in made}) > 300
    assert any(document.awards for document in made)
    assert 40 < sum(len(document.description.split()) for document in made) / 1_000 < 120


def test_nothing_was_left_unfilled() -> None:
    assert not any("{" in one["name"] + one["description"] for one in listings(300))


def test_questions_are_the_same_each_time() -> None:
    for kind in KINDS:
        assert questions(kind, 5) == questions(kind, 5)
