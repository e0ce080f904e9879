"""No table is missing where all are needed: a backup would miss it in silence."""

import subprocess
import sys
from pathlib import Path

from directory.tables import every

NAMES = "import directory.tables.every, sys; print(*sys.modules, sep='\\n')"


def test_every_file_of_tables_is_told() -> None:
    told = subprocess.run([sys.executable, "-c", NAMES], check=True, capture_output=True, text=True)
    files = {path.stem for path in Path(every.__file__).parent.glob("*.py")} - {"__init__"}
    assert {f"directory.tables.{name}" for name in files} <= set(told.stdout.split())
