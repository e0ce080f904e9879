"""Names of areas, and lists of names, that stand without codes."""

import pytest

from harvesters.cleaning.area_names import named_areas, says_nationwide

TRAFFORD, MANCHESTER, SALFORD = "E08000009", "E08000003", "E08000006"


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("Trafford", [TRAFFORD]),
        ("Trafford, Manchester", [TRAFFORD, MANCHESTER]),
        ("Trafford; Manchester & Salford", [TRAFFORD, MANCHESTER, SALFORD]),
        ("Trafford, Manchester, and Salford", [TRAFFORD, MANCHESTER, SALFORD]),
        ("Barking and Dagenham and Camden", ["E09000002", "E09000007"]),
        ("Newry, Mourne and Down, Belfast", ["N09000010", "N09000003"]),
        ("Bristol and South Gloucestershire", ["E06000023", "E06000025"]),
        ("Devon, Cornwall", ["E10000008", "E06000052"]),
        ("England and Wales", ["K04000001"]),
        ("England, Scotland and Wales", ["E92000001", "S92000003", "W92000004"]),
        ("UK", ["K02000001"]),
        ("UK-wide", ["K02000001"]),
        ("UK nationwide", ["K02000001"]),
        ("Great Britain", ["K03000001"]),
        ("the whole of Scotland", ["S92000003"]),
    ],
)
def test_names_that_are_known(said: str, codes: list[str]) -> None:
    assert [area.code for _, area in named_areas(said)] == codes


@pytest.mark.parametrize(
    "said",
    [
        None, "", ",", "Trafford, Sale", "Trafford and surrounding areas", "not Trafford",
        "Trafford, Greater Manchester", "Bristol, England", "Camden, London", "Derby, Derbyshire",
        "Newport, Isle of Wight", "Trafford/Manchester", "Trafford wide", "England only",
        "nationwide", "Trafford, " * 500,
    ],
)  # fmt: skip
def test_names_that_are_left_alone(said: str | None) -> None:
    assert named_areas(said) == ()


def test_each_area_keeps_its_own_words() -> None:
    assert [words for words, _ in named_areas("Borough of Trafford; City of Salford")] == [
        "Borough of Trafford",
        "City of Salford",
    ]


def test_nationwide_is_a_word_alone() -> None:
    assert says_nationwide("Nation-wide")
    assert not says_nationwide("nationwide except Wales")
    assert not says_nationwide(None)
