"""YAML without blanks at line ends, and with blank lines only where they divide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import yaml
from attrs import define, field

from policyrules.text.indentation import Token, block_lines, tokens_of
from policyrules.text.source import SourceText

if TYPE_CHECKING:
    from collections.abc import Collection

#: The header of a block whose blank lines at the end belong to it.
_KEEPS: Final = re.compile(r"[|>][1-9]?\+")
#: A blank after this would be part of the text.
_ESCAPING: Final = re.compile(r"(?<!\\)(?:\\\\)*\\[ \t]*\Z")


def spaced(text: str, sections: Collection[str] = ()) -> str:
    """The text with one line end at its end, at most one blank line in a row, and none at its beginning.

    Those of the keys of the top level that are `sections` get a blank line before them (and before the
    comment above them) if their items have lines of their own. Blank lines and blanks within texts stay.
    """
    tokens = tokens_of(text)
    lines = _Lines(SourceText("", text))
    for token in tokens:
        if token.is_(yaml.ScalarToken):
            lines.hold(token)
    starts = _section_lines(lines, tokens, sections)
    found: list[str] = []
    for number in range(1, len(lines.source.line_starts) + 1):
        line = lines.clean(number)
        free = not line and number not in lines.held
        if free and (not found or not found[-1]) and number - 1 not in lines.held:
            continue
        if number in starts and found and found[-1]:
            found.append("")
        found.append(line)
    last = len(lines.source.line_starts)
    if lines.blocks & {last, last - 1}:
        return "\n".join(found)  # whether a line end follows is part of the block
    while found and not found[-1]:
        found.pop()
    return "\n".join([*found, ""])


@define
class _Lines:
    """The lines of a text, and which of them may not be changed."""

    source: SourceText
    #: Blank lines among these mean something.
    held: set[int] = field(factory=set)
    #: Blanks at the end of these are text.
    blocks: set[int] = field(factory=set)
    #: After these a blank line would belong to a block.
    keeping: set[int] = field(factory=set)
    #: Further lines in double quotes, where a blank may be escaped.
    quoted: set[int] = field(factory=set)

    def hold(self, token: Token) -> None:
        """Keep what a scalar says."""
        first = self.source.position(token.start)[0]
        if token.style not in {"|", ">"}:
            last = self.source.position(token.end)[0]
            self.held.update(range(first + 1, last + 1))
            if token.style == '"':
                self.quoted.update(range(first, last))
            return
        numbers = block_lines(self.source, token)
        end = numbers.stop
        if _KEEPS.match(self.source.text, token.start):
            self.keeping.update(range(first, end))
        else:
            while end > numbers.start and not self.source.line(end - 1):
                end -= 1
        self.held.update(range(numbers.start, end))
        self.blocks.update(range(numbers.start, end))

    def clean(self, number: int) -> str:
        """A line without blanks at its end, unless these mean something."""
        line = self.source.line(number)
        if number in self.blocks:
            return line
        bare = line.rstrip(" \t")
        return line if number in self.quoted and _ESCAPING.search(line) else bare


def _section_lines(lines: _Lines, tokens: list[Token], sections: Collection[str]) -> set[int]:
    """The lines before which a blank one belongs: those of sections, or of the comments above them."""
    found = set()
    depth = 0
    for place, token in enumerate(tokens):
        if token.is_(yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken):
            depth += 1
        elif token.is_(yaml.BlockEndToken):
            depth -= 1
        elif token.is_(yaml.KeyToken) and depth == 1 and _is_section(lines, tokens, place, sections):
            number = lines.source.position(token.start)[0]
            while (
                number > 1 and lines.source.line(number - 1).startswith("#") and number - 1 not in lines.held
            ):
                number -= 1
            if number - 1 not in lines.keeping:
                found.add(number)
    return found


def _is_section(lines: _Lines, tokens: list[Token], place: int, sections: Collection[str]) -> bool:
    """Whether the key at a place is one of the sections, and its value a block."""
    block = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken, yaml.BlockEntryToken)
    key = tokens[place + 1]
    return lines.source.text[key.start : key.end] in sections and tokens[place + 3].is_(*block)
