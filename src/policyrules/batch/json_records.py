"""Records in JSON: one on each line, or a list of them, of which one is held at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final

from attrs import define, field

from policyrules.batch.json_values import json_row
from policyrules.batch.rows import LARGEST_RECORD, BadRow, Row, bad_row

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOM: Final = b"\xef\xbb\xbf"
_BLANK: Final = b" \t\r\n"
_CHUNK: Final = 1 << 16
#: What matters for where an element ends: whole texts, and single signs.
_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+("?)|[\[\]{},]', re.DOTALL)
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
            line = line.removeprefix(_BOM)  # noqa: PLW2901 - the mark is no part of the first line
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
    #: What was read and is not used up yet, and the line on which it begins.
    data: bytes = b""
    line: int = 1
    #: Where to go on looking in `data`.
    at: int = 0
    ended: bool = False
    _depth: int = field(default=0, init=False)

    def first_sign(self) -> bytes:
        """The first byte that is not blank, which stays; empty where there is none."""
        self.more()
        self.data = self.data.removeprefix(_BOM)
        while True:
            self.use(len(self.data) - len(self.data.lstrip(_BLANK)))
            if self.data or self.ended:
                return self.data[:1]
            self.more()

    def more(self) -> None:
        """Read on, twice as much each time, so that a long record is looked through only a few times."""
        read = self.stream.read(max(_CHUNK, len(self.data)))
        self.data += read
        self.ended = not read

    def use(self, count: int) -> bytes:
        """Take bytes from the front."""
        used, self.data = self.data[:count], self.data[count:]
        self.line += used.count(b"\n")
        self.at = 0
        return used

    def whole(self) -> Row | BadRow:
        """Everything as one record."""
        while not self.ended:
            if len(self.data) > LARGEST_RECORD:
                return bad_row(self.line, "too-large", _TOO_LARGE)
            self.more()
        return json_row(self.line, self.data)

    def rows(self) -> Iterator[Row | BadRow]:
        """The records of the list that begins here."""
        begin = self.line
        self.use(1)
        first = True
        while True:
            sign = self.find_end()
            if sign == b"" and len(self.data) > LARGEST_RECORD:
                yield bad_row(self.line, "too-large", _TOO_LARGE + ", or is not closed")
                return
            text = self.use(self.at) if sign else self.use(len(self.data))
            line = self.line - text.lstrip(_BLANK).count(b"\n")
            element = text.strip(_BLANK)
            if element and (sign or self._depth):
                yield json_row(line, element)
            elif element or (sign and not (first and sign == b"]")):
                yield bad_row(line, "not-json", "this is not JSON: an element of the list is missing") \
                    if sign else json_row(line, element)
            if sign != b",":
                break
            self.use(1)
            first = False
        if not sign:
            yield bad_row(self.line, "not-json", f"the list that begins in line {begin} is not closed")
            return
        self.use(1)
        if self.first_sign():
            yield bad_row(self.line, "not-json", "this is not JSON: something stands after the end of the list")

    def find_end(self) -> bytes:
        """The `,` or `]` that ends the element, at `at`; empty where the input ends or gets too large."""
        self._depth = 0
        while True:
            for token in _TOKEN.finditer(self.data, self.at):
                sign = token[0][:1]
                if sign == b'"':
                    if not token[1] and not self.ended:
                        break
                    self.at = token.end()
                    continue
                if not self._depth and sign in b",]":
                    self.at = token.start()
                    return sign
                self.at = token.end()
                self._depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(sign, 0)
            if self.ended or len(self.data) > LARGEST_RECORD:
                return b""
            self.more()
