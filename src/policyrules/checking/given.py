"""Evaluating expressions where only some facts are known (docs: language, decision tables)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen

from policyrules.evaluation.data import Value, value_of
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.interpreter import Interpretation, parameter_value
from policyrules.evaluation.tables import look_up
from policyrules.language.tree import (
    Call,
    Cell,
    Expr,
    Field,
    IsUnknown,
    Known,
    Literal,
    Name,
    Node,
    Otherwise,
)
from policyrules.values.unknown import Missing, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policyrules.checking.budget import Budget
    from policyrules.evaluation.expressions import Expressions
    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.model import Table


class _Names(dict[str, Value]):
    """The values of an edition's names, each found when it is first asked for."""

    def __init__(self, checked: CheckedEdition, facts: Mapping[str, object]) -> None:
        super().__init__()
        record = _nested(facts)
        for fact in checked.edition.facts:
            self[fact.name] = value_of(fact.type, record.get(fact.name), fact.name)
        for parameter in checked.edition.parameters:
            self[parameter.id] = parameter_value(parameter)
        self._definitions = {one.id: one.value for one in checked.edition.definitions}
        self._run = Interpretation(checked, FrozenMapping({}), date.min, names=self)

    @property
    def expressions(self) -> Expressions:
        return self._run.expressions

    def __missing__(self, name: str) -> Value:
        table = self._run.checked.tables.get(name)
        if name in self._definitions:
            self[name] = self.expressions.evaluate(self._definitions[name]).value
        elif table is not None:
            columns = [one.expression for one in table.inputs if one.expression is not None]
            inputs = tuple(self.expressions.evaluate(column).value for column in columns)
            self[name] = look_up(self._run, table, inputs)[0]
        else:
            # The day of the decision, or results of other rules.
            self[name] = Unknown((Missing(name),))
        return self[name]


def _nested(facts: Mapping[str, object]) -> FrozenMapping[object]:
    """Facts by path, such as `office.kind`, as the record that holds them."""
    groups: dict[str, dict[str, object]] = {}
    record: dict[str, object] = {}
    for path, value in facts.items():
        name, _, inner = path.partition(".")
        if inner:
            groups.setdefault(name, {})[inner] = value
        else:
            record[name] = value
    return FrozenMapping({**record, **{name: _nested(group) for name, group in groups.items()}})


@frozen(slots=False)
class Given:
    """An edition of which only these facts, by path, are known; the day is unknown as well."""

    checked: CheckedEdition = field(repr=False)
    facts: Mapping[str, object] = field(factory=dict)
    expressions: Expressions = field(init=False, repr=False)
    #: The names that are evaluated already, as a budget counts them.
    evaluated: set[str] = field(init=False, factory=set, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "expressions", _Names(self.checked, self.facts).expressions)

    def value(self, expression: Expr) -> Value:
        """The value of an expression; unknown where it depends on anything else."""
        return self.expressions.evaluate(expression).value


def cell_expressions(cell: Cell) -> Iterator[Expr]:
    """The values and the ends of ranges that the tests of a cell compare with."""
    for test in cell.tests:
        if not isinstance(test, IsUnknown):
            yield from (test.value,) if hasattr(test, "value") else (test.range.low, test.range.high)


def asked_about(budget: Budget, *nodes: Node) -> frozenset[str]:
    """The facts, by path, of which it matters to these nodes whether they are known.

    What an expression gives while such a fact is unknown may change once it is known.
    Raises TooLarge.
    """
    search = _Asked(budget)
    for node in nodes:
        search.visit(node, asked=False)
    return frozenset(search.found)


@frozen
class _Asked:
    budget: Budget
    found: set[str] = field(factory=set)
    seen: set[tuple[str, bool]] = field(factory=set)

    @property
    def checked(self) -> CheckedEdition:
        return self.budget.checked

    def visit(self, node: Any, *, asked: bool) -> None:
        self.budget.spend(1)
        match node:
            case Literal():
                pass
            case tuple():
                for part in node:
                    self.visit(part, asked=asked)
            case Known():
                self.visit(node.operand, asked=True)
            case Otherwise():
                self.visit(node.value, asked=True)
                self.visit(node.fallback, asked=asked)
            case Name() | Field():
                self._reference(node, asked=asked)
            case Node():
                if isinstance(node, Call):
                    self._named(node.function, asked=asked)
                for attribute in attrs.fields(type(node)):
                    if attribute.name != "span":
                        self.visit(getattr(node, attribute.name), asked=asked)

    def _reference(self, node: Name | Field, *, asked: bool) -> None:
        """A name, or the facts of a record."""
        names: list[str] = []
        inner: Expr = node
        while isinstance(inner, Field):
            names.append(inner.name)
            inner = inner.of
        if not isinstance(inner, Name):
            self.visit(inner, asked=asked)
        elif not self._named(inner.name, asked=asked) and asked and inner.name not in self.checked.parameters:
            self.found.add(".".join([inner.name, *reversed(names)]))

    def _named(self, name: str, *, asked: bool) -> bool:
        """Look into the definition or table of this name; False where there is none."""
        table = self.checked.tables.get(name)
        definition = self.checked.items.get(f"definitions.{name}")
        if (name, asked) not in self.seen:
            self.seen.add((name, asked))
            if definition is not None:
                self.visit(definition.value, asked=asked)
            elif table is not None:
                self._table(table, asked=asked)
        return definition is not None or table is not None

    def _table(self, table: Table, *, asked: bool) -> None:
        for number, one in enumerate(table.inputs):
            asks = any(isinstance(test, IsUnknown) for row in table.rows for test in row.cells[number].tests)
            self.visit(one.expression, asked=asked or asks)
        for row in table.rows:
            self.visit((row.cells, row.then), asked=asked)
        self.visit(table.otherwise, asked=asked)
