"""Every program in the pages about tasks runs, and prints what its page says."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "tasks"
PAGES = sorted(FOLDER.glob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WRITTEN_FOR = "http://127.0.0.1:8000"
COMMANDS = {
    "bash": ("bash", "-euo", "pipefail", "program.sh"),
    "python": (sys.executable, "program.py"),
    "javascript": ("node", "program.mjs"),
}
LONGEST_S = 60


def _blocks(page: Path) -> dict[str, str]:
    return dict(BLOCK.findall(page.read_text("utf-8")))


@pytest.mark.parametrize("language", sorted(COMMANDS))
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_program_prints_what_its_page_says(
    page: Path, language: str, demonstration_server: str, tmp_path: Path
) -> None:
    command = COMMANDS[language]
    assert shutil.which(command[0]), f"{command[0]} is not installed"
    blocks = _blocks(page)
    program = blocks[language].replace(WRITTEN_FOR, demonstration_server)
    (tmp_path / command[-1]).write_text(program, "utf-8")
    ended = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=LONGEST_S, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == blocks["text"].splitlines()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_a_program_in_each_language_and_what_it_prints(page: Path) -> None:
    found = [language for language, _ in BLOCK.findall(page.read_text("utf-8"))]
    assert found == ["bash", "python", "javascript", "text"]
    assert _blocks(page)["text"].strip()


def test_there_are_pages() -> None:
    assert len(PAGES) >= 9
