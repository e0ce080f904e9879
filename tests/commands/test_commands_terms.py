"""Terms of sources that mean nothing yet: listed, and put into the operator's file."""

import json
from pathlib import Path

from places.gazetteer import Gazetteer
from tests.fixtures.commanding import fingerpost
from tests.fixtures.served import environment, with_places

SOURCE = """
id = "made_up"
title = "Made up"
publisher = { name = "Made-up Council" }
licence = { name = "Open Government Licence v3.0" }
reader = { kind = "table", url = "https://made-up.example/a.csv", local = "made_up.csv" }
fields = { key = "Ref", name = "Group", category = "Kind" }
"""
TABLE = "Ref,Group,Kind\n1,Tea and chat,Flumps\n"


def test_writing_them_and_telling_them_as_json_go_together(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    assert gazetteer.postcode("M33 7ZF")
    (tmp_path / "made_up.toml").write_text(SOURCE, "utf-8")
    (tmp_path / "made_up.csv").write_text(TABLE, "utf-8")
    settings = environment(with_places(tmp_path / "data"))
    fingerpost(settings, "harvest", "--sources", str(tmp_path), "--local", str(tmp_path))
    (listed,) = json.loads(fingerpost(settings, "terms", "--json", code=3).stdout)
    assert (listed["name"], listed["listings"]) == ("Flumps", 1)
    assert json.loads(fingerpost(settings, "terms", "--write", "--json").stdout) == [listed]
    assert '"Flumps" = ""' in (tmp_path / "data" / "terms.toml").read_text("utf-8")
    assert json.loads(fingerpost(settings, "terms", "--write", "--json").stdout) == []
