"""Whatever anybody writes into a listing, a spreadsheet shows it and runs nothing."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.tabular.flat import COLUMNS
from schema.tabular.spreadsheet import safe, sheet_row

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
WILD = st.text(alphabet=st.sampled_from("=+-@\t\r\n ;,|\"'0a1.é＝\x00\x85\u2028"), max_size=20)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(text=st.one_of(WILD, st.text(max_size=30)))
def test_no_cell_begins_a_formula_whatever_a_country_separates_with(
    separator: str, text: str
) -> None:
    row = {"name": text, "description": text, "phones": [text, text], "id": text}
    line = StringIO(newline="")
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(sheet_row(row))
    for cells in csv.reader(StringIO(line.getvalue(), newline=""), delimiter=separator):
        assert not [cell for cell in cells if cell.lstrip(" ").startswith(FORMULAS)], cells


@given(text=WILD)
def test_a_row_is_one_line(text: str) -> None:
    assert len(safe(text).splitlines()) <= 1


@given(number=st.from_regex(r"[0-9][0-9 .,:/-]{0,12}", fullmatch=True))
def test_what_reads_as_a_number_stays_the_text_it_is(number: str) -> None:
    assert safe(number) == f"'{number.strip()}"


@pytest.mark.parametrize(
    "text", ["Tea and Talk", "0161 496 0123 (mornings)", "Open 10-12", "M33 7ZF", "a = b"]
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_numbers_and_flags_stay_what_they_are() -> None:
    row = dict(zip(COLUMNS, sheet_row({"lon": -2.32, "minimum_age": 18, "nationwide": False}),
                   strict=True))  # fmt: skip
    assert (row["lon"], row["minimum_age"], row["nationwide"]) == ("-2.32", "18", "false")
