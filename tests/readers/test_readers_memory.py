"""Memory does not grow with the feed: ten times the records, the same peak."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.shared import ROOT

MIB = 1024 * 1024
IN_A_CHILD = """
import json, sys
from pathlib import Path
from harvesters.local import LocalFetch
from harvesters.notes import ReadNotes
from harvesters.readers import READERS
from harvesters.feeds.settings import ReaderSettings
from tests.fakes.peak_memory import peak_bytes

kind, folder, *names = sys.argv[1:]

def count(name):
    url = "https://feed.example/services"
    settings = ReaderSettings(kind=kind, url=url, local=name)
    notes = ReadNotes()
    read = READERS[kind](settings, LocalFetch(Path(folder), settings.local), notes)
    records = sum(1 for _ in read)
    assert not notes.incomplete, notes.incomplete
    return records

small = count(names[0])
before = peak_bytes()
print(json.dumps({"small": small, "large": count(names[1]), "grown": peak_bytes() - before}))
"""


def _service(number: int) -> dict[str, object]:
    return {"id": str(number), "name": f"Made-up club {number}", "description": "words " * 200}


def _json(count: int) -> str:
    records = ",".join(json.dumps(_service(number)) for number in range(count))
    return f'{{"total_items": {count}, "total_pages": 1, "contents": [{records}]}}'


def _features(count: int) -> str:
    point = {"type": "Point", "coordinates": [-2.3, 53.4]}
    feature = {"type": "Feature", "geometry": point, "properties": _service(1)}
    return f'{{"features": [{",".join([json.dumps(feature)] * count)}]}}'


def _table(count: int) -> str:
    return "id,name,words\n" + "".join(
        f'{number},Made-up club,"{"words " * 200}"\n' for number in range(count)
    )


@pytest.mark.parametrize(
    ("kind", "write"), [("open_referral", _json), ("geojson", _features), ("table", _table)]
)
def test_a_feed_ten_times_as_long_needs_no_more(kind: str, write: object, tmp_path: Path) -> None:
    assert callable(write)
    (tmp_path / "small").write_text(write(2_000))
    (tmp_path / "large").write_text(write(20_000))
    arguments = [sys.executable, "-c", IN_A_CHILD, kind, str(tmp_path), "small", "large"]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["small"], told["large"]) == (2_000, 20_000)
    assert told["grown"] < 2 * MIB
