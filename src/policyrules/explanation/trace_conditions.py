"""The expressions of a trace, down to facts (docs: language, decisions)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from policyrules.evaluation.data import Group, ListValue, RecordValue, Value, as_interval, is_known
from policyrules.evaluation.plain import plain_value
from policyrules.explanation.masking import MASKED
from policyrules.explanation.trace_node import ListCount, TraceNode, item_node, truth_word
from policyrules.language.printer import print_expression
from policyrules.language.tree import (
    And,
    Call,
    Comprehension,
    Expr,
    Field,
    If,
    Index,
    ListLiteral,
    Literal,
    Name,
    Not,
    Or,
    Otherwise,
    Quantified,
)
from policyrules.policy.model import NO_PROVENANCE
from policyrules.policy.words import NO_WORDS
from policyrules.values.interval import Interval
from policyrules.values.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyrules.evaluation.expressions import Step
    from policyrules.evaluation.interpreter import Interpretation
    from policyrules.text.source import Span

#: Definitions that rest on definitions are shown to this depth.
DEEPEST = 20


def source_text(node: Expr) -> str:
    """An expression as it is written, on one line."""
    text = " ".join(node.span.text.split())
    return print_expression(node) if not text or "\\" in text or "''" in text else text


@frozen
class Conditions:
    """Makes the nodes of expressions, and of the definitions and tables that they read."""

    run: Interpretation
    reveal: bool
    #: The definitions and tables that the rule at hand has shown already.
    shown: set[str] = field(factory=set)
    #: The definitions and tables inside of which it stands.
    inside: list[str] = field(factory=list)

    def applies(self, key: str, decisive: bool, *, told: bool) -> list[TraceNode]:
        """Whether a rule applies, where that is said; `told` where its outcome tells it anyway."""
        if key not in self.run.steps:
            return []
        child = self.condition(key)
        word = truth_word(self.run.steps[key].value) if told or child.value != MASKED else MASKED
        decisive = decisive or word in {"unknown", MASKED}
        return [TraceNode("applies", outcome=word, children=(child,), decisive=decisive)]

    def definition(self, name: str) -> TraceNode:
        """A definition with the expression that it stands for."""
        definition = next(one for one in self.run.checked.edition.definitions if one.id == name)
        child = self.condition(f"definitions.{name}")
        return item_node("definition", definition, text=child.text, value=child.value, children=(child,))

    def table(self, name: str) -> TraceNode:
        """A table with its inputs, and the rows that match or may match."""
        table = self.run.checked.tables[name]
        inputs = [
            self.expression(self.run.steps[f"tables.{name}.inputs.{n}"])
            for n in range(1, len(table.inputs) + 1)
        ]
        hidden = any(child.value == MASKED for child in inputs)
        value = MASKED if hidden else plain_value(self.run.names[name])
        rows: list[TraceNode] = []
        if not hidden:
            rows = [
                item_node("row", row, outcome=truth_word(match), text=_row_text(row.span))
                for row, match in zip(table.rows, self.run.matches[name], strict=True)
            ]
        shown = [evolve(row, decisive=row.outcome != "false") for row in rows]
        return item_node("table", table, value=value, children=(*inputs, *shown))

    def condition(self, key: str) -> TraceNode:
        """The expression kept under a key, for a new rule."""
        self.shown.clear()
        return self.expression(self.run.steps[key])

    def expression(self, step: Step) -> TraceNode:
        """An expression with its parts, down to facts."""
        node: Any = step.node
        hidden = not self.reveal and id(node) in self.run.checked.sensitive_nodes
        children = self._children(step, hidden)
        kind, name = _kind(node, step, self.run)
        if kind in {"definition", "table"} and name not in self.shown and len(self.inside) < DEEPEST:
            self.shown.add(name)
            self.inside.append(name)
            children = [*children, *self.definition_parts(kind, name)]
            self.inside.pop()
        children = [_open(child) for child in children] if hidden else _decisive(step, children)
        if kind in {"fact", "parameter", "result"} and name:
            children = []
        parameter = self.run.checked.parameters.get(name) if kind == "parameter" else None
        return TraceNode(
            kind,
            name,
            text=source_text(node),
            outcome=MASKED if hidden else _outcome(step.value),
            value=MASKED if hidden else shown_value(step.value),
            children=tuple(children),
            label=parameter.label if parameter is not None else NO_WORDS,
            provenance=parameter.provenance if parameter is not None else NO_PROVENANCE,
            span=node.span,
        )

    def definition_parts(self, kind: str, name: str) -> list[TraceNode]:
        """What a definition or a table that is read here rests on."""
        if kind == "table":
            return list(self.table(name).children)
        step = self.run.steps[f"definitions.{name}"]
        return [self.expression(step)]

    def _children(self, step: Step, hidden: bool) -> list[TraceNode]:
        node = step.node
        if hidden and isinstance(node, Quantified | Comprehension | Call | Index | If | Otherwise):
            return []  # how many elements there are, or which branch was taken, would tell
        found = []
        for child in step.children:
            if child.element is not None:
                found.append(self._element(child))
            elif not isinstance(child.node, Literal):
                found.append(self.expression(child))
        return found

    def _element(self, step: Step) -> TraceNode:
        assert step.element is not None  # noqa: S101 - asked before
        variable, number = step.element
        parts = [
            self.expression(child) for child in step.children if not isinstance(child.value, RecordValue)
        ]
        return TraceNode(
            "element", f"{variable}[{number}]", outcome=truth_word(step.value), children=tuple(parts)
        )


def _open(node: TraceNode) -> TraceNode:
    """A part of something masked: nothing is told of what was decisive in it."""
    return evolve(node, decisive=True, children=tuple(_open(child) for child in node.children))


def _row_text(span: Span) -> str:
    return " ".join(span.text.split())


def _kind(node: Expr, step: Step, run: Interpretation) -> tuple[str, str]:
    """What an expression is, and the name by which readers know it."""
    if isinstance(node, Name):
        if node.name in run.checked.parameters:
            return "parameter", node.name
        if node.name in run.checked.tables:
            return "table", node.name
        if f"definitions.{node.name}" in run.steps:
            return "definition", node.name
        value = step.value
        if isinstance(value, RecordValue) and value.path:
            return "fact", value.path
        return "fact", node.name
    if isinstance(node, Field):
        of = step.children[0].value
        if isinstance(of, RecordValue) and of.path:
            return "fact", f"{of.path}.{node.name}"
        if isinstance(of, Group) and isinstance(node.of, Name | Field):
            return "result", f"{of.path}.{node.name}" if of.path else source_text(node)
    return "condition", ""


def _outcome(value: Value) -> str:
    return truth_word(value) if isinstance(value, bool | Unknown) else "" if is_known(value) else "unknown"


def shown_value(value: Value) -> Any:
    """A value for people: plain, with a list given by its elements."""
    if isinstance(value, ListValue) and not value.certain:
        certain = sum(member.belongs is True for member in value.members)
        most = None if value.rest is not None else len(value.members)
        return Unknown(value.causes) if not value.members else ListCount(certain, most)
    if isinstance(value, ListValue) and any(
        isinstance(one.value, RecordValue | Group) for one in value.members
    ):
        return ListCount(len(value.members), len(value.members))
    if isinstance(value, RecordValue | Group):
        return None
    return plain_value(value)


def _decisive(step: Step, children: list[TraceNode]) -> list[TraceNode]:
    """Mark the parts on which the outcome of an expression rests."""
    node = step.node
    fits: Callable[[TraceNode], bool]
    if isinstance(node, If | Otherwise):
        return _of_branches(step, children)
    if isinstance(step.value, Unknown) or (
        isinstance(step.value, Interval) and not as_interval(step.value).exact
    ):
        fits = lambda child: child.outcome in {"unknown", MASKED} or child.kind in {"definition", "table"}  # noqa: E731
        return (
            [evolve(child, decisive=fits(child)) for child in children]
            if any(map(fits, children))
            else children
        )
    deciding: bool | None = None
    if isinstance(node, And):
        deciding = False
    elif isinstance(node, Or):
        deciding = True
    elif isinstance(node, Quantified):
        deciding = node.kind != "every"
    truth = step.value
    if isinstance(node, Quantified) and node.kind == "no" and isinstance(truth, bool):
        truth = not truth
    if deciding is None or truth is not deciding or isinstance(node, Not | ListLiteral):
        return children
    word = truth_word(deciding)
    return [evolve(child, decisive=child.outcome in {word, MASKED}) for child in children]


def _of_branches(step: Step, children: list[TraceNode]) -> list[TraceNode]:
    """Of an `if`, its condition and the branch that was taken; of `otherwise`, its value where that is known."""
    first = step.children[0].value
    if isinstance(step.node, Otherwise):
        unused = step.children[1] if is_known(first) else None
    elif isinstance(first, bool):
        unused = step.children[2] if first else step.children[1]
    else:
        unused = None
    kept = [child for child in step.children if not isinstance(child.node, Literal)]
    return [evolve(child, decisive=part is not unused) for child, part in zip(children, kept, strict=True)]
