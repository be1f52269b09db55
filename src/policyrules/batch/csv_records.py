"""Records in CSV: one in each row, whose cells the declared facts give their types."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from attrs import frozen

from policyrules.batch.json_values import NotJson, parse_json
from policyrules.batch.rows import BadRow, Row, UnreadableInputError, bad_row
from policyrules.errors import Fault
from policyrules.policy.types import (
    ChoiceType,
    DecisionType,
    FlagType,
    ListType,
    NumberType,
    RecordType,
    Type,
)
from policyrules.text.data import number_or_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyrules.policy.types import Fact

_FLAGS: Final = {"true": True, "false": False}
#: What spreadsheets write between columns in the place of commas.
_OTHER_SEPARATORS: Final = {";": "`;`", "\t": "tabs"}
#: How many facts a message lists.
_MOST_FACTS: Final = 5


@frozen
class _Column:
    """Where a column's cells go, and the type of the fact; None where it is not declared."""

    keys: tuple[str, ...]
    type: Type | None

    @property
    def pointer(self) -> str:
        return "".join(f"/{key.replace('~', '~0').replace('/', '~1')}" for key in self.keys)


def read_csv(stream: BinaryIO, facts: Sequence[Fact]) -> Iterator[Row | BadRow]:
    """A record from each row after the head.

    A column `contact.city` gives the fact `city` of the record `contact`; an empty cell is unknown;
    lists, and records in one cell, are written as JSON. Raises UnreadableInputError where the head is wrong,
    or none of its columns is a fact.
    """
    # Bytes that are not UTF-8 become surrogates, so that they spoil only their own row.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        lines = csv.reader(text, strict=True)
        columns: list[_Column] | None = None
        while True:
            line = lines.line_num + 1
            try:
                cells = next(lines)
            except StopIteration:
                return
            except csv.Error as error:
                if columns is None:
                    raise UnreadableInputError(f"the head of the CSV cannot be read: {error}") from None
                yield bad_row(line, "not-csv", f"this row cannot be read as CSV: {error}")
                continue
            if not cells:
                continue
            if columns is None:
                columns = _head(cells, facts)
            else:
                yield _row(line, cells, columns)
    finally:
        # Whoever stops before the end may have closed the stream already, which is as good.
        with suppress(ValueError):
            text.detach()


def _head(cells: list[str], facts: Sequence[Fact]) -> list[_Column]:
    names = [cell.strip() for cell in cells]
    _check_head(names, facts)
    for number, name in enumerate(names, 1):
        if not name:
            raise UnreadableInputError(f"column {number} has no name in the head of the CSV")
        if not _is_text(name):
            raise UnreadableInputError(f"the name of column {number} is not UTF-8")
        if name in names[: number - 1]:
            raise UnreadableInputError(f"the column `{name}` stands twice in the head of the CSV")
    columns = [_column(name, facts) for name in names]
    for column in columns:
        for other in columns:
            if len(other.keys) > len(column.keys) and other.keys[: len(column.keys)] == column.keys:
                whole, part = ".".join(column.keys), ".".join(other.keys)
                raise UnreadableInputError(
                    f"the column `{part}` gives a part of what the column `{whole}` gives"
                )
    return columns


def _check_head(names: list[str], facts: Sequence[Fact]) -> None:
    """Raise UnreadableInputError where this is no head in which a fact could stand.

    No name is shown: without a head, the first row is a record.
    """
    if any("\0" in name for name in names):
        raise UnreadableInputError("the head of the CSV holds a NUL character; this is no text")
    if any(_column(name, facts).type is not None for name in names):
        return
    if len(names) == 1:
        for sign, shown in _OTHER_SEPARATORS.items():
            if sign in names[0]:
                raise UnreadableInputError(
                    f"the columns of the CSV are separated by {shown}; save it with commas"
                )
    if facts:
        listed = ", ".join(f"`{fact.key}`" for fact in facts[:_MOST_FACTS])
        further = ", …" if len(facts) > _MOST_FACTS else ""
        raise UnreadableInputError(
            "no column in the head of the CSV is a fact of the policy; "
            f"its first row must name facts such as {listed}{further}"
        )


def _column(name: str, facts: Sequence[Fact]) -> _Column:
    for fact in facts:
        if fact.key == name:
            return _Column((name,), fact.type)
        if isinstance(fact.type, RecordType) and name.startswith(f"{fact.key}."):
            inner = _column(name.removeprefix(f"{fact.key}."), fact.type.fields)
            return _Column((fact.key, *inner.keys), inner.type)
    return _Column((name,), None)


def _row(line: int, cells: list[str], columns: list[_Column]) -> Row | BadRow:
    if len(cells) != len(columns):
        return bad_row(line, "wrong-width", f"this row has {len(cells)} cells, the head has {len(columns)}")
    record: dict[str, Any] = {}
    faults: list[Fault] = []
    for cell, column in zip(cells, columns, strict=True):
        if not _is_text(cell):
            faults.append(Fault(column.pointer, "not-utf8", "this cell is not UTF-8"))
            continue
        value = _cell(cell, column.type)
        if isinstance(value, NotJson):
            faults += [Fault(column.pointer + one.pointer, one.code, one.message) for one in value.faults]
        elif value is not None:
            inner = record
            for key in column.keys[:-1]:
                inner = inner.setdefault(key, {})
            inner[column.keys[-1]] = value
    return BadRow(line, tuple(faults)) if faults else Row(line, record)


def _cell(cell: str, kind: Type | None) -> Any:
    """The value of a cell; what does not fit the type stays text, at which reading the record finds fault."""
    text = cell.strip()
    if not text:
        return None
    match kind:
        case ListType() | RecordType() | DecisionType():
            return parse_json(text)
        case NumberType() | ChoiceType(numeric=True):
            return number_or_text(text)
        case FlagType():
            return _FLAGS.get(text.lower(), text)
        case None:
            return cell
        case _:
            return text


def _is_text(cell: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in cell)
