"""What area codes are, what they became, and which areas hold an authority."""

import csv
import json
from pathlib import Path

import pytest

from places.areas import area_type_of, authorities, contains, current, name_of

ROOT = Path(__file__).resolve().parents[2]
TRAFFORD, MANCHESTER, STROUD, GLASGOW = "E08000009", "E08000003", "E07000082", "S12000049"
WRITTEN_THE_EVERYDAY_WAY = {
    "E06000010": "Kingston upon Hull, City of",
    "E06000019": "Herefordshire, County of",
    "E06000023": "Bristol, City of",
    "E08000013": "St. Helens",
}


@pytest.mark.parametrize(
    ("area", "authority", "holds"),
    [
        (TRAFFORD, TRAFFORD, True),
        (TRAFFORD, MANCHESTER, False),
        ("S12000046", GLASGOW, True),
        (GLASGOW, "S12000046", True),
        ("K02000001", GLASGOW, True),
        ("K02000001", "N09000003", True),
        ("K03000001", "N09000003", False),
        ("K04000001", "W06000015", True),
        ("K04000001", GLASGOW, False),
        ("E92000001", TRAFFORD, True),
        ("E92000001", GLASGOW, False),
        ("S92000003", GLASGOW, True),
        ("E12000002", TRAFFORD, True),
        ("E12000007", TRAFFORD, False),
        ("E11000001", TRAFFORD, True),
        ("E11000004", "E08000021", True),
        ("E47000001", TRAFFORD, True),
        ("E47000004", "E06000006", True),
        ("E47000001", STROUD, False),
        ("E10000013", STROUD, True),
        ("E10000013", "E06000025", False),
        ("E10000006", "E06000063", True),
        ("E10000023", "E06000065", True),
        ("E06000063", "E07000026", True),
        ("E07000026", "E06000063", None),
        ("E07000026", TRAFFORD, False),
        ("E05000829", TRAFFORD, None),
        ("S13002967", GLASGOW, None),
        ("S08000031", GLASGOW, None),
        ("S08000031", TRAFFORD, False),
        ("E04000001", TRAFFORD, None),
        ("E47000099", TRAFFORD, None),
        (STROUD, "E10000013", None),
        ("Trafford", TRAFFORD, None),
        ("", TRAFFORD, None),
        (TRAFFORD, "", None),
        (TRAFFORD, None, None),
        ("K02000001", None, None),
    ],
)
def test_whether_an_area_holds_an_authority(
    area: str, authority: str | None, holds: bool | None
) -> None:
    assert contains(area, authority) is holds


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (TRAFFORD, "local_authority"),
        ("W06000015", "local_authority"),
        ("N09000003", "local_authority"),
        ("E10000013", "county"),
        ("E12000002", "region"),
        ("S92000003", "country"),
        ("K02000001", "country"),
        ("S13002967", "ward"),
        ("S08000031", "health_board"),
        ("E54000057", "other"),
        ("nonsense", "other"),
        ("", "other"),
    ],
)
def test_what_a_code_is(code: str, kind: str) -> None:
    assert area_type_of(code) == kind


def test_superseded_codes_lead_to_current_authorities_in_one_step() -> None:
    rows = _rows(ROOT / "places" / "superseded.csv")
    assert len(rows) > 50
    for row in rows:
        assert current(row["code"]) == row["current"]
        assert current(row["current"]) == row["current"]
        assert row["code"] not in authorities()
        assert name_of(row["code"]) == name_of(row["current"]) is not None


def test_names_are_those_of_the_register(shared_dir: Path) -> None:
    register = json.loads((shared_dir / "data/areas/postcodesio__districts.json").read_bytes())
    ours = {
        code: WRITTEN_THE_EVERYDAY_WAY.get(code, one.name) for code, one in authorities().items()
    }
    assert len(ours) == 361
    assert {code: register[code] for code in ours} == ours
    left = {code for code in register if current(code) not in ours and code[:3] != "LAD"}
    assert left == {"L99999999", "M99999999"}


def test_nations_regions_and_counties_are_those_of_the_register(shared_dir: Path) -> None:
    rows = _rows(shared_dir / "data/areas/uk_local_authorities.csv")
    by_own_code = {row["local-authority-code"]: row for row in rows}
    checked = [row for row in rows if row["gss-code"] in authorities()]
    assert len(checked) > 350
    for row in checked:
        ours = authorities()[row["gss-code"]]
        assert ours.nation == row["nation"]
        assert (name_of(ours.region) if ours.region else ours.nation) == row["region"]
        if ours.code.startswith("E07"):
            county = by_own_code[row["county-la"]]["gss-code"]
            assert ours.county == county


def test_former_codes_are_those_of_the_register(shared_dir: Path) -> None:
    rows = _rows(shared_dir / "data/areas/uk_local_authorities.csv")
    pairs = [(old, row["gss-code"]) for row in rows for old in row["former-gss-codes"].split(",")]
    pairs = [(old, now) for old, now in pairs if old]
    assert len(pairs) > 10
    for old, now in pairs:
        assert current(old) == now or now.startswith("E47")


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
