"""Looking up decision tables (docs: language, decision tables)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.evaluation import aggregates, operators
from policyrules.evaluation.data import Group, ListValue, Member, Value, as_truth, either, is_known
from policyrules.policy.types import ChoiceType, NumberType
from policyrules.values.interval import everything
from policyrules.values.truth import Truth, all_of
from policyrules.values.unknown import Impossible, Problem, Unknown, causes_of

if TYPE_CHECKING:
    from policyrules.evaluation.interpreter import Interpretation
    from policyrules.language.tree import Expr
    from policyrules.policy.model import Row, Table

_AGGREGATES = {"sum": aggregates.total, "minimum": aggregates.least, "maximum": aggregates.greatest}


def decide_table(run: Interpretation, table: Table) -> None:
    """Decide a table over expressions of the edition, once; one that is called has no value yet."""
    if table.callable:
        return
    inputs = tuple(
        run.step(f"tables.{table.id}.inputs.{number}", one.expression).value
        for number, one in enumerate(table.inputs, 1)
        if one.expression is not None
    )
    value, matches = look_up(run, table, inputs)
    run.names[table.id] = value
    run.matches[table.id] = matches


def look_up(run: Interpretation, table: Table, inputs: tuple[Value, ...]) -> tuple[Value, tuple[Truth, ...]]:
    """The output of a table for these inputs, and how each row matched."""
    expressions = run.expressions
    matches = tuple(
        all_of(expressions.cell(cell, value) for cell, value in zip(row.cells, inputs, strict=True))
        for row in table.rows
    )
    outputs: list[Expr | tuple[tuple[str, Expr], ...]] = [row.then for row in table.rows]
    if table.otherwise is not None:
        outputs.append(table.otherwise)
    if any(isinstance(output, tuple) for output in outputs):
        names = [name for name, _ in next(output for output in outputs if isinstance(output, tuple))]
        columns = {name: [_value(run, dict(output)[name]) for output in outputs] for name in names}  # type: ignore[arg-type] # every output is named
        return Group({name: _choose(table, matches, column) for name, column in columns.items()}), matches
    return _choose(table, matches, [_value(run, output) for output in outputs]), matches  # type: ignore[arg-type] # no output is named


def _value(run: Interpretation, output: Expr) -> Value:
    return run.expressions.evaluate(output).value


def _choose(table: Table, matches: tuple[Truth, ...], outputs: list[Value]) -> Value:
    """The output by hit policy; `outputs` ends with that of `otherwise`, where there is one."""
    rows = list(zip(matches, outputs, table.rows, strict=False))
    matched = [output for match, output, _ in rows if match is True]
    possible = [output for match, output, _ in rows if isinstance(match, Unknown)]
    because = causes_of(*matches)
    fallback = outputs[len(table.rows) :] if not matched else []
    if table.hit in _AGGREGATES and (matched or possible):
        return _aggregate(table, rows, fallback)
    if table.hit == "first":
        candidates = _until_matched(rows)
    elif table.hit == "priority":
        candidates = _by_priority(table, matched, possible)
    elif matched:
        same = [as_truth(_same(output, matched[0])) for output in matched[1:]]
        if False in same:
            return _problem(table, "several-rows", f"several rows of the table `{table.id}` match")
        # Outputs that are not known yet may turn out equal.
        candidates = matched if any(isinstance(one, Unknown) for one in same) else matched[:1]
    else:
        candidates = possible
    candidates = [*candidates, *fallback]
    if not candidates:
        return _problem(table, "no-row", f"no row of the table `{table.id}` matches")
    if len(candidates) == 1:
        return candidates[0]
    return either(candidates, because)


def _same(left: Value, right: Value) -> Truth:
    try:
        return operators.equal(left, right)
    except Impossible:
        return False


def _until_matched(rows: list[tuple[Truth, Value, Row]]) -> list[Value]:
    """The outputs of the first matched row and of the possible ones before it."""
    found: list[Value] = []
    for match, output, _ in rows:
        if match is not False:
            found.append(output)
        if match is True:
            break
    return found


def _by_priority(table: Table, matched: list[Value], possible: list[Value]) -> list[Value]:
    """The best matched output and the possible ones above it, by the order of the output's choices."""
    order = table.output.options if isinstance(table.output, ChoiceType) else ()

    def rank(value: Value) -> int:
        plain = getattr(value, "value", value)
        return order.index(plain) if is_known(value) and plain in order else -1

    best = sorted(matched, key=rank)[:1]
    return [*best, *(value for value in possible if not best or rank(value) < rank(best[0]))]


def _aggregate(table: Table, rows: list[tuple[Truth, Value, Row]], fallback: list[Value]) -> Value:
    """Aggregate the rows that match; where none does for certain, `otherwise` is possible too."""
    members = tuple(Member(output, match) for match, output, _ in rows if match is not False)
    if not fallback:
        return _AGGREGATES[table.hit](ListValue(members))
    # Some of the possible rows match, or none does: every sum or extreme of some lies in the hull of these.
    some = [one.value for one in members]
    if table.hit == "sum":
        some.append(aggregates.total(ListValue(members)))
    return either([*some, *fallback], causes_of(*(match for match, _, _ in rows)))


def _problem(table: Table, code: str, message: str) -> Value:
    causes = (Problem(code, message, table.span.place),)
    return everything(causes) if isinstance(table.output, NumberType) else Unknown(causes)
