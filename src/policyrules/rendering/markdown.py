"""Text and tables as Markdown that shows what they say: nothing in a text is read as markup.

What is written is understood alike by CommonMark and by GitHub's flavour of it, which has tables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policyrules.rendering.columns import one_line
from policyrules.text.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>#|~&!^$@]")
#: What begins a heading, list, quote or rule when it stands first on a line.
_FIRST: Final = re.compile(r"([-+=:]|\d{1,9}(?=[.)]))")
#: Addresses that GitHub makes links of by itself.
_ADDRESS: Final = re.compile(r"(?i)\b(https?|ftp)(:)|\b(www)(\.)")
_TICKS: Final = re.compile(r"`+")


def escape(text: str, *, starts_line: bool = True) -> str:
    """A text on one line; every character that Markdown could read as markup is escaped.

    Blanks at its ends are kept where the text continues a line.
    """
    line = _MARKS.sub(r"\\\g<0>", one_line(text, strip=starts_line))
    line = _ADDRESS.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", line)
    first = _FIRST.match(line) if starts_line else None
    if first is None:
        return line
    place = first.end() if first[1].isdigit() else first.start(1)
    return f"{line[:place]}\\{line[place:]}"


def code(text: str) -> str:
    """A text as code, within a line."""
    line = one_line(text)
    if not line:
        return ""
    if "|" in line:
        # In a table a bar would end the cell even between ticks.
        return f"<code>{escape(line)}</code>"
    longest = max((len(ticks[0]) for ticks in _TICKS.finditer(line)), default=0)
    fence = "`" * (longest + 1)
    # A space at both ends is dropped again by the reader; it keeps ticks and blanks of the text apart.
    pad = " " if line[0] in "` " or line[-1] in "` " else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def listing(lines: Sequence[str]) -> str:
    """Lines as a block of code, which keeps their blanks."""
    shown = [visible(line) for line in lines]
    longest = max((len(ticks[0]) for line in shown for ticks in _TICKS.finditer(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *shown, fence])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are what `escape` and `code` give."""
    lines = [_row(head), _row(["---"] * len(head)), *map(_row, rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
