"""Where in the source each character of a YAML scalar's value stands.

The YAML parser gives a scalar's value and the place of the whole; this follows the scalar
through the source a second time, by the same rules of folding, escapes and indentation.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from policyrules.text.fragment import Fragment

if TYPE_CHECKING:
    from policyrules.text.document import Scalar

_BREAK: Final = re.compile(r"\r\n?|\n")
#: A line end within a plain or quoted scalar, with the blanks around it and empty lines after it.
_FOLD: Final = r"[ \t]*(?:\r\n?|\n)[ \t\r\n]*"
_PLAIN: Final = re.compile(rf"(?P<fold>{_FOLD})|(?P<rest>[^ \t\r\n]+|[ \t]+)")
_SINGLE: Final = re.compile(rf"(?P<fold>{_FOLD})|(?P<quote>'')|(?P<rest>[^ \t\r\n']+|[ \t]+)")
_DOUBLE: Final = re.compile(
    rf"(?P<fold>{_FOLD})|(?P<joined>\\(?:\r\n?|\n)[ \t\r\n]*)"
    r"|\\x(?P<two>[0-9A-Fa-f]{2})|\\u(?P<four>[0-9A-Fa-f]{4})|\\U(?P<eight>[0-9A-Fa-f]{8})"
    r"|\\(?P<escape>.)|(?P<rest>[^ \t\r\n\\]+|[ \t]+)"
)
_ESCAPES: Final = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


@frozen
class _Placed:
    """Characters, each with the offset at which it begins, and where the last one ends."""

    characters: list[str] = field(factory=list)
    offsets: list[int] = field(factory=list)

    def put(self, character: str, offset: int) -> None:
        self.characters.append(character)
        self.offsets.append(offset)

    def copy(self, text: str, start: int, stop: int) -> None:
        """Put `text[start:stop]` as it stands."""
        self.characters.extend(text[start:stop])
        self.offsets.extend(range(start, stop))


def locate(scalar: Scalar) -> Fragment:
    """The value of a scalar, in NFC, with the place of each character.

    A character that is written as an escape begins where the escape does; a line end that is
    read as a space stands for itself; characters that NFC changes begin where their base does.
    """
    placed = _Placed()
    match scalar.style:
        case "|" | ">":
            end = _follow_block(scalar, placed)
        case "'" | '"':
            pattern = _SINGLE if scalar.style == "'" else _DOUBLE
            end = _follow_flow(scalar, pattern, scalar.span.start + 1, scalar.span.end - 1, placed)
        case _:
            end = _follow_flow(scalar, _PLAIN, scalar.span.start, scalar.span.end, placed)
    text = "".join(placed.characters)
    normal = _normalised(text, placed.offsets)
    return Fragment(scalar.span.source, normal.text, (*normal.offsets, end))


def _follow_flow(scalar: Scalar, pattern: re.Pattern[str], start: int, end: int, placed: _Placed) -> int:
    """Follow a plain or quoted scalar; return where it ends."""
    text = scalar.span.source.text
    for match in pattern.finditer(text, start, end):
        kind, written = match.lastgroup, match[match.lastgroup or 0]
        offset = match.start()
        match kind:
            case "fold":
                breaks = list(_BREAK.finditer(written))
                if len(breaks) == 1:
                    placed.put(" ", offset + breaks[0].start())
                for further in breaks[1:]:
                    placed.put("\n", offset + further.start())
            case "joined":
                for further in list(_BREAK.finditer(written))[1:]:
                    placed.put("\n", offset + further.start())
            case "quote":
                placed.put("'", offset)
            case "two" | "four" | "eight":
                placed.put(chr(int(written, 16)), offset)
            case "escape":
                placed.put(_ESCAPES.get(written, written), offset)
            case _:
                placed.copy(text, offset, match.end())
    return end


def _follow_block(scalar: Scalar, placed: _Placed) -> int:
    """Follow a literal or folded block; return where its last character ends."""
    text = scalar.span.source.text
    header = _BREAK.search(text, scalar.span.start)
    if header is None or not scalar.value:
        return scalar.span.end
    indent = _indentation(scalar, header.end())
    position, end = header.end(), header.end()
    #: The line ends met since the last content, and whether that content began with a blank.
    pending: list[re.Match[str]] = []
    content = after_blank = False
    while position < len(text):
        line_end = _BREAK.search(text, position)
        stop = line_end.start() if line_end else len(text)
        margin = _spaces(text, position, min(stop, position + indent))
        if margin < stop:
            if margin < position + indent:
                break
            blank = text[margin] in " \t"
            folds = content and scalar.style == ">" and not blank and not after_blank
            _put_breaks(pending, placed, folds=folds)
            pending, content, after_blank = [], True, blank
            placed.copy(text, margin, stop)
            end = stop
        if line_end is None:
            break
        pending.append(line_end)
        position = line_end.end()
    kept = pending[: len(scalar.value) - len(placed.characters)]
    _put_breaks(kept, placed, folds=False)
    return kept[-1].end() if kept else end


def _put_breaks(breaks: list[re.Match[str]], placed: _Placed, *, folds: bool) -> None:
    if folds and len(breaks) == 1:
        placed.put(" ", breaks[0].start())
        return
    for match in breaks[1:] if folds else breaks:
        placed.put("\n", match.start())


def _indentation(scalar: Scalar, start: int) -> int:
    """How many spaces each line of a block is indented by: what the value lacks of its first line."""
    text = scalar.span.source.text
    value = scalar.value.lstrip("\n")
    position = start
    for _ in range(len(scalar.value) - len(value)):
        line_end = _BREAK.search(text, position)
        position = line_end.end() if line_end else len(text)
    line_end = _BREAK.search(text, position)
    stop = line_end.start() if line_end else len(text)
    written = _spaces(text, position, stop) - position
    first = value.split("\n", 1)[0]
    if not value:
        # Blank lines alone: any indentation that no content line reaches will do.
        return max(1, stop - start)
    return written - (len(first) - len(first.lstrip(" ")))


def _spaces(text: str, start: int, stop: int) -> int:
    """Where the spaces that begin at `start` end, at most `stop`."""
    position = start
    while position < stop and text[position] == " ":
        position += 1
    return position


@frozen
class _Normal:
    text: str
    offsets: list[int]


def _normalised(text: str, offsets: list[int]) -> _Normal:
    """The text in NFC; each cluster of characters that changes begins where its first one does."""
    if unicodedata.is_normalized("NFC", text):
        return _Normal(text, offsets)
    pieces: list[str] = []
    placed: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _joins(text, start, end):
            continue
        cluster = text[start:end]
        normal = unicodedata.normalize("NFC", cluster)
        pieces.append(normal)
        placed.extend(offsets[start:end] if normal == cluster else [offsets[start]] * len(normal))
        start = end
    return _Normal("".join(pieces), placed)


def _joins(text: str, start: int, index: int) -> bool:
    """Whether the character at `index` belongs to the cluster that begins at `start`."""
    character = text[index]
    if unicodedata.category(character)[0] == "M" or unicodedata.combining(character):
        return True
    if character.isascii():
        return False
    # Hangul and a few other letters compose with the letter before them.
    before = unicodedata.normalize("NFC", text[start:index])
    return unicodedata.normalize("NFC", before + character) != before + unicodedata.normalize(
        "NFC", character
    )
