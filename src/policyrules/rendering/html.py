"""Pages of HTML that stand alone: elements as data, escaped when they are written.

    page("Grants", "en", [
        element("h1", "Grants"),
        element("p", "from ", element("code", "<grant.yaml>"), class_="place"),
        table(["name", "points"], [["visits", "40"]]),
    ])

A child is a text or an element. There is no way to put in markup as text, no element that runs or
loads anything, and the page carries a policy that forbids both. What a text says is shown: an
invisible character, with which it could say something else than it shows, becomes an escape.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from attrs import frozen

from policyrules.text.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_EMPTY: Final = frozenset({"br", "hr", "wbr", "meta"})
_TAGS: Final = _EMPTY | frozenset(
    re.findall(
        r"\S+",
        """
        html head title body main header footer nav section article aside h1 h2 h3 h4 h5 h6 p div span a
        ul ol li dl dt dd table caption colgroup thead tbody tfoot tr th td details summary blockquote
        figure figcaption pre code samp kbd em strong small b i s del ins mark abbr time meter progress
        svg g rect path line text desc
        """,
    )
)
_ATTRIBUTES: Final = frozenset(
    re.findall(
        r"\S+",
        """
        id class lang dir title href scope colspan rowspan headers open datetime value min max low high
        optimum role tabindex name content charset http-equiv start reversed
        viewBox x y x1 y1 x2 y2 width height rx d text-anchor
        """,
    )
)
_DATA: Final = re.compile(r"(?:aria|data)-[a-z-]+")
#: Addresses that only lead to a page: of the web, or without a scheme.
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:|[^:?#\s\\]*(?:[?#/]|\Z))[^\s\\]*", re.IGNORECASE)


@frozen
class Element:
    """An element of a page; made by `element`."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Content, ...] = ()

    def __str__(self) -> str:
        return markup(self)


Content = str | Element


def element(tag: str, *children: Content | None, **attributes: str | int | bool | None) -> Element:
    """An element; children that are None are left out.

    Attributes are named as in HTML, with `_` for `-` and at the end of Python's own words
    (`class_`, `aria_label`); those that are None or False are left out, True gives one without a value.
    Raises ValueError for elements and attributes that a page does not have, and for addresses
    that are not of the web.
    """
    if tag not in _TAGS:
        raise ValueError(f"pages have no element `{tag}`")
    found = []
    for key, value in attributes.items():
        name = key.rstrip("_").replace("_", "-")
        if name not in _ATTRIBUTES and not _DATA.fullmatch(name):
            raise ValueError(f"elements have no attribute `{name}`")
        if value is None or value is False:
            continue
        if name == "href" and not leads_to_page(str(value)):
            raise ValueError(f"`{value}` is no address of a page")
        found.append((name, "" if value is True else str(value)))
    return Element(tag, tuple(found), tuple(child for child in children if child is not None))


def leads_to_page(address: str) -> bool:
    """Whether an address may stand in `href`: `https:`, `http:`, `mailto:`, relative, or `#place`."""
    return _ADDRESS.fullmatch(address) is not None and visible(address) == address


def link(text: Content, address: str) -> Content:
    """A link; only the text where the address is not one of a page."""
    return element("a", text, href=address) if leads_to_page(address) else text


def table(
    head: Sequence[Content], rows: Iterable[Sequence[Content]], *, caption: Content | None = None
) -> Element:
    """A table with a row of headings, which scrolls by itself where the page is too narrow."""
    heads = [element("th", one, scope="col") for one in head]
    lines = [element("tr", *(element("td", cell) for cell in row)) for row in rows]
    whole = element(
        "table",
        element("caption", caption) if caption is not None else None,
        element("thead", element("tr", *heads)) if heads else None,
        element("tbody", *lines),
    )
    return scrolling(whole)


def scrolling(wide: Element) -> Element:
    """What may be wider than the page; the keyboard reaches it, so that it can be scrolled."""
    return element("div", wide, class_="wide", tabindex=0)


def page(title: str, language: str, body: Iterable[Content]) -> str:
    """A whole document that needs no other file: its text, ending with a line end.

    It has one style sheet, for light and dark, screens of any width and print; nothing in it runs.
    """
    style = _style_sheet()
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_permission(style)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
    )
    start = markup(head).removesuffix("</head>")
    main = markup(element("body", element("main", *body)))
    lang = html.escape(language)
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n{start}\n<style>{style}</style>\n</head>\n{main}\n</html>\n'
    )


def markup(content: Content) -> str:
    """A text or an element as HTML, escaped."""
    pieces: list[str] = []
    # A stack, not recursion, so that no depth of nesting is too much.
    waiting: list[Content | _End] = [content]
    while waiting:
        match waiting.pop():
            case str() as text:
                pieces.append(html.escape(visible(text), quote=False))
            case _End(tag):
                pieces.append(f"</{tag}>")
            case Element(tag, attributes, children):
                pieces.append(f"<{tag}{''.join(map(_attribute, attributes))}>")
                if tag not in _EMPTY:
                    waiting.append(_End(tag))
                    waiting.extend(reversed(children))
    return "".join(pieces)


@frozen
class _End:
    """The end of an element that is being written."""

    tag: str


def _attribute(pair: tuple[str, str]) -> str:
    name, value = pair
    return f' {name}="{html.escape(visible(value))}"'


def _permission(style: str) -> str:
    """The policy of a page: it may have this style sheet, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _style_sheet() -> str:
    return (files("policyrules.rendering") / "style.css").read_text(encoding="utf-8")
