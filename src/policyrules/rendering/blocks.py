"""A readable document as data: headings, paragraphs, lists and tables, before it has a format.

A line is a text, or a tuple of texts and pieces of code.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen


@frozen
class Code:
    """A piece of text as it is written in a policy."""

    text: str


Line = str | Code | tuple[str | Code, ...]
#: How a paragraph stands out: what everybody has to see, the words of a source, or what comes second.
Manner = Literal["plain", "notice", "quote", "faint"]


@frozen
class Heading:
    """A heading; the title of the document has level 1."""

    level: int
    line: Line


@frozen
class Paragraph:
    """A line of its own."""

    line: Line
    manner: Manner = "plain"


@frozen
class Terms:
    """Names, each with what is said of it."""

    items: tuple[tuple[Line, Line], ...]


@frozen
class Bullets:
    """A list in which order means nothing."""

    items: tuple[Line, ...]


@frozen
class Table:
    """Rows of cells; columns in which no row says anything are left out."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]

    def filled(self) -> Table:
        """The table without its empty columns."""
        kept = [place for place in range(len(self.head)) if any(pieces(row[place]) for row in self.rows)]
        return Table(
            tuple(self.head[place] for place in kept),
            tuple(tuple(row[place] for place in kept) for row in self.rows),
        )


@frozen
class Listing:
    """Lines that keep their blanks, such as an explanation."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Terms | Bullets | Table | Listing


def says_something(block: Block) -> bool:
    """Whether there is anything in a block."""
    match block:
        case Heading(_, line) | Paragraph(line, _):
            return bool(pieces(line))
        case Terms(items) | Bullets(items) | Listing(items):
            return bool(items)
        case Table():
            return bool(block.filled().head)


def pieces(line: Line) -> tuple[str | Code, ...]:
    """The texts and pieces of code of a line, without empty ones."""
    parts = line if isinstance(line, tuple) else (line,)
    return tuple(part for part in parts if (part.text if isinstance(part, Code) else part))


def joined(lines: tuple[Line, ...], between: str) -> Line:
    """Lines one after the other; those that say nothing are left out."""
    found: list[str | Code] = []
    for line in lines:
        parts = pieces(line)
        if parts and found:
            found.append(between)
        found += parts
    return tuple(found)
