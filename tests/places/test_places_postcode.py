"""One spelling for each postcode, its parts, and postcodes inside free text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.postcode import AREAS, district, find_in, normalise, sector

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
POSTCODES = st.builds(
    "{}{} {}{}{}".format,
    st.sampled_from(sorted(AREAS - {"GIR", "NPT"})),
    st.integers(1, 99),
    st.integers(0, 9),
    st.sampled_from(LETTERS),
    st.sampled_from(LETTERS),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("M33 7ZF", "M33 7ZF"),
        ("m337zf", "M33 7ZF"),
        ("  m33   7zf ", "M33 7ZF"),
        ("M33-7ZF", "M33 7ZF"),
        ("M33 7ZF.", "M33 7ZF"),
        ("M33\u00a07ZF", "M33 7ZF"),
        ("\ufeffM33 7ZF", "M33 7ZF"),
        ("M\uff13\uff13 7ZF", "M33 7ZF"),
        ("sw1a1aa", "SW1A 1AA"),
        ("w1a 1aa", "W1A 1AA"),
        ("gir0aa", "GIR 0AA"),
        ("npt 4aa", "NPT 4AA"),
        ("0L1 1AA", "OL1 1AA"),
        ("S014 0AA", "SO14 0AA"),
        ("SO14 OAA", "SO14 0AA"),
        ("P01 1AA", "PO1 1AA"),
        ("CRO 2YR", "CR0 2YR"),
        ("BLO 9XX", "BL0 9XX"),
        ("LI 1AA", "L1 1AA"),
        ("1G1 1AA", "IG1 1AA"),
        ("SWIA IAA", "SW1A 1AA"),
        ("M1O 1AA", "M10 1AA"),
        ("MI1 IAA", "M11 1AA"),
        ("ZZ99 9ZZ", "ZZ99 9ZZ"),
    ],
)
def test_every_spelling_of_a_postcode_comes_to_one(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", " ", "M33", "M33 7", "M33 7Z", "M33 7ZFF", "7ZF M33", "M33 7CI", "Sale", "12345",
     "M333 7ZF", "A\x00 1AA", "\ud800", "M33 7ZF, Sale", "M0 1AA", "x" * 5_000, "٣٣"],
)  # fmt: skip
def test_what_is_no_postcode_is_none(typed: str) -> None:
    assert normalise(typed) is None


@given(POSTCODES, st.sampled_from(["", " ", "  ", "-", "\t"]), st.booleans())
def test_gap_and_case_make_no_difference(code: str, gap: str, lower: bool) -> None:
    typed = code.replace(" ", gap)
    assert normalise(typed.lower() if lower else typed) == code
    assert normalise(code) == code


@given(st.text(max_size=20))
def test_whatever_is_typed_is_answered_and_an_answer_stands(typed: str) -> None:
    code = normalise(typed)
    assert code is None or normalise(code) == code


@given(POSTCODES)
def test_parts_are_the_same_from_the_whole_and_from_the_part(code: str) -> None:
    outward, figure = code[:-4], code[-3]
    assert district(code) == district(outward) == outward
    assert sector(code) == sector(f"{outward} {figure}") == f"{outward} {figure}"
    assert district(f"{outward} {figure}") == outward


@pytest.mark.parametrize(
    ("typed", "outward"),
    [
        ("m33", "M33"),
        ("sw1a", "SW1A"),
        ("0L1", "OL1"),
        ("CRO", "CR0"),
        ("m33 7", "M33"),
        ("B11", "B11"),
    ],
)
def test_districts_in_any_spelling(typed: str, outward: str) -> None:
    assert district(typed) == outward


@pytest.mark.parametrize("typed", ["", "Sale", "M", "ZZ99", "M9999", "33", "x" * 1_000])
def test_what_is_no_district_is_none(typed: str) -> None:
    assert district(typed) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [("m33 7", "M33 7"), ("M337", "M33 7"), ("B1 1", "B1 1"), ("ec1a1", "EC1A 1"), ("B11", None),
     ("M33", None), ("ZZ9 9", None), ("", None)],
)  # fmt: skip
def test_sectors_in_any_spelling(typed: str, found: str | None) -> None:
    assert sector(typed) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 Made Up Street, Sale, M33 7ZF", ["M33 7ZF"]),
        ("12 made up street sale m337zf tel 0161 496 0000", ["M33 7ZF"]),
        ("M33 7ZF and M33 7ZF, or SW1A 1AA", ["M33 7ZF", "SW1A 1AA"]),
        ("Unit B1 1st floor, Sale", []),
        ("the WI inn", []),
        ("Flat 2B, no postcode", []),
        ("ZZ99 9ZZ", []),
        ("ref AM33 7ZFX", []),
        ("", []),
    ],
)
def test_postcodes_inside_an_address(text: str, found: list[str]) -> None:
    assert find_in(text) == found
