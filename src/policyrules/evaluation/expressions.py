"""The meaning of expressions: total, three-valued, never short-circuiting, always traced.

This is the reference (docs: language, expressions). Every part of an expression is evaluated and
kept as a Step; whatever cannot be computed is unknown, with the problem as its cause.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import assert_never

from attrs import evolve, frozen

from policyrules.evaluation import aggregates, operators
from policyrules.evaluation.data import (
    Group,
    ListValue,
    Member,
    RecordValue,
    Value,
    as_list,
    as_truth,
    either,
    is_known,
)
from policyrules.evaluation.functions import FUNCTIONS
from policyrules.evaluation.operators import Settings
from policyrules.language.signatures import SIGNATURES
from policyrules.language.tree import (
    And,
    Arithmetic,
    Between,
    Call,
    Cell,
    Compare,
    ComparedWith,
    Comprehension,
    EqualTo,
    Expr,
    Field,
    If,
    In,
    Index,
    IsUnknown,
    Known,
    ListLiteral,
    Literal,
    Name,
    Negate,
    Node,
    Not,
    Or,
    Otherwise,
    Quantified,
    Range,
    Within,
    WithinRange,
)
from policyrules.values.interval import Interval, everything
from policyrules.values.truth import Truth, all_of, any_of, negate
from policyrules.values.unknown import Impossible, Problem, Unknown, causes_of

Bindings = Mapping[str, Value]
_NOTHING: Bindings = {}


@frozen
class Step:
    """One node as it was evaluated: its value, and the steps of its parts."""

    node: Node
    value: Value
    children: tuple[Step, ...] = ()
    #: For a step over an element of a list: the variable and the element's number, from 1.
    element: tuple[str, int] | None = None


@frozen
class Expressions:
    """Evaluates expressions over names."""

    #: The value of a name of the edition: fact, parameter, definition, table, group of results, `as_of`.
    lookup: Callable[[str], Value]
    #: The output of a table that is called with arguments.
    call_table: Callable[[str, tuple[Value, ...]], Value]
    settings: Settings

    def evaluate(self, node: Expr, bound: Bindings = _NOTHING) -> Step:
        """Evaluate one expression; `bound` gives the variables of the quantifiers around it."""
        match node:
            case Literal():
                value = node.value
                return Step(node, Interval.of(value) if isinstance(value, Decimal) else value)
            case Name():
                return Step(node, bound[node.name] if node.name in bound else self.lookup(node.name))
            case (
                ListLiteral() | Call() | Compare() | Arithmetic() | Negate() | Between() | Within() | Index()
            ):
                return self._operation(node, bound)
            case Field():
                of = self.evaluate(node.of, bound)
                return Step(node, _field(of.value, node.name), (of,))
            case Not():
                operand = self.evaluate(node.operand, bound)
                return Step(node, negate(as_truth(operand.value)), (operand,))
            case And() | Or():
                children = tuple(self.evaluate(operand, bound) for operand in node.operands)
                join = all_of if isinstance(node, And) else any_of
                return Step(node, join(as_truth(child.value) for child in children), children)
            case In():
                return self._membership(node, bound)
            case Known():
                operand = self.evaluate(node.operand, bound)
                return Step(node, is_known(operand.value) != node.negated, (operand,))
            case Otherwise():
                value_step, fallback = self.evaluate(node.value, bound), self.evaluate(node.fallback, bound)
                chosen = value_step.value if is_known(value_step.value) else _instead(value_step, fallback)
                return Step(node, chosen, (value_step, fallback))
            case If():
                return self._conditional(node, bound)
            case Quantified():
                return self._quantified(node, bound)
            case Comprehension():
                return self._comprehension(node, bound)
            case _:
                assert_never(node)

    def cell(self, cell: Cell, value: Value) -> Truth:
        """Whether a value passes the unary tests of a cell."""
        if not cell.tests:
            return True
        passed = any_of(self._test(test, value) for test in cell.tests)
        return negate(passed) if cell.negated else passed

    def _test(self, test: EqualTo | ComparedWith | WithinRange | IsUnknown, value: Value) -> Truth:
        match test:
            case IsUnknown():
                return not is_known(value)
            case EqualTo():
                return as_truth(
                    self._guard(test, lambda: operators.compare("=", value, self.evaluate(test.value).value))
                )
            case ComparedWith():
                other = self.evaluate(test.value).value
                return as_truth(self._guard(test, lambda: operators.compare(test.operator, value, other)))
            case WithinRange():
                return as_truth(self._in_range(test.range, value, _NOTHING)[0])

    def _operation(
        self,
        node: ListLiteral | Call | Compare | Arithmetic | Negate | Between | Within | Index,
        bound: Bindings,
    ) -> Step:
        """What is computed from the values of its operands alone, and may be impossible."""
        operands: tuple[Expr, ...]
        compute: Callable[..., Value]
        match node:
            case ListLiteral():
                operands, compute = node.items, lambda *items: ListValue(tuple(map(Member, items)))
            case Call():
                operands, compute = node.arguments, self._function(node)
            case Compare():
                operands = (node.left, node.right)
                compute = lambda left, right: operators.compare(node.operator, left, right)  # noqa: E731 - one line per operation
            case Arithmetic():
                operands = (node.left, node.right)
                compute = lambda left, right: operators.calculate(  # noqa: E731
                    node.operator, left, right, self.settings
                )
            case Negate():
                operands, compute = (node.operand,), operators.minus
            case Between():
                operands, compute = (node.value, node.low, node.high), operators.between
            case Within():
                operands = (node.value, node.distance, node.anchor)
                compute = lambda value, distance, anchor: operators.within(  # noqa: E731
                    value, distance, node.direction, anchor, self.settings
                )
            case Index():
                operands, compute = (node.of, node.index), aggregates.element
        children = tuple(self.evaluate(operand, bound) for operand in operands)
        values = [child.value for child in children]
        return Step(
            node, self._guard(node, lambda: compute(*values), number=_gives_number(node, values)), children
        )

    def _guard(self, node: Node, compute: Callable[[], Value], *, number: bool = False) -> Value:
        """The value, or unknown with the problem as its cause: of a number, an interval without ends."""
        try:
            return compute()
        except Impossible as problem:
            causes = (Problem(problem.code, problem.message, node.span.place),)
            return everything(causes) if number else Unknown(causes)

    def _function(self, node: Call) -> Callable[..., Value]:
        function = FUNCTIONS.get(node.function)
        if function is None:
            return lambda *arguments: self.call_table(node.function, arguments)
        return lambda *arguments: function(self.settings, *arguments)

    def _membership(self, node: In, bound: Bindings) -> Step:
        value = self.evaluate(node.value, bound)
        if isinstance(node.container, Range):
            inside, children = self._in_range(node.container, value.value, bound)
        else:
            container = self.evaluate(node.container, bound)
            items = as_list(container.value)
            children = (container,)
            inside = self._guard(node, lambda: aggregates.contains(items, value.value))
        truth = as_truth(inside)
        return Step(node, negate(truth) if node.negated else truth, (value, *children))

    def _in_range(self, node: Range, value: Value, bound: Bindings) -> tuple[Value, tuple[Step, ...]]:
        low, high = self.evaluate(node.low, bound), self.evaluate(node.high, bound)
        above = self._guard(
            node, lambda: operators.compare(">=" if node.low_included else ">", value, low.value)
        )
        below = self._guard(
            node, lambda: operators.compare("<=" if node.high_included else "<", value, high.value)
        )
        return all_of((as_truth(above), as_truth(below))), (low, high)

    def _conditional(self, node: If, bound: Bindings) -> Step:
        condition = self.evaluate(node.condition, bound)
        chosen, alternative = self.evaluate(node.chosen, bound), self.evaluate(node.alternative, bound)
        truth = as_truth(condition.value)
        value: Value
        if isinstance(truth, Unknown):
            value = either([chosen.value, alternative.value], truth.causes)
        else:
            value = chosen.value if truth else alternative.value
        return Step(node, value, (condition, chosen, alternative))

    def _quantified(self, node: Quantified, bound: Bindings) -> Step:
        items = self.evaluate(node.items, bound)
        listed = as_list(items.value)
        found: list[Truth] = []
        children: list[Step] = [items]

        def consider(number: int, value: Value, belongs: Truth) -> None:
            inner = {**bound, node.variable: value}
            parts = [] if node.where is None else [self.evaluate(node.where, inner)]
            parts.append(self.evaluate(node.body, inner))
            condition = all_of((belongs, *(as_truth(part.value) for part in parts[:-1])))
            body = as_truth(parts[-1].value)
            if node.kind == "every":
                found.append(any_of((negate(condition), body)))
            else:
                found.append(all_of((condition, body)))
            children.append(Step(node.body, found[-1], tuple(parts), (node.variable, number)))

        for number, member in enumerate(listed.members, 1):
            consider(number, member.value, member.belongs)
        if listed.rest is not None:
            consider(len(listed.members) + 1, listed.rest.value, Unknown(listed.rest.causes))
        truth = all_of(found) if node.kind == "every" else any_of(found)
        return Step(node, negate(truth) if node.kind == "no" else truth, tuple(children))

    def _comprehension(self, node: Comprehension, bound: Bindings) -> Step:
        items = self.evaluate(node.items, bound)
        listed = as_list(items.value)
        children: list[Step] = [items]

        def consider(number: int, value: Value, belongs: Truth) -> Member:
            inner = {**bound, node.variable: value}
            condition = None if node.where is None else self.evaluate(node.where, inner)
            body = None if node.body is None else self.evaluate(node.body, inner)
            if condition is not None:
                belongs = all_of((belongs, as_truth(condition.value)))
            parts = tuple(part for part in (condition, body) if part is not None)
            children.append(Step(node.body or node.where or node, belongs, parts, (node.variable, number)))
            return Member(value if body is None else body.value, belongs)

        members = [consider(number, one.value, one.belongs) for number, one in enumerate(listed.members, 1)]
        rest = None
        if listed.rest is not None:
            more = consider(len(members) + 1, listed.rest.value, Unknown(listed.rest.causes))
            if more.belongs is not False:
                rest = evolve(listed.rest, value=more.value, causes=causes_of(more.belongs))
        selected = ListValue(tuple(one for one in members if one.belongs is not False), rest, listed.there)
        if node.kind == "list":
            return Step(node, selected, tuple(children))
        summarise = aggregates.AGGREGATES[node.kind]
        return Step(node, self._guard(node, lambda: summarise(selected), number=True), tuple(children))


def _instead(value: Step, fallback: Step) -> Value:
    """A fallback; while it is not known exactly, knowing what it stands in for would settle it as well."""
    match fallback.value:
        case Unknown():
            return Unknown(causes_of(value.value, fallback.value))
        case Interval(low=low, high=high, exact=False):
            return Interval(low, high, causes_of(value.value, fallback.value))
        case _:
            return fallback.value


def _gives_number(node: Node, operands: list[Value]) -> bool:
    """Whether an operation over these operands can only give a number."""
    if isinstance(node, Call):
        return node.function in SIGNATURES and SIGNATURES[node.function].gives == "number"
    return isinstance(node, Arithmetic | Negate) and all(isinstance(one, Interval) for one in operands)


def _field(of: Value, name: str) -> Value:
    """A fact of a record, a result of a group, or of what is not there."""
    match of:
        case RecordValue() | Group():
            return of.get(name)
        case _:
            return Unknown(causes_of(of))
