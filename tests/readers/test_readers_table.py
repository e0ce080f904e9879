"""Tables as people keep them: any header, delimiter and encoding, ragged and cut."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.notes import FeedFailed
from tests.fixtures.reading import read_bytes, read_folder

ROWS = [{"Name": "Made-up café", "Town": "Sale"}, {"Name": "Tea, and cake", "Town": "Stoke"}]
TEXT = 'Name,Town\r\nMade-up café,Sale\r\n"Tea, and cake",Stoke\r\n'


@pytest.mark.parametrize(
    ("content", "warning"),
    [
        (TEXT.encode("utf-8"), ""),
        (TEXT.encode("utf-8-sig"), ""),
        (TEXT.encode("utf-16"), ""),
        (TEXT.encode("utf-16-le"), ""),
        (TEXT.encode("utf-16-be"), ""),
        (TEXT.encode("utf-32"), ""),
        (TEXT.encode("cp1252"), "read as cp1252"),
        (b"\xef\xbb\xbf" + TEXT.encode("cp1252"), "read as cp1252"),
        (TEXT.replace("\r\n", "\n").encode(), ""),
        (TEXT.replace("\r\n", "\r").encode(), ""),
        (TEXT.rstrip().encode(), ""),
        (TEXT.replace("Sale", "Sa\0le").encode(), "NUL"),
        (("\n \n" + TEXT + "\r\n,\r\n").encode(), ""),
        (TEXT.replace("Name,", "  Name ,").encode(), ""),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 65_536])
def test_encodings_and_line_ends(content: bytes, warning: str, size: int) -> None:
    read = read_bytes(content, "table", size=size)
    assert read.said == ROWS
    assert read.whole
    assert warning in "; ".join(read.notes.warnings)
    assert bool(warning) is bool(read.notes.warnings)


@pytest.mark.parametrize(
    ("charset", "encoding", "read_as"),
    [
        ("windows-1250", "cp1250", "cp1250"),
        ("iso-8859-1", "cp1252", "cp1252"),
        ("utf-8", "cp1252", "cp1252"),
        ("no-such-charset", "cp1252", "cp1252"),
        ("utf-16", "cp1252", "cp1252"),
    ],
)
def test_what_the_answer_claims_comes_after_utf8(charset: str, encoding: str, read_as: str) -> None:
    read = read_bytes("Name\n“é”\n".encode(encoding), "table", charset=charset)
    assert read.said == [{"Name": "“é”"}]
    assert read.notes.warnings == [f"bytes that are not UTF-8 were read as {read_as}"]


def test_an_encoding_of_the_source_file_is_used() -> None:
    assert read_bytes("Name\né\n".encode("cp850"), "table", encoding="cp850").said == [
        {"Name": "é"}
    ]
    read = read_bytes(b"Name\n\xff\n", "table", encoding="ascii")
    assert read.said == [{"Name": "\ufffd"}]
    assert read.notes.warnings == ["characters that are not ascii were replaced"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["Name", "Hours", "Notes"], ["A", "9-5; not Sunday", "x, y, z"], ["B", "a|b", "c\td"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    read = read_bytes(out.getvalue().encode(), "table")
    assert [list(said.values()) for said in read.said] == rows[1:]


def test_a_delimiter_of_the_source_file_is_used() -> None:
    assert read_bytes(b"a,b;c\n1,2;3\n", "table", delimiter=";").said == [{"a,b": "1,2", "c": "3"}]


def test_one_column_needs_no_delimiter() -> None:
    assert read_bytes(b"Name\nA\nB\n", "table").said == [{"Name": "A"}, {"Name": "B"}]


def test_line_ends_inside_quotes_stay() -> None:
    read = read_bytes(b'a,b\n"one\r\ntwo\n",2\n', "table")
    assert read.said == [{"a": "one\r\ntwo\n", "b": "2"}]


def test_names_are_made_to_differ() -> None:
    read = read_bytes(b"Name,,Name,Name_2,Name\n1,2,3,4,5\n", "table")
    assert read.said == [
        {"Name": "1", "column_2": "2", "Name_3": "3", "Name_2": "4", "Name_4": "5"}
    ]
    assert "'Name' more than once" in read.notes.warnings[0]


def test_ragged_rows_are_kept_with_a_warning() -> None:
    read = read_bytes(b"a,b,c\n1,2,3\n1\n1,2,3,4,5\n1,2,3\n", "table")
    assert read.said == [
        {"a": "1", "b": "2", "c": "3"},
        {"a": "1"},
        {"a": "1", "b": "2", "c": "3", "column_4": "4", "column_5": "5"},
        {"a": "1", "b": "2", "c": "3"},
    ]
    assert read.notes.warnings == [
        "a row has not 3 values, as the header has (2 times, first at line 3)"
    ]
    assert read.whole


def test_columns_without_a_header() -> None:
    settings = {"has_header": False, "columns": ["code", "name"]}
    assert read_bytes(b"1,A\n2,B\n", "table", **settings).said[0] == {"code": "1", "name": "A"}


def test_columns_instead_of_a_header() -> None:
    read = read_bytes(b"x,y,z\n1,A\n", "table", columns=["code", "name"])
    assert read.said == [{"code": "1", "name": "A"}]
    assert read.notes.warnings == ["the header has 3 names, `columns` 2"]


def test_lines_above_the_header() -> None:
    content = b"Community directory 2026\n(c) Made-up Council\nName,Town\nA,B\n"
    assert read_bytes(content, "table", skip_rows=2).said == [{"Name": "A", "Town": "B"}]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'a,b\n1,2\n"3,4\n5,6\n', "the row that begins in line 3 has an open quote"),
        (b"a,b,c\n1,2,3\n4,5", "line 3, the last, has 2 values for 3 columns"),
    ],
)
def test_a_table_that_is_cut_off(content: bytes, expected: str) -> None:
    read = read_bytes(content, "table")
    assert [list(said.values())[:2] for said in read.said] == [["1", "2"]]
    assert expected in read.notes.incomplete[0]


def test_a_row_over_many_lines_is_pointed_out() -> None:
    read = read_bytes(b'a,b\n"' + b"x\n" * 300 + b'",2\n3,4\n', "table")
    assert len(read.said) == 2
    assert "a quote may be left open" in read.notes.warnings[0]


def test_a_value_of_ten_million_characters() -> None:
    read = read_bytes(b"a,b\n" + b"x" * 10_000_000 + b",2\n", "table")
    assert len(read.said[0]["a"]) == 10_000_000


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "nothing"),
        (b" \n \n", "nothing"),
        (b"<!DOCTYPE html><html>sign in</html>", "a web page"),
        (b'{"error": "no"}', "JSON"),
        (b'[{"a": 1}]', "JSON"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\xd0\xcf\x11\xe0rest", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "gzip"),
        (b"\n\n,,\n", "the table has no header"),
    ],
)
def test_what_is_no_table(content: bytes, what: str) -> None:
    with pytest.raises(FeedFailed, match=what) as caught:
        read_bytes(content, "table")
    assert caught.value.reason == "not_table"


def test_a_header_alone_is_an_empty_feed() -> None:
    read = read_bytes(b"Name,Town\n", "table")
    assert (read.said, read.whole) == ([], True)
    assert read.notes.warnings == ["the feed holds no records"]


def test_a_cap_on_records() -> None:
    content = b"a\n" + b"1\n" * 10
    assert read_bytes(content, "table", max_records=10).whole
    read = read_bytes(content, "table", max_records=9)
    assert (len(read.said), read.whole) == (9, False)


@pytest.mark.parametrize(("cut", "count"), [(0, 5_000), (600, 4_000)])
def test_gzip_files_are_inflated_and_a_cut_one_is_incomplete(
    tmp_path: Path, cut: int, count: int
) -> None:
    rows = "".join(f"{number},{number * number * 7919 % 1_000_003}\n" for number in range(5_000))
    content = gzip.compress(("id,square\n" + rows).encode())
    (tmp_path / "list.csv.gz").write_bytes(content[: len(content) - cut])
    read = read_folder(tmp_path, "table", "list.csv.gz")
    assert read.whole is (cut == 0)
    assert count <= len(read.said) <= 5_000
    assert all(len(said) == 2 for said in read.said)


CELL = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.integers(1, 40),
)
def test_whatever_is_written_is_read(
    rows: list[list[str]], delimiter: str, encoding: str, size: int
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["a", "b", "c"], *rows])
    content = out.getvalue().encode(encoding)
    read = read_bytes(content, "table", delimiter=delimiter, size=size)
    assert [list(said.values()) for said in read.said] == [
        row for row in rows if any(value.strip() for value in row)
    ]
