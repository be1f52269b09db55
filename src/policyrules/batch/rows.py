"""What the readers of records yield: a record, or why there is none, each with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from policyrules.errors import Fault, PolicyrulesError

if TYPE_CHECKING:
    from policyrules.engine.decision import Decision

#: The largest single record that is read, in bytes, and the largest YAML input.
LARGEST_RECORD = 64_000_000


@frozen
class Row:
    """One record as data, before any policy has looked at it; it need not be a mapping."""

    #: The line on which it begins, from 1.
    line: int
    record: Any


@frozen
class BadRow:
    """A record that could not be read or decided, and everything that is wrong with it."""

    line: int
    faults: tuple[Fault, ...]


@frozen
class DecidedRow:
    """The decision of the record that begins on a line."""

    line: int
    decision: Decision


class UnreadableInputError(PolicyrulesError):
    """An input of which no record can be read, such as a CSV file with a wrong head."""


def bad_row(line: int, code: str, message: str) -> BadRow:
    """A row with one fault of the record as a whole."""
    return BadRow(line, (Fault("", code, message),))
