"""The types of expressions, and what does not fit together (docs: language, expressions)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from attrs import evolve, field, frozen

from policyrules.inference.agreement import is_number, join, mixing_help
from policyrules.inference.arithmetic import arithmetic_type, check_within, negated_type
from policyrules.inference.calls import call_type
from policyrules.inference.comparing import comparable, is_no_choice
from policyrules.inference.findings import ANY, FLAG, NUMBER, Findings, Typed, Variables
from policyrules.inference.scope import DECISION_FIELDS, RESULTS, Scope, fields_of
from policyrules.language.hints import hint_for_word
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
    Not,
    Or,
    Otherwise,
    Quantified,
    Range,
    Within,
    WithinRange,
)
from policyrules.policy.parameter_reader import type_of_literal
from policyrules.policy.types import (
    AnyType,
    DecisionType,
    FlagType,
    ListType,
    NumberType,
    RecordType,
    ResultsType,
    Type,
    describe,
)
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from policyrules.policy.model import Table
    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.source import Span


@frozen
class Inference:
    """Infers the types of the expressions of one rule, reporting what does not fit."""

    scope: Scope
    tables: dict[str, Table]
    #: The types of definitions and tables inferred so far; by key, whether sizes and results are sensitive.
    inferred: dict[str, Typed]
    diagnostics: Diagnostics
    findings: Findings = field(factory=Findings)
    #: Whether the rule may read the score after vetoes.
    reads_final: bool = False

    def condition(self, expression: Expr | None, variables: Variables | None = None) -> None:
        """Infer an expression that must be a truth value."""
        if expression is not None:
            self.expect_truth(expression, self.infer(expression, variables or {}))

    def expect(self, expression: Expr | None, *kinds: type, variables: Variables | None = None) -> Typed:
        """Infer an expression that must be of one of these types."""
        if expression is None:
            return Typed(ANY)
        typed = self.infer(expression, variables or {})
        if not isinstance(typed.type, (AnyType, *kinds)) and not (
            NumberType in kinds and is_number(typed.type)
        ):
            wanted = " or ".join(describe(kind()) for kind in kinds)
            self.error(
                "wrong-type", expression.span, f"this must be {wanted}, but it is {describe(typed.type)}"
            )
        return typed

    def infer(self, node: Expr, variables: Variables) -> Typed:
        """The type of an expression under these variables."""
        typed = self._infer(node, variables)
        if typed.sensitive:
            self.findings.sensitive.add(id(node))
        return typed

    def _infer(self, node: Expr, variables: Variables) -> Typed:
        match node:
            case Literal():
                return Typed(type_of_literal(node.value))
            case Name():
                return self._name(node, variables)
            case Field():
                return self._field(node, variables)
            case ListLiteral():
                items = [self.infer(item, variables) for item in node.items]
                return Typed(ListType(self._common(node.items, items)), any(one.sensitive for one in items))
            case Index():
                return self._index(node, variables)
            case Not():
                return self._truths((node.operand,), variables)
            case And() | Or():
                return self._truths(node.operands, variables)
            case Compare():
                left, right = self.infer(node.left, variables), self.infer(node.right, variables)
                comparable(self, node.operator, node, (node.left, left), (node.right, right))
                return Typed(FLAG, left.sensitive or right.sensitive)
            case In():
                return self._membership(node, variables)
            case Between():
                value, low, high = (self.infer(part, variables) for part in (node.value, node.low, node.high))
                comparable(self, "<=", node, (node.low, low), (node.value, value))
                comparable(self, "<=", node, (node.value, value), (node.high, high))
                return Typed(FLAG, value.sensitive or low.sensitive or high.sensitive)
            case Known():
                return Typed(FLAG, self._asked(node.operand, variables).sensitive)
            case Within():
                three = [self.infer(part, variables) for part in (node.value, node.distance, node.anchor)]
                check_within(self, node, *three)
                return Typed(FLAG, any(one.sensitive for one in three))
            case Otherwise():
                value, fallback = self._asked(node.value, variables), self.infer(node.fallback, variables)
                joined = self._common((node.value, node.fallback), [value, fallback])
                return Typed(joined, value.sensitive or fallback.sensitive)
            case Arithmetic():
                left, right = self.infer(node.left, variables), self.infer(node.right, variables)
                return Typed(
                    arithmetic_type(self, node, left.type, right.type), left.sensitive or right.sensitive
                )
            case Negate():
                operand = self.infer(node.operand, variables)
                return Typed(negated_type(self, node, operand.type), operand.sensitive)
            case If():
                condition = self._truths((node.condition,), variables)
                parts = (node.chosen, node.alternative)
                typed = [self.infer(part, variables) for part in parts]
                return Typed(
                    self._common(parts, typed), condition.sensitive or any(one.sensitive for one in typed)
                )
            case Quantified():
                inner, sensitive = self._bind(node, variables)
                body = self._truths([part for part in (node.where, node.body) if part is not None], inner)
                return Typed(FLAG, sensitive or body.sensitive)
            case Comprehension():
                return self._comprehension(node, variables)
            case Call():
                arguments = [
                    (self._asked if self._asks(node.function, number) else self.infer)(argument, variables)
                    for number, argument in enumerate(node.arguments)
                ]
                return Typed(call_type(self, node, arguments), any(one.sensitive for one in arguments))
            case _:
                assert_never(node)

    def error(self, code: str, span: Span, message: str, help: str = "") -> None:  # noqa: A002 - the word of the format
        """Report something about the expression."""
        self.diagnostics.error(code, span, message, help)

    def expect_truth(self, node: Expr, typed: Typed) -> None:
        """Report an expression that is no truth value."""
        if not isinstance(typed.type, FlagType | AnyType):
            self.error(
                "not-a-condition",
                node.span,
                f"a condition is true or false, but this is {describe(typed.type)}",
                "compare it with something",
            )

    def _truths(self, nodes: tuple[Expr, ...] | list[Expr], variables: Variables) -> Typed:
        typed = [self.infer(node, variables) for node in nodes]
        for node, one in zip(nodes, typed, strict=True):
            self.expect_truth(node, one)
        return Typed(FLAG, any(one.sensitive for one in typed))

    def _name(self, node: Name, variables: Variables) -> Typed:
        if node.name in variables:
            self.findings.elements.update(variables[node.name].origin)
            return variables[node.name]
        if not node.name:
            return Typed(ANY)
        declaration = self.scope.names.get(node.name)
        if declaration is None:
            self._unknown_name(node.name, node.span, variables)
            return Typed(ANY)
        if declaration.kind == "fact":
            self.findings.facts.add(declaration.path)
            size = self.inferred.get(f"facts.{declaration.path}", Typed(ANY))
            return Typed(declaration.type or ANY, declaration.sensitive or size.sensitive)
        if declaration.kind != "built-in":
            self.findings.names.add(node.name)
        table = self.tables.get(node.name)
        if table is not None and table.callable:
            self.error(
                "table-needs-inputs",
                node.span,
                f"the table `{node.name}` is called with inputs",
                f"write {node.name}({', '.join(one.name for one in table.inputs)})",
            )
            return Typed(ANY)
        if declaration.type is not None:
            return Typed(declaration.type)
        return self.inferred.get(node.name, Typed(ANY))

    def _unknown_name(self, name: str, span: Span, variables: Variables) -> None:
        if self.scope.incomplete:
            return
        help_text = hint_for_word(name) or self.scope.nearest(name, variables)
        self.error("unknown-name", span, f"unknown name `{name}`", help_text)

    def _field(self, node: Field, variables: Variables) -> Typed:
        of = self.infer(node.of, variables)
        kind = of.type
        if isinstance(kind, RecordType):
            fact = kind.get(node.name)
            if fact is None and not kind.closed:
                return Typed(ANY)
            if fact is None:
                self._unknown_field(node, fields_of(kind), "the record")
                return Typed(ANY)
            self.findings.facts.add(fact.path)
            return Typed(fact.type, of.sensitive or fact.sensitive)
        if isinstance(kind, DecisionType):
            if node.name in RESULTS:
                return Typed(ResultsType(node.name, kind), of.sensitive)
            if node.name in DECISION_FIELDS:
                return Typed(DECISION_FIELDS[node.name], of.sensitive)
            self._unknown_field(node, [*RESULTS, *DECISION_FIELDS], "a decision")
            return Typed(ANY)
        if isinstance(kind, ResultsType):
            return self._result(node, kind, of)
        if isinstance(kind, ListType):
            self.error(
                "list-has-no-facts",
                node.name_span,
                f"`{node.name}` belongs to one element, but this is a list",
                "use `some x in … satisfies x.…`, or pick an element with […]",
            )
        elif not isinstance(kind, AnyType):
            self.error("not-a-record", node.name_span, f"{describe(kind)} has nothing called `{node.name}`")
        return Typed(ANY)

    def _result(self, node: Field, group: ResultsType, of: Typed) -> Typed:
        found = self.scope.result(group, node.name)
        if found is None:
            known = list(self.scope.results.get(group.group, {}))
            self._unknown_field(node, known, f"`{group.group}`")
            return Typed(ANY)
        if group.decision is None:
            self.findings.names.add(f"{group.group}.{node.name}")
            if node.name in {"final_total", "final_grade"} and not self.reads_final:
                self.error(
                    "final-result",
                    node.span,
                    f"`score.{node.name}` is decided after everything else",
                    f"only awards and duties may read it; use `score.{node.name.removeprefix('final_')}`",
                )
        told = self.inferred.get(f"{group.group}.{node.name}", Typed(ANY))
        return Typed(found, of.sensitive or told.sensitive)

    def _unknown_field(self, node: Field, known: list[str], of: str) -> None:
        near = suggest(node.name, known)
        if near is not None:
            help_text = f"did you mean `{near}`?"
        else:
            help_text = f"it has {', '.join(known)}" if known else "there is none in this edition"
        self.error("unknown-field", node.name_span, f"{of} has nothing called `{node.name}`", help_text)

    def _index(self, node: Index, variables: Variables) -> Typed:
        of, index = self.infer(node.of, variables), self.infer(node.index, variables)
        if not isinstance(index.type, AnyType) and not is_number(index.type):
            self.error(
                "wrong-type", node.index.span, f"an index is a number, but this is {describe(index.type)}"
            )
        sensitive = of.sensitive or index.sensitive
        return Typed(self.element_of(node.of, of.type), sensitive)

    def element_of(self, node: Expr, kind: Type) -> Type:
        """The type of the elements of a list; what is no list is reported."""
        if isinstance(kind, ListType):
            return kind.element
        if not isinstance(kind, AnyType):
            self.error("not-a-list", node.span, f"this must be a list, but it is {describe(kind)}")
        return ANY

    def _asks(self, function: str, number: int) -> bool:
        """Whether a table that is called asks whether this input is known, by an `unknown` cell."""
        table = self.tables.get(function)
        return table is not None and any(
            isinstance(test, IsUnknown)
            for row in table.rows
            for cell in row.cells[number : number + 1]
            for test in cell.tests
        )

    def _asked(self, node: Expr, variables: Variables) -> Typed:
        """Infer an expression of which it matters whether it is known."""
        typed, inner = self._apart(node, variables)
        elements = {f"{one}[]" for one in inner.elements}
        self.findings.asked.update(inner.facts, inner.names, inner.elements, elements)
        return typed

    def _apart(self, node: Expr, variables: Variables) -> tuple[Typed, Findings]:
        """Infer an expression; gives what it refers to by itself as well."""
        inner = Findings(sensitive=self.findings.sensitive)
        typed = evolve(self, findings=inner).infer(node, variables)
        self.findings.add(inner)
        return typed, inner

    def bound(self, items: Expr, variables: Variables) -> Typed:
        """What a variable stands for that goes through a list."""
        listed, inner = self._apart(items, variables)
        return Typed(self.element_of(items, listed.type), listed.sensitive, inner.read)

    def _membership(self, node: In, variables: Variables) -> Typed:
        value = self.infer(node.value, variables)
        if isinstance(node.container, Range):
            return Typed(FLAG, self.range(node.container, (node.value, value), variables) or value.sensitive)
        if isinstance(node.container, ListLiteral):
            items = [self.infer(item, variables) for item in node.container.items]
            for item, typed in zip(node.container.items, items, strict=True):
                comparable(self, "=", item, (node.value, value), (item, typed))
            sensitive = any(one.sensitive for one in items)
            if sensitive:
                # The elements are inferred one by one, so that the list itself is not.
                self.findings.sensitive.add(id(node.container))
            return Typed(FLAG, value.sensitive or sensitive)
        container = self.infer(node.container, variables)
        element = self.element_of(node.container, container.type)
        comparable(self, "=", node, (node.value, value), (node.container, Typed(element)))
        return Typed(FLAG, value.sensitive or container.sensitive)

    def range(self, node: Range, value: tuple[Expr | None, Typed], variables: Variables) -> bool:
        """Check the ends of a range against a value; gives whether an end is sensitive."""
        ends = [(end, self.infer(end, variables)) for end in (node.low, node.high)]
        for end in ends:
            comparable(self, "<=", end[0], end, value)
        low, high = node.low, node.high
        if (
            isinstance(low, Literal)
            and isinstance(high, Literal)
            and isinstance(low.value, Decimal)
            and isinstance(high.value, Decimal)
            and low.value > high.value
        ):
            self.error(
                "empty-range", node.span, "this range is empty: it begins after its end", "exchange the ends"
            )
        return any(typed.sensitive for _, typed in ends)

    def _bind(self, node: Quantified | Comprehension, variables: Variables) -> tuple[Variables, bool]:
        bound = self.bound(node.items, variables)
        taken = self.scope.names.get(node.variable)
        if node.variable in variables or taken is not None:
            what = (
                f"the {taken.kind} `{node.variable}`" if taken is not None else f"another `{node.variable}`"
            )
            self.error(
                "shadowed-name",
                node.variable_span,
                f"this variable hides {what}",
                "give it a name of its own",
            )
        return {**variables, node.variable: bound}, bound.sensitive

    def _comprehension(self, node: Comprehension, variables: Variables) -> Typed:
        inner, sensitive = self._bind(node, variables)
        if node.where is not None:
            sensitive = self._truths((node.where,), inner).sensitive or sensitive
        if node.body is None:
            return Typed(NUMBER, sensitive)
        body = self.infer(node.body, inner)
        sensitive = sensitive or body.sensitive
        if node.kind == "list":
            return Typed(ListType(body.type), sensitive)
        if not isinstance(body.type, AnyType) and not is_number(body.type):
            self.error(
                "wrong-type",
                node.body.span,
                f"`{node.kind}` takes numbers, but this is {describe(body.type)}",
            )
        return Typed(NUMBER, sensitive)

    def cell(self, cell: Cell, column: Typed, node: Expr | None) -> None:
        """Check the tests of a cell against the type of its column."""
        for test in cell.tests:
            match test:
                case EqualTo(Name(name)) if is_no_choice(self, name, column.type, test.span):
                    pass
                case EqualTo() | ComparedWith():
                    typed = self.infer(test.value, {})
                    operator = "=" if isinstance(test, EqualTo) else test.operator
                    comparable(self, operator, test.value, (None, column), (test.value, typed))
                case WithinRange():
                    self.range(test.range, (node, column), {})
                case _:
                    if node is not None:
                        self._asked(node, {})

    def _common(self, nodes: tuple[Expr, ...], typed: list[Typed]) -> Type:
        """The type that several expressions share; the first that does not fit is reported."""
        result: Type = ANY
        for node, one in zip(nodes, typed, strict=True):
            joined = join(result, one.type)
            if joined is None:
                self.error(
                    "mixed-types",
                    node.span,
                    f"this is {describe(one.type)}, but it stands beside {describe(result)}",
                    mixing_help(result, one.type),
                )
                return ANY
            result = joined
        return result
