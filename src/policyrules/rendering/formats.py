"""A readable document as text for a terminal, as Markdown, and as an HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from policyrules.rendering import columns, html, markdown
from policyrules.rendering.blocks import (
    Block,
    Bullets,
    Code,
    Heading,
    Line,
    Listing,
    Paragraph,
    Table,
    Terms,
    pieces,
    says_something,
)
from policyrules.text.caret import text_width
from policyrules.text.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: How wide text for a terminal may be, and how narrow what stands beside a term.
_WIDEST: Final = 100
_NARROWEST: Final = 30


def as_text(blocks: Iterable[Block]) -> str:
    """Text for a terminal: what stands under a heading of the third level or deeper is indented."""
    lines: list[str] = []
    indent = ""
    for block in filter(says_something, blocks):
        if isinstance(block, Heading):
            indent = "  " * max(0, block.level - 2)
            margin = indent[2:]
        else:
            margin = indent
        lines += [""] if lines else []
        lines += [f"{margin}{line}".rstrip() for line in _text_of(block, _WIDEST - len(margin))]
    return "\n".join(lines)


def as_markdown(blocks: Iterable[Block]) -> str:
    """Markdown as CommonMark and GitHub read it."""
    return "\n\n".join(map(_markdown_of, filter(says_something, blocks)))


def as_page(title: str, language: str, blocks: Iterable[Block]) -> str:
    """A page of HTML that stands alone."""
    return html.page(title, language, elements(blocks))


def elements(blocks: Iterable[Block]) -> list[html.Element]:
    """The elements of a page, to which others can be added."""
    return [_element_of(block) for block in blocks if says_something(block)]


def _text_of(block: Block, widest: int) -> Iterator[str]:
    match block:
        case Heading(level, line):
            lines = columns.wrapped(_plain(line), widest)
            yield from lines
            if level < 3:
                yield ("═" if level == 1 else "─") * max(map(text_width, lines))
        case Paragraph(line, manner):
            yield from _hanging({"notice": "‖ ", "quote": "> "}.get(manner, ""), _plain(line), widest)
        case Terms(items):
            terms = [_plain(term) for term, _ in items]
            width = max(map(text_width, terms), default=0)
            for term, (_, line) in zip(terms, items, strict=True):
                yield from _beside(columns.padded(term, width) + "  ", _plain(line), widest)
        case Bullets(items):
            for line in items:
                yield from _beside("· ", _plain(line), widest)
        case Table():
            table = block.filled()
            rows = [[_plain(cell) for cell in row] for row in table.rows]
            yield from columns.table(table.head, rows, widest)
        case Listing(texts):
            yield from map(visible, texts)
        case _:
            assert_never(block)


def _beside(before: str, text: str, widest: int) -> Iterator[str]:
    """A text after what stands before it, its further lines below its first one."""
    margin = text_width(before)
    for place, line in enumerate(columns.wrapped(text, max(widest - margin, _NARROWEST))):
        yield before + line if place == 0 else " " * margin + line


def _hanging(before: str, text: str, widest: int) -> Iterator[str]:
    """A text with the same sign before each of its lines."""
    return (before + line for line in columns.wrapped(text, widest - len(before)))


def _plain(line: Line) -> str:
    texts = (part.text if isinstance(part, Code) else part for part in pieces(line))
    return columns.one_line("".join(texts))


def _markdown_of(block: Block) -> str:
    match block:
        case Heading(level, line):
            return f"{'#' * level} {_marked(line)}"
        case Paragraph(line, "notice"):
            return f"> **{_marked(line)}**"
        case Paragraph(line, "quote"):
            return f"> {_marked(line)}"
        case Paragraph(line):
            return _marked(line)
        case Terms(items):
            return "\n".join(f"- **{_marked(term)}** – {_marked(line)}" for term, line in items)
        case Bullets(items):
            return "\n".join(f"- {_marked(line)}" for line in items)
        case Table():
            table = block.filled()
            heads = [markdown.escape(head) for head in table.head]
            return markdown.table(heads, [[_marked(cell) for cell in row] for row in table.rows])
        case Listing(texts):
            return markdown.listing(texts)
        case _:
            assert_never(block)


def _marked(line: Line) -> str:
    marked, blank = "", ""
    for part in pieces(line):
        if isinstance(part, Code):
            marked, blank = marked + blank + markdown.code(part.text), ""
            continue
        first = not marked
        text = markdown.escape(part, starts_line=first)
        # At the start of a line blanks are stripped; the one at its end keeps it apart from what follows.
        marked, blank = marked + blank + text, " " if first and part != part.rstrip() else ""
    return marked


def _element_of(block: Block) -> html.Element:
    match block:
        case Heading(level, line):
            return html.element(f"h{level}", *_contents(line))
        case Paragraph(line, "quote"):
            return html.element("blockquote", *_contents(line))
        case Paragraph(line, manner):
            return html.element("p", *_contents(line), class_=None if manner == "plain" else manner)
        case Terms(items):
            parts = [
                html.element(tag, *_contents(line))
                for item in items
                for tag, line in zip(("dt", "dd"), item, strict=True)
            ]
            return html.element("dl", *parts)
        case Bullets(items):
            return html.element("ul", *(html.element("li", *_contents(line)) for line in items))
        case Table():
            table = block.filled()
            rows = [[html.element("span", *_contents(cell)) for cell in row] for row in table.rows]
            return html.table(table.head, rows)
        case Listing(texts):
            return html.scrolling(html.element("pre", html.element("code", "\n".join(map(visible, texts)))))
        case _:
            assert_never(block)


def _contents(line: Line) -> Sequence[html.Content]:
    return [html.element("code", part.text) if isinstance(part, Code) else part for part in pieces(line)]
