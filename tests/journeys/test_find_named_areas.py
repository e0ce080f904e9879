"""From a feed's words about whom a service serves to what searchers near and far are told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from api.parts import Parts
from journeys.find import find
from journeys.finding.answer import Answer
from journeys.finding.question import Question
from places.gazetteer import Gazetteer
from schema.encoding import decode
from schema.service import Service
from search.embedded import EmbeddedIndex
from search.language_files import load_language
from search.published import search_document
from tests.fakes.documents import FakeDocuments
from tests.fakes.listings import stored
from tests.fixtures.sources import flat

SALE, CARDIFF = "M33 7ZF", "CF10 1EP"


def _line(name: str, area: str) -> Service:
    fields = {key: key for key in ("name", "key", "area_name", "access_modes")}
    said: dict[str, Any] = {"name": name, "key": name, "area_name": area, "access_modes": "phone"}
    return decode(Service, orjson.dumps(flat(said, fields=fields)))


@pytest.fixture
def harvested(parts: Parts, gazetteer: Gazetteer, tmp_path: Path) -> Iterator[Parts]:
    lines = (
        _line("Trafford listening line", "Trafford Council"),
        _line("English listening line", "England"),
        _line("British listening line", "UK-wide"),
    )
    index = EmbeddedIndex(tmp_path / "index", load_language())
    index.rebuild((one for one in map(search_document, lines) if one), 7)
    documents = FakeDocuments(map(stored, lines))
    yield replace(parts, index=index, documents=documents, gazetteer=gazetteer)
    index.close()


def _offered(parts: Parts, near: str) -> dict[str, str]:
    question = Question(words="listening line", near=near)
    answer: Answer = find(question, parts.index, parts.documents, parts.gazetteer, parts.clock)
    return {
        orjson.loads(one.document)["name"]: one.serves.verdict
        for one in (*answer.local.found, *answer.wide.found)
        if one.serves
    }


def test_a_line_for_one_borough_is_for_that_borough(harvested: Parts) -> None:
    assert _offered(harvested, SALE) == {
        "Trafford listening line": "yes",
        "English listening line": "yes",
        "British listening line": "yes",
    }


def test_elsewhere_it_is_not_offered_as_if_it_were_nationwide(harvested: Parts) -> None:
    assert _offered(harvested, CARDIFF) == {"British listening line": "yes"}
