"""Text for a terminal, measured by the columns that characters take there, wide ones included."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from policyrules.text.caret import text_width
from policyrules.text.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BLANKS: Final = re.compile(r"\s+")
_BREAKING: Final = frozenset("\t\r\n")
_WORDS: Final = re.compile(r"\s+|\S+")
_GAP: Final = "  "
#: What does not begin a line.
_CLOSING: Final = frozenset("，。、；：！？）」』】》〉〕”’")
#: No column of a table becomes narrower than this to make room for others.
_NARROWEST: Final = 12


def one_line(text: str, *, strip: bool = True) -> str:
    """The text with a blank for each line end, and escapes for what cannot be seen."""
    line = _BLANKS.sub(lambda blanks: " " if _BREAKING & {*blanks[0]} else blanks[0], text)
    return visible(line.strip() if strip else line)


def padded(text: str, columns: int) -> str:
    """The text with blanks after it, up to so many columns."""
    return text + " " * (columns - text_width(text))


def wrapped(text: str, columns: int) -> list[str]:
    """The lines of a text of one line, none wider than `columns` unless one character is; at least one."""
    lines = [""]
    room = columns
    for piece in _breakable(text, columns):
        needed = text_width(piece)
        if needed > room and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
            room = columns
            if piece.isspace():
                continue
        lines[-1] += piece
        room -= needed
    return lines


def table(head: Sequence[str], rows: Iterable[Sequence[str]], widest: int = 100) -> list[str]:
    """The lines of a table: headings, a rule, and the rows.

    It is at most `widest` columns wide as long as none of its columns has to be narrower than twelve.
    """
    lines = [[one_line(cell) for cell in line] for line in (head, *rows)]
    widths = _fitted([max(map(text_width, column)) for column in zip(*lines, strict=True)], widest)
    drawn = [line for cells in lines for line in _drawn(cells, widths)]
    height = len(_drawn(lines[0], widths))
    rule = _GAP.join("─" * width for width in widths)
    return [*drawn[:height], rule, *drawn[height:]]


def _drawn(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """A row, on as many lines as its highest cell needs."""
    columns = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, columns))
    filled = [column + [""] * (height - len(column)) for column in columns]
    return [
        _GAP.join(padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in zip(*filled, strict=True)
    ]


def _fitted(widths: list[int], widest: int) -> list[int]:
    """The widths of columns, the widest of them cut to one width so that all fit, if they can."""
    room = widest - len(_GAP) * (len(widths) - 1)
    most = min(max(widths), max(room, _NARROWEST))
    while most > _NARROWEST and sum(min(width, most) for width in widths) > room:
        most -= 1
    return [min(width, most) for width in widths]


def _breakable(text: str, columns: int) -> Iterator[str]:
    """The pieces between which a line may end: words, blanks, wide characters; none is too long."""
    for word in _WORDS.findall(text):
        if text_width(word) <= columns and word.isascii():
            yield word
            continue
        piece, width = "", 0
        for character in word:
            wide = unicodedata.east_asian_width(character) in {"W", "F"} and character not in _CLOSING
            if piece and (wide or width + text_width(character) > columns):
                yield piece
                piece, width = "", 0
            piece += character
            width += text_width(character)
        yield piece
