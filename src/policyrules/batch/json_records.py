"""Records in JSON: one on each line, or a list of them, of which one is held at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final

from attrs import define

from policyrules.batch.json_values import json_row
from policyrules.batch.rows import LARGEST_RECORD, BadRow, Row, bad_row

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOM: Final = b"\xef\xbb\xbf"
_BLANK: Final = b" \t\r\n"
_CHUNK: Final = 1 << 16
#: What matters for where an element ends: whole texts, and single signs.
_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+("?)|[\[\]{},]', re.DOTALL)
_BLANKS: Final = re.compile(rb"[ \t\r\n]*")
_DEEPER: Final = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}
_TOO_LARGE: Final = f"this record has more than {LARGEST_RECORD:,} bytes"


def read_ndjson(stream: BinaryIO) -> Iterator[Row | BadRow]:
    """A record from each line that is not blank."""
    number = 0
    while line := stream.readline(LARGEST_RECORD + 1):
        number += 1
        if len(line) > LARGEST_RECORD:
            _skip_line(stream, line)
            yield bad_row(number, "too-large", _TOO_LARGE)
            continue
        if number == 1:
            line = line.removeprefix(_BOM)
        if stripped := line.strip(_BLANK):
            yield json_row(number, stripped)


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(_CHUNK)


def read_json(stream: BinaryIO) -> Iterator[Row | BadRow]:
    """A record from each element of a list, or the one record that the whole text is.

    An element that cannot be read does not keep the following ones from being read.
    """
    elements = _Elements(stream)
    first = elements.first_sign()
    if first == b"[":
        yield from elements.rows()
    elif first:
        yield elements.whole()


@define
class _Elements:
    """Cuts a list into its elements, by counting brackets outside of texts."""

    stream: BinaryIO
    data: bytes = b""
    #: Where in `data` begins what is not used up yet, and the line on which that is.
    begin: int = 0
    line: int = 1
    #: Where to go on looking in `data`.
    at: int = 0
    ended: bool = False

    def first_sign(self) -> bytes:
        """The next byte that is not blank, which stays; empty where there is none."""
        if not self.data:
            self.more()
            self.data = self.data.removeprefix(_BOM)
        while True:
            blanks = _BLANKS.match(self.data, self.begin)
            self.use(blanks.end() if blanks else self.begin)
            if self.begin < len(self.data) or self.ended:
                return self.data[self.begin : self.begin + 1]
            self.more()

    def more(self) -> None:
        """Read on, twice as much each time, so that a long record is looked through only a few times."""
        kept = self.data[self.begin :]
        read = self.stream.read(max(_CHUNK, len(kept)))
        self.at -= self.begin
        self.data, self.begin, self.ended = kept + read, 0, not read

    def use(self, end: int) -> bytes:
        """Take what stands before a place in `data`."""
        used = self.data[self.begin : end]
        self.line += used.count(b"\n")
        self.begin = self.at = end
        return used

    @property
    def too_large(self) -> bool:
        return len(self.data) - self.begin > LARGEST_RECORD

    def whole(self) -> Row | BadRow:
        """Everything as one record."""
        while not self.ended:
            if self.too_large:
                return bad_row(self.line, "too-large", _TOO_LARGE)
            self.more()
        return json_row(self.line, self.data[self.begin :])

    def rows(self) -> Iterator[Row | BadRow]:
        """The records of the list that begins here."""
        opened, commas = self.line, 0
        while True:
            self.use(self.begin + 1)
            sign = self.find_end()
            if not sign and self.too_large:
                yield bad_row(self.line, "too-large", _TOO_LARGE)
                return
            row = self.element()
            if row is None and (sign == b"," or (sign and commas)):
                row = bad_row(self.line, "not-json", "this is not JSON: an element of the list is missing")
            if row is not None:
                yield row
            if sign != b",":
                break
            commas += 1
        if sign:
            self.use(self.begin + 1)
            if self.first_sign():
                message = "this is not JSON: something stands after the end of the list"
                yield bad_row(self.line, "not-json", message)
        elif not isinstance(row, BadRow):
            yield bad_row(self.line, "not-json", f"the list that begins in line {opened} is not closed")

    def element(self) -> Row | BadRow | None:
        """What stands before `at`; None where that is nothing."""
        line, text = self.line, self.use(self.at)
        stripped = text.strip(_BLANK)
        blanks = text[: len(text) - len(text.lstrip(_BLANK))]
        return json_row(line + blanks.count(b"\n"), stripped) if stripped else None

    def find_end(self) -> bytes:
        """The `,` or `]` that ends the element, at `at`; empty where the input ends or is too large."""
        depth = 0
        while True:
            for token in _TOKEN.finditer(self.data, self.at):
                sign = token[0][:1]
                if sign == b'"' and not token[1] and not self.ended:
                    break
                if not depth and sign in b",]":
                    self.at = token.start()
                    return sign
                self.at = token.end()
                depth = max(0, depth + _DEEPER.get(sign, 0))
            if self.ended or self.too_large:
                self.at = len(self.data)
                return b""
            self.more()
