"""Where the unary tests of a table's cell begin and end (docs: language, decision tables)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyrules.language.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

_NOT = re.compile(r"not[ \t\r\n]*\(")
_SPACE = " \t\r\n"
#: A text in quotes, or a character that matters here.
_MARK = re.compile(r"\"[^\"]*\"|'[^']*'|[\[(),\]]")


def cell_pieces(text: str, options: Iterable[str]) -> tuple[bool, list[tuple[int, int]]]:
    """Whether the cell is `not(…)`, and the pieces between its commas; none for `-`.

    An option may contain quotes and brackets, but no comma. Raises Fault.
    """
    start, end = _trimmed(text, 0, len(text))
    if text[start:end] == "-":
        return False, []
    known = frozenset(options)
    negation = _NOT.match(text, start, end) if text[start:end] not in known else None
    if negation is None:
        return False, list(_split(text, start, end, known))
    if not _closes_last(text, negation.end() - 1, end, known):
        help_ = "`not(…)` holds the whole cell; list what is excluded in it"
        raise Fault("syntax", "`not(…)` has to be the whole cell", start, end, help_)
    return True, list(_split(text, negation.end(), end - 1, known))


def _closes_last(text: str, opening: int, end: int, known: AbstractSet[str]) -> bool:
    """Whether the bracket at `opening` is closed by the last character."""
    if text[end - 1] != ")" or end - 1 == opening:
        return False
    depth = 0
    for start, stop in _split(text, opening + 1, end - 1, known):
        if text[start:stop] in known:
            continue
        for mark in _MARK.finditer(text, start, stop):
            depth += (mark[0] in "([") - (mark[0] in ")]")
            if depth < 0:
                return False
    return True


def _split(text: str, start: int, end: int, known: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """The pieces between the commas that stand outside of quotes and brackets."""
    position = start
    while True:
        stop = _end_of_option(text, position, end, known) or _end_of_piece(text, position, end)
        first, last = _trimmed(text, position, stop)
        if first == last:
            raise Fault("syntax", "expected a value or a test here", first, min(first + 1, len(text)))
        yield first, last
        if stop >= end:
            return
        position = stop + 1


def _end_of_option(text: str, start: int, end: int, known: AbstractSet[str]) -> int | None:
    """Where the piece ends, if it is exactly an option."""
    comma = text.find(",", start, end)
    stop = end if comma < 0 else comma
    return stop if text[start:stop].strip(_SPACE) in known else None


def _end_of_piece(text: str, start: int, end: int) -> int:
    depth = 0
    for mark in _MARK.finditer(text, start, end):
        if mark[0] == "," and depth <= 0:
            return mark.start()
        depth += (mark[0] in "([") - (mark[0] in ")]")
    return end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _SPACE:
        start += 1
    while end > start and text[end - 1] in _SPACE:
        end -= 1
    return start, end
