"""The rules of an edition in the order in which they are decided (docs: language, one edition)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from policyrules.inference.comparing import comparable
from policyrules.inference.infer import ANY, Findings, Inference, Typed
from policyrules.inference.scope import Scope
from policyrules.language.tree import Call, Cell, EqualTo, Expr, Field, Literal, Name, Negate
from policyrules.policy.model import (
    Adjustment,
    Bar,
    Definition,
    Deny,
    Edition,
    Effect,
    GradeAtMost,
    GradeIs,
    Indicator,
    Scorecard,
    ScoreIs,
    Table,
    Veto,
)
from policyrules.policy.types import (
    ChoiceType,
    DateType,
    DurationType,
    Fact,
    ListType,
    NumberType,
    PeriodType,
    RecordType,
    Type,
)
from policyrules.text.source import Span
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from policyrules.text.diagnostic import Diagnostics


@frozen
class Rule:
    """Something that is decided in one go, such as a definition, a table, or the lines of a scorecard.

    Its key is `definitions.x`, `tables.x`, `facts.x` (the size of a list), `bars.x`, `vetoes.x`,
    `vetoes.any`, `score.lines`, `score.total` or `score.grade`.
    """

    key: str
    span: Span
    infer: Callable[[Inference], Typed]


def rules_of(edition: Edition) -> Iterator[Rule]:
    """All rules of an edition, as they are written."""
    for fact in edition.facts:
        if isinstance(fact.type, ListType) and fact.type.size is not None:
            yield Rule(f"facts.{fact.path}", fact.span, _size(fact.type.size))
    for definition in edition.definitions:
        yield Rule(f"definitions.{definition.id}", definition.span, _definition(definition))
    for table in edition.tables:
        yield Rule(f"tables.{table.id}", table.span, _table(table))
    if edition.scorecard is not None:
        yield from _score_rules(edition.scorecard)
    for bar in edition.bars:
        yield Rule(f"bars.{bar.id}", bar.span, _bar(bar))
    for veto in edition.vetoes:
        yield Rule(f"vetoes.{veto.id}", veto.span, _veto(veto, edition.scorecard))
    if edition.vetoes:
        yield Rule("vetoes.any", edition.vetoes[0].span, lambda _: Typed(ANY))


def _size(size: Expr) -> Callable[[Inference], Typed]:
    return lambda inference: inference.expect(size, NumberType)


def _definition(definition: Definition) -> Callable[[Inference], Typed]:
    return lambda inference: inference.infer(definition.value, {})


def _bar(bar: Bar) -> Callable[[Inference], Typed]:
    def infer(inference: Inference) -> Typed:
        inference.condition(bar.applies)
        for ground in bar.grounds:
            inference.condition(ground.when)
        return Typed(ANY)

    return infer


def _table(table: Table) -> Callable[[Inference], Typed]:
    def infer(inference: Inference) -> Typed:
        columns = [
            Typed(one.type or ANY) if one.expression is None else inference.infer(one.expression, {})
            for one in table.inputs
        ]
        rows = tuple(
            evolve(row, cells=tuple(map(_with_options, row.cells, (column.type for column in columns))))
            for row in table.rows
        )
        inference.tables[table.id] = evolve(table, rows=rows)
        for row in rows:
            for cell, column, one in zip(row.cells, columns, table.inputs, strict=False):
                inference.cell(cell, column, one.expression)
        sensitive = any(column.sensitive for column in columns)
        outputs = [row.then for row in table.rows] + ([] if table.otherwise is None else [table.otherwise])
        return _outputs(inference, table, outputs, sensitive)

    return infer


def _with_options(cell: Cell, kind: Type) -> Cell:
    """A cell of a choice column, in which a bare word is that choice."""
    if not isinstance(kind, ChoiceType) or kind.numeric:
        return cell
    tests = tuple(
        EqualTo(Literal(test.value.name, span=test.value.span), span=test.span)
        if isinstance(test, EqualTo) and isinstance(test.value, Name) and test.value.name in kind.options
        else test
        for test in cell.tests
    )
    return evolve(cell, tests=tests)


def _outputs(
    inference: Inference, table: Table, outputs: list[Expr | tuple[tuple[str, Expr], ...]], sensitive: bool
) -> Typed:
    """The type of a table: its output, or a record of them where `then` is a mapping."""
    named = [output for output in outputs if isinstance(output, tuple)]
    if not named:
        for output in outputs:
            assert not isinstance(output, tuple)  # noqa: S101 - none is named
            sensitive = _output(inference, table, output) or sensitive
        return Typed(table.output, sensitive)
    keys = [name for name, _ in named[0]]
    for output in outputs:
        given = [name for name, _ in output] if isinstance(output, tuple) else []
        if given != keys:
            span = output[0][1].span if isinstance(output, tuple) and output else table.span
            inference.error(
                "uneven-outputs",
                span,
                f"every row of `{table.id}` must give the same outputs",
                f"here they are {', '.join(keys)}",
            )
        for _, one in output if isinstance(output, tuple) else ():
            sensitive = _output(inference, table, one) or sensitive
    facts = tuple(Fact(key, table.output, f"{table.id}.{key}", key) for key in keys)
    return Typed(RecordType(facts), sensitive)


def _output(inference: Inference, table: Table, output: Expr) -> bool:
    typed = inference.infer(output, {})
    comparable(inference, "=", output, (output, typed), (None, Typed(table.output)))
    return typed.sensitive


def _score_rules(card: Scorecard) -> Iterator[Rule]:
    def lines(inference: Inference) -> Typed:
        for indicator in card.indicators:
            _indicator(inference, indicator)
        return Typed(ANY)

    def total(inference: Inference) -> Typed:
        for adjustment in card.adjustments:
            _adjustment(inference, adjustment)
        for limit in (card.total, card.at_least, card.at_most):
            inference.expect(limit, NumberType)
        inference.findings.names.add("score.lines")
        return Typed(ANY)

    def grade(inference: Inference) -> Typed:
        for one in card.grades:
            inference.cell(one.band, Typed(NumberType()), None)
        inference.findings.names.add("score.total")
        return Typed(ANY)

    yield Rule("score.lines", card.span, lines)
    yield Rule("score.total", card.span, total)
    yield Rule("score.grade", card.span, grade)


def _indicator(inference: Inference, one: Indicator) -> None:
    for number in (one.weight, one.share, one.points, one.at_least, one.at_most):
        inference.expect(number, NumberType)
    for condition in (one.when, one.applies):
        inference.condition(condition)
    if one.table is not None:
        inference.expect(one.table, NumberType)
        _expect_table(inference, one.table)
    for deduction in one.deduct:
        inference.condition(deduction.when)
        for number in (deduction.each, deduction.points, deduction.at_most):
            inference.expect(number, NumberType)


def _expect_table(inference: Inference, expression: Expr) -> None:
    inner = expression.of if isinstance(expression, Field) else expression
    name = inner.function if isinstance(inner, Call) else inner.name if isinstance(inner, Name) else None
    if (
        name
        and name not in inference.tables
        and (name in inference.scope.names or not isinstance(inner, Name))
    ):
        inference.error(
            "not-a-table",
            expression.span,
            "`table` names a decision table",
            "use `points` for any other expression",
        )


def _adjustment(inference: Inference, one: Adjustment) -> None:
    for number in (one.points, one.at_least, one.at_most):
        inference.expect(number, NumberType)
    inference.condition(one.applies)


def _veto(veto: Veto, card: Scorecard | None) -> Callable[[Inference], Typed]:
    def infer(inference: Inference) -> Typed:
        inference.condition(veto.when)
        inference.condition(veto.applies)
        for effect in veto.effects:
            inference.condition(effect.when)
            inference.expect(effect.start, DateType)
            inference.expect(effect.until, DateType)
            inference.expect(effect.duration, PeriodType, DurationType)
            consequence = effect.consequence
            if isinstance(consequence, ScoreIs):
                inference.expect(consequence.score, NumberType)
            _check_time(inference, effect)
            if (
                isinstance(consequence, Deny)
                and consequence.award != "all"
                and suggest(consequence.award, ["all"])
            ):
                inference.diagnostics.warning(
                    "unknown-award",
                    effect.target,
                    f"`{consequence.award}` looks like `all`",
                    "did you mean `all`?",
                )
            if card is None and not hasattr(consequence, "award") and not hasattr(consequence, "kind"):
                inference.error(
                    "no-scorecard", effect.span, "this effect changes the score, but there is no scorecard"
                )
            elif card is not None and isinstance(consequence, GradeIs | GradeAtMost):
                _known_grade(inference, consequence.grade, [one.id for one in card.grades], effect.target)
        return Typed(ANY)

    return infer


def _check_time(inference: Inference, effect: Effect) -> None:
    """Report an effect that is over before it begins."""
    first = effect.start.value if isinstance(effect.start, Literal) else None
    last = effect.until.value if isinstance(effect.until, Literal) else None
    if isinstance(first, date) and isinstance(last, date) and last < first:
        inference.error("empty-window", effect.target, "`until` lies before `from`", "both days are included")
    duration = effect.duration
    if isinstance(duration, Negate):
        inference.error(
            "empty-window",
            duration.span,
            "`for` is negative, so the effect never follows",
            "leave the minus out",
        )


def _known_grade(inference: Inference, grade: str, known: list[str], span: Span) -> None:
    if grade not in known:
        near = suggest(grade, known)
        help_text = f"did you mean `{near}`?" if near else f"the grades are {', '.join(known) or 'none'}"
        inference.error("unknown-grade", span, f"unknown grade `{grade}`", help_text)


@frozen
class Ordered:
    """The rules in an order in which each comes after what it reads, and what each refers to."""

    order: tuple[str, ...]
    findings: dict[str, Findings]
    types: dict[str, Type]
    #: The tables, with the bare words of their choice columns read as choices.
    tables: dict[str, Table]


def infer_rules(edition: Edition, scope: Scope, diagnostics: Diagnostics) -> Ordered:
    """Infer all rules, each after those that it reads; report circles."""
    rules = {rule.key: rule for rule in rules_of(edition)}
    tables = {table.id: table for table in edition.tables}
    needs = {key: _needs(rule, edition, scope, tables) & rules.keys() for key, rule in rules.items()}
    if edition.vetoes:
        needs["vetoes.any"] = {f"vetoes.{veto.id}" for veto in edition.vetoes if veto.id != "any"}
    order = _sorted(needs, rules, diagnostics)
    inferred: dict[str, Typed] = {}
    findings: dict[str, Findings] = {}
    for key in order:
        inference = Inference(scope, tables, inferred, diagnostics)
        typed = rules[key].infer(inference)
        findings[key] = inference.findings
        group, name = key.split(".", 1)
        if group in {"definitions", "tables"}:
            inferred[name] = typed
        elif group == "facts":
            inferred[key] = typed
    return Ordered(tuple(order), findings, {name: typed.type for name, typed in inferred.items()}, tables)


def _needs(rule: Rule, edition: Edition, scope: Scope, tables: dict[str, Table]) -> set[str]:
    """The keys of the rules that a rule reads."""
    from policyrules.text.diagnostic import Diagnostics  # noqa: PLC0415 - a list of its own, thrown away

    rough = Inference(scope, tables, {}, Diagnostics())
    rule.infer(rough)
    found: set[str] = set()
    card = edition.scorecard
    adjustments = {one.id for one in card.adjustments} if card is not None else set()
    for name in rough.findings.names:
        group, _, member = name.partition(".")
        if group == "score":
            totals = {"total", "final_total", *adjustments}
            grades = {"grade", "final_grade"}
            found.add(
                "score.total" if member in totals else "score.grade" if member in grades else "score.lines"
            )
        elif member:
            found.add(name)
        else:
            found |= {f"definitions.{name}", f"tables.{name}"}
    for path in rough.findings.facts:
        found.add(f"facts.{path}")
    return found


def _sorted(needs: dict[str, set[str]], rules: dict[str, Rule], diagnostics: Diagnostics) -> list[str]:
    graph = {key: sorted(found) for key, found in needs.items()}
    while True:
        try:
            return [*TopologicalSorter(graph).static_order()]
        except CycleError as error:
            circle: list[str] = error.args[1]
            path = " → ".join(f"`{key}`" for key in reversed(circle))
            first = min(circle, key=lambda key: rules[key].span.start)
            diagnostics.error(
                "circle", rules[first].span, "these results depend on each other", f"the circle is {path}"
            )
            graph = {key: [one for one in found if one not in circle] for key, found in graph.items()}
