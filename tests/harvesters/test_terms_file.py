"""What an operator says terms mean: read strictly, counted over the source's own file, used."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from harvesters.pipeline import understand
from harvesters.source import Source, SourceFileError, load_sources, with_terms
from harvesters.source_problems import SourceFileError as Refused
from harvesters.terms_file import joined, load_terms
from schema.record import RawRecord
from tests.fakes.gazetteer import FakeGazetteer

TITLE = "made_up (made up)"


@pytest.fixture
def source(write_source: Callable[..., Source]) -> Source:
    return write_source(
        "made_up", "https://feed.example/all.csv", columns=("name", "category", "description")
    )


def _terms(tmp_path: Path, text: str) -> Any:
    file = tmp_path / "terms.toml"
    file.write_text(text, "utf-8")
    return load_terms(file)


def _attributes(source: Source, category: str) -> dict[str, str]:
    raw = RawRecord(1, {"name": "Made-up group", "category": category, "description": "x"})
    record = understand(source, raw, FakeGazetteer())
    assert record.service
    terms = [one["taxonomy_term"] for one in orjson.loads(record.service).get("attributes", [])]
    return {term["code"]: term["taxonomy"] for term in terms}


def test_a_term_means_what_the_operator_says(source: Source, tmp_path: Path) -> None:
    assert _attributes(source, "Flumps") == {"Flumps": TITLE}
    told = _terms(tmp_path, f'["{TITLE}"]\n"Flumps" = ["category:food-bank", "need:debt"]\n')
    after = _attributes(with_terms(source, told), "Flumps")
    assert {"food-bank", "food", "debt"} <= set(after)
    assert after["Flumps"] == TITLE


def test_a_term_of_another_taxonomy_is_left_alone(source: Source, tmp_path: Path) -> None:
    told = _terms(tmp_path, '["Elsewhere"]\n"Flumps" = "category:food-bank"\n')
    assert _attributes(with_terms(source, told), "Flumps") == {"Flumps": TITLE}


def test_an_empty_text_is_no_meaning(source: Source, tmp_path: Path) -> None:
    told = _terms(tmp_path, f'["{TITLE}"]\n"Flumps" = ""\n')
    assert told == {TITLE: {"Flumps": ()}}
    assert _attributes(with_terms(source, told), "Flumps") == {"Flumps": TITLE}


def test_what_is_said_changes_the_way_of_reading(source: Source, tmp_path: Path) -> None:
    from harvesters.identity import source_digest

    told = _terms(tmp_path, f'["{TITLE}"]\n"Flumps" = "need:food"\n')
    assert source_digest(with_terms(source, told)) != source_digest(source)


def test_the_operators_word_counts_over_the_sources_file() -> None:
    of_source = {"A": {"one": ("need:food",), "two": ("need:debt",)}}
    both = joined(of_source, {"A": {"one": ()}, "B": {"three": ("need:debt",)}})
    assert both == {
        "A": {"one": (), "two": ("need:debt",)},
        "B": {"three": ("need:debt",)},
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('["A"]\n"x" = "category:no-such"\n', "is no term of ours"),
        ('["A"]\n"x" = "food-bank"\n', "is no term of ours"),
        ('["A"]\n"x" = 3\n', "expected"),
        ('["A"\n', "TOML"),
        ('"x" = "need:food"\n', "x"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        _terms(tmp_path, text)


def test_a_source_file_may_say_it_too(source: Source, tmp_path: Path) -> None:
    file = tmp_path / "sources" / "made_up" / "made_up.toml"
    file.write_text(file.read_text("utf-8") + f'\n[terms."{TITLE}"]\n"Flumps" = "need:food"\n')
    assert "food" in _attributes(load_sources([file.parent])[0], "Flumps")
    file.write_text(file.read_text("utf-8") + '"Glumps" = "need:nothing"\n')
    with pytest.raises(SourceFileError, match="terms"):
        load_sources([file.parent])
