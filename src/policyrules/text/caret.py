"""The lines of a source that a diagnostic is about, with carets under the words concerned."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from policyrules.text.invisible import visible

if TYPE_CHECKING:
    from policyrules.text.source import Span

#: How many columns of a line are shown at most, and how many of them before the caret.
_WINDOW: Final = 100
_BEFORE: Final = 40
_TAB: Final = "    "


def draw(span: Span) -> list[str]:
    """The place of a span, its first line, and carets under it; nothing for a nameless source."""
    source = span.source
    if not source.name:
        return []
    place = f"  {visible(span.place)}"
    if not source.text:
        return [place]
    number, column = source.position(span.start)
    line = source.line(number)
    start = min(column - 1, len(line))
    end = max(start, min(start + span.end - span.start, len(line)))
    shown, indent, width = _excerpt(line, start, end)
    gutter = " " * len(str(number))
    return [
        place,
        f"{gutter} |",
        f"{number} | {shown}".rstrip(),
        f"{gutter} | {' ' * indent}{'^' * width}",
    ]


def _excerpt(line: str, start: int, end: int) -> tuple[str, int, int]:
    """What to show of a line, the columns before the carets, and the number of carets."""
    first, last = (0, len(line)) if _fits(line) else _window(line, start)
    head = "…" if first > 0 else ""
    tail = "…" if last < len(line) else ""
    before = text_width(_show(line[first:start]))
    under = text_width(_show(line[start : min(end, last)]))
    return head + _show(line[first:last]) + tail, len(head) + before, max(under, 1)


def _window(line: str, start: int) -> tuple[int, int]:
    """The part of a long line around `start` that fits into the window."""
    # Counted in characters too, because there may be any number of them in one column.
    columns, first = 0, start
    while first > 0 and columns < _BEFORE and start - first < _WINDOW:
        first -= 1
        columns += text_width(_show(line[first]))
    last = start
    while last < len(line) and columns < _WINDOW and last - start < _WINDOW:
        columns += text_width(_show(line[last]))
        last += 1
    return first, last


def _fits(line: str) -> bool:
    """Whether the whole line can be shown."""
    return len(line) <= _WINDOW and text_width(_show(line)) <= _WINDOW


def _show(text: str) -> str:
    return visible(text).replace("\t", _TAB)


def text_width(piece: str) -> int:
    """The columns that a text takes on a terminal."""
    if piece.isascii():
        return len(piece)
    return sum(_columns(character) for character in piece)


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"} or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
