"""YAML with two spaces for each level and single blanks between its signs; nothing else is touched.

Works on the tokens of a text that can be read, and only ever changes blanks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import yaml
from attrs import define, field, frozen

from policyrules.text.source import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEP: Final = 2
_BLANKS: Final = re.compile(r"[ \t]*")
#: The header of a block that says how far it is indented.
_EXPLICIT: Final = re.compile(r"[|>][+-]?([1-9])")

_OPENING: Final = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
_CLOSING: Final = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
#: Tokens that stand for something written.
_WRITTEN: Final = (
    *_OPENING,
    *_CLOSING,
    yaml.FlowEntryToken,
    yaml.BlockEntryToken,
    yaml.ValueToken,
    yaml.ScalarToken,
    yaml.DocumentStartToken,
    yaml.DocumentEndToken,
)

#: A stretch of the text and what comes in its place.
Edit = tuple[int, int, str]


@frozen
class Token:
    """A token of the text: its kind is the class that PyYAML gives it."""

    kind: type[yaml.Token]
    start: int
    end: int
    #: The style of a scalar: empty for plain, else `'`, `"`, `|` or `>`.
    style: str = ""

    def is_(self, *kinds: type[yaml.Token]) -> bool:
        """Whether it is of one of these kinds."""
        return issubclass(self.kind, kinds)


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text, which must be YAML that can be read."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    found = []
    try:
        while (token := loader.get_token()) is not None:
            style = (token.style or "") if isinstance(token, yaml.ScalarToken) else ""
            found.append(Token(type(token), token.start_mark.index, token.end_mark.index, style))
            if isinstance(token, yaml.StreamEndToken):
                break
    finally:
        loader.dispose()
    return found


def block_lines(source: SourceText, token: Token) -> range:
    """The numbers of the lines that follow the header of a block, blank ones at its end included."""
    line, column = source.position(token.end)
    return range(source.position(token.start)[0] + 1, line + (column > 1))


def indented(text: str) -> str:
    """The text with normal indentation, and single blanks between keys, values, dashes and brackets.

    Blocks begin two spaces within their key; the further lines of other scalars and of brackets move
    with the line on which these begin. Blanks before a comment on the same line stay.
    """
    tokens = tokens_of(text)
    if any(token.is_(yaml.KeyToken) and text.startswith("?", token.start) for token in tokens):
        return text  # keys that are marked with `?` are laid out otherwise, and nobody writes them
    walk = _Walk(SourceText("", text))
    for token in tokens:
        walk.take(token)
    walk.comments()
    written = [token for token in tokens if token.is_(*_WRITTEN)]
    return _edited(text, [*walk.edits(), *_gaps(text, written)])


def _edited(text: str, edits: list[Edit]) -> str:
    pieces, position = [], 0
    for start, end, new in sorted(edits):
        pieces += [text[position:start], new]
        position = end
    return "".join([*pieces, text[position:]])


def _gaps(text: str, tokens: list[Token]) -> Iterator[Edit]:
    """The blanks between tokens on one line."""
    for before, after in pairwise(tokens):
        gap = _gap(before, after)
        if gap is not None and _BLANKS.fullmatch(text, before.end, after.start):
            yield before.end, after.start, gap


def _gap(before: Token, after: Token) -> str | None:
    """What belongs between two tokens on one line; None where that is not for us to say."""
    if before.is_(yaml.ValueToken, yaml.BlockEntryToken):
        return " "
    if after.is_(yaml.ValueToken):
        return "" if before.is_(yaml.ScalarToken) else None
    if before.is_(*_OPENING) or after.is_(yaml.FlowEntryToken, *_CLOSING):
        return ""
    return " " if before.is_(yaml.FlowEntryToken) else None


@define
class _Level:
    """A block mapping or list that is open: the column of its items as it was, and as it will be."""

    old: int
    new: int
    mapping: bool
    #: Whether a list stands in it whose dashes have the column of the keys.
    dashes: bool = False

    @property
    def inner(self) -> int:
        """The new column of what further things stand within."""
        return self.new + (_STEP if self.dashes else 0)


@frozen
class _Place:
    """What was open after a token."""

    end: int
    #: The column of each level, as it was and as it will be, the outermost first.
    levels: tuple[tuple[int, int], ...]


@define
class _Walk:
    """Goes through the tokens, and finds the new indentation of every line."""

    source: SourceText
    levels: list[_Level] = field(factory=list)
    #: How many brackets are open.
    brackets: int = 0
    awaits_key: bool = False
    #: The new indentation of lines, by their number.
    indents: dict[int, int] = field(factory=dict)
    #: The lines of scalars that go over several, which hold no comments.
    within: set[int] = field(factory=set)
    #: Those of them that belong to blocks.
    blocks: set[int] = field(factory=set)
    places: list[_Place] = field(factory=list)

    def take(self, token: Token) -> None:
        line, column = self.source.position(token.start)
        if token.is_(yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken):
            mapping = token.is_(yaml.BlockMappingStartToken)
            self.levels.append(_Level(column - 1, self.child_column(), mapping))
        elif token.is_(yaml.BlockEndToken):
            self.levels.pop()
        elif token.is_(yaml.KeyToken):
            self.awaits_key = True
            if not self.brackets:
                self.levels[-1].dashes = False
        elif token.is_(*_WRITTEN):
            self.place(token, line, column - 1)

    def place(self, token: Token, line: int, column: int) -> None:
        """Note where a written token belongs, and the further lines of it."""
        if token.is_(yaml.BlockEntryToken) and self.levels[-1].mapping:
            self.levels[-1].dashes = True
        if token.is_(*_CLOSING):
            self.brackets -= 1
        first = not self.source.line(line)[:column].strip(" \t")
        if first and line not in self.within:
            self.indents[line] = self.column_of(token, column)
        if token.is_(*_OPENING):
            self.brackets += 1
        if token.style in {"|", ">"}:
            self.block(token)
        elif token.is_(yaml.ScalarToken):
            for further in range(line + 1, self.source.position(token.end)[0] + 1):
                self.within.add(further)
                if self.source.line(further).strip(" \t"):
                    self.indents[further] = self.shifted(_margin(self.source.line(further)), least=1)
        self.awaits_key = False
        levels = tuple((level.old, level.new) for level in self.levels)
        self.places.append(_Place(token.end, levels))

    def column_of(self, token: Token, column: int) -> int:
        """The new column of a token that begins its line."""
        if not self.levels:
            return column
        if self.brackets or token.is_(*_CLOSING):
            return self.shifted(column, least=0)
        if token.is_(yaml.BlockEntryToken):
            return self.levels[-1].inner
        return self.levels[-1].new if self.awaits_key else self.child_column()

    def child_column(self) -> int:
        """The new column of a value that has lines of its own."""
        return self.levels[-1].inner + _STEP if self.levels else 0

    @property
    def shift(self) -> int:
        """By how many columns the values of the innermost level move."""
        return self.levels[-1].inner - self.levels[-1].old if self.levels else 0

    def shifted(self, column: int, least: int) -> int:
        """The new column of a further line, at least so many more than that of its level."""
        return max(column + self.shift, self.levels[-1].inner + least) if self.levels else column

    def block(self, token: Token) -> None:
        """Move the lines of a block; those that only hold its indentation become empty."""
        lines = block_lines(self.source, token)
        self.within.update(lines)
        self.blocks.update(lines)
        filled = [self.source.line(number) for number in lines if self.source.line(number).strip(" ")]
        if not filled or not self.levels:
            return
        explicit = _EXPLICIT.match(self.source.text, token.start)
        if explicit:
            margin = self.levels[-1].old + int(explicit[1])
            moved = self.shift
        else:
            margin = _spaces(filled[0])
            moved = self.child_column() - margin
        for number in lines:
            spaces = _spaces(self.source.line(number))
            blank = spaces == len(self.source.line(number))
            self.indents[number] = 0 if blank and spaces <= margin else spaces + moved

    def comments(self) -> None:
        """Put comments at the column of the item that follows, or of the level that they stand in.

        Lines that hold nothing but blanks become empty.
        """
        ends = [place.end for place in self.places]
        #: The column, as it was and will be, of the next line that is no comment and not blank.
        following: list[tuple[int, int]] = []
        for number in range(len(self.source.line_starts), 0, -1):
            line = self.source.line(number)
            column = _margin(line)
            if column == len(line):
                if number not in self.within:
                    self.indents[number] = 0
                continue
            if number in self.within or not line.startswith("#", column):
                following = [(column, self.indents[number])] if number in self.indents else []
                continue
            index = bisect_right(ends, self.source.line_starts[number - 1]) - 1
            levels = self.places[index].levels if index >= 0 else ()
            self.indents[number] = _comment_column(column, following, levels)

    def edits(self) -> Iterator[Edit]:
        for number, indent in self.indents.items():
            start = self.source.line_starts[number - 1]
            line = self.source.line(number)
            # The blanks of a block beyond its spaces are text.
            margin = _spaces(line) if number in self.blocks else _margin(line)
            yield start, start + margin, " " * indent


def _comment_column(
    column: int, following: list[tuple[int, int]], levels: tuple[tuple[int, int], ...]
) -> int:
    """The new column of a comment: that of the line which follows, if it belongs there, else of a level."""
    if following and levels and min(column, following[0][0]) > levels[-1][0]:
        return following[0][1]  # further in than any level is, as what follows is
    reached = [pair for pair in (*following, *reversed(levels)) if pair[0] <= column]
    return max(reached, key=lambda pair: pair[0])[1] if reached else 0


def _margin(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip(" \t"))


def _spaces(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))
