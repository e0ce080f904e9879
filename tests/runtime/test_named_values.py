"""Named values of a statement are found, and nothing else is taken for one."""

from runtime.named_values import numbered, pyformat

SQL = "SELECT :word::text, CAST(:note AS text) FROM said WHERE said.word = :word"


def test_the_driver_is_told_names_and_casts_stay() -> None:
    expected = "SELECT %(word)s::text, CAST(%(note)s AS text) FROM said WHERE said.word = %(word)s"
    assert pyformat(SQL) == expected


def test_postgresql_is_told_numbers_and_one_name_has_one() -> None:
    sql, names = numbered(SQL)
    assert sql == b"SELECT $1::text, CAST($2 AS text) FROM said WHERE said.word = $1"
    assert names == ("word", "note")
