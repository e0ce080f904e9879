"""Pages about tasks of those who write programs, drawn from the texts in `docs/tasks`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "tasks"
_reader = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Task:
    """One page; `html` is safe to show: what the text holds of HTML is shown as text."""

    name: str
    title: str
    html: str


@cache
def tasks() -> dict[str, Task]:
    """All pages in the order of their files, by name; none where the texts were not installed."""
    return {one.name: one for one in map(_task, sorted(FOLDER.glob("*.md")))}


def _task(file: Path) -> Task:
    title, _, text = file.read_text("utf-8").partition("\n")
    drawn = in_words(text).replace("<pre>", '<pre tabindex="0">')
    name = file.stem.partition("-")[2]
    return Task(name, title.removeprefix("# "), _own_links(drawn))


def _own_links(html: str) -> str:
    """Links between the texts lead to the pages."""
    for file in FOLDER.glob("*.md"):
        html = html.replace(
            f'href="{file.name}', f'href="/docs/tasks/{file.stem.partition("-")[2]}'
        )
    html = html.replace('href="../api-policy.md', 'href="/docs/policy')
    return html.replace("<pre", '<pre class="code"')


@cache
def policy() -> Task:
    """What clients can rely on."""
    return _task(FOLDER.parent / "api-policy.md")


def in_words(text: str) -> str:
    """A description's own marks as HTML."""
    return str(_reader.render(text))
