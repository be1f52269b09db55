"""Characters that cannot be seen, and so can make a text say something else than it shows."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import Final

# Written as ranges because `re` knows no Unicode categories: every control but tab and line
# ends, every format character (Cf) save the visible Arabic and Indic number signs, the line
# separators, halves of surrogate pairs, non-characters, and what is invisible in other categories.
_RANGES: Final = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_INVISIBLE: Final = re.compile(f"[{_RANGES}]")
# Pure ASCII is by far the most common, and this class is much quicker to match.
_INVISIBLE_ASCII: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What may stand on both sides of a zero-width joiner: parts of one emoji.
_EMOJI: Final = re.compile(
    r"[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]"
)
_JOINER: Final = "\u200d"
#: A text may consist of nothing else; nobody wants to read of more.
MOST_FOUND: Final = 100

_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ZERO_WIDTH: Final = frozenset("\u200b\u200c\u200d\u2060\u180e\u034f")
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_NAMES: Final = {"\ufeff": "byte order mark inside the text", "\xad": "soft hyphen", "\0": "NUL character"}


def find_invisible(text: str, most: int = MOST_FOUND) -> list[tuple[int, str]]:
    """The index and a description of each invisible or control character, of the first `most`.

    Tab, LF and CR are allowed, and the joiner within an emoji.
    """
    pattern = _INVISIBLE_ASCII if text.isascii() else _INVISIBLE
    found = (
        (match.start(), describe(match[0]))
        for match in pattern.finditer(text)
        if match[0] != _JOINER or not _joins_emoji(text, match.start())
    )
    return list(islice(found, most))


def describe(character: str) -> str:
    """What kind of invisible character this is, with its code point."""
    if character in _NAMES:
        kind = _NAMES[character]
    elif character in _BIDI:
        kind = "text direction control"
    elif character in _ZERO_WIDTH:
        kind = "zero-width character"
    elif character in _FILLERS:
        kind = "blank filler"
    elif character in "\u2028\u2029\x85":
        kind = "uncommon line separator"
    elif unicodedata.category(character) == "Cc":
        kind = "control character"
    elif unicodedata.category(character) == "Cs":
        kind = "half of a surrogate pair"
    else:
        kind = "invisible character"
    return f"{kind} U+{ord(character):04X}"


def visible(text: str) -> str:
    r"""The text with an escape such as `\x07` in the place of each invisible character."""
    pattern = _INVISIBLE_ASCII if text.isascii() else _INVISIBLE
    return pattern.sub(lambda match: escape(match[0]), text)


def escape(character: str) -> str:
    r"""A character as `\x07`, `\u202e` or `\U000e0041`."""
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _joins_emoji(text: str, index: int) -> bool:
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return bool(_EMOJI.match(before) and _EMOJI.match(after) and after != "\ufe0f")
