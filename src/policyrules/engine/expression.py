"""Evaluating one expression without a policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timezone
from typing import TYPE_CHECKING, Any

from policyrules.checking.check import check_edition
from policyrules.engine.policy import as_day
from policyrules.engine.untyped import facts_of
from policyrules.errors import Fault, PolicyError, RecordError
from policyrules.evaluation.interpreter import interpret
from policyrules.evaluation.plain import plain_value
from policyrules.evaluation.reading import Reader
from policyrules.language.names import check_name
from policyrules.language.parser import ExpressionError, parse_expression
from policyrules.policy.model import Definition, Edition
from policyrules.text.diagnostic import Diagnostic, Diagnostics
from policyrules.text.fragment import Fragment
from policyrules.text.source import NOWHERE
from policyrules.values.calendar import parse_offset

if TYPE_CHECKING:
    from policyrules.policy.types import Fact
    from policyrules.values.calendar import MonthEnd

_RESULT = "result"


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
    dates, and what is None is unknown. Without `as_of` the name `as_of` is unknown as well.

    Raises PolicyError where the expression is wrong, RecordError where the record is, LimitExceeded
    where evaluating would take too much work (docs: language, expressions).
    """
    diagnostics = Diagnostics()
    try:
        tree = parse_expression(Fragment.of(expression))
    except ExpressionError as error:
        raise PolicyError([error.diagnostic]) from None
    given = {} if record is None else record
    facts = _facts(given)
    edition = Edition(
        policy="expression",
        edition="1",
        facts=facts,
        definitions=(Definition(id=_unused(given), value=tree, span=tree.span),),
        month_end=month_end,
        time_zone=_offset(time_zone),
    )
    checked = check_edition(edition, diagnostics)
    if diagnostics.errors:
        raise PolicyError(diagnostics.sorted())
    reader = Reader(edition.time_zone, checked.read_facts)
    copied = reader.record(given, facts, "")
    if reader.faults or copied is None:
        raise RecordError(reader.faults)
    run = interpret(checked, copied, None if as_of is None else as_day(as_of))
    return plain_value(run.names[edition.definitions[0].id])


def _facts(record: Mapping[str, Any]) -> tuple[Fact, ...]:
    if not isinstance(record, Mapping):
        raise RecordError([Fault("", "wrong-type", "this must be a record")])
    bad = [(name, check_name(str(name))) for name in record]
    faults = [Diagnostic("bad-name", f"{problem}: `{name}`", NOWHERE) for name, problem in bad if problem]
    if faults:
        raise PolicyError(faults)
    return facts_of(record)


def _offset(text: str) -> timezone:
    offset = parse_offset(text)
    if offset is None:
        raise ValueError(f"time_zone is an offset such as +08:00 or Z, not {text!r}")
    return offset


def _unused(record: Mapping[str, Any]) -> str:
    name = _RESULT
    while name in record:
        name += "_"
    return name
