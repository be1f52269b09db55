"""Deciding many records, each of which gives a decision or an error in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policyrules.batch.rows import BadRow, DecidedRow, bad_row
from policyrules.errors import LimitExceeded, RecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from policyrules.batch.rows import Row
    from policyrules.engine.policy import Policy


def decide_rows(
    policy: Policy, rows: Iterable[Row | BadRow], *, as_of: date | str, any_date: bool = False
) -> Iterator[DecidedRow | BadRow]:
    """Decide each row for a day; one that cannot be read or decided yields a bad row in its place.

    Raises NoEditionInForce before the first row, also where there is none.
    """
    for _ in policy.evaluate_many((), as_of=as_of, any_date=any_date):
        pass  # no records: this only looks whether the edition decides for that day
    for row in rows:
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            yield DecidedRow(row.line, policy.evaluate(row.record, as_of=as_of, any_date=any_date))
        except RecordError as error:
            yield BadRow(row.line, error.faults)
        except LimitExceeded as error:
            yield bad_row(row.line, "limit-exceeded", str(error))


def error_entry(row: BadRow) -> dict[str, Any]:
    """What stands in the place of a decision: the line, and every fault with its JSON Pointer."""
    faults = [{"pointer": one.pointer, "code": one.code, "message": one.message} for one in row.faults]
    return {"error": {"line": row.line, "faults": faults}}
