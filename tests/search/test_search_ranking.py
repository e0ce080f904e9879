"""In which order hits come: one strong reason before scattered words, then the nearest."""

from typing import Any

import pytest

from search.documents import SearchDocument
from search.embedded.memory import Said, kept
from search.index import SearchIndex
from tests.fixtures.search import SALE, ask, document, id_of, names

WITHIN_M = 3_000.0
DEGREE_M = 111_195.0


def at(metres: float) -> tuple[tuple[float, float], ...]:
    """A place so many metres north of Sale."""
    return ((SALE[0] + metres / DEGREE_M, SALE[1]),)


def near(index: SearchIndex, known: list[SearchDocument], words: str) -> list[str]:
    index.rebuild(known, 1)
    return names(index, known, words, lat=SALE[0], lon=SALE[1], within_m=WITHIN_M)


def food_bank(name: str, metres: float, **said: Any) -> SearchDocument:
    said |= {"needs": ("food",), "categories": ("food-bank",)}
    said |= {"need_words": "Food", "category_words": "Food banks"}
    return document(name, points=at(metres), **said)


def test_a_kind_of_help_beats_its_words_here_and_there(index: SearchIndex) -> None:
    plots = document(
        "Quarry Bank", points=at(0), needs=("food",), need_words="Food", categories=("allotment",)
    )
    known = [plots, food_bank("Saint Oswin's", 2_900)]
    assert near(index, known, "food bank") == ["Saint Oswin's", "Quarry Bank"]


def test_hits_as_good_come_nearest_first_then_by_id(index: SearchIndex) -> None:
    known = [
        food_bank("Far", 2_000, id=id_of(1)),
        food_bank("Here, second", 0, id=id_of(3)),
        food_bank("Here, first", 0, id=id_of(2)),
        food_bank("Half way", 1_000, id=id_of(4)),
    ]
    assert near(index, known, "food bank") == ["Here, first", "Here, second", "Half way", "Far"]


def test_one_clearly_nearer_beats_one_whose_name_says_it_too(index: SearchIndex) -> None:
    known = [food_bank("Ashmere Food Bank", 2_000), food_bank("Saint Oswin's", 200)]
    assert near(index, known, "food bank") == ["Saint Oswin's", "Ashmere Food Bank"]


def test_the_name_decides_where_both_are_as_near(index: SearchIndex) -> None:
    known = [food_bank("Saint Oswin's", 200), food_bank("Ashmere Food Bank", 210)]
    assert near(index, known, "food bank") == ["Ashmere Food Bank", "Saint Oswin's"]


def test_a_whole_phrase_of_the_name_beats_one_word_of_it(index: SearchIndex) -> None:
    known = [
        document("Hearing Aids", points=at(0), description="We hear the voices of all members"),
        document("Voices Heard: a Hearing Group", points=at(1_500)),
    ]
    assert near(index, known, "hearing voices")[0] == "Voices Heard: a Hearing Group"


def test_other_words_in_a_description_come_last(index: SearchIndex) -> None:
    known = [
        document("Jumble Sale", points=at(0), description="Proceeds go to the lunch club"),
        document("Thursday Table", points=at(1_500), description="For anybody who is lonely"),
        document("Home Befrienders", points=at(2_900), categories=("befriending",)),
    ]
    assert near(index, known, "lonely")[-1] == "Jumble Sale"
    assert near(index, known, "lonely")[0] == "Home Befrienders"


def test_what_a_kind_is_called_beats_a_kind_like_it(index: SearchIndex) -> None:
    crafts = {"categories": ("arts-and-crafts",), "category_words": "Arts and crafts"}
    known = [
        document("Clay for All", points=at(0), description="No sewing", **crafts),
        document("Sewing Bee", points=at(1_300), **crafts),
    ]
    assert near(index, known, "sewing") == ["Sewing Bee", "Clay for All"]
    assert near(index, known, "arts and crafts") == ["Clay for All", "Sewing Bee"]


def test_a_kind_counts_for_its_share_of_a_longer_question(index: SearchIndex) -> None:
    plots = document(
        "Marzipan Bank", points=at(0), needs=("food",), need_words="Food", categories=("allotment",)
    )
    known = [plots, food_bank("Saint Oswin's", 2_500, description="Also marzipan")]
    assert near(index, known, "marzipan food bank")[0] == "Saint Oswin's"


