"""Evaluating one expression without a policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timezone
from typing import TYPE_CHECKING, Any

from policyrules.engine.policy import as_day
from policyrules.engine.untyped import facts_of
from policyrules.errors import Fault, PolicyError, RecordError
from policyrules.evaluation.interpreter import interpret
from policyrules.evaluation.plain import plain_value
from policyrules.evaluation.reading import Reader
from policyrules.inference.checked import resolve
from policyrules.language.hints import hint_for_word
from policyrules.language.parser import ExpressionError, parse_expression
from policyrules.policy.model import Definition, Edition
from policyrules.policy.types import AnyType, Fact
from policyrules.policy.walk import free_names
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.fragment import Fragment
from policyrules.values.calendar import parse_offset

if TYPE_CHECKING:
    from policyrules.language.tree import Expr
    from policyrules.values.calendar import MonthEnd

#: No name of the language, so that it never meets one of the record.
_RESULT = "(expression)"


def evaluate_expression(
    expression: str,
    record: Mapping[str, Any] | None = None,
    *,
    as_of: date | str | None = None,
    month_end: MonthEnd = "down",
    time_zone: str = "Z",
) -> Any:
    """The value of an expression over a record: a plain value, an Interval, or Unknown.

    Types are read off from the record: texts in the form `2026-05-31` or `2026-05-31T08:00:00Z` are
    dates. What the record gives as None, or does not give at all, is unknown; so is `as_of` where no
    day is given.

    Raises PolicyError where the expression is wrong, RecordError where the record is, LimitExceeded
    where evaluating would take too much work (docs: language, expressions).
    """
    diagnostics = Diagnostics()
    try:
        tree = parse_expression(Fragment.of(expression))
    except ExpressionError as error:
        raise PolicyError([error.diagnostic]) from None
    given: Any = {} if record is None else record
    if not isinstance(given, Mapping):
        raise RecordError([Fault("", "wrong-type", "this must be a record")])
    edition = Edition(
        policy="expression",
        edition="1",
        facts=_facts(given, tree),
        definitions=(Definition(id=_RESULT, value=tree, span=tree.span),),
        month_end=month_end,
        time_zone=_offset(time_zone),
    )
    checked = resolve(edition, diagnostics, results=False)
    if diagnostics.errors:
        raise PolicyError(diagnostics.sorted())
    reader = Reader(edition.time_zone, None)
    copied = reader.record(given, edition.facts, "")
    if reader.faults or copied is None:
        raise RecordError(reader.faults)
    run = interpret(checked, copied, None if as_of is None else as_day(as_of))
    return plain_value(run.names[_RESULT])


def _facts(record: Mapping[str, Any], tree: Expr) -> tuple[Fact, ...]:
    """The facts of the record, and those that only the expression speaks of."""
    given = facts_of(record)
    known = {fact.name for fact in given} | {"as_of"}
    more = sorted(name for name in free_names(tree) if name not in known and hint_for_word(name) is None)
    return (*given, *(Fact(name, AnyType(), name, name) for name in more))


def _offset(text: str) -> timezone:
    offset = parse_offset(text)
    if offset is None:
        raise ValueError(f"time_zone is an offset such as +08:00 or Z, not {text!r}")
    return offset
