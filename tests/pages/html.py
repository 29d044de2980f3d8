"""Reading HTML in tests: a strict parser and the questions a page test asks."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib


def parse_fragment(html: str) -> Element:
    """The fragment as a tree; html5lib refuses anything that is not valid HTML5."""
    tree: Element = _parser().parseFragment(html)
    return tree


def parse_page(html: str) -> Element:
    tree: Element = _parser().parse(html)
    return tree


def attributes(tree: Element, name: str) -> list[str]:
    return [el.attrib[name] for el in tree.iter() if name in el.attrib]


def only(tree: Element, tag: str) -> Element:
    found = list(tree.iter(tag))
    assert len(found) == 1, f"{len(found)} × {tag}"
    return found[0]


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def form_fields(tree: Element) -> Iterator[Element]:
    for tag in ("input", "select", "textarea"):
        for field in tree.iter(tag):
            if field.attrib.get("type") != "hidden":
                yield field


def _parser() -> html5lib.HTMLParser:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
