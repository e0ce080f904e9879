"""Generated files kept up to date: written, or compared with what they should be."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Kept:
    """Files that `command` generates, by their paths below the project.

    `ours_alone` are the folders and patterns in which nothing else may lie.
    """

    command: str
    about: str
    files: Callable[[], Mapping[Path, str]]
    ours_alone: Sequence[tuple[Path, str]] = ()

    def stale(self, root: Path) -> list[str]:
        """What below `root` is missing, differs or is left over, one line for each file."""
        expected = self.files()
        wrong = [
            f"{path}: {'differs' if (root / path).is_file() else 'missing'}"
            for path, text in expected.items()
            if not (root / path).is_file() or (root / path).read_text("utf-8") != text
        ]
        return wrong + [f"{path}: left over" for path in self._left_over(root, expected)]

    def write(self, root: Path) -> int:
        """Writes all files below `root`, removes those left over, and gives how many there are."""
        expected = self.files()
        for path, text in expected.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        for path in self._left_over(root, expected):
            (root / path).unlink()
        return len(expected)

    def main(self, arguments: Sequence[str] | None, root: Path) -> int:
        """The command; 0 when all is well, 1 when `--check` finds a stale file."""
        parser = argparse.ArgumentParser(prog=f"python -m {self.command}", description=self.about)
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if stale")
        if not parser.parse_args(arguments).check:
            print(f"{self.command}: {self.write(root)} files written")
            return 0
        wrong = self.stale(root)
        for line in wrong:
            print(line, file=sys.stderr)
        if wrong:
            print(f"Not up to date; run `python -m {self.command}`.", file=sys.stderr)
        return 1 if wrong else 0

    def _left_over(self, root: Path, expected: Mapping[Path, str]) -> list[Path]:
        found = (
            path.relative_to(root)
            for place, kind in self.ours_alone
            for path in (root / place).glob(kind)
        )
        return sorted(path for path in found if path not in expected)
