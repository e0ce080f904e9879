"""Writes the three directories as files, to look at: `python -m examples.demo.make FOLDER`."""

import argparse
import json
from pathlib import Path

from examples.demo import sheet
from examples.demo.feeds import answer, demonstration


def write(folder: Path) -> tuple[Path, ...]:
    """The files written below `folder`: every page of the council's and of Links, and the sheet."""
    feeds = demonstration()
    folder.mkdir(parents=True, exist_ok=True)
    written = [
        *_pages(folder, "council", "/council/services"),
        *_pages(folder, "links", "/links/v5/import"),
    ]
    table = folder / "groups.csv"
    table.write_bytes(sheet.written(feeds.sheet))
    return (*written, table)


def _pages(folder: Path, name: str, path: str) -> list[Path]:
    written: list[Path] = []
    for number in range(1, 1000):
        page = answer(demonstration(), path, {"page": str(number)})
        if not isinstance(page, dict) or not (page.get("contents") or page.get("data")):
            break
        file = folder / f"{name}-{number}.json"
        file.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", "utf-8")
        written.append(file)
    return written


def main() -> None:
    """Write the files and name them."""
    parser = argparse.ArgumentParser(description="Write the made-up directories as files.")
    parser.add_argument("folder", type=Path)
    for file in write(parser.parse_args().folder):
        print(file)


if __name__ == "__main__":
    main()
