"""What may stand in the `[reader]` table, and what is said of the rest."""

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from harvesters.feeds.settings import MEANINGLESS, Kind, ReaderSettings
from harvesters.readers import READERS

URL = "https://feed.example/list"


def test_every_kind_has_its_reader_and_its_settings() -> None:
    assert set(get_args(Kind)) == set(READERS) == set(MEANINGLESS)


@pytest.mark.parametrize("kind", sorted(READERS))
def test_kind_and_address_are_enough(kind: str) -> None:
    settings = ReaderSettings.model_validate({"kind": kind, "url": URL})
    assert (settings.kind, settings.local) == (kind, ())


@pytest.mark.parametrize("local", ["a/list.csv", ["a/list.csv"]])
def test_one_local_file_or_a_list(local: Any) -> None:
    settings = ReaderSettings.model_validate({"kind": "table", "url": URL, "local": local})
    assert settings.local == ("a/list.csv",)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"kind": "xml"}, "table"),
        ({"url": "ftp://feed.example"}, "http or https"),
        ({"url": "feed.example/list"}, "http or https"),
        ({"url": "https://me:secret@feed.example/"}, "without a user name"),
        ({"local": "../outside.csv"}, "below the operator's local folder"),
        ({"local": "/etc/passwd"}, "below the operator's local folder"),
        ({"local": ["a.csv", "b.csv"]}, "one file"),
        ({"items": "/data"}, "'items' means nothing to a reader of kind 'table'"),
        ({"page_size": 5}, "'page_size' means nothing"),
        ({"details": True}, "'details' means nothing"),
        ({"kind": "aliss", "delimiter": ","}, "'delimiter' means nothing"),
        ({"kind": "json_list", "items": "data"}, "JSON pointer"),
        ({"encoding": "utf-99"}, "name of an encoding"),
        ({"encoding": "rot13"}, "name of an encoding"),
        ({"delimiter": "::"}, "','"),
        ({"has_header": False}, "`columns`"),
        ({"columns": ["a", "a"]}, "once"),
        ({"max_records": 0}, "greater than or equal to 1"),
        ({"deadline_s": 10**6}, "less than or equal to 3600"),
        ({"pgae_size": 5}, "Extra inputs"),
    ],
)
def test_what_is_refused_says_what_was_expected(table: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ReaderSettings.model_validate({"kind": "table", "url": URL, **table})
    assert said in str(caught.value)


def test_pages_may_be_several_local_files() -> None:
    pages = ["one.json", "two.json"]
    settings = ReaderSettings.model_validate({"kind": "aliss", "url": URL, "local": pages})
    assert settings.local == ("one.json", "two.json")
