"""A page as a test reads it: its elements with their attributes and texts, nothing run."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "img", "input", "br"})
INLINE = frozenset({"a", "strong", "span", "code", "textarea"})
FIELDS = ("input", "select", "textarea")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, tag: str, **attributes: str) -> list["Element"]:
        """Elements of a tag whose attributes have these values."""
        return [
            one
            for one in self.walk()
            if one.tag == tag and all(one.get(name) == value for name, value in attributes.items())
        ]


class _Builder(HTMLParser):
    """Builds the tree; an end tag that closes nothing open is a fault of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), f"an attribute is given twice on {tag}"
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)
        self._apart(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()
        self._apart(tag)

    def _apart(self, tag: str) -> None:
        """What stands in blocks of their own is read with a pause between."""
        if tag not in INLINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.texts.append(data)


def read_page(html: str) -> Element:
    """The tree of a page; raises AssertionError where tags do not fit together."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], f"never closed: {builder.open[-1].tag}"
    return builder.root


def shown(page: Element) -> str:
    """What a person reads of a page."""
    return page.all("main")[0].text


def answers(form: Element) -> list[tuple[str, str]]:
    """What a browser would send of a form, without any button."""
    sent = []
    for one in form.walk():
        if one.tag == "input" and one.get("type") in ("checkbox", "radio"):
            if "checked" in one.attributes:
                sent.append((one.get("name"), one.get("value")))
        elif one.tag == "input":
            sent.append((one.get("name"), one.get("value")))
        elif one.tag == "textarea":
            sent.append((one.get("name"), "".join(one.texts)))
        elif one.tag == "select":
            options = one.all("option")
            chosen = [option for option in options if "selected" in option.attributes]
            sent.append((one.get("name"), (chosen or options)[0].get("value")))
    return sent


def row(page: Element, term: str) -> str:
    """What stands beside the first term of this name."""
    for pair in page.all("div"):
        terms = [child for child in pair.children if child.tag == "dt"]
        if terms and terms[0].text == term:
            return " ".join(child.text for child in pair.children if child.tag == "dd")
    raise AssertionError(f"no row is called {term}")
