"""A piece of text cut out of a source, which knows where each character came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.text.source import SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


@frozen
class Fragment:
    """The value of a YAML scalar, or a text that stands alone.

    `offsets[i]` is the offset in the source at which character i of `text` begins, and
    `offsets[len(text)]` the offset at which the last one ends, so it has `len(text) + 1` items.
    """

    source: SourceText
    text: str
    offsets: Sequence[int]

    @classmethod
    def of(cls, text: str, name: str = "expression") -> Fragment:
        """A text that stands alone, under a name for messages."""
        return cls(SourceText(name, text), text, range(len(text) + 1))

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`."""
        first = self.offsets[start]
        last = self.offsets[end - 1] + 1 if end > start else first
        if end > start and end == len(self.text):
            last = max(last, self.offsets[end])
        return Span(self.source, first, last)
