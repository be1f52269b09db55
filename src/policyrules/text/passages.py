"""Finding words in a document whatever its line ends and blanks, and what stands there instead."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from attrs import frozen

from policyrules.text.source import SourceText, Span

#: In a longer document or for a longer quotation, nothing similar is looked for.
_LONGEST_DOCUMENT: Final = 200_000
_LONGEST_QUOTE: Final = 500
#: How many characters a passage may be longer than the words.
_MARGIN: Final = 20
#: Below this likeness (0 to 1) a passage is another one.
_ALIKE: Final = 0.6


@frozen(slots=False)
class Passages:
    """A document in which words can be found.

    Runs of white space count as one space, and beside Chinese, Japanese and Korean characters, which
    have none between words, as nothing. Anything else has to be the same, punctuation included.
    """

    source: SourceText

    @cached_property
    def _normal(self) -> SourceText:
        return SourceText(self.source.name, unicodedata.normalize("NFC", self.source.text))

    @cached_property
    def _placed(self) -> tuple[str, list[int]]:
        return _without_breaks(self._normal.text)

    def holds(self, words: str) -> bool:
        """Whether the words stand in the document."""
        return _without_breaks(words)[0] in self._placed[0]

    def nearest(self, words: str) -> Span | None:
        """The passage that is most like words which are not there, or None where none is like them."""
        text, offsets = self._placed
        wanted = _without_breaks(words)[0]
        if not wanted or len(text) > _LONGEST_DOCUMENT or len(wanted) > _LONGEST_QUOTE:
            return None
        shared = SequenceMatcher(None, text, wanted, autojunk=False).find_longest_match()
        # Around what both share, as far as the words go and a little more.
        first = max(0, shared.a - shared.b - _MARGIN)
        last = shared.a + len(wanted) - shared.b + _MARGIN
        around = SequenceMatcher(None, text[first:last], wanted, autojunk=False)
        blocks = [one for one in around.get_matching_blocks() if one.size]
        if not blocks:
            return None
        start = max(0, first + blocks[0].a - blocks[0].b)
        end = first + blocks[-1].a + len(wanted) - blocks[-1].b
        end = min(end, len(text))
        if SequenceMatcher(None, text[start:end], wanted, autojunk=False).ratio() < _ALIKE:
            return None
        return Span(self._normal, offsets[start], offsets[end - 1] + 1)


def same_words(one: str, other: str) -> bool:
    """Whether one of two texts stands in the other, white space aside."""
    short, long = sorted((_without_breaks(one)[0], _without_breaks(other)[0]), key=len)
    return bool(short) and short in long


def _without_breaks(text: str) -> tuple[str, list[int]]:
    """The text in NFC with white space made even, and where in it each of its characters stands."""
    characters: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(unicodedata.normalize("NFC", text)):
        if character.isspace():
            if characters and characters[-1] != " " and not _is_wide(characters[-1]):
                characters.append(" ")
                offsets.append(index)
            continue
        if characters and characters[-1] == " " and _is_wide(character):
            characters.pop()
            offsets.pop()
        characters.append(character)
        offsets.append(index)
    if characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return "".join(characters), offsets


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}
