"""The rules of an edition in the order in which they are decided (docs: language, one edition)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from policyrules.inference.award_rules import award_rule, denied_by, duty_rule, publication_rule
from policyrules.inference.comparing import comparable
from policyrules.inference.findings import ANY, Findings, Typed
from policyrules.inference.infer import Inference
from policyrules.inference.scope import Scope
from policyrules.inference.veto_rules import veto_rule
from policyrules.language.tree import Call, Cell, EqualTo, Expr, Field, Literal, Name
from policyrules.policy.model import (
    Adjustment,
    Bar,
    Definition,
    Edition,
    Indicator,
    Scorecard,
    Table,
    Veto,
)
from policyrules.policy.types import (
    ChoiceType,
    Fact,
    ListType,
    NumberType,
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
    `vetoes.any`, `score.lines`, `score.total`, `score.grade`, `score.final` (after vetoes), `awards.x`,
    `duties.x` or `publications.x`.
    """

    key: str
    span: Span
    infer: Callable[[Inference], Typed]
    #: Whether it may read the score after vetoes.
    reads_final: bool = False


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
        yield from _score_rules(edition.scorecard, edition.vetoes)
    for bar in edition.bars:
        yield Rule(f"bars.{bar.id}", bar.span, _bar(bar))
    for veto in edition.vetoes:
        yield Rule(f"vetoes.{veto.id}", veto.span, veto_rule(veto, edition))
    if edition.vetoes:
        yield Rule("vetoes.any", edition.vetoes[0].span, lambda _: Typed(ANY))
    for award in edition.awards:
        yield Rule(f"awards.{award.id}", award.span, award_rule(award, edition), reads_final=True)
    for duty in edition.duties:
        yield Rule(f"duties.{duty.id}", duty.span, duty_rule(duty), reads_final=True)
    for publication in edition.publications:
        rule = publication_rule(publication)
        yield Rule(f"publications.{publication.id}", publication.span, rule, reads_final=True)


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
            named_here = output if isinstance(output, tuple) else ()
            more = [(name, one.span) for name, one in named_here if name not in keys]
            name, span = (*more, *((name, one.span) for name, one in named_here), ("", table.span))[0]
            near = suggest(name, keys) if more else None
            inference.error(
                "uneven-outputs",
                span,
                f"every row of `{table.id}` must give the same outputs",
                f"did you mean `{near}`?" if near else f"here they are {', '.join(keys)}",
            )
        for _, one in output if isinstance(output, tuple) else ():
            sensitive = _output(inference, table, one) or sensitive
    facts = tuple(Fact(key, table.output, f"{table.id}.{key}", key) for key in keys)
    return Typed(RecordType(facts), sensitive)


def _output(inference: Inference, table: Table, output: Expr) -> bool:
    typed = inference.infer(output, {})
    comparable(inference, "=", output, (output, typed), (None, Typed(table.output)))
    return typed.sensitive


def _score_rules(card: Scorecard, vetoes: tuple[Veto, ...]) -> Iterator[Rule]:
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

    def final(inference: Inference) -> Typed:
        inference.findings.names.update({"score.grade", *(f"vetoes.{veto.id}" for veto in vetoes)})
        return Typed(ANY)

    yield Rule("score.lines", card.span, lines)
    yield Rule("score.total", card.span, total)
    yield Rule("score.grade", card.span, grade)
    yield Rule("score.final", card.span, final)


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
        inference = Inference(scope, tables, inferred, diagnostics, reads_final=rules[key].reads_final)
        typed = rules[key].infer(inference)
        findings[key] = inference.findings
        group, name = key.split(".", 1)
        if group in {"definitions", "tables"}:
            inferred[name] = typed
        elif group == "facts":
            inferred[key] = typed
        elif _tells_more(key, edition):
            inferred[key] = Typed(ANY, _rests_on_sensitive(key, findings, edition))
    return Ordered(tuple(order), findings, {name: typed.type for name, typed in inferred.items()}, tables)


def _tells_more(key: str, edition: Edition) -> bool:
    """Whether the value of a result may be known though its outcome is undetermined."""
    group, _, name = key.partition(".")
    if group == "vetoes":
        return any(veto.applies is not None for veto in edition.vetoes if name in {veto.id, "any"})
    return group in {"awards", "duties"}


def _rests_on_sensitive(key: str, findings: dict[str, Findings], edition: Edition) -> bool:
    """Whether a result rests on sensitive facts: itself, or by the vetoes that it is made of."""
    group, _, name = key.partition(".")
    keys = [key]
    if key == "vetoes.any":
        keys = [f"vetoes.{veto.id}" for veto in edition.vetoes]
    elif group == "awards":
        award = next(one for one in edition.awards if one.id == name)
        keys += [f"vetoes.{veto}" for veto in denied_by(award, edition)]
    return any(findings[one].sensitive for one in keys if one in findings)


def _needs(rule: Rule, edition: Edition, scope: Scope, tables: dict[str, Table]) -> set[str]:
    """The keys of the rules that a rule reads."""
    from policyrules.text.diagnostic import Diagnostics  # noqa: PLC0415 - a list of its own, thrown away

    rough = Inference(scope, tables, {}, Diagnostics(), reads_final=rule.reads_final)
    rule.infer(rough)
    found: set[str] = set()
    card = edition.scorecard
    adjustments = {one.id for one in card.adjustments} if card is not None else set()
    for name in rough.findings.names:
        group, _, member = name.partition(".")
        if group == "score":
            found.add(_score_key(member, adjustments))
        elif member:
            found.add(name)
        else:
            found |= {f"definitions.{name}", f"tables.{name}"}
    for path in rough.findings.facts:
        found.add(f"facts.{path}")
    return found


def _score_key(member: str, adjustments: set[str]) -> str:
    """The key of the rule that decides a part of the score."""
    if member in {"final_total", "final_grade"}:
        return "score.final"
    if member in {"total", *adjustments}:
        return "score.total"
    return "score.grade" if member == "grade" else "score.lines"


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