def test_every_kind_in_a_question_counts(index: SearchIndex) -> None:
    said = {"description": "We have a choir"}
    music = {"categories": ("music-and-singing",), "category_words": "Music"}
    known = [document("Library", points=at(0), **said)]
    known.append(document("Hale Library", points=at(400), **said, **music))
    assert near(index, known, "library choir") == ["Hale Library", "Library"]


def test_without_a_place_distance_has_no_say(index: SearchIndex) -> None:
    known = [food_bank("Far", 60_000, id=id_of(1)), food_bank("Here", 0, id=id_of(2))]
    index.rebuild(known, 1)
    assert names(index, known, "food bank") == ["Far", "Here"]
    assert names(index, known, "food bank", lat=SALE[0], lon=SALE[1]) == ["Far", "Here"]


def test_services_that_need_no_place_know_no_distance(index: SearchIndex) -> None:
    far = document("Debt line", id=id_of(1), points=at(60_000), nationwide=True)
    here = document("Debt line", id=id_of(2), points=at(9_000), nationwide=True)
    index.rebuild([here, far], 1)
    page = ask(index, "debt line ", lat=SALE[0], lon=SALE[1], within_m=WITHIN_M, reach="wide")
    assert [hit.id for hit in page.hits] == [far.id, here.id]
    assert page.hits[0].score == page.hits[1].score


def test_the_rarer_word_counts_more_where_none_has_both(index: SearchIndex) -> None:
    common = [document(f"Group {n}", points=at(0)) for n in range(20)]
    known = [*common, document("Zither", points=at(2_900))]
    assert near(index, known, "zither group ")[0] == "Zither"


def test_a_common_word_is_not_read_as_another(index: SearchIndex) -> None:
    """No listing has both words, and "bread" is but one letter from "break"."""
    known = [
        document("Bread for carers", points=at(0)),
        document("Winter break", points=at(10)),
        document("Reading", points=at(20)),
    ]
    index.rebuild(known, 1)
    page = ask(index, "break reading ", lat=SALE[0], lon=SALE[1], within_m=WITHIN_M)
    assert page.total == 2
    assert page.corrected == {}


def test_a_slip_that_a_listing_has_too_is_still_forgiven(index: SearchIndex) -> None:
    libraries = [document(f"Library {n}", points=at(n)) for n in range(30)]
    typed = document("Libary", points=at(60_000))
    index.rebuild([*libraries, typed], 1)
    page = ask(index, "libary ", lat=SALE[0], lon=SALE[1], within_m=WITHIN_M)
    assert page.total == 30


@pytest.mark.parametrize(
    "words", ["lonely", "food parcel", "drop-in", "lun", "libary tea", "no friends", "gas bill x"]
)
def test_what_is_ranked_is_what_is_counted(index: SearchIndex, words: str) -> None:
    said = (
        "Lonely", "Befriending", "Lunch club", "Food bank", "Parcels of food", "Drop in", "Dropin",
        "Library", "Tea", "Friends", "No friends here", "Fuel vouchers", "Gas", "Energy bills",
    )  # fmt: skip
    known = [document(name, points=at(n), needs=("debt",)) for n, name in enumerate(said)]
    known += [
        document("Other", points=at(n), needs=("debt",), description=d) for n, d in enumerate(said)
    ]
    index.rebuild(known, 1)
    place = {"lat": SALE[0], "lon": SALE[1]}
    for asked in ({}, {**place, "within_m": WITHIN_M}, {**place, "sort": "distance"}):
        page = ask(index, words, facets=("need",), limit=100, **asked)
        assert page.total == len(page.hits) == page.facets["need"][0].count > 0


@pytest.mark.parametrize(
    ("said", "built"),
    [
        ("debt", 1),
        ((("food", "bank"), ("no friends",)), 1),
        ("7zf", 2),
        ((("m33", "7zf"),), 2),
        ((("food",), ("m33 7zf",)), 2),
    ],
)
def test_what_may_be_of_a_postcode_is_kept_in_no_memory(said: Said, built: int) -> None:
    calls: list[Said] = []
    remembered = kept(calls.append)
    remembered(said)
    remembered(said)
    assert calls == [said] * built
